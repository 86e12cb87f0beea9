#include "lot.h"

#include "fold/walk.h"

enum { BOOKS = 5, THREADS = 4 };

static const struct habit habits[] = {
    {"no lines make no orders", 0, 5, 5, 5, 1, 2, 1},
    {"one line is an order", 1, 1, 1, 9, 1, 1, 24},
    {"receipts of one day", 400, 150, 40, 30, 1, 4, 24},
    {"lines of an order lie anywhere", 600, 60, 20, 40, 1, 1, 24},
    {"lines of an order are of several days", 600, 80, 30, 30, 6, 2, 24},
    {"times are the same as a rule", 500, 50, 30, 20, 2, 1, 2},
    {"all lines are of one time", 300, 40, 12, 20, 1, 1, 1},
    {"nobody is known", 300, 100, 0, 20, 3, 3, 24},
    {"all orders have one customer", 300, 100, 1, 20, 5, 3, 24},
    {"orders of more than 64 products", 1200, 4, 5, 400, 2, 30, 24},
    {"one order alone", 500, 1, 9, 300, 3, 2, 24},
    {"many orders", 900, 700, 250, 60, 4, 2, 24},
};

struct fixture {
    struct shop shop;
    struct lot lot;
    const struct book *book;
    struct depth_sums *depths; /* recounted; as many as the book has */
};

/* Fold all lines into some books in any order, and merge these in any. */
static struct book *fold(struct fixture *fixture, size_t books, unsigned *seed)
{
    struct arena arenas[BOOKS] = {{0}};
    struct book *parts[BOOKS];
    const struct sale *last[BOOKS] = {NULL};
    unsigned stay = draw(seed, 3) ? 1 + draw(seed, 40) : 1;
    size_t at = 0;

    for (size_t i = 0; i < books; i++)
        parts[i] = book_new(i ? arenas + i : &fixture->shop.arena,
                            &fixture->shop.catalogue);
    for (unsigned i = 0; i < fixture->lot.habit.lines; i++) {
        struct sale sale = fixture->lot.lines[i];

        if (draw(seed, stay) == 0)
            at = draw(seed, (unsigned)books);
        sale.follows =
            last[at] && lot_follows(last[at], &sale) && draw(seed, 9) > 0;
        last[at] = fixture->lot.lines + i;
        book_add(parts[at], &sale);
        if (draw(seed, 200) == 0) {
            book_cut(parts[at]);
            last[at] = NULL;
        }
    }
    while (books > 1) {
        size_t from = 1 + draw(seed, (unsigned)books - 1);
        struct book *book = parts[from];

        book_merge(parts[draw(seed, (unsigned)from)], book);
        parts[from] = parts[--books];
    }
    return parts[0];
}

static void shuffle(struct lot *lot, unsigned *seed)
{
    for (unsigned i = lot->habit.lines; i > 1; i--) {
        unsigned j = draw(seed, i);
        struct sale sale = lot->lines[i - 1];

        lot->lines[i - 1] = lot->lines[j];
        lot->lines[j] = sale;
    }
}

static struct str id_of(const struct map *map, uint32_t number)
{
    return number == MAP_NONE ? (struct str){0} : map->items[number];
}

static void check_attributes(const struct book *book, const struct order *order,
                             const struct tale *tale)
{
    struct str customer = {0};

    if (order->customer != MAP_NONE) {
        assert_true(order->customer < book_customer_count(book));
        customer = book_customer_id(book, order->customer);
    }
    assert_same_text(customer, tale->customer);
    assert_same_text(id_of(&book->stores, order->store), tale->store);
    assert_same_text(id_of(&book->channels, order->channel), tale->channel);
    assert_int_equal((int64_t)order->date * DAY_SECONDS + order->second,
                     tale->time.seconds);
    assert_int_equal(order->has_time, tale->time.has_time);
}

static void check_items(struct fixture *fixture, const struct order *order,
                        struct str id)
{
    const struct book *book = fixture->book;
    const uint32_t *items = order_items(book, order);
    struct arena own = {0};
    struct map want = {.arena = &own};
    struct map got = {.arena = &own};

    lot_products(&fixture->lot, id, &want);
    assert_int_equal(order->item_count, want.count);
    for (uint32_t i = 0; i < order->item_count; i++) {
        struct str product = id_of(&book->products, items[i]);

        assert_int_not_equal(map_find(&want, product), MAP_NONE);
        assert_int_equal(map_put(&got, product), i);
    }
    arena_free(&own);
}

/* Lines of other days than the order's, and what that leaves of its own. */
static void check_days(struct fixture *fixture, uint32_t number, struct str id)
{
    const struct book *book = fixture->book;
    struct order order = book_order(book, number);

    for (unsigned day = 0; day < fixture->lot.habit.days; day++) {
        int32_t date = NOV(1) + (int32_t)day;
        struct tale want = lot_recount(&fixture->lot, id, date);
        bool is_own = date == order.day;
        struct tale got = {0};

        if (is_own)
            got = (struct tale){.gross = order.gross,
                                .discount = order.discount,
                                .returns = order.returns,
                                .units = order.units,
                                .positive = order.positive,
                                .has_gift = order.has_gift};
        for (size_t i = 0; i < book->moved_count; i++) {
            const struct moved *moved = book->moved + i;
            int sign = is_own ? -1 : 1;

            if (moved->order != number || (!is_own && moved->date != date))
                continue;
            assert_int_equal(moved->from, order.day);
            assert_int_not_equal(moved->date, order.day);
            got.gross += sign * moved->gross;
            got.discount += sign * moved->discount;
            got.returns += sign * moved->returns;
            got.units += sign * moved->units;
            got.positive |= !is_own && moved->positive;
            got.has_gift |= !is_own && moved->has_gift;
        }
        assert_int_equal(got.gross, want.gross);
        assert_int_equal(got.discount, want.discount);
        assert_int_equal(got.returns, want.returns);
        assert_int_equal(got.units, want.units);
        assert_int_equal(got.positive, want.positive);
        assert_int_equal(got.has_gift, want.has_gift);
    }
}

static void check_side(const struct side_sums *got, const struct tale *want)
{
    assert_int_equal(got->costs.costed_net, want->costed_net);
    assert_int_equal(got->costs.cost, want->cost);
    assert_int_equal(got->returned_units, want->returned_units);
}

/* Costs and returned units of what was moved, and of the whole order. */
static void check_sides(struct fixture *fixture, uint32_t number, struct str id)
{
    const struct book *book = fixture->book;
    struct tale whole = lot_recount(&fixture->lot, id, DATE_NONE);

    for (unsigned day = 0; day < fixture->lot.habit.days; day++) {
        int32_t date = NOV(1) + (int32_t)day;
        struct tale want = lot_recount(&fixture->lot, id, date);
        struct side_sums got = {.returned_units = 0};

        if (date == book_order(book, number).day)
            continue;
        for (size_t i = 0; i < book->moved_count; i++) {
            const struct moved *moved = book->moved + i;

            if (moved->order != number)
                continue;
            check_side(&moved->whole, &whole);
            if (moved->date == date)
                side_sums_gather(&got, &moved->side);
        }
        check_side(&got, &want);
    }
}

/* What an order's lines of a date and a product come to. */
static int64_t recount_net(const struct lot *lot, struct str order,
                           int32_t date, struct str product)
{
    int64_t net = 0;

    for (unsigned i = 0; i < lot->habit.lines; i++) {
        const struct sale *sale = lot->lines + i;

        if (lot_is_sales(sale) && str_equal(sale->order, order) &&
            sale->date == date && str_equal(sale->product, product))
            net += sale->kind == LINE_RETURN ? -llabs(sale->net)
                                             : sale->list - sale->discount;
    }
    return net;
}

/* Products of all days, each by itself; the sum is checked by check_days(). */
static void check_nets(struct fixture *fixture, const struct content *content,
                       struct str id, int32_t date, int64_t *sum)
{
    for (uint32_t i = 0; i < content_count(content); i++) {
        uint32_t product = content_product(content, i);
        int64_t net = 0;

        *sum += content_net(content, i);
        for (uint32_t j = 0; j < content_count(content); j++)
            if (content_product(content, j) == product)
                net += content_net(content, j);
        assert_int_equal(net,
                         recount_net(&fixture->lot, id, date,
                                     id_of(&fixture->book->products, product)));
    }
}

/* Runs of another day may be several: they are checked by their sums. */
static void check_contents(struct fixture *fixture, uint32_t number,
                           struct str id, const struct tale *whole)
{
    const struct book *book = fixture->book;
    struct order order = book_order(book, number);
    struct content content = book_content(book, &order);
    int64_t net = 0;

    assert_int_equal(content.costs.costed_net, whole->costed_net);
    assert_int_equal(content.costs.cost, whole->cost);
    check_nets(fixture, &content, id, order.day, &net);
    for (size_t i = 0; i < book->moved_count; i++) {
        const struct moved *moved = book->moved + i;
        int64_t part = 0;

        if (moved->order != number)
            continue;
        content = book_moved_content(book, moved);
        for (uint32_t j = 0; j < content_count(&content); j++)
            part += content_net(&content, j);
        assert_int_equal(part, moved_net(moved));
        net += part;
    }
    assert_int_equal(net, order_net(&order));
}

/* The order of an id, or MAP_NONE. */
static uint32_t find(const struct book *book, struct str id)
{
    struct key key = key_of(id);
    uint32_t found = MAP_NONE;

    for (uint32_t i = 0; i < book_order_count(book); i++)
        if (key_equal(book_order_key(book, i), &key)) {
            assert_int_equal(found, MAP_NONE);
            found = i;
        }
    return found;
}

/* Depths by hand: in percent of gross sales, up to each and with it. */
static enum depth recount_depth(const struct tale *tale)
{
    static const int64_t upto[] = {0, 10, 20, 30, 50};
    int depth = DEPTH_NONE;

    while (depth < DEPTH_ABOVE_50 &&
           100 * tale->discount > upto[depth] * tale->gross)
        depth++;
    return (enum depth)depth;
}

/* Add a basket to the sums that a recount has of its day and depth. */
static void recount_basket(struct fixture *fixture, size_t day,
                           const struct tale *tale)
{
    struct depth_sums *sums =
        fixture->depths + day * DEPTH_BANDS + recount_depth(tale);
    int64_t size = llabs(tale->cost);
    int64_t cost =
        (size / 1000 + (size % 1000 >= 500)) * (tale->cost < 0 ? -1 : 1);
    int64_t margin = tale->costed_net - cost;

    if (!tale->is_sold || tale->gross <= tale->discount)
        return;
    sums->baskets++;
    sums->costs.costed_net += tale->costed_net;
    sums->costs.cost += tale->cost;
    sums->returned_units += tale->returned_units;
    sums->units += tale->units;
    sums->margin_margin += margin * margin;
    sums->margin_net += margin * tale->costed_net;
    sums->net_net += tale->costed_net * tale->costed_net;
    sums->returned_returned += tale->returned_units * tale->returned_units;
    sums->returned_sold += tale->returned_units * tale->units;
    sums->sold_sold += tale->units * tale->units;
}

static void check_depths(const struct fixture *fixture)
{
    const struct book *book = fixture->book;

    for (size_t day = 0; day < book->day_count; day++)
        for (int depth = 0; depth < DEPTH_BANDS; depth++)
            assert_memory_equal(book_depths_on(book, day) + depth,
                                fixture->depths + day * DEPTH_BANDS + depth,
                                sizeof(struct depth_sums));
}

static void check_order(struct fixture *fixture, struct str id, size_t *count)
{
    const struct book *book = fixture->book;
    struct tale tale = lot_recount(&fixture->lot, id, DATE_NONE);
    uint32_t number = find(book, id);
    struct order order;

    assert_int_equal(number != MAP_NONE, tale.lines > 0);
    if (tale.lines == 0)
        return;
    ++*count;
    order = book_order(book, number);
    for (size_t day = 0; day < book->day_count; day++)
        if (book->days[day].date == order.date)
            recount_basket(fixture, day, &tale);
    check_attributes(book, &order, &tale);
    assert_int_equal(order.scanned, tale.scanned);
    assert_int_equal(order.is_sold, tale.is_sold);
    assert_int_equal(order.gross, tale.gross);
    assert_int_equal(order.discount, tale.discount);
    assert_int_equal(order.returns, tale.returns);
    assert_int_equal(order.units, tale.units);
    check_items(fixture, &order, id);
    check_days(fixture, number, id);
    check_sides(fixture, number, id);
    check_contents(fixture, number, id, &tale);
}

/* What sold on a date: of a product, or in a store of a class. */
static struct tale recount_thing(const struct fixture *fixture,
                                 const struct walk *thing)
{
    const struct book *book = fixture->book;
    struct tale tale = {0};

    for (unsigned i = 0; i < fixture->lot.habit.lines; i++) {
        const struct sale *sale = fixture->lot.lines + i;
        uint32_t product =
            map_find(&fixture->shop.catalogue.product_ids, sale->product);
        uint32_t class = product == MAP_NONE
                             ? 0
                             : fixture->shop.catalogue.products[product].class;

        if (!lot_is_sales(sale) || sale->date != thing->date)
            continue;
        if (thing->sites ? class == walk_class(thing) &&
                               str_equal(sale->store, id_of(&book->stores,
                                                            walk_store(thing)))
                         : str_equal(sale->product,
                                     id_of(&book->products, thing->thing)))
            tale_add(&tale, sale);
    }
    return tale;
}

/* Bins of a thing add up: sum those that a walk from here on comes by. */
static void check_walk(struct fixture *fixture, struct walk walk)
{
    struct arena own = {0};
    struct number_map things = {.arena = &own};
    struct walk *sums = NULL;
    size_t room = 0;
    int64_t lines = 0;

    while (walk_next(&walk)) {
        uint32_t thing =
            number_map_put(&things, map_pair((uint32_t)walk.date, walk.thing));

        sums = arena_grow(&own, sums, &room, things.count, sizeof *sums);
        if (!sums[thing].book)
            sums[thing] = walk;
        else
            sums_gather(&sums[thing].sums, &walk.sums);
    }
    for (size_t i = 0; i < things.count; i++) {
        struct tale want = recount_thing(fixture, sums + i);

        assert_int_equal(sums[i].sums.gross, want.gross);
        assert_int_equal(sums[i].sums.discount, want.discount);
        assert_int_equal(sums[i].sums.returns, want.returns);
        assert_int_equal(sums[i].sums.units, want.units);
        assert_int_equal(sums[i].sums.returned_units, want.returned_units);
        assert_int_equal(sums[i].sums.sale_lines, want.sale_lines);
        lines += (int64_t)want.lines;
    }
    for (unsigned i = 0; i < fixture->lot.habit.lines; i++)
        lines -= lot_is_sales(fixture->lot.lines + i);
    assert_int_equal(lines, 0);
    arena_free(&own);
}

/* Margins are of the day and the store of each line, not of its order. */
static void check_store_costs(const struct fixture *fixture, size_t day,
                              uint32_t store)
{
    const struct book *book = fixture->book;
    struct cost_sums got = book_store_costs(book, day, store);
    struct tale want = {0};

    for (unsigned i = 0; i < fixture->lot.habit.lines; i++) {
        const struct sale *sale = fixture->lot.lines + i;

        if (lot_is_sales(sale) && sale->date == book->days[day].date &&
            str_equal(sale->store, id_of(&book->stores, store)))
            tale_cost(&want, sale);
    }
    assert_int_equal(got.costed_net, want.costed_net);
    assert_int_equal(got.cost, want.cost);
}

static void check_costs(const struct fixture *fixture)
{
    const struct book *book = fixture->book;

    for (size_t day = 0; day < book->day_count; day++) {
        for (uint32_t store = 0; store < book->stores.count; store++)
            check_store_costs(fixture, day, store);
        check_store_costs(fixture, day, MAP_NONE);
    }
}

static void check(struct fixture *fixture)
{
    size_t count = 0;

    fixture->depths = arena_array(&fixture->shop.arena, struct depth_sums,
                                  fixture->book->day_count * DEPTH_BANDS + 1);
    for (unsigned i = 0; i < fixture->lot.habit.orders; i++)
        check_order(fixture, fixture->lot.orders[i], &count);
    assert_int_equal(book_order_count(fixture->book), count);
    check_orders_on(fixture->book);
    check_orders_of(fixture->book);
    check_walk(fixture, walk_products(fixture->book, NOV(1), NOV(30)));
    check_walk(fixture, walk_sites(fixture->book, NOV(1), NOV(30)));
    check_costs(fixture);
    check_depths(fixture);
}

/* Lines drawn anew, folded into 1 .. 5 books, sealed by 1 .. 4 threads. */
static void orders_are_what_a_recount_finds(void **state)
{
    const struct habit *habit = *state;
    unsigned seed = 1;

    for (size_t trial = 0; trial < 20; trial += STRIDE) {
        struct fixture fixture;
        struct book *book;

        shop_open(&fixture.shop);
        shop_add_products(&fixture.shop);
        lot_draw(&fixture.lot, &fixture.shop.arena, habit, &seed);
        if (trial % 4 == 3)
            shuffle(&fixture.lot, &seed);
        book = fold(&fixture, 1 + trial % BOOKS, &seed);
        assert_int_equal(
            book_seal(book, 1 + trial % THREADS, &fixture.shop.diag), OK);
        if (book->first_date != DATE_NONE)
            book->first_date -= 7; /* as a section is told the days of all */
        fixture.book = book;
        check(&fixture);
        shop_close(&fixture.shop);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(habits)];

    put_row_tests(tests, habits, orders_are_what_a_recount_finds);
    return cmocka_run_group_tests_name("fold/seal", tests, NULL, NULL);
}
