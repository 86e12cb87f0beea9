#include "measure/assortment.h"

#include "measure/cutoff.h"
#include "measure/fetch.h"
#include "measure/grouping.h"

/* Baskets without which there is no preference. */
enum { BASKETS = 2 };

/* A thread's own: net sales by category of the customer it looks at. */
struct desk {
    int64_t *nets;
    bool *is_met;
    uint32_t *met; /* categories with a line */
    size_t met_count;
    struct cost_sums costs;
};

struct assortments {
    const struct book *book; /* as it was sealed */
    struct assortment_days days;
    struct grouping categories;
    bool has_categories;
    struct cutoff moved; /* what has, by its order */
    struct desk *desks;
    struct arena scratch;
};

struct assortments *assortments_begin(struct arena *arena,
                                      const struct view *view,
                                      const struct assortment_days *days)
{
    struct assortments *assortments = arena_new(arena, struct assortments);
    struct arena *scratch = &assortments->scratch;
    size_t count;

    assortments->book = view->study->book;
    assortments->days = *days;
    assortments->categories =
        grouping_make(arena, view->study->catalogue, BY_CATEGORY);
    assortments->has_categories = grouping_is_known(&assortments->categories);
    cutoff_make(scratch, assortments->book, days->end, &assortments->moved);
    count = assortments->categories.count + 1;
    assortments->desks = arena_array(scratch, struct desk, view->threads);
    for (size_t i = 0; i < view->threads; i++)
        assortments->desks[i] =
            (struct desk){.nets = arena_array(scratch, int64_t, count),
                          .is_met = arena_array(scratch, bool, count),
                          .met = arena_array(scratch, uint32_t, count)};
    return assortments;
}

void assortments_end(struct assortments *assortments)
{
    arena_free(&assortments->scratch);
}

static bool is_within(const struct assortments *assortments, int32_t first,
                      int32_t day)
{
    return day >= first && day <= assortments->days.end;
}

static uint32_t category_of(const struct assortments *assortments,
                            uint32_t product)
{
    return grouping_of_product(&assortments->categories, assortments->book,
                               product);
}

/* Net sales of a day, if it is one of the 52 weeks. */
static void add_nets(const struct assortments *assortments, struct desk *desk,
                     const struct content *content, int32_t day)
{
    if (!is_within(assortments, assortments->days.from_52w, day))
        return;
    for (uint32_t i = 0; i < content_count(content); i++) {
        uint32_t category =
            category_of(assortments, content_product(content, i));

        if (!desk->is_met[category])
            desk->met[desk->met_count++] = category;
        desk->is_met[category] = true;
        desk->nets[category] += content_net(content, i);
    }
}

static void add_costs(struct desk *desk, const struct cost_sums *costs,
                      int64_t times)
{
    desk->costs.costed_net += times * costs->costed_net;
    desk->costs.cost += times * costs->cost;
}

/* Lines of another day than most of their order, whose costs these are in. */
static void add_moved(const struct assortments *assortments, struct desk *desk,
                      uint32_t number)
{
    int32_t from_year = assortments->days.from_year;
    const struct moved *moved;

    for (size_t i = cutoff_first(&assortments->moved, number);
         (moved = cutoff_moved(&assortments->moved, number, i)); i++) {
        struct content content = book_moved_content(assortments->book, moved);
        bool counts = is_within(assortments, from_year, moved->date);
        bool counted = is_within(assortments, from_year, moved->from);

        add_nets(assortments, desk, &content, moved->date);
        add_costs(desk, &moved->side.costs, counts - counted);
    }
}

static void add_order(const struct assortments *assortments, struct desk *desk,
                      uint32_t number)
{
    struct order order = book_order(assortments->book, number);

    if (is_within(assortments, assortments->days.from_year, order.day)) {
        struct content content = book_content(assortments->book, &order);

        add_nets(assortments, desk, &content, order.day);
        add_costs(desk, &content.costs, 1);
    }
    if (cutoff_splits(&assortments->moved, number))
        add_moved(assortments, desk, number);
}

/* Contents lie anywhere. */
static void fetch(const struct assortments *assortments,
                  const struct patron *patron)
{
    for (size_t i = 0; i < patron->order_count; i++)
        book_fetch_items(assortments->book, patron->orders[i].number);
}

/* Baskets of the 52 weeks with a sale line of a category. */
struct taste {
    uint32_t baskets;
    int32_t last;
};

static struct taste taste_of(const struct assortments *assortments,
                             const struct patron *patron, uint32_t category)
{
    const struct book *book = assortments->book;
    struct taste taste = {.last = DATE_NONE};

    for (size_t i = 0; i < patron->order_count; i++) {
        const struct purchase *purchase = patron->orders + i;
        struct order order = book_order(book, purchase->number);
        const uint32_t *items = order_items(book, &order);
        uint32_t at = 0;

        if (!purchase->was_basket ||
            purchase->order.date < assortments->days.from_52w)
            continue;
        while (at < order.item_count &&
               category_of(assortments, items[at]) != category)
            at++;
        if (at == order.item_count)
            continue;
        taste.last = purchase->order.date; /* they are by date */
        taste.baskets++;
    }
    return taste;
}

/* Categories are in order of their names. */
static bool is_preferred(const struct assortments *assortments,
                         const struct patron *patron, const int64_t *nets,
                         uint32_t a, uint32_t b)
{
    struct taste x, y;

    if (nets[a] != nets[b])
        return nets[a] > nets[b];
    x = taste_of(assortments, patron, a);
    y = taste_of(assortments, patron, b);
    if (x.baskets != y.baskets)
        return x.baskets > y.baskets;
    if (x.last != y.last)
        return x.last > y.last;
    return a < b;
}

/* The category of the largest share of net sales; Mixed if that is below 30 %.
 * A share of nothing, or of less, is none. */
static int32_t choose(const struct assortments *assortments,
                      const struct desk *desk, const struct patron *patron)
{
    uint32_t best = desk->met_count > 0 ? desk->met[0] : 0;
    int64_t whole = 0;

    for (size_t i = 0; i < desk->met_count; i++) {
        whole += desk->nets[desk->met[i]];
        if (desk->met[i] != best &&
            is_preferred(assortments, patron, desk->nets, desk->met[i], best))
            best = desk->met[i];
    }
    if (whole <= 0)
        return CATEGORY_NONE;
    return desk->nets[best] < whole / 10 * 3 + (whole % 10 * 3 + 9) / 10
               ? CATEGORY_MIXED
               : (int32_t)best;
}

static void clear(struct desk *desk)
{
    for (size_t i = 0; i < desk->met_count; i++) {
        desk->nets[desk->met[i]] = 0;
        desk->is_met[desk->met[i]] = false;
    }
    desk->met_count = 0;
    desk->costs = (struct cost_sums){0, 0};
}

struct assortment assortments_of(const struct assortments *assortments,
                                 const struct patron *patron, uint32_t baskets,
                                 size_t thread)
{
    struct desk *desk = assortments->desks + thread;
    struct assortment assortment = {.category = CATEGORY_NONE};

    fetch(assortments, patron);
    for (size_t i = 0; i < patron->order_count; i++)
        add_order(assortments, desk, patron->orders[i].number);
    if (assortments->has_categories && baskets >= BASKETS)
        assortment.category = choose(assortments, desk, patron);
    assortment.margin = cost_sums_margin(&desk->costs);
    clear(desk);
    return assortment;
}

struct str assortments_category(const struct assortments *assortments,
                                int32_t category)
{
    if (category == CATEGORY_MIXED)
        return STR("Mixed");
    return category == CATEGORY_NONE ? (struct str){0}
                                     : assortments->categories.names[category];
}
