#include "shop.h"

#include "base/fingerprint.h"
#include "measure/member.h"
#include "numbers.h"

enum { ROWS = 10000, DAYS = 30 };

/* Every third id is longer than a key holds. */
static struct str id_of(struct shop *shop, uint32_t row)
{
    return str_format(&shop->arena,
                      row % 3 ? "%u" : "a customer with a long id %u", row);
}

/* Every kind of row. */
static void add_rows(struct shop *shop)
{
    struct catalogue *catalogue = &shop->catalogue;
    struct customer_batch batch = {
        .noted = arena_array(&shop->arena, struct noted_customer, ROWS),
        .count = ROWS};
    uint64_t state = 88172645463325252u;

    for (uint32_t i = 0; i < ROWS; i++) {
        int number = (int)(next_number(&state) % 1000);

        fingerprint_hash_wide(id_of(shop, i), batch.noted[i].key.words);
        batch.noted[i].row = (struct customer){
            .member_from = number & 1 ? DATE_NONE : NOV(number % 20),
            .member_to = number & 2 ? DATE_NONE : NOV(10 + number % 20),
            .is_member = number & 4,
            .is_staff = number % 11 == 0};
    }
    catalogue->has_customers = true;
    catalogue->customers.arena = &shop->arena;
    assert_int_equal(customers_put(&catalogue->customers, &batch), 0);
}

/* Half of the rows buy, and some whom the extract lacks. */
static void sell(struct shop *shop)
{
    for (uint32_t i = 0; i < ROWS / 2 + 100; i++) {
        struct str id = i < ROWS / 2
                            ? id_of(shop, i * 2)
                            : str_format(&shop->arena, "unknown %u", i);
        struct line line = {
            .order = str_format(&shop->arena, "o%u", i).at,
            .customer = str_format(&shop->arena, "%.*s", STR_ARGS(id)).at,
            .date = NOV(1) + (int32_t)(i % DAYS),
            .list = 1};

        shop_sell(shop, &line);
    }
    assert_int_equal(book_seal(shop->book, 2, &shop->diag), OK);
}

static void check(const struct shop *shop, size_t threads)
{
    const struct book *book = shop->book;
    struct arena arena = {0};
    struct members members = members_make(&arena, book, threads);

    for (size_t i = 0; i < book_order_count(book); i++) {
        struct order order = book_order(book, i);
        uint32_t row = catalogue_find_customer(
            &shop->catalogue, book_customer_id(book, order.customer));

        assert_int_equal(
            members_hold(&members, &order),
            catalogue_is_member(&shop->catalogue, row, order.date));
        assert_int_equal(members.staff[order.customer],
                         row != MAP_NONE &&
                             shop->catalogue.customers.rows[row].is_staff);
    }
    arena_free(&arena);
}

static void members_are_those_of_the_extract(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    add_rows(&shop);
    sell(&shop);
    for (size_t threads = 1; threads <= 4; threads++)
        check(&shop, threads);
    shop_close(&shop);
}

static void without_an_extract_all_who_are_known_are_members(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    for (size_t i = 0; i < book_order_count(shop.book); i++) {
        struct order order = book_order(shop.book, i);
        struct members members = members_make(&shop.arena, shop.book, 2);

        assert_int_equal(members_hold(&members, &order),
                         order.customer != MAP_NONE);
    }
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_those_of_the_extract),
        cmocka_unit_test(without_an_extract_all_who_are_known_are_members),
    };

    return cmocka_run_group_tests_name("measure/member", tests, NULL, NULL);
}
