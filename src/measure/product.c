#include "measure/product.h"

#include "fold/walk.h"
#include "measure/visit.h"

static const struct column columns[] = {
    {"product_id", "Product", CELL_TEXT, SUM_NONE, NULL},
    {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    {"category", "Category", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"revenue_share", "Revenue share", CELL_RATE, SUM_PART, "of net sales"},
    {"units", "Units", CELL_QUANTITY, SUM_TOTAL, NULL},
    {"unit_share", "Unit share", CELL_RATE, SUM_PART, "of units"},
    {"index", "Index", CELL_INDEX, SUM_NONE,
     "100 x revenue share / unit share"},
    {"baskets", "Baskets", CELL_COUNT, SUM_NONE,
     "with a sale line of it, on whatever day"},
    {"discount_rate", "Discount rate", CELL_RATE, SUM_NONE,
     "discount over gross sales"},
    {"return_rate", "Return rate", CELL_RATE, SUM_NONE,
     "returned units over units"},
    {"rating", "Rating", CELL_RATIO, SUM_NONE, NULL},
    {"rank", "Rank", CELL_RANK, SUM_NONE, "by net sales"},
    {"department", "Department", CELL_TEXT, SUM_NONE, NULL},
    {"prev", "Previous", CELL_MONEY, SUM_NONE,
     "net sales before; products not sold now are not listed"},
    {"prev_pct_per_day", "vs previous", CELL_CHANGE, SUM_NONE,
     "change of net sales a day"},
    {"ly", "Last year", CELL_MONEY, SUM_NONE,
     "net sales last year; products not sold now are not listed"},
    {"ly_pct_per_day", "vs last year", CELL_CHANGE, SUM_NONE,
     "change of net sales a day"},
    {"rank_prev", "Rank before", CELL_RANK, SUM_NONE, NULL},
    {"rank_ly", "Rank last year", CELL_RANK, SUM_NONE, NULL},
    {"listed", "Listed", CELL_FLAG, SUM_NONE,
     "has baskets enough for the top and bottom products"},
    {"move_prev", "Move on previous", CELL_COUNT, SUM_NONE,
     "places climbed on the window before"},
    {"move_ly", "Rank move", CELL_COUNT, SUM_NONE,
     "places climbed on last year"},
};

/* The slice of a product of the book; the last one is the unknown product. */
static size_t slice_of(const struct book *book, uint32_t product)
{
    return product == MAP_NONE ? book->products.count : product;
}

static void count_baskets(const struct view *view, struct slices *slices)
{
    const struct book *book = view->book;
    struct visit visit = visit_window(view, SLOT_NOW);
    const struct order *order;

    while ((order = visit_basket(&visit))) {
        const uint32_t *items = order_items(book, order);

        for (uint32_t i = 0; i < order->item_count; i++)
            slices->items[slice_of(book, items[i])].baskets++;
    }
}

static void add_window(const struct view *view, size_t slot,
                       struct slices *slices)
{
    const struct book *book = view->book;
    const struct window *window = &view->windows[slot];
    struct walk walk = walk_products(book, window->start, window->end);

    while (view_has(view, slot) && walk_next(&walk))
        slice_add_brief(slices->items + slice_of(book, walk.thing), slot,
                        &walk.sums);
}

static struct slices make_slices(const struct view *view)
{
    const struct book *book = view->book;
    struct slices slices = {.items = arena_array(view->arena, struct slice,
                                                 book->products.count + 1),
                            .count = book->products.count + 1};

    for (size_t i = 0; i < book->products.count; i++)
        slices.items[i].id = book->products.items[i];
    slices.items[book->products.count].id = UNKNOWN;
    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        add_window(view, slot, &slices);
    count_baskets(view, &slices);
    slice_rank(view->arena, &slices);
    return slices;
}

/* What the products extract tells of a product. */
static void describe(const struct view *view, struct str id, struct cell *cells)
{
    const struct catalogue *catalogue = view->study->catalogue;
    uint32_t number = map_find(&catalogue->product_ids, id);
    const struct product_class *class = catalogue->classes;

    if (!catalogue->has_products)
        return;
    if (number != MAP_NONE) {
        const struct product *product = catalogue->products + number;

        class += product->class;
        if (product->name.len > 0)
            cells[1] = cell_text(product->name);
        cells[11] = cell_real(CELL_RATIO, product->rating);
    }
    cells[2] = cell_text(known_or_unknown(class->category));
    cells[13] = cell_text(known_or_unknown(class->department));
}

static void set_measures(const struct view *view, const struct slice *slice,
                         struct cell *cells)
{
    const struct sums *whole = &view->totals[SLOT_NOW].sums;
    const struct sums *sums = &slice->sums[SLOT_NOW];
    struct cell revenue_share = slice_share(sums_net(sums), sums_net(whole));
    struct cell unit_share = slice_share(sums->units, whole->units);

    cells[3] = cell_integer(CELL_MONEY, sums_net(sums));
    cells[4] = revenue_share;
    cells[5] = cell_integer(CELL_QUANTITY, sums->units);
    cells[6] = unit_share;
    cells[7] = cell_ratio(CELL_INDEX, 100 * cell_number(&revenue_share),
                          cell_number(&unit_share));
    cells[8] = cell_count(slice->baskets);
    cells[9] =
        cell_ratio(CELL_RATE, (double)sums->discount, (double)sums->gross);
    cells[10] = cell_ratio(CELL_RATE, (double)sums->returned_units,
                           (double)sums->units);
    cells[12] = slice_rank_cell(slice, SLOT_NOW);
    slice_compare(view, slice, SLOT_PREV, cells + 14);
    slice_compare(view, slice, SLOT_LY, cells + 16);
    cells[18] = slice_rank_cell(slice, SLOT_PREV);
    cells[19] = slice_rank_cell(slice, SLOT_LY);
    cells[21] = slice_move_cell(slice, SLOT_PREV);
    cells[22] = slice_move_cell(slice, SLOT_LY);
}

static void set_total(const struct view *view, struct table *table)
{
    struct cell *cells = table_total(table);
    struct slice whole = {.baskets = view->totals[SLOT_NOW].baskets};

    for (size_t slot = 0; slot < SLOT_COMPARED; slot++)
        whole.sums[slot] = view->totals[slot].sums;
    cells[0] = cell_label("All products");
    set_measures(view, &whole, cells);
}

enum status product_make(const struct view *view, struct diag *diag,
                         struct table **table)
{
    struct slices slices = make_slices(view);
    double enough = view->study->config->rules.product_baskets;

    *table =
        table_new(view->arena, "products", "Products", columns, COUNT(columns));
    for (size_t i = 0; i < slices.count; i++) {
        const struct slice *slice = slices.items + slices.order[i];
        struct cell *cells;

        if (!slice->has_lines[SLOT_NOW])
            break;
        cells = table_add(*table);
        cells[0] = cell_text(slice->id);
        describe(view, slice->id, cells);
        set_measures(view, slice, cells);
        cells[20] =
            cell_integer(CELL_FLAG, (double)slice->baskets >= enough ? 1 : 0);
    }
    set_total(view, *table);
    (*table)->note = view->comparison->rule;
    return slice_check(view, diag, (*table)->name, &slices);
}
