#include "render/reference.h"

#include "render/filter.h"

#include <math.h>
#include <string.h>

/* The tables that a pack may have (pack.md 3), and our facts about it. */
static const char *const table_names[] = {
    "kpis",
    "trends",
    "daily_store_category",
    "hourly",
    "categories",
    "departments",
    "products",
    "stores",
    "geography",
    "scan_rates",
    "seasons",
    "product_impact",
    "promotions",
    "promotion_types",
    "discounts",
    "discount_differences",
    "loyalty",
    "subscriptions",
    "subscription_plans",
    "subscription_impact",
    "offers",
    "offer_funnel",
    "campaigns",
    "budget",
    "scopes",
    "rfm",
    "rfm_segments",
    "rfm_grid",
    "migration",
    "actions",
    "action_lists",
    "action_lift",
    "clv",
    "clv_model",
    "clv_bands",
    "clv_curve",
    "clv_calibration",
    "churn_summary",
    "churn_bands",
    "churn_groups",
    "clusters",
    "cohort_means",
    "clv_calibration",
    "churn",
    "cohorts",
    "customers",
    "top_customers",
    "suspects",
    "suspect_reasons",
    "suspect_effects",
    "forecast",
    "outlook",
    "drivers",
    "scope_drivers",
    "driver_groups",
    "weeks",
    "basket_values",
    "targets",
    "definitions",
    "gaps",
    "control_totals",
    "rejects",
    "channels",
    "left_out",
    "reject_reasons",
    "pack",
    "period",
    "prev",
    "ly",
    "block",
    "controls",
    "reasons",
};

struct reference {
    struct str table;
    struct str row; /* a key; or what follows # */
    bool is_selector;
    struct str column;
};

static struct str cut(struct str text, size_t from, size_t to)
{
    return (struct str){text.at + from, to - from};
}

/* Where the last `byte` outside parentheses stands, or the length. */
static size_t find_last(struct str text, char byte)
{
    size_t found = text.len;
    int depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '(')
            depth++;
        else if (text.at[i] == ')')
            depth--;
        else if (text.at[i] == byte && depth == 0)
            found = i;
    }
    return found;
}

static struct reference reference_parse(struct str text)
{
    size_t hash = str_find(text, '#');
    size_t first = str_find(text, '.');
    size_t last = find_last(text, '.');
    struct reference reference = {0};

    if (hash < first) {
        reference.is_selector = true;
        reference.table = cut(text, 0, hash);
        reference.row = cut(text, hash + 1, last);
    } else if (first == text.len) {
        reference.table = STR("pack");
        reference.column = text;
        return reference;
    } else {
        reference.table = cut(text, 0, first);
        if (last > first)
            reference.row = cut(text, first + 1, last);
    }
    if (last < text.len)
        reference.column = cut(text, last + 1, text.len);
    return reference;
}

const struct table *words_table(const struct words *words, struct str name)
{
    for (size_t i = 0; i < words->facts.count; i++)
        if (str_equal(name, str_of(words->facts.items[i]->name)))
            return words->facts.items[i];
    for (size_t i = 0; words->tables && i < words->tables->count; i++)
        if (str_equal(name, str_of(words->tables->items[i]->name)))
            return table_printed(words->tables->items[i]);
    return NULL;
}

static bool is_among(struct str text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, str_of(list[i])))
            return true;
    return false;
}

bool words_is_small(const struct words *words, const struct table *table,
                    const struct cell *row, size_t column)
{
    static const char *const units[] = {"customers", "members", "subscribers"};
    static const char *const columns[] = {
        "allocated", "delivered",   "opened",    "activated",
        "shopped",   "redeemed",    "leakage",   "treated",
        "control",   "subscribers", "new",       "churned",
        "listed",    "n_treated",   "n_holdout", "others"};
    const struct cell *cell = &row[column];
    const char *name = table->columns[column].name;
    int unit = table_column(table, "unit");
    int kpi = table_column(table, "kpi");

    if (kpi < 0)
        kpi = table_column(table, "driver");
    /* Customers may be fewer than before by many. */
    if (cell->kind != CELL_COUNT || cell->integer >= words->small_cell ||
        cell->integer <= -words->small_cell)
        return false;
    if (unit >= 0 && row[unit].kind == CELL_TEXT &&
        is_among(row[unit].text, units, COUNT(units)))
        return true;
    /* A KPI, or a driver, whose unit stands elsewhere has it in its name. */
    for (size_t i = 0; kpi >= 0 && i < COUNT(units); i++)
        if (row[kpi].kind == CELL_TEXT &&
            str_ends(row[kpi].text, str_of(units[i])))
            return true;
    return strstr(name, "customers") != NULL ||
           is_among(str_of(name), columns, COUNT(columns));
}

static void fail(struct words *words, struct place place, const char *what,
                 struct str name, const char *nearest)
{
    char quote[DIAG_QUOTE];

    words->status = diag_error(
        words->diag, BAD_DATA, place, "unrecognized %s '%s'%s%s%s", what,
        diag_quote(quote, name), nearest ? "; did you mean '" : "",
        nearest ? nearest : "", nearest ? "'?" : "");
}

static int find_column(struct words *words, const struct table *table,
                       struct str name, struct place place)
{
    const char **names =
        arena_array(words->arena, const char *, table->column_count);

    for (size_t i = 0; i < table->column_count; i++) {
        names[i] = table->columns[i].name;
        if (str_equal(name, str_of(names[i])))
            return (int)i;
    }
    fail(words, place, "column", name,
         diag_nearest(name, names, table->column_count));
    return -1;
}

static const struct cell *row_at(const struct table *table, size_t row)
{
    return row < table->row_count ? &table->cells[row * table->column_count]
                                  : NULL;
}

/* A KPI that the registry does not know is a mistake of the template. */
static void check_key(struct words *words, const struct reference *reference,
                      struct place place)
{
    const struct table *known = words_table(words, STR("definitions"));

    if (!str_equal(reference->table, STR("kpis")) || !known)
        return;
    for (size_t row = 0; row < known->row_count; row++)
        if (str_equal(row_at(known, row)[0].text, reference->row))
            return;
    fail(words, place, "KPI", reference->row, NULL);
}

static const struct cell *find_key(struct words *words,
                                   const struct table *table,
                                   const struct reference *reference,
                                   struct place place)
{
    int scope = table_column(table, "scope");

    for (size_t i = 0; i < table->row_count; i++) {
        const struct cell *row = row_at(table, i);
        if (row[0].kind != CELL_TEXT || !str_equal(row[0].text, reference->row))
            continue;
        if (scope < 0 || str_equal(row[scope].text, STR("all")))
            return row;
    }
    check_key(words, reference, place);
    return NULL;
}

/* The row of a rank; where there are no ranks, the row in that place. */
static const struct cell *find_rank(const struct table *table, size_t rank)
{
    int column = table_column(table, "rank");

    if (column < 0)
        return rank ? row_at(table, rank - 1) : NULL;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct cell *row = row_at(table, i);
        if (row[column].kind == CELL_RANK &&
            row[column].integer == (int64_t)rank)
            return row;
    }
    return NULL;
}

enum { MOST_FILTERS = 4 };

struct filters {
    struct filter items[MOST_FILTERS];
    size_t count;
};

/* "flag,column=text": all of them must hold. */
static struct filters filters_read(struct words *words,
                                   const struct table *table, struct str text,
                                   struct place place)
{
    struct filters filters = {0};

    while (text.len && filters.count < MOST_FILTERS) {
        size_t comma = str_find(text, ',');
        struct filter *filter = &filters.items[filters.count++];
        struct str name = filter_read(cut(text, 0, comma), filter);
        filter->column = find_column(words, table, name, place);
        text = cut(text, comma < text.len ? comma + 1 : comma, text.len);
    }
    return filters;
}

static bool filters_hold(const struct filters *filters, const struct cell *row)
{
    for (size_t i = 0; i < filters->count; i++)
        if (filters->items[i].column < 0 ||
            !filter_holds(&filters->items[i], row))
            return false;
    return true;
}

struct extreme {
    int column;
    int sign;
    struct filters filters;
};

/* max(column,flag,column=text): `text` is what the parentheses hold. */
static struct extreme extreme_read(struct words *words,
                                   const struct table *table, struct str text,
                                   struct place place)
{
    struct extreme extreme = {0};
    size_t comma = str_find(text, ',');

    extreme.column = find_column(words, table, cut(text, 0, comma), place);
    if (comma < text.len)
        extreme.filters =
            filters_read(words, table, cut(text, comma + 1, text.len), place);
    return extreme;
}

static bool is_looked_at(const struct extreme *extreme, const struct cell *row)
{
    return filters_hold(&extreme->filters, row) &&
           isfinite(cell_number(&row[extreme->column]));
}

static const struct cell *find_extreme(const struct table *table,
                                       const struct extreme *extreme)
{
    const struct cell *best = NULL;

    for (size_t i = 0; extreme->column >= 0 && i < table->row_count; i++) {
        const struct cell *row = row_at(table, i);
        if (is_looked_at(extreme, row) &&
            (!best || extreme->sign * cell_number(&row[extreme->column]) >
                          extreme->sign * cell_number(&best[extreme->column])))
            best = row;
    }
    return best;
}

static const struct cell *find_selected(struct words *words,
                                        const struct table *table,
                                        struct str selector, struct place place)
{
    size_t rank = 0;

    if (str_equal(selector, STR("total")))
        return table->total;
    if (selector.len > 5 && selector.at[selector.len - 1] == ')') {
        bool least = str_starts(selector, STR("min("));
        if (least || str_starts(selector, STR("max("))) {
            struct extreme extreme = extreme_read(
                words, table, cut(selector, 4, selector.len - 1), place);
            extreme.sign = least ? -1 : 1;
            return find_extreme(table, &extreme);
        }
    }
    for (size_t i = 0; i < selector.len; i++) {
        if (selector.at[i] < '0' || selector.at[i] > '9' || rank > 100000) {
            fail(words, place, "row", selector, NULL);
            return NULL;
        }
        rank = rank * 10 + (size_t)(selector.at[i] - '0');
    }
    return find_rank(table, rank);
}

static const struct cell *find_row(struct words *words,
                                   const struct table *table,
                                   const struct reference *reference,
                                   struct place place)
{
    if (reference->is_selector)
        return find_selected(words, table, reference->row, place);
    if (reference->row.len)
        return find_key(words, table, reference, place);
    return row_at(table, 0);
}

static const struct table *find_table(struct words *words, struct str name,
                                      struct place place)
{
    const struct table *table = words_table(words, name);

    if (table)
        return table;
    for (size_t i = 0; i < COUNT(table_names); i++)
        if (str_equal(name, str_of(table_names[i])))
            return NULL;
    fail(words, place, "table", name,
         diag_nearest(name, table_names, COUNT(table_names)));
    return NULL;
}

/* Whether a row asked for is how many there are: count, count(filters). */
static bool is_count(const struct reference *reference)
{
    return reference->is_selector &&
           (str_equal(reference->row, STR("count")) ||
            (str_starts(reference->row, STR("count(")) &&
             reference->row.at[reference->row.len - 1] == ')'));
}

static struct cell count_rows(struct words *words, const struct table *table,
                              struct str selector, struct place place)
{
    size_t open = str_find(selector, '(');
    struct filters filters = {0};
    int64_t count = 0;

    if (open < selector.len)
        filters = filters_read(
            words, table, cut(selector, open + 1, selector.len - 1), place);
    for (size_t i = 0; i < table->row_count; i++)
        count += filters_hold(&filters, row_at(table, i));
    return cell_count(count);
}

struct found reference_find(struct words *words, struct str text,
                            struct place place)
{
    struct reference reference = reference_parse(str_trim(text));
    const struct table *table = find_table(words, reference.table, place);
    struct found found = {0};
    const struct cell *row;
    int column;

    if (!table)
        return found;
    if (is_count(&reference)) {
        found.cell = count_rows(words, table, reference.row, place);
        return found;
    }
    column = find_column(words, table, reference.column, place);
    row = find_row(words, table, &reference, place);
    if (column < 0 || !row)
        return found;
    found.cell = row[column];
    found.is_small = words_is_small(words, table, row, (size_t)column);
    return found;
}
