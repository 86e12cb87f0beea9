#include "render/block.h"

#include "render/crosstab.h"
#include "render/facts.h"

#include <math.h>

/* A stack is taken apart by its page. */
static void draw_nothing(const struct sheet *sheet, const struct block *block,
                         struct box box)
{
    (void)sheet;
    (void)block;
    (void)box;
}

static const struct {
    void (*draw)(const struct sheet *sheet, const struct block *block,
                 struct box box);
    bool needs_rows;
} kinds[BLOCK_KINDS] = {
    [BLOCK_CARDS] = {block_cards, false},
    [BLOCK_LINE] = {block_line, true},
    [BLOCK_OUTLOOK] = {block_outlook, true},
    [BLOCK_TRENDS] = {block_trends, true},
    [BLOCK_CURVE] = {block_curve, true},
    [BLOCK_COLUMNS] = {block_columns, true},
    [BLOCK_WATERFALL] = {block_waterfall, true},
    [BLOCK_MULTIPLES] = {block_multiples, true},
    [BLOCK_SCATTER] = {block_scatter, true},
    [BLOCK_SLOPE] = {block_slope, true},
    [BLOCK_STACKED] = {block_stacked, true},
    [BLOCK_GROUPED] = {block_grouped, true},
    [BLOCK_FUNNEL] = {block_funnel, true},
    [BLOCK_HISTOGRAM] = {block_histogram, true},
    [BLOCK_TABLE] = {block_table, true},
    [BLOCK_HEATMAP] = {block_heatmap, true},
    [BLOCK_FINDINGS] = {block_findings, false},
    [BLOCK_DECISIONS] = {block_findings, false},
    [BLOCK_TEXT] = {block_text, false},
    [BLOCK_STACK] = {draw_nothing, false},
};

static bool has_parts(const struct block *block)
{
    return block->kind == BLOCK_STACKED || block->kind == BLOCK_GROUPED;
}

static struct number_scale scale_of(const struct sheet *sheet,
                                    const struct block *block,
                                    const struct rows *rows)
{
    struct crosstab tab;

    if (has_parts(block) && crosstab_find(sheet, block, &tab))
        return tab.unit.scale;
    return block_scale(rows, block, sheet->words);
}

/* Name what amounts on this block are printed in: {block.unit}. */
static void set_unit(const struct sheet *sheet, const struct block *block)
{
    struct rows rows = selection_rows(&block->selection, sheet->words);
    const struct table *facts = words_table(sheet->words, STR("block"));
    struct str currency = facts_currency(sheet->words->style.currency);
    struct number_scale scale = scale_of(sheet, block, &rows);

    if (!facts || !facts->row_count)
        return;
    facts->cells[0] = cell_text(
        scale.power <= 0 ? currency
                         : str_format(sheet->arena, "%.*s %s",
                                      STR_ARGS(currency), scale.word));
    facts->cells[1] = cell_label(scale.power <= 0 ? "" : scale.word);
}

static void draw_missing(const struct sheet *sheet, const struct block *block,
                         struct box box)
{
    struct str reason = words_choose(sheet->words, &block->missing);
    struct lines lines = sheet_wrap(
        sheet, TYPE_NOTE, box.w - 40, 3,
        reason.len ? reason : STR("There are no rows to show here."));
    double x = box.x + box.w / 2;
    double y = box.y + box.h / 2 - 4;

    sheet_fill(sheet, box, 4, COLOUR_SAND);
    sheet_begin(sheet, TAG_P);
    sheet_text(sheet, TYPE_PANEL, (struct spot){x, y, ALIGN_CENTRE},
               block->missing_title);
    for (size_t i = 0; i < lines.count; i++)
        sheet_text(sheet, TYPE_NOTE,
                   (struct spot){x, y + 15 + 10.5 * (double)i, ALIGN_CENTRE},
                   lines.items[i]);
    sheet_end(sheet);
}

/* Whether any row has a value in a column. */
static bool has_value(const struct sheet *sheet, const struct block *block,
                      const struct rows *rows, struct str name)
{
    int column = select_column(sheet->words, block->node, rows->table, name);

    for (size_t i = 0; column >= 0 && i < rows->count; i++)
        if (cell_is_defined(&rows->items[i][column]))
            return true;
    return false;
}

/* Whether a chart has something to show. */
static bool has_values(const struct sheet *sheet, const struct block *block,
                       const struct rows *rows)
{
    struct crosstab tab;

    if (!rows->count)
        return false;
    if (block->kind == BLOCK_WATERFALL &&
        (isnan(words_number(sheet->words, block->from)) ||
         isnan(words_number(sheet->words, block->to))))
        return false;
    if (block->kind == BLOCK_SCATTER)
        return block_scatter_shows(sheet, block);
    if (block->kind == BLOCK_SLOPE &&
        !has_value(sheet, block, rows, block->base))
        return false;
    if (has_parts(block))
        return crosstab_find(sheet, block, &tab);
    if (block->kind == BLOCK_TABLE || !block->value.len)
        return true;
    return has_value(sheet, block, rows, block->value);
}

size_t block_rows(const struct sheet *sheet, const struct block *block)
{
    if (block->kind == BLOCK_TRENDS)
        return block_trends_rows(sheet, block);
    return selection_rows(&block->selection, sheet->words).count;
}

size_t block_fit(const struct sheet *sheet, const struct block *block,
                 struct box box, size_t first)
{
    return block->kind == BLOCK_TRENDS
               ? block_trends_fit(sheet, block, box, first)
               : block_table_fit(sheet, block, box, first);
}

void block_draw(const struct sheet *sheet, const struct block *block,
                struct box box)
{
    struct rows rows = selection_rows(&block->selection, sheet->words);
    struct box content = box_below(box, block_head(block));

    set_unit(sheet, block);
    block_draw_head(sheet, block, box);
    if (kinds[block->kind].needs_rows && !has_values(sheet, block, &rows))
        draw_missing(sheet, block, content);
    else
        kinds[block->kind].draw(sheet, block, content);
}
