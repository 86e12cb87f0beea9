#include "runs.h"

#include "fold/id_range.h"
#include "fold/shelf.h"

enum { CUSTOMERS = 10000, ORDERS = 60000 };

static struct shelf *shelf;

static int open_shelf(void **state)
{
    (void)state;
    shelf = calloc(1, sizeof *shelf);
    return shelf ? 0 : -1;
}

static int close_shelf(void **state)
{
    (void)state;
    for (size_t i = 0; i < KEY_PARTS; i++)
        run_list_drop(shelf->parts + i);
    free(shelf);
    return 0;
}

/* The key of a number, in ids whose order is that of numbers. */
static struct key key_of_number(const char *kind, unsigned number)
{
    char id[64];

    snprintf(id, sizeof id, "%s%05u", kind, number);
    return key_of(str_of(id));
}

/* Orders of customers by lot; of nobody every fourth. */
static void sell(const char *kind, unsigned customers)
{
    unsigned seed = 1;

    for (unsigned i = 0; i < ORDERS; i++) {
        struct run run = {.id = key_of_number("o", i)};

        run.has_customer = i % 4 > 0;
        if (run.has_customer)
            run.customer = key_of_number(kind, draw(&seed, customers));
        shelf_put(shelf, &run);
    }
}

/* Of numbers in order, the ranges are; and they share alike. */
static void check_ranges(const char *kind, unsigned customers)
{
    struct id_ranges ranges;
    unsigned counts[ID_RANGES] = {0};
    size_t last = 0;

    id_ranges_find(&ranges, shelf);
    for (unsigned i = 0; i < customers; i++) {
        struct key key = key_of_number(kind, i);
        size_t range = id_range_of(&ranges, &key);

        assert_in_range(range, last, ID_RANGES - 1);
        counts[range]++;
        last = range;
    }
    for (size_t i = 1; i < ID_RANGES; i++)
        assert_in_range(counts[i], 0, 3 * customers / ID_RANGES + 1);
}

static void ids_lie_in_ranges_that_share_alike(void **state)
{
    (void)state;
    sell("C", CUSTOMERS);
    check_ranges("C", CUSTOMERS);
}

/* Where the first eight bytes are the same, the others tell. */
static void ids_may_differ_at_their_ends_alone(void **state)
{
    (void)state;
    sell("customer-", CUSTOMERS);
    check_ranges("customer-", CUSTOMERS);
}

static void few_customers_have_a_range_each(void **state)
{
    static const struct key nobody = {{0, 0}};
    struct id_ranges ranges;
    size_t last;

    (void)state;
    sell("", 5);
    id_ranges_find(&ranges, shelf);
    last = id_range_of(&ranges, &nobody);
    for (unsigned i = 0; i < 5; i++) {
        struct key key = key_of_number("", i);
        size_t range = id_range_of(&ranges, &key);

        assert_in_range(range, last + 1, ID_RANGES - 1);
        last = range;
    }
}

/* A hash tells nothing of the id; such customers lie in many ranges. */
static void ids_that_keys_do_not_hold_are_spread(void **state)
{
    struct id_ranges ranges;
    bool is_used[ID_RANGES] = {false};
    size_t used = 0;

    (void)state;
    sell("a customer with a long id ", CUSTOMERS);
    id_ranges_find(&ranges, shelf);
    for (unsigned i = 0; i < CUSTOMERS; i++) {
        struct key key = key_of_number("a customer with a long id ", i);
        size_t range = id_range_of(&ranges, &key);

        assert_in_range(range, 0, ID_RANGES - 1);
        used += !is_used[range];
        is_used[range] = true;
    }
    assert_int_equal(used, ID_RANGES);
}

static void nobody_has_a_range_where_there_are_no_customers(void **state)
{
    static const struct key nobody = {{0, 0}};
    struct id_ranges ranges;

    (void)state;
    id_ranges_find(&ranges, NULL);
    assert_in_range(id_range_of(&ranges, &nobody), 0, ID_RANGES - 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ids_lie_in_ranges_that_share_alike,
                                        open_shelf, close_shelf),
        cmocka_unit_test_setup_teardown(ids_may_differ_at_their_ends_alone,
                                        open_shelf, close_shelf),
        cmocka_unit_test_setup_teardown(few_customers_have_a_range_each,
                                        open_shelf, close_shelf),
        cmocka_unit_test_setup_teardown(ids_that_keys_do_not_hold_are_spread,
                                        open_shelf, close_shelf),
        cmocka_unit_test(nobody_has_a_range_where_there_are_no_customers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
