#include "render/block.h"

/* Below a title and subtitle, and below a title alone. */
#define HEAD_BOTH  32.0
#define HEAD_TITLE 20.0

double block_head(const struct block *block)
{
    if (!block->title.count)
        return 0;
    return block->subtitle.count ? HEAD_BOTH : HEAD_TITLE;
}

void block_draw_head(const struct sheet *sheet, const struct block *block,
                     struct box box)
{
    struct str title = words_choose(sheet->words, &block->title);
    struct str subtitle = words_choose(sheet->words, &block->subtitle);
    struct str note = {0};

    if (title.len) {
        sheet_begin(sheet, TAG_H2);
        sheet_line(sheet, TYPE_PANEL,
                   (struct spot){box.x, box.y + 9, ALIGN_LEFT}, box.w, title);
        sheet_end(sheet);
    }
    if (block->kind == BLOCK_LINE)
        note = block_line_note(sheet, block);
    if (block->kind == BLOCK_WATERFALL)
        note = block_waterfall_note(sheet, block);
    if (block->kind == BLOCK_SCATTER)
        note = block_scatter_note(sheet, block);
    if (block->kind == BLOCK_SLOPE)
        note = block_slope_note(sheet, block);
    if (subtitle.len && note.len)
        subtitle = str_format(sheet->arena, "%.*s; %.*s", STR_ARGS(subtitle),
                              STR_ARGS(note));
    if (subtitle.len) {
        sheet_begin(sheet, TAG_P);
        sheet_line(sheet, TYPE_PANEL_NOTE,
                   (struct spot){box.x, box.y + 21, ALIGN_LEFT}, box.w,
                   subtitle);
        sheet_end(sheet);
    }
}

struct str block_further(const struct sheet *sheet, size_t hidden)
{
    return str_format(sheet->arena, "%zu further %s in the workbook", hidden,
                      hidden == 1 ? "row is" : "rows are");
}
