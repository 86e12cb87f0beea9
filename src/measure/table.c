#include "measure/table.h"

#include "base/date.h"
#include "base/decimal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Bytes of cells, made at once, that are worth large pages. */
enum { HUGE = 8 * 1024 * 1024 };

struct table *table_new(struct arena *arena, const char *name,
                        const char *title, const struct column *columns,
                        size_t column_count)
{
    struct table *table = arena_new(arena, struct table);

    table->name = name;
    table->title = title;
    table->columns = columns;
    table->column_count = column_count;
    table->arena = arena;
    return table;
}

struct cell *table_add_rows(struct table *table, size_t count)
{
    size_t row = table->row_count;
    size_t size = table->column_count * sizeof(struct cell);

    table->row_count += count;
    if (!table->cells && count * size >= HUGE) {
        table->cells = arena_alloc(table->arena, count, size);
        table->row_capacity = count;
        return table->cells;
    }
    table->cells = arena_grow(table->arena, table->cells, &table->row_capacity,
                              row + count, size);
    return table->cells + row * table->column_count;
}

struct cell *table_add(struct table *table)
{
    return table_add_rows(table, 1);
}

void table_give(struct table *table, size_t count, table_giver *give,
                const void *source)
{
    assert(table->row_count == 0);
    table->row_count = count;
    table->give = give;
    table->source = source;
    table->printed = table_new(table->arena, table->name, table->title,
                               table->columns, table->column_count);
}

const struct cell *table_row(const struct table *table, size_t row,
                             struct cell *room)
{
    assert(row < table->row_count);
    if (!table->give)
        return table->cells + row * table->column_count;
    memset(room, 0, table->column_count * sizeof *room);
    table->give(table->source, row, room);
    return room;
}

struct cell *table_total(struct table *table)
{
    if (!table->total)
        table->total =
            arena_array(table->arena, struct cell, table->column_count);
    return table->total;
}

int table_column(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

const struct cell *table_cell(const struct table *table, size_t row,
                              const char *column)
{
    int number = table_column(table, column);

    assert(number >= 0 && row < table->row_count && !table->give);
    return table->cells + row * table->column_count + number;
}

size_t table_find(const struct table *table, size_t from, const char *column,
                  const char *key)
{
    for (size_t row = from; row < table->row_count; row++) {
        const struct cell *cell = table_cell(table, row, column);

        if (cell->kind == CELL_TEXT && str_equal(cell->text, str_of(key)))
            return row;
    }
    return table->row_count;
}

void tables_add(struct tables *tables, struct table *table)
{
    assert(tables->count < COUNT(tables->items));
    tables->items[tables->count++] = table;
}

struct table *tables_find(const struct tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->count; i++)
        if (strcmp(tables->items[i]->name, name) == 0)
            return tables->items[i];
    return NULL;
}

struct cell cell_text(struct str text)
{
    return (struct cell){.kind = CELL_TEXT, .text = text};
}

struct cell cell_label(const char *text)
{
    return cell_text(str_of(text));
}

struct cell cell_date(int32_t date)
{
    if (date == DATE_NONE)
        return (struct cell){.kind = CELL_UNDEFINED};
    return (struct cell){.kind = CELL_DATE, .integer = date};
}

struct cell cell_count(int64_t count)
{
    return cell_integer(CELL_COUNT, count);
}

struct cell cell_integer(enum cell_kind kind, int64_t value)
{
    return (struct cell){.kind = kind, .integer = value};
}

struct cell cell_real(enum cell_kind kind, double value)
{
    if (!isfinite(value))
        return (struct cell){.kind = CELL_UNDEFINED};
    return (struct cell){.kind = kind, .real = value};
}

struct cell cell_ratio(enum cell_kind kind, double part, double whole)
{
    if (whole == 0)
        return (struct cell){.kind = CELL_UNDEFINED};
    return cell_real(kind, part / whole);
}

bool cell_is_defined(const struct cell *cell)
{
    return cell->kind != CELL_UNDEFINED;
}

static bool is_real(enum cell_kind kind)
{
    return kind == CELL_PRICE || kind == CELL_RATE || kind == CELL_POINTS ||
           kind == CELL_CHANGE || kind == CELL_RATIO || kind == CELL_INDEX;
}

void cell_gather(struct cell *into, const struct cell *more)
{
    if (!cell_is_defined(into)) {
        *into = *more;
        return;
    }
    if (!cell_is_defined(more))
        return;
    if (is_real(more->kind))
        into->real += more->real;
    else
        into->integer += more->integer;
}

double cell_number(const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_MONEY:
        return (double)cell->integer / MONEY_ONE;
    case CELL_QUANTITY:
        return (double)cell->integer / QUANTITY_ONE;
    case CELL_DATE:
    case CELL_COUNT:
    case CELL_RANK:
    case CELL_FLAG:
        return (double)cell->integer;
    case CELL_PRICE:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATIO:
    case CELL_INDEX:
        return cell->real;
    case CELL_UNDEFINED:
    case CELL_TEXT:
        break;
    }
    return (double)NAN;
}
