#include "render/crosstab.h"

#include "render/period_name.h"

#include <assert.h>
#include <math.h>

enum { MOST_TOLD = 4 };

/* The columns that labels are read from. */
struct source {
    const struct block *block;
    struct rows rows;
    int label;
    int year;   /* -1: none */
    int series; /* -1: parts are columns */
    int value;
};

static int column_of(const struct sheet *sheet, const struct source *source,
                     struct str name)
{
    if (!name.len)
        return -1;
    return select_column(sheet->words, source->block->node, source->rows.table,
                         name);
}

static struct crosstab_row *add_row(const struct sheet *sheet,
                                    struct crosstab *tab,
                                    const struct source *source,
                                    const struct cell *cells)
{
    struct crosstab_row *row = &tab->items[tab->count++];
    struct str name = number_table(sheet->arena, &sheet->words->style,
                                   &cells[source->label], NULL);

    *row = (struct crosstab_row){.label = name, .key = cells[source->label]};
    if (source->year < 0)
        return row;
    row->key = cells[source->year];
    row->label = period_short(sheet->arena, name);
    row->year = period_year(row->key.text);
    return row;
}

/* Where a cell goes, and whether it is small. */
struct target {
    struct cell *cell;
    bool *small;
};

static void take(const struct sheet *sheet, const struct source *source,
                 const struct cell *cells, int column, struct target target)
{
    *target.cell = cells[column];
    *target.small =
        words_is_small(sheet->words, source->rows.table, cells, (size_t)column);
}

/* Each row is a label. */
static void read_columns(const struct sheet *sheet, struct crosstab *tab,
                         const struct source *source)
{
    const struct block *block = tab->block;
    int whole = column_of(sheet, source, block->whole);
    int parts[MOST_PARTS];
    int shares[MOST_PARTS];

    for (size_t p = 0; p < tab->part_count; p++) {
        parts[p] = column_of(sheet, source, block->columns[p].column);
        shares[p] = column_of(sheet, source, block->columns[p].second);
        if (!block->columns[p].has_head && parts[p] >= 0)
            tab->names[p] = str_of(source->rows.table->columns[parts[p]].label);
    }
    for (size_t i = 0; i < source->rows.count; i++) {
        const struct cell *cells = source->rows.items[i];
        struct crosstab_row *row = add_row(sheet, tab, source, cells);

        for (size_t p = 0; p < tab->part_count; p++) {
            if (parts[p] >= 0)
                take(sheet, source, cells, parts[p],
                     (struct target){&row->parts[p], &row->small[p]});
            if (shares[p] >= 0)
                row->shares[p] = cells[shares[p]];
        }
        if (whole >= 0)
            take(sheet, source, cells, whole,
                 (struct target){&row->whole, &row->whole_is_small});
    }
}

/* Which part a row of a series is: WHOLE of them all, NONE of them. */
enum { WHOLE = MOST_PARTS, NONE = -1 };

static int part_of(const struct crosstab *tab, const struct source *source,
                   const struct cell *cells)
{
    struct str name = cells[source->series].text;

    if (cells[source->series].kind != CELL_TEXT)
        return NONE;
    for (size_t p = 0; p < tab->part_count; p++)
        if (str_equal(name, tab->block->columns[p].column))
            return (int)p;
    return str_equal(name, tab->block->whole) ? WHOLE : NONE;
}

static struct target target_of(struct crosstab_row *row, int part)
{
    if (part == WHOLE)
        return (struct target){&row->whole, &row->whole_is_small};
    return (struct target){&row->parts[part], &row->small[part]};
}

static struct crosstab_row *find_row(struct crosstab *tab,
                                     const struct cell *key)
{
    for (size_t i = 0; i < tab->count; i++) {
        const struct cell *known = &tab->items[i].key;
        if (known->kind == key->kind && key->kind == CELL_TEXT
                ? str_equal(known->text, key->text)
                : known->kind == key->kind && known->integer == key->integer)
            return &tab->items[i];
    }
    return NULL;
}

/* Rows with the same label are put together. */
static void read_series(const struct sheet *sheet, struct crosstab *tab,
                        const struct source *source)
{
    int key = source->year >= 0 ? source->year : source->label;

    for (size_t i = 0; i < source->rows.count; i++) {
        const struct cell *cells = source->rows.items[i];
        struct crosstab_row *row;
        int part = part_of(tab, source, cells);

        if (part == NONE)
            continue;
        row = find_row(tab, &cells[key]);
        if (!row)
            row = add_row(sheet, tab, source, cells);
        take(sheet, source, cells, source->value, target_of(row, part));
    }
}

static bool has_value(const struct crosstab *tab, size_t part)
{
    for (size_t i = 0; i < tab->count; i++)
        if (cell_is_defined(&tab->items[i].parts[part]))
            return true;
    return false;
}

/* A part that no label has is not named either. */
static void drop_empty_parts(struct crosstab *tab)
{
    size_t kept = 0;

    for (size_t p = 0; p < tab->part_count; p++) {
        if (!has_value(tab, p))
            continue;
        for (size_t i = 0; i < tab->count; i++) {
            tab->items[i].parts[kept] = tab->items[i].parts[p];
            tab->items[i].shares[kept] = tab->items[i].shares[p];
            tab->items[i].small[kept] = tab->items[i].small[p];
        }
        tab->names[kept] = tab->names[p];
        tab->muted[kept] = tab->muted[p];
        kept++;
    }
    tab->part_count = kept;
}

static void note_largest(const struct cell *cell, enum cell_kind *kind,
                         double *largest)
{
    if (!cell_is_defined(cell))
        return;
    *largest = fmax(*largest, fabs(cell_number(cell)));
    if (*kind == CELL_UNDEFINED)
        *kind = cell->kind;
}

/* All are printed on one scale; false where no part has a value. */
static bool find_units(struct crosstab *tab)
{
    enum cell_kind kind = CELL_UNDEFINED;
    enum cell_kind share_kind = CELL_UNDEFINED;
    double largest = 0;
    double share = 0;

    for (size_t i = 0; i < tab->count; i++)
        for (size_t p = 0; p < tab->part_count; p++) {
            note_largest(&tab->items[i].parts[p], &kind, &largest);
            note_largest(&tab->items[i].shares[p], &share_kind, &share);
        }
    if (kind == CELL_UNDEFINED)
        return false;
    for (size_t i = 0; i < tab->count; i++)
        note_largest(&tab->items[i].whole, &kind, &largest);
    tab->unit = unit_make(kind, largest);
    tab->share_unit = unit_make(share_kind, share);
    return true;
}

bool crosstab_find(const struct sheet *sheet, const struct block *block,
                   struct crosstab *tab)
{
    struct source source = {.block = block};

    assert(block->column_count <= MOST_PARTS);
    *tab = (struct crosstab){.block = block, .part_count = block->column_count};
    source.rows = selection_rows(&block->selection, sheet->words);
    if (!source.rows.count)
        return false;
    source.label = column_of(sheet, &source, block->label);
    source.year = column_of(sheet, &source, block->year);
    source.series = column_of(sheet, &source, block->series);
    source.value = column_of(sheet, &source, block->value);
    if (source.label < 0 || (source.series >= 0 && source.value < 0))
        return false;
    tab->items =
        arena_array(sheet->arena, struct crosstab_row, source.rows.count);
    for (size_t p = 0; p < tab->part_count; p++) {
        tab->names[p] = block->columns[p].has_head ? block->columns[p].head
                                                   : block->columns[p].column;
        tab->muted[p] = block->columns[p].muted;
    }
    if (source.series >= 0)
        read_series(sheet, tab, &source);
    else
        read_columns(sheet, tab, &source);
    drop_empty_parts(tab);
    return find_units(tab);
}

double crosstab_value(const struct crosstab *tab, size_t row, size_t part)
{
    return unit_value(&tab->unit, &tab->items[row].parts[part]);
}

struct str crosstab_text(const struct sheet *sheet, const struct crosstab *tab,
                         size_t row, size_t part)
{
    const struct crosstab_row *found = &tab->items[row];

    if (found->small[part])
        return STR("<10");
    for (size_t p = 0; p < tab->part_count; p++)
        if (found->small[p])
            return (struct str){0};
    return unit_text(sheet, &tab->unit, &found->parts[part]);
}

struct str crosstab_whole(const struct sheet *sheet, const struct crosstab *tab,
                          size_t row)
{
    if (!tab->block->whole.len)
        return (struct str){0};
    if (tab->items[row].whole_is_small)
        return STR("<10");
    return unit_text(sheet, &tab->unit, &tab->items[row].whole);
}

static void tell_row(const struct sheet *sheet, const struct crosstab *tab,
                     struct text *text, size_t i)
{
    const struct crosstab_row *row = &tab->items[i];

    text_addf(text, " %.*s:", STR_ARGS(row->label));
    for (size_t p = 0; p < tab->part_count; p++) {
        struct str part = crosstab_text(sheet, tab, i, p);

        text_addf(text, "%s %.*s %.*s", p ? "," : "", STR_ARGS(tab->names[p]),
                  STR_ARGS(part.len ? part : STR("not shown")));
    }
    if (cell_is_defined(&row->whole))
        text_addf(text, ", in all %.*s",
                  STR_ARGS(crosstab_whole(sheet, tab, i)));
    text_add(text, STR("."));
}

struct str crosstab_describe(const struct sheet *sheet,
                             const struct crosstab *tab, const char *kind)
{
    struct text text = {.arena = sheet->arena};
    /* Of periods the last one, of categories the first ones. */
    bool periods = tab->block->year.len > 0;
    size_t first = periods ? tab->count - 1 : 0;

    text_addf(&text, "%s: %.*s.", kind,
              STR_ARGS(words_choose(sheet->words, &tab->block->title)));
    for (size_t i = first; i < tab->count && i < first + MOST_TOLD; i++)
        tell_row(sheet, tab, &text, i);
    if (tab->count > MOST_TOLD)
        text_addf(&text, " %zu %s in all.", tab->count,
                  periods ? "periods" : "rows");
    return text_str(&text);
}
