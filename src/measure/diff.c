#include "measure/diff.h"

#include "base/decimal.h"
#include "base/map.h"
#include "measure/change.h"
#include "measure/kpi.h"
#include "measure/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct column columns[] = {
    {"part", "Part", CELL_TEXT, SUM_NONE, NULL},
    {"id", "Id", CELL_TEXT, SUM_NONE, NULL},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"before", "Before", CELL_RATIO, SUM_NONE, NULL},
    {"after", "After", CELL_RATIO, SUM_NONE, NULL},
    {"change", "Change", CELL_RATIO, SUM_NONE, "after less before"},
    {"pct", "%", CELL_CHANGE, SUM_NONE, "change over before; none for rates"},
    {"pct_per_day", "% a day", CELL_CHANGE, SUM_NONE,
     "of what adds up over days, as windows differ in length"},
    {"cause", "Cause", CELL_TEXT, SUM_NONE, "where the tables know one"},
};

enum { PART, ID, NAME, BEFORE, AFTER, CHANGE, PCT, PER_DAY, CAUSE };

/* A change of the discount rate that is worth a mention. */
static const double notable_points = 0.05;

/* What is compared: a row is found again by its id. */
struct part {
    const char *title;
    const char *table;
    const char *id;
    const char *name;
    const char *value;
    enum cell_kind kind; /* of the value; CELL_UNDEFINED: that of the KPI */
    bool by_money;       /* ordered by the change itself, else by its share */
    const char *only;    /* rows whose `only` column is `is`; NULL: all */
    const char *is;
};

static const struct part parts[] = {
    {"key figures", "kpis", "kpi", "label", "value", CELL_UNDEFINED, false,
     "scope", "all"},
    {"targets", "kpis", "kpi", "label", "target", CELL_UNDEFINED, false,
     "scope", "all"},
    {"net sales by department", "departments", "department", "department",
     "net_sales", CELL_MONEY, true, NULL, NULL},
    {"net sales by category", "categories", "category", "category", "net_sales",
     CELL_MONEY, true, NULL, NULL},
    {"net sales by store", "stores", "store_id", "name", "net_sales",
     CELL_MONEY, true, NULL, NULL},
    {"net sales by product", "products", "product_id", "name", "net_sales",
     CELL_MONEY, true, NULL, NULL},
    {"rows used", "extracts", "extract", "extract", "used", CELL_COUNT, true,
     "measure", "rows"},
};

/* A row that is on one side or both; a side without it has no number. */
struct entry {
    struct str id;
    size_t rows[2];
    bool has[2];
    struct cell values[2];
    double size; /* of the change; what is new or gone comes first */
    size_t order;
};

struct comparing {
    struct arena *arena;
    const struct diff_side *sides[2];
    const struct part *part;
    const struct table *tables[2];
    struct entry *entries;
    size_t count;
    size_t capacity;
    struct map ids;
};

static const struct cell undefined;

static const struct kpi *find_kpi(struct str id)
{
    for (size_t i = 0; i < KPI_COUNT; i++)
        if (str_equal(id, str_of(kpis[i].id)))
            return kpis + i;
    return NULL;
}

/* A column of a row, or undefined where the table has none. */
static struct cell look(const struct table *table, size_t row,
                        const char *column)
{
    int number = table_column(table, column);

    if (number < 0)
        return undefined;
    return table->cells[row * table->column_count + (size_t)number];
}

static struct cell of_places(enum cell_kind kind, struct str text, int places)
{
    int64_t value;

    if (decimal_parse(text, '.', places, &value) != DECIMAL_OK)
        return undefined;
    return cell_integer(kind, value);
}

/* What a cell of a pack that was read back says. */
static struct cell parse(struct arena *arena, enum cell_kind kind,
                         struct str text)
{
    if (text.len == 0)
        return undefined;
    switch (kind) {
    case CELL_TEXT:
        return cell_text(text);
    case CELL_COUNT:
    case CELL_RANK:
    case CELL_FLAG:
        return of_places(kind, text, 0);
    case CELL_MONEY:
        return of_places(kind, text, MONEY_PLACES);
    case CELL_QUANTITY:
        return of_places(kind, text, QUANTITY_PLACES);
    case CELL_UNDEFINED:
    case CELL_DATE:
    case CELL_PRICE:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATIO:
    case CELL_INDEX:
        break;
    }
    return cell_real(kind, strtod(str_z(arena, text), NULL));
}

static struct cell typed(const struct comparing *comparing,
                         const struct table *table, size_t row,
                         const char *column, enum cell_kind kind)
{
    struct cell cell = look(table, row, column);

    return cell.kind == CELL_TEXT ? parse(comparing->arena, kind, cell.text)
                                  : cell;
}

static double number_in(const struct comparing *comparing, size_t side,
                        size_t row, const char *column)
{
    struct cell cell =
        typed(comparing, comparing->tables[side], row, column, CELL_RATIO);

    return cell_number(&cell);
}

static struct str text_in(const struct table *table, size_t row,
                          const char *column)
{
    struct cell cell = look(table, row, column);

    return cell.kind == CELL_TEXT ? cell.text : (struct str){0};
}

static int32_t days_of(const struct diff_side *side)
{
    return side->end - side->start + 1;
}

/* Sums over days: those of money, and KPIs that are flows. */
static bool is_flow(const struct comparing *comparing,
                    const struct entry *entry)
{
    const struct kpi *kpi;

    if (comparing->part->kind != CELL_UNDEFINED)
        return comparing->part->kind == CELL_MONEY;
    kpi = find_kpi(entry->id);
    return kpi && kpi->kind == KPI_FLOW;
}

static enum cell_kind kind_of(const struct comparing *comparing, struct str id)
{
    const struct kpi *kpi;

    if (comparing->part->kind != CELL_UNDEFINED)
        return comparing->part->kind;
    kpi = find_kpi(id);
    return kpi ? kpi->cell : CELL_RATIO;
}

static bool is_asked(const struct part *part, const struct table *table,
                     size_t row)
{
    return !part->only ||
           str_equal(text_in(table, row, part->only), str_of(part->is));
}

static bool is_of_targets(const struct part *part)
{
    return strcmp(part->value, "target") == 0;
}

static struct cell value_in(const struct comparing *comparing, size_t side,
                            size_t row, struct str id)
{
    enum cell_kind kind = kind_of(comparing, id);

    if (is_of_targets(comparing->part))
        return target_cell(kind, number_in(comparing, side, row, "target"));
    return typed(comparing, comparing->tables[side], row,
                 comparing->part->value, kind);
}

static void note_row(struct comparing *comparing, size_t side, size_t row)
{
    const struct table *table = comparing->tables[side];
    struct str id = text_in(table, row, comparing->part->id);
    uint32_t number = map_put(&comparing->ids, id);
    struct entry *entry;

    if (number == comparing->count) {
        comparing->entries = arena_grow(
            comparing->arena, comparing->entries, &comparing->capacity,
            comparing->count + 1, sizeof *comparing->entries);
        comparing->entries[comparing->count++] =
            (struct entry){.id = id, .order = number};
    }
    entry = comparing->entries + number;
    entry->rows[side] = row;
    entry->has[side] = true;
    entry->values[side] = value_in(comparing, side, row, id);
}

static double per_day(const struct comparing *comparing,
                      const struct entry *entry, size_t side)
{
    double value = cell_number(&entry->values[side]);

    if (is_flow(comparing, entry))
        value /= days_of(comparing->sides[side]);
    return value;
}

/* The share of a key figure's change; the money of a part's. */
static double size_of(const struct comparing *comparing,
                      const struct entry *entry)
{
    double before = per_day(comparing, entry, 0);
    double after = per_day(comparing, entry, 1);

    if (comparing->part->by_money) {
        before = cell_number(&entry->values[0]);
        after = cell_number(&entry->values[1]);
        return fabs((isnan(after) ? 0 : after) - (isnan(before) ? 0 : before));
    }
    if (isnan(before) || isnan(after) || before == 0)
        return (double)INFINITY;
    return fabs((after - before) / before);
}

static bool is_equal(const struct entry *entry)
{
    double before = cell_number(&entry->values[0]);
    double after = cell_number(&entry->values[1]);

    return before == after || (isnan(before) && isnan(after));
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;

    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return (x->order > y->order) - (x->order < y->order);
}

/* "discount +5.1 %, gross sales +8.0 %": how the parts of a ratio moved. */
static void say_parts(struct text *cause, const struct comparing *comparing,
                      const struct entry *entry)
{
    static const char *const names[] = {"numerator", "denominator"};
    const struct kpi *kpi = find_kpi(entry->id);

    if (!kpi || kpi->kind != KPI_RATIO || !entry->has[0] || !entry->has[1])
        return;
    for (size_t i = 0; i < COUNT(names); i++) {
        double before = number_in(comparing, 0, entry->rows[0], names[i]);
        double after = number_in(comparing, 1, entry->rows[1], names[i]);
        double change = 100 * (after - before) / before;

        if (before > 0 && isfinite(change))
            text_addf(cause, "%s%s %s%.1f %%", cause->len ? ", " : "", names[i],
                      change < 0 ? "\u2212" : "+", fabs(change));
    }
    if (cause->len > 0)
        text_addf(cause, " (%s)", kpi->formula);
}

static void say_days(struct text *cause, const struct comparing *comparing,
                     const struct entry *entry)
{
    int32_t before = days_of(comparing->sides[0]);
    int32_t after = days_of(comparing->sides[1]);

    if (before != after && is_flow(comparing, entry))
        text_addf(cause, "%d days against %d", (int)after, (int)before);
}

/* What reached the target, before and after. */
static void say_reached(struct text *cause, const struct comparing *comparing,
                        const struct entry *entry)
{
    for (size_t side = 0; side < 2; side++) {
        struct cell value = undefined;

        if (entry->has[side])
            value = typed(comparing, comparing->tables[side], entry->rows[side],
                          "value", kind_of(comparing, entry->id));
        if (cell_is_defined(&value) && cell_is_defined(&entry->values[side]))
            text_addf(
                cause, "%s%.1f %% of it reached %s", cause->len ? ", " : "",
                100 * cell_number(&value) / cell_number(&entry->values[side]),
                side == 0 ? "before" : "after");
    }
}

static void say_discount(struct text *cause, const struct comparing *comparing,
                         const struct entry *entry)
{
    double before = number_in(comparing, 0, entry->rows[0], "discount_rate");
    double after = number_in(comparing, 1, entry->rows[1], "discount_rate");

    if (fabs(after - before) >= notable_points)
        text_addf(cause, "discount rate %.1f %% to %.1f %%", 100 * before,
                  100 * after);
}

/* A store that opened or closed says so where it is not comparable. */
static void say_store(struct text *cause, const struct comparing *comparing,
                      const struct entry *entry)
{
    struct str reason = text_in(comparing->tables[1], entry->rows[1], "reason");

    if (str_starts(reason, STR("opened")) || str_starts(reason, STR("closed")))
        text_add(cause, reason);
}

static struct cell cause_of(const struct comparing *comparing,
                            const struct entry *entry)
{
    const struct part *part = comparing->part;
    struct text cause = {.arena = comparing->arena};

    if (is_of_targets(part)) {
        say_reached(&cause, comparing, entry);
    } else if (!part->by_money) {
        say_days(&cause, comparing, entry);
        say_parts(&cause, comparing, entry);
    } else if (!entry->has[0]) {
        text_add(&cause, STR("not there before"));
    } else if (!entry->has[1]) {
        text_add(&cause, STR("no longer there"));
    } else {
        say_store(&cause, comparing, entry);
        say_discount(&cause, comparing, entry);
    }
    return cause.len > 0 ? cell_text(text_str(&cause)) : undefined;
}

static struct str name_of(const struct comparing *comparing,
                          const struct entry *entry)
{
    size_t side = entry->has[1] ? 1 : 0;
    struct str name = text_in(comparing->tables[side], entry->rows[side],
                              comparing->part->name);

    return name.len > 0 ? name : entry->id;
}

/* A whole target and one with a fraction are of two kinds. */
static struct cell change_of(const struct entry *entry)
{
    const struct cell *before = &entry->values[0];
    const struct cell *after = &entry->values[1];

    if (before->kind == after->kind)
        return change_difference(after, before);
    return cell_real(CELL_RATIO, cell_number(after) - cell_number(before));
}

static void add_entry(const struct comparing *comparing, struct table *table,
                      const struct entry *entry)
{
    struct cell *cells = table_add(table);
    double before = cell_number(&entry->values[0]);
    double after = cell_number(&entry->values[1]);

    cells[PART] = cell_label(comparing->part->title);
    cells[ID] = cell_text(entry->id);
    cells[NAME] = cell_text(name_of(comparing, entry));
    cells[BEFORE] = entry->values[0];
    cells[AFTER] = entry->values[1];
    cells[CHANGE] = change_of(entry);
    if (cells[CHANGE].kind != CELL_POINTS)
        cells[PCT] = change_relative(after, before);
    if (is_flow(comparing, entry))
        cells[PER_DAY] = change_per_day(after, days_of(comparing->sides[1]),
                                        before, days_of(comparing->sides[0]));
    cells[CAUSE] = cause_of(comparing, entry);
}

static void compare_part(struct comparing *comparing, struct table *table)
{
    for (size_t side = 0; side < 2; side++) {
        comparing->tables[side] =
            tables_find(comparing->sides[side]->tables, comparing->part->table);
        if (!comparing->tables[side])
            return;
    }
    for (size_t side = 0; side < 2; side++)
        for (size_t row = 0; row < comparing->tables[side]->row_count; row++)
            if (is_asked(comparing->part, comparing->tables[side], row))
                note_row(comparing, side, row);
    for (size_t i = 0; i < comparing->count; i++)
        comparing->entries[i].size = size_of(comparing, comparing->entries + i);
    if (comparing->count > 0)
        qsort(comparing->entries, comparing->count, sizeof *comparing->entries,
              compare_entries);
    for (size_t i = 0; i < comparing->count; i++)
        if (!is_equal(comparing->entries + i))
            add_entry(comparing, table, comparing->entries + i);
}

struct table *diff_make(struct arena *arena, const struct diff_side *before,
                        const struct diff_side *after)
{
    struct table *table =
        table_new(arena, "differences", "Differences", columns, COUNT(columns));

    for (size_t i = 0; i < COUNT(parts); i++) {
        struct comparing comparing = {.arena = arena,
                                      .sides = {before, after},
                                      .part = parts + i,
                                      .ids = {.arena = arena}};

        compare_part(&comparing, table);
    }
    return table;
}
