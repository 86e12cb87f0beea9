#include "render/select.h"

#include "render/filter.h"

#include <math.h>
#include <stdlib.h>

struct selection selection_read(struct yaml *yaml, const struct yaml_node *node)
{
    struct selection selection = {.node = node};

    yaml_text(yaml, node, "table", &selection.table);
    yaml_texts(yaml, node, "where", &selection.where, &selection.where_count);
    yaml_text(yaml, node, "sort", &selection.sort);
    yaml_integer(yaml, node, "limit", (struct yaml_range){1, 10000},
                 &selection.limit);
    yaml_integer(yaml, node, "skip", (struct yaml_range){0, 10000},
                 &selection.skip);
    return selection;
}

int select_column(struct words *words, const struct yaml_node *node,
                  const struct table *table, struct str name)
{
    const char **names =
        arena_array(words->arena, const char *, table->column_count + 1);
    const char *nearest;
    char quote[DIAG_QUOTE];

    for (size_t i = 0; i < table->column_count; i++) {
        names[i] = table->columns[i].name;
        if (str_equal(name, str_of(names[i])))
            return (int)i;
    }
    nearest = diag_nearest(name, names, table->column_count);
    words->status = diag_error(words->diag, BAD_DATA, node->place,
                               "unrecognized column '%s' of table '%s'%s%s%s",
                               diag_quote(quote, name), table->name,
                               nearest ? "; did you mean '" : "",
                               nearest ? nearest : "", nearest ? "'?" : "");
    return -1;
}

static bool is_last(const struct cell *cell)
{
    return cell->kind == CELL_TEXT && (str_equal(cell->text, STR("Unknown")) ||
                                       str_equal(cell->text, STR("Other")));
}

/* A row with what it is sorted by; `index` breaks ties. */
struct sortable {
    const struct cell *row;
    double key;
    size_t index;
    bool last;
};

static int compare(const void *left, const void *right)
{
    const struct sortable *a = left;
    const struct sortable *b = right;

    if (a->last != b->last)
        return a->last - b->last;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void sort(const struct selection *selection, struct words *words,
                 struct rows *rows)
{
    bool falling = str_starts(selection->sort, STR("-"));
    struct str name = {selection->sort.at + falling,
                       selection->sort.len - falling};
    int column = select_column(words, selection->node, rows->table, name);
    struct sortable *items =
        arena_array(words->arena, struct sortable, rows->count + 1);
    size_t count = 0;

    if (column < 0)
        return;
    for (size_t i = 0; i < rows->count; i++) {
        double key = cell_number(&rows->items[i][column]);
        if (isfinite(key))
            items[count++] =
                (struct sortable){rows->items[i], falling ? -key : key, i,
                                  is_last(rows->items[i])};
    }
    qsort(items, count, sizeof *items, compare);
    for (size_t i = 0; i < count; i++)
        rows->items[i] = items[i].row;
    rows->count = count;
}

static void cut(const struct selection *selection, struct rows *rows)
{
    size_t skip = (size_t)selection->skip;
    size_t limit = (size_t)selection->limit;

    if (skip > rows->count)
        skip = rows->count;
    rows->items += skip;
    rows->count -= skip;
    if (limit && rows->count > limit) {
        rows->left = rows->count - limit;
        rows->count = limit;
    }
}

struct rows selection_rows(const struct selection *selection,
                           struct words *words)
{
    struct rows rows = {.table = words_table(words, selection->table)};
    struct filter *filters =
        arena_array(words->arena, struct filter, selection->where_count + 1);

    if (!rows.table)
        return rows;
    rows.items = arena_array(words->arena, const struct cell *,
                             rows.table->row_count + 1);
    for (size_t f = 0; f < selection->where_count; f++) {
        struct str name = filter_read(selection->where[f], &filters[f]);
        filters[f].column =
            select_column(words, selection->node, rows.table, name);
        if (filters[f].column < 0)
            return rows;
    }
    for (size_t i = 0; i < rows.table->row_count; i++) {
        const struct cell *row =
            &rows.table->cells[i * rows.table->column_count];
        bool holds = true;
        for (size_t f = 0; f < selection->where_count; f++)
            holds &= filter_holds(&filters[f], row);
        if (holds)
            rows.items[rows.count++] = row;
    }
    if (selection->sort.len)
        sort(selection, words, &rows);
    cut(selection, &rows);
    return rows;
}

bool rows_have(const struct rows *rows, int column)
{
    for (size_t i = 0; i < rows->count; i++)
        if (cell_is_defined(&rows->items[i][column]))
            return true;
    return false;
}
