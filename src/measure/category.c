#include "measure/category.h"

#include "measure/change.h"
#include "measure/visit.h"

/* What both tables go on with after their names. */
#define MEASURES                                                               \
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},                   \
        {"share", "Share", CELL_RATE, SUM_PART, "of net sales"},               \
        {"units", "Units", CELL_QUANTITY, SUM_TOTAL, NULL},                    \
        {"baskets", "Baskets", CELL_COUNT, SUM_NONE,                           \
         "with a sale line of it, on whatever day; a basket counts in "        \
         "several"},                                                           \
        {"penetration", "Penetration", CELL_RATE, SUM_NONE,                    \
         "its baskets over all baskets"},                                      \
        {"discount_rate", "Discount rate", CELL_RATE, SUM_NONE,                \
         "discount over gross sales"},                                         \
        {"margin_rate", "Margin rate", CELL_RATE, SUM_NONE,                    \
         "of products with a unit cost"},                                      \
        {"prev", "Previous", CELL_MONEY, SUM_TOTAL, "net sales before"},       \
        {"prev_pct_per_day", "vs previous", CELL_CHANGE, SUM_NONE,             \
         "change of net sales a day"},                                         \
        {"ly", "Last year", CELL_MONEY, SUM_TOTAL, "net sales last year"},     \
        {"ly_pct_per_day", "vs last year", CELL_CHANGE, SUM_NONE,              \
         "change of net sales a day"},                                         \
        {"contribution", "Contribution", CELL_POINTS, SUM_PART,                \
         "its change over all net sales of last year"},                        \
        {"contribution_prev", "Contribution, previous", CELL_POINTS, SUM_PART, \
         "its change over all net sales of the window before"},                \
        {"rank", "Rank", CELL_RANK, SUM_NONE, "by net sales"},                 \
        {"rank_prev", "Rank before", CELL_RANK, SUM_NONE, NULL},               \
        {"rank_ly", "Rank last year", CELL_RANK, SUM_NONE, NULL},              \
        {"gross_sales", "Gross sales", CELL_MONEY, SUM_TOTAL, NULL},           \
        {"discount", "Discount", CELL_MONEY, SUM_TOTAL, NULL},                 \
        {"returns", "Returns", CELL_MONEY, SUM_TOTAL, NULL},                   \
        {"move_prev", "Move on previous", CELL_COUNT, SUM_NONE,                \
         "places climbed on the window before"},                               \
    {                                                                          \
        "move_ly", "Rank move", CELL_COUNT, SUM_NONE,                          \
            "places climbed on last year"                                      \
    }

static const struct column category_columns[] = {
    {"category", "Category", CELL_TEXT, SUM_NONE, NULL},
    {"department", "Department", CELL_TEXT, SUM_NONE, NULL},
    MEASURES,
};

static const struct column department_columns[] = {
    {"department", "Department", CELL_TEXT, SUM_NONE, NULL},
    MEASURES,
};

/* The department of a category; several may share its name. */
static struct str department_of(const struct catalogue *catalogue,
                                const struct grouping *grouping, size_t group)
{
    struct str found = {0};

    for (size_t i = 0; i < catalogue->class_count; i++) {
        struct str department =
            known_or_unknown(catalogue->classes[i].department);

        if (grouping->groups[i] != group)
            continue;
        if (found.len > 0 && !str_equal(found, department))
            return STR("Several");
        found = department;
    }
    return found;
}

/* Baskets with a sale line of each group. */
static void count_baskets(const struct view *view,
                          const struct grouping *grouping,
                          struct slices *slices)
{
    const struct book *book = view->book;
    uint64_t *last = arena_array(view->arena, uint64_t, grouping->count + 1);
    struct visit visit = visit_window(view, SLOT_NOW);
    const struct order *order;

    for (uint64_t number = 1; (order = visit_basket(&visit)); number++) {
        const uint32_t *items = order_items(book, order);

        for (uint32_t i = 0; i < order->item_count; i++) {
            uint32_t group = grouping_of_product(grouping, book, items[i]);

            slices->items[group].baskets += last[group] != number;
            last[group] = number;
        }
    }
}

static struct slices make_slices(const struct view *view,
                                 const struct grouping *grouping)
{
    const struct book *book = view->book;
    struct slices slices = {
        .items = arena_array(view->arena, struct slice, grouping->count + 1),
        .count = grouping->count};

    for (size_t i = 0; i < slices.count; i++)
        slices.items[i].id = grouping->names[i];
    for (size_t i = 0; i < book->day_count; i++) {
        const struct day *day = book->days + i;

        for (size_t j = 0; j < view->study->catalogue->class_count; j++)
            slice_add(view, slices.items + grouping->groups[j], day->date,
                      day->classes + j);
    }
    count_baskets(view, grouping, &slices);
    slice_rank(view->arena, &slices);
    return slices;
}

static void set_measures(const struct view *view, const struct slice *slice,
                         struct cell *cells)
{
    const struct totals *whole = &view->totals[SLOT_NOW];
    const struct sums *sums = &slice->sums[SLOT_NOW];

    cells[0] = cell_integer(CELL_MONEY, sums_net(sums));
    cells[1] = slice_share(sums_net(sums), sums_net(&whole->sums));
    cells[2] = cell_integer(CELL_QUANTITY, sums->units);
    cells[3] = cell_count(slice->baskets);
    cells[4] =
        cell_ratio(CELL_RATE, (double)slice->baskets, (double)whole->baskets);
    cells[5] =
        cell_ratio(CELL_RATE, (double)sums->discount, (double)sums->gross);
    cells[6] = slice_margin_rate(sums);
    slice_compare(view, slice, SLOT_PREV, cells + 7);
    slice_compare(view, slice, SLOT_LY, cells + 9);
    cells[11] = slice_contribution(view, slice, SLOT_LY);
    cells[12] = slice_contribution(view, slice, SLOT_PREV);
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        cells[13 + slot] = slice_rank_cell(slice, slot);
    cells[16] = cell_integer(CELL_MONEY, sums->gross);
    cells[17] = cell_integer(CELL_MONEY, sums->discount);
    cells[18] = cell_integer(CELL_MONEY, sums->returns);
    cells[19] = slice_move_cell(slice, SLOT_PREV);
    cells[20] = slice_move_cell(slice, SLOT_LY);
}

static void set_total(const struct view *view, struct table *table,
                      enum group_by by)
{
    struct cell *cells = table_total(table);
    struct slice whole = {.baskets = view->totals[SLOT_NOW].baskets};

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        whole.sums[slot] = view->totals[slot].sums;
    cells[0] =
        cell_label(by == BY_CATEGORY ? "All categories" : "All departments");
    set_measures(view, &whole, cells + (by == BY_CATEGORY ? 2 : 1));
}

static bool has_lines(const struct slice *slice)
{
    return slice->has_lines[SLOT_NOW] || slice->has_lines[SLOT_PREV] ||
           slice->has_lines[SLOT_LY];
}

static struct table *new_table(const struct view *view, enum group_by by)
{
    if (by == BY_CATEGORY)
        return table_new(view->arena, "categories", "Categories",
                         category_columns, COUNT(category_columns));
    return table_new(view->arena, "departments", "Departments",
                     department_columns, COUNT(department_columns));
}

enum status category_make(const struct view *view, struct diag *diag,
                          enum group_by by, struct table **table)
{
    const struct catalogue *catalogue = view->study->catalogue;
    struct grouping grouping = grouping_make(view->arena, catalogue, by);
    struct slices slices;

    *table = NULL;
    if (!grouping_is_known(&grouping))
        return OK;
    slices = make_slices(view, &grouping);
    *table = new_table(view, by);
    for (size_t i = 0; i < slices.count; i++) {
        size_t number = slices.order[i];
        const struct slice *slice = slices.items + number;
        struct cell *cells;

        if (!has_lines(slice))
            continue;
        cells = table_add(*table);
        *cells++ = cell_text(slice->id);
        if (by == BY_CATEGORY)
            *cells++ = cell_text(department_of(catalogue, &grouping, number));
        set_measures(view, slice, cells);
    }
    set_total(view, *table, by);
    (*table)->note = view->comparison->rule;
    return slice_check(view, diag, (*table)->name, &slices);
}
