#include "cardholders.h"
#include "subscribe.h"

#include "measure/mart.h"

/* The as-of day is a leap day: the last year begins on 2023-03-01, the last 52
 * weeks on 2023-03-03. */
static const struct line lines[] = {
    {.order = "a1", /* a channel by itself, but too long ago */
     .date = 19416, /* 2023-02-28 */
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 10,
     .channel = "app"},
    {.order = "a2",
     .date = 19418, /* 2023-03-02 */
     .customer = "ann",
     .store = "N",
     .product = "bread",
     .quantity = 2,
     .list = 20,
     .discount = 5,
     .channel = "app"},
    {.order = "a3",
     .date = 19419, /* 2023-03-03 */
     .customer = "ann",
     .store = "S",
     .product = "milk",
     .quantity = 1,
     .list = 40,
     .channel = "store"},
    {.order = "a4",
     .date = 19754, /* 2024-02-01 */
     .customer = "ann",
     .store = "N",
     .product = "milk",
     .quantity = -1,
     .net = -15,
     .channel = "online",
     .kind = LINE_RETURN},
    {.order = "a5",
     .date = 19783, /* 2024-03-01 */
     .customer = "ann",
     .store = "X",
     .product = "bread",
     .quantity = 9,
     .list = 1000,
     .channel = "app"},
    {.order = "b1",
     .date = 19782, /* 2024-02-29 */
     .customer = "bob",
     .store = "N",
     .product = "bread",
     .quantity = 1,
     .list = 150,
     .channel = "store"},
    {.order = "c1",
     .date = 19782,
     .customer = "cid",
     .product = "bread",
     .quantity = 1,
     .list = 149.99},
    {.order = "d1",
     .date = 19417, /* 2023-03-01 */
     .customer = "dee",
     .product = "bread",
     .quantity = 1,
     .list = 50},
    {.order = "e1",
     .date = 19416,
     .customer = "eve",
     .product = "bread",
     .quantity = 1,
     .list = 500},
    {.order = "r1",
     .date = 19782,
     .customer = "ret",
     .product = "bread",
     .quantity = -1,
     .net = -5,
     .kind = LINE_RETURN},
    {.order = "l1",
     .date = 19783,
     .customer = "late",
     .product = "bread",
     .quantity = 1,
     .list = 5},
    {.order = NULL},
};

/* Some more who are said something of. */
static const struct row rows[] = {
    {.id = "ann", .from = 19000},
    {.id = "bob", .from = 19000},
    {.id = "cid", .from = 19000},
    {.id = "dee", .from = 19000, .to = 19781},
    {.id = "eve", .from = 19000, .is_staff = true},
};

/* cid has activated too early: 8 weeks begin on 2024-01-05. */
static const struct event events[] = {
    {.customer = "bob", .activated = 19727},
    {.customer = "cid", .activated = 19726},
};

static void add_people(struct shop *shop)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        shop_list(shop, rows + i);
    shop_offer(shop, events, COUNT(events));
}

static void study(struct shop *shop)
{
    shop_open(shop);
    shop_add_products(shop);
    shop_add_stores(shop);
    add_people(shop);
    shop_sell_all(shop, lines);
    assert_int_equal(shop_study(shop, "2024-02"), OK);
}

static double number(const struct shop *shop, const char *customer,
                     const char *column)
{
    return shop_number(shop, "customers", "customer_id", customer, column);
}

static void assert_text(const struct shop *shop, const char *customer,
                        const char *column, const char *want)
{
    const struct cell *cell =
        shop_cell(shop, "customers", "customer_id", customer, column);

    if (want)
        assert_cell_text(cell, want);
    else
        assert_int_equal(cell->kind, CELL_UNDEFINED);
}

static const char heads[] =
    "customer_id,age,age_band,gender,country,state,postcode,market,"
    "nearest_centre,centre_km,first_date,last_date,occasions,baskets,units,"
    "net_sales,net_sales_52w,net_sales_year,units_year,returned_units_year,"
    "return_rate_year,margin_year,profit_level,spend_level,"
    "preferred_category,preferred_channel,contact_preference,"
    "average_gap,spend_change_pct,days_since,at_risk,overdue,r,f,m,segment,"
    "overlay,clv,clv_band,p_alive,expected_purchases_12m,clv_12m,member_type,"
    "discount_share,cluster";

/* The names of the columns, as the head of the CSV has them. */
static void assert_columns(const struct table *table, const char *want)
{
    size_t len = 0;

    for (size_t i = 0; i < table->column_count; i++) {
        size_t size = strlen(table->columns[i].name);

        assert_memory_equal(want + len, table->columns[i].name, size);
        len += size;
        assert_int_equal(want[len++], i + 1 < table->column_count ? ',' : '\0');
    }
}

static void all_who_have_been_seen_are_in_it(void **state)
{
    static const char *const ids[] = {"ann", "bob", "cid", "dee", "eve", "ret"};
    struct shop shop;
    const struct table *table;

    (void)state;
    study(&shop);
    table = tables_find(&shop.study.tables, "customers");
    assert_true(table->is_personal);
    assert_int_equal(table->printed->row_count, 0);
    assert_int_equal(table->row_count, COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_cell_text(table_cell(table, i, "customer_id"), ids[i]);
    assert_columns(table, heads);
    shop_close(&shop);
}

static void purchases_are_those_of_their_days(void **state)
{
    static const struct {
        const char *column;
        double want;
    } wants[] = {
        {"first_date", 19416},
        {"last_date", 19419},
        {"occasions", 3},
        {"baskets", 3},
        {"units", 4},
        {"net_sales", 50},      /* 10 + 15 + 40 - 15 */
        {"net_sales_52w", 25},  /* 40 - 15 */
        {"net_sales_year", 40}, /* 15 + 40 - 15 */
        {"units_year", 3},
        {"returned_units_year", 1},
        {"return_rate_year", 1.0 / 3},
        {"spend_level", 1},
        {"average_gap", 1.5},
        {"days_since", 363},
        {"at_risk", 1},
        {"overdue", 1},
        {"clv", 50},
        {"discount_share", 5.0 / 70},
    };
    struct shop shop;

    (void)state;
    study(&shop);
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_close(number(&shop, "ann", wants[i].column), wants[i].want);
    assert_text(&shop, "ann", "preferred_channel", "store");
    assert_text(&shop, "ann", "market", "Regional");
    assert_text(&shop, "bob", "market", "Metro");
    assert_text(&shop, "cid", "market", NULL);
    shop_close(&shop);
}

/* An order of three days: 10 before the last year, 30 and a return in it. */
static void lines_count_on_their_own_day(void **state)
{
    static const struct line split[] = {
        {.order = "m",
         .date = 19416,
         .customer = "may",
         .product = "bread",
         .quantity = 1,
         .list = 10},
        {.order = "m",
         .date = 19754,
         .customer = "may",
         .product = "bread",
         .quantity = 1,
         .list = 30},
        {.order = "m",
         .date = 19755,
         .customer = "may",
         .product = "bread",
         .quantity = -1,
         .net = -4,
         .kind = LINE_RETURN},
        {.order = "m", /* not known yet */
         .date = 19783,
         .customer = "may",
         .product = "bread",
         .quantity = 5,
         .list = 500},
        {.order = "n", /* the last day of the data is within the window */
         .date = 19782,
         .product = "bread",
         .quantity = 1,
         .list = 1},
        {.order = NULL},
    };
    static const struct {
        const char *column;
        double want;
    } wants[] = {{"first_date", 19416},
                 {"last_date", 19416},
                 {"occasions", 2},
                 {"baskets", 1},
                 {"units", 2},
                 {"net_sales", 36},
                 {"net_sales_52w", 26},
                 {"units_year", 1},
                 {"clv", 36},
                 {"net_sales_year", 26},
                 {"average_gap", 338},
                 {"spend_level", 0},
                 {"returned_units_year", 1}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, split);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_close(number(&shop, "may", wants[i].column), wants[i].want);
    shop_close(&shop);
}

static void spend_has_four_levels(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop);
    assert_close(number(&shop, "bob", "spend_level"), 3);
    assert_close(number(&shop, "cid", "spend_level"), 2);
    assert_close(number(&shop, "dee", "spend_level"), 1);
    assert_close(number(&shop, "eve", "spend_level"), 0);
    assert_close(number(&shop, "ret", "spend_level"), 0);
    shop_close(&shop);
}

static void whoever_only_returned_has_no_dates(void **state)
{
    static const char *const columns[] = {
        "first_date",  "last_date",      "average_gap",
        "days_since",  "at_risk",        "overdue",
        "clv",         "clv_band",       "segment",
        "member_type", "discount_share", "preferred_channel"};
    struct shop shop;

    (void)state;
    study(&shop);
    for (size_t i = 0; i < COUNT(columns); i++)
        assert_text(&shop, "ret", columns[i], NULL);
    assert_close(number(&shop, "ret", "baskets"), 0);
    assert_close(number(&shop, "ret", "net_sales"), -5);
    assert_close(number(&shop, "ret", "returned_units_year"), 1);
    shop_close(&shop);
}

static void staff_are_neither_at_risk_nor_in_a_band(void **state)
{
    struct shop shop;

    (void)state;
    study(&shop);
    assert_text(&shop, "eve", "member_type", "Staff");
    assert_text(&shop, "eve", "at_risk", NULL);
    assert_text(&shop, "eve", "clv", NULL);
    assert_close(number(&shop, "eve", "days_since"), 366);
    shop_close(&shop);
}

static void a_member_has_the_first_type_that_fits(void **state)
{
    static const struct span spans[] = {
        {.customer = "cid", .start = 19700, .end = 19782, .price = 5},
        {.customer = "bob", .start = 19700, .end = 19781, .price = 5},
        {.customer = NULL},
    };
    struct shop shop;

    (void)state;
    study(&shop);
    assert_text(&shop, "ann", "member_type", "Standard");
    assert_text(&shop, "bob", "member_type", "Engaged");
    assert_text(&shop, "cid", "member_type", "Standard");
    assert_text(&shop, "dee", "member_type", NULL);
    shop_close(&shop);
    shop_open(&shop);
    add_people(&shop);
    shop_subscribe(&shop, spans);
    shop_sell_all(&shop, lines);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    assert_text(&shop, "bob", "member_type", "Engaged");
    assert_text(&shop, "cid", "member_type", "Subscriber");
    shop_close(&shop);
}

/* The row of a customer once more, with what is known of the person. */
static void know(struct shop *shop, size_t row, const struct customer *who)
{
    struct customers *customers = &shop->catalogue.customers;

    customers->rows[row].traits = who->traits;
    customers->rows[row].born = who->born;
    customers->rows[row].has_birth = who->has_birth;
    customers->rows[row].has_age = who->has_age;
    customers->rows[row].has_place = who->has_place;
    customers->rows[row].latitude = who->latitude;
    customers->rows[row].longitude = who->longitude;
}

static void a_person_has_an_age_and_a_centre(void **state)
{
    struct centre centres[] = {
        {.id = STR("A"), .location = {10, 20}},
        {.id = STR("B"), .location = {10, 20}},
        {.id = STR("C"), .location = {-10, 20}},
    };
    struct customer_traits traits = {{0}};
    struct customers *customers;
    struct shop shop;

    (void)state;
    shop_open(&shop);
    add_people(&shop);
    customers = &shop.catalogue.customers;
    traits.words[CUSTOMER_STATE] = map_put(&customers->texts, STR("VIC")) + 1;
    shop.catalogue.centres =
        (struct centres){.items = centres, .count = COUNT(centres)};
    know(&shop, 0,
         &(struct customer){
             .has_birth = true,
             .born = date_of(2004, 2, 29),
             .has_place = true,
             .latitude = 11 * DEGREE_PARTS,
             .longitude = 20 * DEGREE_PARTS,
             .traits =
                 map_put(&customers->traits,
                         (struct str){(const char *)&traits, sizeof traits}) +
                 1});
    know(&shop, 1,
         &(struct customer){.has_birth = true, .born = date_of(2004, 3, 1)});
    know(&shop, 2, &(struct customer){.has_age = true, .born = 17});
    know(&shop, 3,
         &(struct customer){.has_birth = true, .born = date_of(2024, 3, 1)});
    shop_sell_all(&shop, lines);
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    assert_close(number(&shop, "ann", "age"), 20);
    assert_close(number(&shop, "bob", "age"), 19);
    assert_text(&shop, "bob", "age_band", "18-24");
    assert_close(number(&shop, "cid", "age"), 17);
    assert_text(&shop, "cid", "age_band", "under 18");
    assert_text(&shop, "dee", "age", NULL); /* not born yet */
    assert_text(&shop, "ann", "nearest_centre", "A");
    assert_close(number(&shop, "ann", "centre_km"),
                 6371 * 3.14159265358979323846 / 180);
    assert_text(&shop, "bob", "nearest_centre", NULL);
    assert_text(&shop, "ann", "state", "VIC");
    assert_text(&shop, "ann", "gender", NULL);
    assert_text(&shop, "ret", "age", NULL);
    shop_close(&shop);
}

static void the_top_are_50_and_as_much_is_as_good(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    shop_open(&shop);
    for (int i = 0; i < 60; i++)
        shop_sell(&shop,
                  &(struct line){
                      .order = str_format(&shop.arena, "o%d", i).at,
                      .date = 19782,
                      .customer = str_format(&shop.arena, "c%02d", 59 - i).at,
                      .product = "bread",
                      .quantity = 1,
                      /* Every two have as much, but the last twenty. */
                      .list = i < 40 ? 100 - i / 2 : 1});
    shop_sell(&shop, &(struct line){.order = "o",
                                    .date = 19782 - 364,
                                    .customer = "old",
                                    .product = "bread",
                                    .quantity = 1,
                                    .list = 1000});
    assert_int_equal(shop_study(&shop, "2024-02"), OK);
    table = tables_find(&shop.study.tables, "top_customers");
    assert_true(table->is_personal);
    assert_columns(table, "rank,customer_id,net_sales_52w,baskets_52w,"
                          "last_date,segment,member_type");
    assert_int_equal(table->row_count, 50);
    assert_cell_text(table_cell(table, 0, "customer_id"), "c58");
    assert_cell_text(table_cell(table, 1, "customer_id"), "c59");
    assert_close(cell_number(table_cell(table, 1, "rank")), 1);
    assert_close(cell_number(table_cell(table, 2, "rank")), 3);
    assert_close(cell_number(table_cell(table, 2, "net_sales_52w")), 99);
    assert_cell_text(table_cell(table, 40, "customer_id"), "c00");
    assert_cell_text(table_cell(table, 49, "customer_id"), "c09");
    assert_close(cell_number(table_cell(table, 49, "rank")), 41);
    assert_close(cell_number(table_cell(table, 49, "baskets_52w")), 1);
    assert_close(cell_number(table_cell(table, 49, "last_date")), 19782);
    shop_close(&shop);
}

static void the_number_of_threads_does_not_show(void **state)
{
    struct shop shop;
    struct str once;

    (void)state;
    study(&shop);
    once = shop_print(&shop);
    shop.study.threads = 4;
    shop.study.tables.count = 0;
    assert_int_equal(study_make(&shop.arena, &shop.diag, &shop.study), OK);
    shop_fill(&shop);
    assert_true(str_equal(shop_print(&shop), once));
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_who_have_been_seen_are_in_it),
        cmocka_unit_test(purchases_are_those_of_their_days),
        cmocka_unit_test(lines_count_on_their_own_day),
        cmocka_unit_test(spend_has_four_levels),
        cmocka_unit_test(whoever_only_returned_has_no_dates),
        cmocka_unit_test(staff_are_neither_at_risk_nor_in_a_band),
        cmocka_unit_test(a_member_has_the_first_type_that_fits),
        cmocka_unit_test(a_person_has_an_age_and_a_centre),
        cmocka_unit_test(the_top_are_50_and_as_much_is_as_good),
        cmocka_unit_test(the_number_of_threads_does_not_show),
    };

    return cmocka_run_group_tests_name("measure/mart", tests, NULL, NULL);
}
