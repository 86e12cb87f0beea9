#include "patrons.h"

#include "measure/interval.h"

/* The cell of a row by its measure and level. */
static const struct cell *cell_of(const struct shop *shop, const char *measure,
                                  const char *level, const char *column)
{
    const struct table *table = tables_find(&shop->study.tables, "loyalty");
    size_t row = table_find(table, 0, "measure", measure);

    while (row < table->row_count &&
           !str_equal(table_cell(table, row, "level")->text, str_of(level)))
        row = table_find(table, row + 1, "measure", measure);
    if (row >= table->row_count) {
        print_error("no %s of %s\n", measure, level);
        fail();
    }
    return table_cell(table, row, column);
}

static double number(const struct shop *shop, const char *measure,
                     const char *level, const char *column)
{
    return cell_number(cell_of(shop, measure, level, column));
}

/*
 * `joins` on the 10th, `ends` on it, `staff`, and `stranger`, whom the extract
 * lacks.  `gone` has a basket in October only, `returns` none at all.
 */
static const struct row rows[] = {
    {.id = "joins", .member_from = NOV(10)},
    {.id = "ends", .member_to = NOV(10)},
    {.id = "staff", .member_from = NOV(1), .is_staff = true},
    {.id = "gone", .member_from = NOV(1)},
    {.id = "returns", .member_from = NOV(1)},
};

static const struct line lines[] = {
    {.order = "J1",
     .date = NOV(9),
     .customer = "joins",
     .product = "bread",
     .quantity = 1,
     .list = 10,
     .discount = 1},
    {.order = "J2",
     .date = NOV(10),
     .customer = "joins",
     .product = "milk",
     .quantity = 3,
     .list = 30,
     .discount = 6},
    {.order = "J3",
     .date = NOV(20),
     .customer = "joins",
     .product = "milk",
     .quantity = -1,
     .net = -5,
     .kind = LINE_RETURN},
    {.order = "J4",
     .date = NOV(30) + 1,
     .customer = "joins",
     .product = "milk",
     .quantity = 1,
     .list = 1000},
    /* Goes on behind the window, which is read first. */
    {.order = "E1",
     .date = NOV(30) + 2,
     .customer = "ends",
     .product = "bread",
     .quantity = 50,
     .list = 500},
    {.order = "E1",
     .date = NOV(10),
     .customer = "ends",
     .product = "bread",
     .quantity = 2,
     .list = 20},
    {.order = "S1",
     .date = NOV(3),
     .customer = "staff",
     .product = "bread",
     .quantity = 1,
     .list = 100},
    {.order = "T0",
     .date = NOV(1) - 20,
     .customer = "stranger",
     .product = "bread",
     .quantity = 1,
     .list = 7},
    {.order = "T1",
     .date = NOV(4),
     .customer = "stranger",
     .product = "milk",
     .quantity = 1,
     .list = 40},
    {.order = "A1", .date = NOV(30), .product = "milk", .list = 50},
    {.order = "G1",
     .date = NOV(1) - 1,
     .customer = "gone",
     .product = "bread",
     .list = 60},
    {.order = "R1",
     .date = NOV(1),
     .customer = "returns",
     .product = "bread",
     .quantity = -1,
     .net = -2,
     .kind = LINE_RETURN},
    {.order = NULL},
};

static struct shop shop;

static const struct want {
    const char *name;
    const char *measure;
    const char *level;
    const char *column;
    double want;
} wants[] = {
    {"membership is that of the basket's day", "aov", "baskets", "member", 22},
    {"all others count, anonymous and staff", "aov", "baskets", "non_member",
     49.75},
    {"differences are members less others", "aov", "baskets", "difference",
     -27.75},
    {"ratios are members over others", "aov", "baskets", "ratio", 22 / 49.75},
    {"n are baskets", "aov", "baskets", "n_member", 2},
    {"n of others are baskets", "aov", "baskets", "n_non_member", 4},
    {"two baskets have no interval", "aov", "baskets", "low", (double)NAN},
    {"units are those of a basket", "upt", "baskets", "member", 2.5},
    {"units of others", "upt", "baskets", "non_member", 0.75},
    {"discount is over gross sales", "discount_rate", "baskets", "member",
     0.12},
    {"discount of others", "discount_rate", "baskets", "non_member", 0.005},
    {"n of the discount rate are baskets", "discount_rate", "baskets",
     "n_non_member", 4},
    {"penetration is over members' baskets", "category:Milk", "baskets",
     "member", 0.5},
    {"penetration is over others' baskets", "category:Bread", "baskets",
     "non_member", 0.5},
    {"spend takes returns off and ends with the window", "spend", "customers",
     "member", 28},
    {"who was a member before is none at the end", "spend", "customers",
     "non_member", 30},
    {"customers have a basket in the window", "spend", "customers", "n_member",
     1},
    {"customers are no staff and not anonymous", "spend", "customers",
     "n_non_member", 2},
    {"two baskets are a repeat", "repeat_rate", "customers", "member", 1},
    {"one basket in the window is none", "repeat_rate", "customers",
     "non_member", 0},
    {"baskets are those of the window", "baskets_per_customer", "customers",
     "member", 2},
    {"value is up to the end", "clv", "customers", "member", 28},
    {"value is from the first day on", "clv", "customers", "non_member", 33.5},
    {"one member of a quarter has no weight", "spend", "weighted", "n_member",
     0},
    {"without quarters there is no mean", "spend", "weighted", "member",
     (double)NAN},
    {"without quarters nobody counts", "clv", "weighted", "n_non_member", 0},
};

static void cell(void **state)
{
    const struct want *want = *state;

    assert_close(number(&shop, want->measure, want->level, want->column),
                 want->want);
}

static void the_table_says_what_it_is_not(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "loyalty");

    (void)state;
    assert_heads(&shop, "loyalty",
                 "measure,level,member,non_member,difference,ratio,low,high,"
                 "n_member,n_non_member,verdict,label,pct,pct_low,pct_high");
    assert_non_null(strstr(table->note.at, "not an effect"));
    assert_cell_text(cell_of(&shop, "spend", "weighted", "verdict"), "n < 30");
    /* Three of baskets, two categories, and four twice of customers. */
    assert_int_equal(table->row_count, 3 + 2 + 2 * 4);
}

static void enrol(struct shop *to, const char *prefix, int count)
{
    struct row *enrolled = arena_array(&to->arena, struct row, (size_t)count);

    for (int i = 0; i < count; i++)
        enrolled[i] =
            (struct row){.id = shop_id(to, prefix, i), .member_from = NOV(1)};
    shop_add_customers(to, enrolled, (size_t)count);
}

/* Customers who came first on a day, and who now buy for less or more in turn.
 */
struct group {
    const char *prefix;
    int first;
    int count;
    int32_t came;
    double less;
    double more;
};

static void sell_group(struct shop *to, const struct group *group)
{
    for (int i = group->first; i < group->first + group->count; i++) {
        const char *customer = shop_id(to, group->prefix, i);

        shop_sell_bread(to,
                        shop_id(to, "first of ", i + group->prefix[0] * 1000),
                        customer, group->came, 1, 0);
        shop_sell_bread(
            to, shop_id(to, "then of ", i + group->prefix[0] * 1000), customer,
            NOV(15), i % 2 ? group->more : group->less, 0);
    }
}

/*
 * By the end of September 30 members of 10 or 30 and 10 others of 10 or 14,
 * from the first of October 10 members of 4 or 8 and 30 others of 8 or 12: half
 * of the customers each, so 13 against 11.  A quarter with one member is left
 * out. Variances: (100/29 + 4/9 + 4/9 + 4/29) / 4.
 */
static void quarters_weigh_by_the_customers_of_both(void **state)
{
    static const struct group groups[] = {
        {"m", 0, 30, NOV(1) - 32, 10, 30},   {"o", 0, 10, NOV(1) - 32, 10, 14},
        {"m", 30, 10, NOV(1) - 31, 4, 8},    {"o", 10, 30, NOV(1) - 31, 8, 12},
        {"m", 40, 1, NOV(1) - 124, 1000, 0}, {"o", 40, 3, NOV(1) - 124, 1, 1},
    };
    double half = 1.959963984540054 * sqrt((104.0 / 29 + 8.0 / 9) / 4);
    struct shop large;

    (void)state;
    shop_open(&large);
    shop_add_products(&large);
    enrol(&large, "m", 41);
    for (size_t i = 0; i < COUNT(groups); i++)
        sell_group(&large, groups + i);
    assert_int_equal(shop_study(&large, "2023-11"), OK);
    assert_close(number(&large, "spend", "weighted", "member"), 13);
    assert_close(number(&large, "spend", "weighted", "non_member"), 11);
    assert_close(number(&large, "spend", "weighted", "difference"), 2);
    assert_close(number(&large, "spend", "weighted", "low"), 2 - half);
    assert_close(number(&large, "spend", "weighted", "high"), 2 + half);
    assert_close(number(&large, "spend", "weighted", "n_member"), 40);
    assert_close(number(&large, "spend", "weighted", "n_non_member"), 40);
    assert_cell_text(cell_of(&large, "spend", "weighted", "verdict"),
                     "not proven");
    assert_close(number(&large, "spend", "customers", "member"),
                 (30 * 20 + 10 * 6 + 1000) / 41.0);
    assert_close(number(&large, "clv", "weighted", "member"), 14);
    /* All of the same: p (1 - p) is 0. */
    assert_close(number(&large, "repeat_rate", "weighted", "low"), 0);
    assert_cell_text(
        cell_of(&large, "baskets_per_customer", "weighted", "verdict"),
        "not proven");
    shop_close(&large);
}

/* What is bought behind the window is known on a later day, but no value of the
 * window. */
static void value_is_up_to_the_end_on_a_later_day_too(void **state)
{
    static const struct line bought[] = {
        {.order = "1",
         .date = NOV(5),
         .customer = "m0",
         .product = "milk",
         .quantity = 1,
         .list = 10},
        {.order = "2",
         .date = NOV(35),
         .customer = "m0",
         .product = "milk",
         .quantity = 1,
         .list = 30},
        {.order = NULL},
    };
    struct shop later;

    (void)state;
    shop_open(&later);
    shop_add_products(&later);
    enrol(&later, "m", 1);
    shop_sell_all(&later, bought);
    assert_int_equal(shop_study(&later, "2023-11"), OK);
    later.study.comparison.as_of = NOV(40);
    later.study.tables = (struct tables){0};
    assert_int_equal(study_make(&later.arena, &later.diag, &later.study), OK);
    shop_fill(&later);
    assert_close(number(&later, "clv", "customers", "member"), 10);
    shop_close(&later);
}

/*
 * Thirty members of two baskets, 1 of 10 off and 3 of 10 off: all are 4 of 20,
 * so nothing varies by customer.  Thirty anonymous baskets with nothing or 2 of
 * 10 off, each by itself: 30/29 x 30 x 1^2 / 300^2 = 1/2900.
 */
static void discounts_vary_by_customer(void **state)
{
    double half = 1.959963984540054 * sqrt(1.0 / 2900);
    struct shop large;

    (void)state;
    shop_open(&large);
    shop_add_products(&large);
    enrol(&large, "m", 30);
    for (int i = 0; i < 30; i++) {
        const char *customer = shop_id(&large, "m", i);

        shop_sell_bread(&large, shop_id(&large, "a", i), customer, NOV(1), 10,
                        1);
        shop_sell_bread(&large, shop_id(&large, "b", i), customer, NOV(30), 10,
                        3);
        shop_sell_bread(&large, shop_id(&large, "c", i), NULL, NOV(2), 10,
                        i % 2 * 2);
    }
    assert_int_equal(shop_study(&large, "2023-11"), OK);
    assert_close(number(&large, "discount_rate", "baskets", "member"), 0.2);
    assert_close(number(&large, "discount_rate", "baskets", "difference"), 0.1);
    assert_close(number(&large, "discount_rate", "baskets", "low"), 0.1 - half);
    assert_close(number(&large, "discount_rate", "baskets", "high"),
                 0.1 + half);
    assert_close(number(&large, "discount_rate", "baskets", "n_member"), 60);
    assert_int_equal(
        cell_of(&large, "discount_rate", "baskets", "difference")->kind,
        CELL_POINTS);
    assert_cell_text(cell_of(&large, "discount_rate", "baskets", "verdict"),
                     "higher");
    /* 8 each against 9 on the mean. */
    assert_close(number(&large, "aov", "baskets", "difference"), -1);
    shop_close(&large);
}

static void without_customers_there_is_no_table(void **state)
{
    struct shop bare;

    (void)state;
    shop_open(&bare);
    shop_add_products(&bare);
    shop_sell_bread(&bare, "1", NULL, NOV(1), 3, 1);
    shop_sell_bread(&bare, "2", NULL, NOV(30), 3, 0);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    assert_null(tables_find(&bare.study.tables, "loyalty"));
    shop_close(&bare);
}

/* All identified are members, and products without categories have no rows. */
static void without_extracts_all_who_are_known_are_members(void **state)
{
    const struct table *table;
    struct shop bare;

    (void)state;
    shop_open(&bare);
    bare.catalogue.class_count = 1;
    shop_sell_bread(&bare, "1", "ann", NOV(1), 3, 1);
    shop_sell_bread(&bare, "2", NULL, NOV(30), 4, 0);
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    table = tables_find(&bare.study.tables, "loyalty");
    assert_non_null(table);
    assert_int_equal(table->row_count, 3 + 2 * 4);
    assert_close(number(&bare, "aov", "baskets", "member"), 2);
    assert_close(number(&bare, "spend", "customers", "n_member"), 1);
    assert_close(number(&bare, "spend", "customers", "non_member"),
                 (double)NAN);
    shop_close(&bare);
}

static int open_small(void **state)
{
    (void)state;
    shop_open_studied(&shop, rows, COUNT(rows), lines);
    return 0;
}

static int close_small(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(the_table_says_what_it_is_not),
        cmocka_unit_test(quarters_weigh_by_the_customers_of_both),
        cmocka_unit_test(value_is_up_to_the_end_on_a_later_day_too),
        cmocka_unit_test(discounts_vary_by_customer),
        cmocka_unit_test(without_customers_there_is_no_table),
        cmocka_unit_test(without_extracts_all_who_are_known_are_members),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + COUNT(fixed), wants, cell);
    return cmocka_run_group_tests_name("measure/loyalty", tests, open_small,
                                       close_small);
}
