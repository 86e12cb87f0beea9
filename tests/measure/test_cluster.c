#include "patrons.h"

#include "measure/cluster.h"

enum { GROUPS = 3, OF_EACH = 10 };

/* Ten who came often and lately, ten who bought one large basket long ago, ten
 * who bought one thing on discount; one of the staff. */
static const struct row rows[] = {{.id = "staff", .is_staff = true}};

static void sell(struct shop *shop, const char *customer, int32_t date,
                 double units, double list, double discount)
{
    static int number;
    struct line line = {.date = date,
                        .customer = customer,
                        .product = "bread",
                        .quantity = units,
                        .list = list,
                        .discount = discount};
    char order[16];

    snprintf(order, sizeof order, "o%d", number++);
    line.order = order;
    shop_sell(shop, &line);
}

/* Prices differ a little, and by as much below their mean as above it. */
static void sell_to_all(struct shop *shop, int count)
{
    for (int i = 0; i < count; i++) {
        double off = i - (count - 1) / 2.0;
        char id[16];

        snprintf(id, sizeof id, "often%d", i);
        for (int j = 0; j < 12; j++)
            sell(shop, id, NOV(1 + 2 * j), 2, 20 + 0.1 * off, 0);
        snprintf(id, sizeof id, "large%d", i);
        sell(shop, id, NOV(1), 30, 900 + 4 * off, 0);
        snprintf(id, sizeof id, "cheap%d", i);
        sell(shop, id, NOV(4), 1, 8 + 0.1 * off, 4);
    }
    sell(shop, "staff", NOV(30), 1, 9, 0);
}

static void study(struct shop *shop, int count)
{
    shop_open(shop);
    shop_add_products(shop);
    shop_add_customers(shop, rows, COUNT(rows));
    sell_to_all(shop, count);
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

static struct str cluster_of(const struct shop *shop, const char *customer)
{
    const struct table *table = tables_find(&shop->study.tables, "customers");
    size_t row = table_find(table, 0, "customer_id", customer);
    const struct cell *cell;

    assert_true(row < table->row_count);
    cell = table_cell(table, row, "cluster");
    return cell->kind == CELL_TEXT ? cell->text : (struct str){0};
}

static void who_buys_alike_is_in_one_cluster(void **state)
{
    static const char *const kinds[] = {"often", "large", "cheap"};
    struct shop shop;

    (void)state;
    study(&shop, OF_EACH);
    for (int i = 0; i < OF_EACH; i++)
        for (size_t j = 0; j < COUNT(kinds); j++) {
            char one[16], first[16], other[16];

            snprintf(one, sizeof one, "%s%d", kinds[j], i);
            snprintf(first, sizeof first, "%s0", kinds[j]);
            snprintf(other, sizeof other, "%s0", kinds[(j + 1) % GROUPS]);
            assert_true(cluster_of(&shop, one).len > 0);
            assert_true(
                str_equal(cluster_of(&shop, one), cluster_of(&shop, first)));
            assert_false(
                str_equal(cluster_of(&shop, one), cluster_of(&shop, other)));
        }
    assert_int_equal(cluster_of(&shop, "staff").len, 0);
    shop_close(&shop);
}

/* The means are worked out by hand from what was sold. */
static void a_row_says_what_they_are(void **state)
{
    static const struct {
        const char *column;
        double wants[GROUPS]; /* in the order of net sales */
    } cells[] = {
        {"customers", {10, 10, 10}},
        {"share_customers", {1.0 / 3, 1.0 / 3, 1.0 / 3}},
        {"net_sales_52w", {9000, 2400, 40}},
        {"share_sales", {9000 / 11440.0, 2400 / 11440.0, 40 / 11440.0}},
        {"days_since", {29, 7, 26}},
        {"occasions", {1, 12, 1}},
        {"aov", {900, 20, 4}},
        {"upt", {30, 2, 1}},
        {"discount_rate", {0, 0, 0.5}},
    };
    struct shop shop;
    const struct table *table;

    (void)state;
    study(&shop, OF_EACH);
    table = tables_find(&shop.study.tables, "clusters");
    assert_non_null(table);
    assert_heads(&shop, "clusters",
                 "cluster,customers,share_customers,net_sales_52w,share_sales,"
                 "days_since,occasions,aov,upt,discount_rate,silhouette");
    assert_int_equal(table->row_count, GROUPS);
    for (size_t i = 0; i < COUNT(cells); i++)
        for (size_t j = 0; j < GROUPS; j++)
            assert_close(cell_number(table_cell(table, j, cells[i].column)),
                         cells[i].wants[j]);
    assert_cell_text(table_cell(table, 0, "cluster"),
                     "Many units, large baskets");
    assert_cell_text(table_cell(table, 1, "cluster"), "Frequent, recent");
    assert_true(cell_number(table_cell(table, 0, "silhouette")) > 0.8);
    shop_close(&shop);
}

static void fewer_than_25_buyers_have_none(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop, 8); /* 24 buyers */
    assert_null(tables_find(&shop.study.tables, "clusters"));
    assert_int_equal(cluster_of(&shop, "often0").len, 0);
    shop_close(&shop);
}

static void customers_who_are_all_alike_have_none(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    for (int i = 0; i < 40; i++) {
        char id[16];

        snprintf(id, sizeof id, "c%d", i);
        sell(&shop, id, NOV(5), 1, 10, 1);
    }
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_null(tables_find(&shop.study.tables, "clusters"));
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_buys_alike_is_in_one_cluster),
        cmocka_unit_test(a_row_says_what_they_are),
        cmocka_unit_test(fewer_than_25_buyers_have_none),
        cmocka_unit_test(customers_who_are_all_alike_have_none),
    };

    return cmocka_run_group_tests_name("measure/cluster", tests, NULL, NULL);
}
