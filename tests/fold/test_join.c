#include "lot.h"

#include "fold/extent.h"

enum { BOOKS = 5, THREADS = 4 };

/* How many distinct products orders have, the first of them most. */
static const unsigned counts[] = {
    3 * ITEMS_PAGE, ITEMS_PAGE - 1, ITEMS_PAGE, ITEMS_PAGE + 1, 65, 64, 1};

/* Each product twice, in different books as a rule. */
static void sell_products(struct book *const *books, size_t book_count,
                          size_t number)
{
    char product[16], order[16];

    snprintf(order, sizeof order, "o%zu", number);
    for (unsigned i = 0; i < 2 * counts[number]; i++) {
        struct sale sale = {.order = str_of(order),
                            .date = NOV(1),
                            .time = {NOV(1) * (int64_t)DAY_SECONDS, false},
                            .quantity = 1000};

        snprintf(product, sizeof product, "p%u", i % counts[number]);
        sale.product = str_of(product);
        book_add(books[i / 70 % book_count], &sale);
    }
}

static void check_products(const struct book *book, size_t number)
{
    bool *seen = calloc(counts[0], sizeof *seen);
    char id[16];
    const struct order *order;
    const uint32_t *items;

    snprintf(id, sizeof id, "o%zu", number);
    order = order_of(book, id);
    items = order_items(book, order);
    assert_int_equal(order->item_count, counts[number]);
    for (uint32_t i = 0; i < order->item_count; i++) {
        assert_true(items[i] < counts[0]);
        assert_false(seen[items[i]]);
        seen[items[i]] = true;
    }
    free(seen);
}

/* Orders of more distinct products than a page of items holds. */
static void an_order_may_fill_several_pages(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        struct arena arenas[BOOKS] = {{0}};
        struct book *books[BOOKS];
        struct shop shop;

        shop_open(&shop);
        for (size_t i = 0; i < threads; i++)
            books[i] = book_new(arenas + i, &shop.catalogue);
        for (size_t i = 0; i < COUNT(counts); i++)
            sell_products(books, threads, i);
        for (size_t i = 0; i < threads; i++)
            book_merge(shop.book, books[i]);
        assert_int_equal(book_seal(shop.book, threads, &shop.diag), OK);
        for (size_t i = 0; i < COUNT(counts); i++)
            check_products(shop.book, i);
        shop_close(&shop);
    }
}

/* Orders of two lines each, a number of them of each customer; and few
 * customers, so that they have more than an extent takes. */
enum { MANY = 9 * KEYS_PAGE + 100, CUSTOMERS = 3000, FEW = 6 };

static void sell_many(struct book *const *books, size_t book_count,
                      unsigned customers)
{
    char order[16], customer[32];

    for (unsigned i = 0; i < 2 * MANY; i++) {
        unsigned number = i % MANY;
        int32_t date = NOV(1) + (int32_t)(number % 7);
        struct sale sale = {.date = date,
                            .time = {date * (int64_t)DAY_SECONDS, false},
                            .list = number,
                            .quantity = 1000,
                            .product = STR("milk")};

        snprintf(order, sizeof order, "o%u", number);
        snprintf(customer, sizeof customer, "%s%u",
                 number % 2 ? "c" : "far more than 15 bytes ",
                 number % customers);
        sale.order = str_of(order);
        sale.customer = number % 5 ? str_of(customer) : (struct str){0};
        book_add(books[i / 1000 % book_count], &sale);
    }
}

/* Every order is there once and is the one that its key says. */
static void check_many(const struct book *book)
{
    struct arena own = {0};
    struct roster roster;
    bool *seen = arena_array(&own, bool, MANY);
    char text[32];

    roster_init(&roster, &own, arena_array(&own, struct key, MANY), MANY);
    for (unsigned i = 0; i < MANY; i++) {
        struct key key;

        snprintf(text, sizeof text, "o%u", i);
        key = key_of(str_of(text));
        assert_int_equal(roster_put(&roster, &key, key_hash(&key)), i);
    }
    assert_int_equal(book_order_count(book), MANY);
    for (size_t i = 0; i < MANY; i++) {
        struct order order = book_order(book, i);
        uint32_t number = roster_find(&roster, book_order_key(book, i));

        assert_int_not_equal(number, MAP_NONE);
        assert_false(seen[number]);
        seen[number] = true;
        assert_int_equal(order.gross, 2 * (int64_t)number);
        assert_int_equal(order.date, NOV(1) + (int32_t)(number % 7));
        assert_int_equal(order.customer == MAP_NONE, number % 5 == 0);
        if (number % 5 == 0)
            continue;
        snprintf(text, sizeof text, "%s%u",
                 number % 2 ? "c" : "far more than 15 bytes ",
                 number % CUSTOMERS);
        assert_same_text(book_customer_id(book, order.customer), str_of(text));
    }
    arena_free(&own);
}

static void orders_may_fill_many_blocks(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        struct arena arenas[BOOKS] = {{0}};
        struct book *books[BOOKS];
        struct shop shop;

        shop_open(&shop);
        for (size_t i = 0; i < threads; i++)
            books[i] = book_new(arenas + i, &shop.catalogue);
        sell_many(books, threads, CUSTOMERS);
        for (size_t i = 0; i < threads; i++)
            book_merge(shop.book, books[i]);
        assert_int_equal(book_seal(shop.book, threads, &shop.diag), OK);
        check_many(shop.book);
        check_orders_on(shop.book);
        check_orders_of(shop.book);
        shop_close(&shop);
    }
}

/* Next to each other lie orders of the same customers, but for where an extent
 * ends, and for those that each thread leaves gaps with. */
static void orders_of_a_customer_lie_together(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        struct arena arenas[BOOKS] = {{0}};
        struct book *books[BOOKS];
        struct shop shop;
        size_t changes = 0;

        shop_open(&shop);
        for (size_t i = 0; i < threads; i++)
            books[i] = book_new(arenas + i, &shop.catalogue);
        sell_many(books, threads, FEW);
        for (size_t i = 0; i < threads; i++)
            book_merge(shop.book, books[i]);
        assert_int_equal(book_seal(shop.book, threads, &shop.diag), OK);
        for (size_t i = 1; i < book_order_count(shop.book); i++)
            changes += book_order_customer(shop.book, i) !=
                       book_order_customer(shop.book, i - 1);
        assert_in_range(changes, FEW,
                        MANY / EXTENT_ORDERS + 2 * threads * (FEW + 1));
        check_orders_of(shop.book);
        shop_close(&shop);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_may_fill_several_pages),
        cmocka_unit_test(orders_may_fill_many_blocks),
        cmocka_unit_test(orders_of_a_customer_lie_together),
    };

    return cmocka_run_group_tests_name("fold/join", tests, NULL, NULL);
}
