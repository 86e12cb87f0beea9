#include "measure/band.h"

#include "base/decimal.h"

#include <string.h>

/* The columns of a band. */
enum { NAME, FROM, TO };

/* Money is printed in hundredths, unless all of it is whole. */
enum { PLACES = 2 };

static int places_of(const struct table *table)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const struct cell *cells = table->cells + row * table->column_count;

        if (cells[FROM].kind == CELL_MONEY &&
            cells[FROM].integer % MONEY_ONE != 0)
            return PLACES;
    }
    return 0;
}

/* Every band begins where one ends, so all ends have the same decimals. */
static void name_rows(struct table *table, band_print *print, const void *style)
{
    struct arena *arena = table->arena;
    int places = places_of(table);

    for (size_t row = 0; row < table->row_count; row++) {
        struct cell *cells = table->cells + row * table->column_count;
        struct str from = print(arena, style, cells + FROM, places);
        struct str to = {0};

        if (cell_is_defined(cells + TO))
            to = print(arena, style, cells + TO, places);
        cells[NAME] = cell_text(
            to.len ? str_format(arena, "%.*s to %.*s", STR_ARGS(from),
                                STR_ARGS(to))
                   : str_format(arena, "%.*s and more", STR_ARGS(from)));
    }
}

/* Ends in plain digits. */
static struct str print_plain(struct arena *arena, const void *style,
                              const struct cell *end, int places)
{
    char text[DECIMAL_TEXT];
    int64_t digits = end->integer;

    (void)style;
    if (end->kind == CELL_MONEY)
        digits /= places ? MONEY_ONE / 100 : MONEY_ONE;
    return str_format(arena, "%s", decimal_print(text, digits, places, places));
}

void band_name(struct table *table)
{
    table->has_bands = true;
    name_rows(table, print_plain, NULL);
}

struct table *band_printed(struct arena *arena, const struct table *table,
                           band_print *print, const void *style)
{
    struct table *copy = arena_new(arena, struct table);
    size_t count = table->row_count * table->column_count;

    *copy = *table;
    copy->arena = arena;
    copy->cells = arena_array(arena, struct cell, count);
    memcpy(copy->cells, table->cells, count * sizeof *copy->cells);
    copy->row_capacity = table->row_count;
    name_rows(copy, print, style);
    return copy;
}
