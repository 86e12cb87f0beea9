#include "branches.h"

#include "measure/scan_rate.h"
#include "measure/scope.h"

static struct shop shop;

/* The row of a KPI and a scope; row_count: there is none. */
static size_t find(const char *name, const char *kpi, const char *scope,
                   const char *period)
{
    const struct table *table = tables_find(&shop.study.tables, name);
    size_t row = 0;

    for (; row < table->row_count; row++)
        if (str_equal(table_cell(table, row, "kpi")->text, str_of(kpi)) &&
            str_equal(table_cell(table, row, "scope")->text, str_of(scope)) &&
            (!period ||
             str_equal(table_cell(table, row, "period")->text, str_of(period))))
            break;
    return row;
}

static const struct cell *kpi_cell(const char *kpi, const char *scope,
                                   const char *column)
{
    const struct table *table = tables_find(&shop.study.tables, "kpis");
    size_t row = find("kpis", kpi, scope, NULL);

    if (row == table->row_count) {
        print_error("no %s of %s\n", kpi, scope);
        fail();
    }
    return table_cell(table, row, column);
}

static const double none = (double)NAN;

static const struct want {
    const char *name;
    const char *kpi;
    const char *scope;
    double value;
    double prev;
    double ly;
} wants[] = {
    {"money is the line's own store's", "gross_sales", "store:N", 12, 0, 0},
    {"whatever the order's", "gross_sales", "store:S", 37, 8, 0},
    {"returns are the store's", "returns", "store:S", 5, 0, 0},
    {"net sales take them off", "net_sales", "store:S", 32, 8, 0},
    {"a store that the extract lacks is a scope", "net_sales", "store:Zz", 20,
     0, 0},
    {"the unknown store is one", "net_sales", "store:Unknown", 5, 0, 0},
    {"a store that sold last year is one", "net_sales", "store:X", 0, 0, 3},
    {"a market has its stores' sales", "net_sales", "market:Metro", 12, 0, 0},
    {"stores without a market are in the unknown one", "net_sales",
     "market:Unknown", 25, 0, 3},
    {"a state has its stores' sales", "net_sales", "state:VIC", 12, 0, 0},
    {"all others are in the unknown state", "net_sales", "state:Unknown", 57, 8,
     3},
    {"a department has its products' sales", "net_sales", "department:Food", 37,
     8, 0},
    {"unknown products are in the unknown one", "net_sales",
     "department:Unknown", 5, 0, 0},
    {"the whole is as ever", "net_sales", "all", 69, 8, 3},
    {"units are the store's", "units", "store:S", 7, 1, 0},
    {"the discount rate is the store's", "discount_rate", "store:Zz", 1.0 / 3,
     none, none},
    {"the unit price is the store's", "unit_price", "store:S", 37.0 / 7, 8,
     none},
    {"the return rate is the store's", "return_rate", "store:S", 1.0 / 7, 0,
     none},
    {"the margin is the store's", "margin", "store:N", 10.5, 0, 0},
    {"of lines of another store's order too", "margin", "store:S", 20, 7, 0},
    {"a department's margin is of its lines", "margin", "department:Food", 30.5,
     7, 0},
    {"the margin rate is over the store's net sales", "margin_rate", "store:S",
     20.0 / 25, 7.0 / 8, none},
    {"a basket is its order's store's", "baskets", "store:N", 2, 0, 0},
    {"on its first day", "baskets", "store:S", 1, 1, 0},
    {"a basket is in a department with a sale line", "baskets",
     "department:Food", 2, 1, 0},
    {"and in each of these once", "baskets", "department:Toys", 2, 0, 1},
    {"aov is lines over baskets", "aov", "store:S", 37, 8, none},
    {"aov of a department is its lines over its baskets", "aov",
     "department:Food", 21, 8, none},
    {"items are of the store's baskets", "items_per_basket", "store:N", 1.5,
     none, none},
    {"the mean basket is of whole baskets", "basket_mean", "store:N", 11, none,
     none},
    {"quantiles are of the store's baskets", "basket_p50", "store:N", 11, none,
     none},
    {"and interpolated", "basket_p10", "store:N", 8.6, none, none},
    {"on whatever day their lines are", "basket_p50", "store:S", 7, 28, none},
    {"a market's are of its stores' baskets", "basket_p50", "market:Unknown",
     12.5, none, 3},
    {"a state's too", "basket_p50", "state:Unknown", 7, 28, 3},
    {"up to the highest tenth", "basket_p90", "state:Unknown", 17.4, 28, 3},
    {"customers have a basket in the store", "customers", "store:S", 1, 1, 0},
    {"a customer of two stores is one of each", "customers", "store:N", 2, 0,
     0},
    {"and counts once in what has both", "customers", "all", 3, 1, 1},
    {"customers of a state are of any of its stores", "customers",
     "state:Unknown", 2, 1, 1},
    {"a store of anonymous baskets has none", "customers", "store:Zz", 0, 0, 0},
    {"a department's bought in it", "customers", "department:Toys", 1, 0, 1},
    {"new ones have had their first occasion", "new_customers", "store:N", 1, 0,
     0},
    {"wherever it was", "new_customers", "store:S", 1, 1, 0},
    {"others had it before, by moved lines too", "existing_customers",
     "store:N", 1, 0, 0},
    {"who is new is not existing", "existing_customers", "store:S", 0, 0, 0},
    {"a department's customers are new likewise", "new_customers",
     "department:Food", 1, 1, 0},
    {"or existing", "existing_customers", "department:Food", 1, 0, 0},
    {"frequency is over the store's customers", "frequency", "store:N", 1, none,
     none},
    {"over none it is undefined", "frequency", "store:Zz", none, none, none},
    {"a department's leaves anonymous baskets out", "frequency",
     "department:Toys", 1, none, 1},
    {"identified sales are the order's store's", "identified_sales", "store:N",
     22, 0, 0},
    {"on the days of the lines", "identified_sales", "store:S", 27, 8, 0},
    {"anonymous sales are the rest", "anonymous_sales", "store:Zz", 20, 0, 0},
    {"spend takes returns off", "spend_per_customer", "store:S", 22, 8, none},
    {"the scan rate is of the scope's baskets", "scan_rate", "market:Unknown",
     0.5, none, 1},
    {"a department's of its own", "scan_rate", "department:Toys", 0.5, none, 1},
    {"members' baskets are counted", "active_shops", "state:Unknown", 2, 1, 1},
    {"over the members that shopped there", "active_frequency", "state:Unknown",
     1, 1, 1},
    {"their value is of whole baskets", "active_aov", "store:N", 11, none,
     none},
};

static void value(void **state)
{
    const struct want *want = *state;

    assert_close(cell_number(kpi_cell(want->kpi, want->scope, "value")),
                 want->value);
    assert_close(cell_number(kpi_cell(want->kpi, want->scope, "prev")),
                 want->prev);
    assert_close(cell_number(kpi_cell(want->kpi, want->scope, "ly")), want->ly);
}

static void scopes_come_by_kind_and_name_with_unknown_last(void **state)
{
    static const char *const names[] = {"all",
                                        "market:Metro",
                                        "market:Regional",
                                        "market:Unknown",
                                        "state:VIC",
                                        "state:Unknown",
                                        "store:N",
                                        "store:S",
                                        "store:X",
                                        "store:Zz",
                                        "store:Unknown",
                                        "department:Food",
                                        "department:Toys",
                                        "department:Unknown"};
    const struct table *table = tables_find(&shop.study.tables, "kpis");
    size_t row = find("kpis", "baskets", "all", NULL);

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_cell_text(table_cell(table, row + i, "kpi"), "baskets");
        assert_cell_text(table_cell(table, row + i, "scope"), names[i]);
    }
    assert_cell_text(table_cell(table, row + COUNT(names), "kpi"), "aov");
}

/* Whole orders have no department, and some KPIs are the company's alone. */
static void what_a_scope_cannot_give_is_left_out(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "kpis");

    (void)state;
    for (size_t i = 0; i < KPI_COUNT; i++) {
        bool given = find("kpis", kpis[i].id, "all", NULL) < table->row_count;

        assert_int_equal(find("kpis", kpis[i].id, "store:N", NULL) <
                             table->row_count,
                         given && kpis[i].scopes != WHOLE);
        assert_int_equal(find("kpis", kpis[i].id, "department:Food", NULL) <
                             table->row_count,
                         given && kpis[i].scopes == EVERYWHERE);
    }
    assert_true(find("kpis", "basket_p50", "department:Food", NULL) ==
                table->row_count);
    assert_true(find("kpis", "gap_mean", "store:N", NULL) == table->row_count);
}

static void the_whole_alone_is_printed(void **state)
{
    static const char *const names[] = {"kpis", "trends"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct table *table = tables_find(&shop.study.tables, names[i]);
        const struct table *printed = table_printed(table);
        size_t all = 0;

        for (size_t row = 0; row < table->row_count; row++)
            all += str_equal(table_cell(table, row, "scope")->text, SCOPE_ALL);
        assert_int_equal(printed->row_count, all);
        assert_true(all < table->row_count);
        for (size_t row = 0; row < printed->row_count; row++)
            assert_cell_text(table_cell(printed, row, "scope"), "all");
    }
}

static void trends_are_by_scope(void **state)
{
    const struct table *table = tables_find(&shop.study.tables, "trends");
    size_t row = find("trends", "net_sales", "store:X", "2022-11");

    (void)state;
    assert_close(cell_number(table_cell(table, row, "value")), 3);
    assert_cell_text(table_cell(table, row + 12, "period"), "2023-11");
    assert_close(cell_number(table_cell(table, row + 12, "value")), 0);
    assert_close(cell_number(table_cell(table, row + 12, "ly")), 3);
    assert_close(cell_number(table_cell(table, row + 12, "ly_per_day")),
                 3.0 / 30);
    row = find("trends", "basket_p50", "store:S", "2023-10");
    assert_close(cell_number(table_cell(table, row, "value")), 28);
    row = find("trends", "aov", "department:Zoo", "2023-06");
    assert_true(row == table->row_count);
}

static void targets_and_flags_are_of_the_scope(void **state)
{
    (void)state;
    assert_close(cell_number(kpi_cell("baskets", "store:N", "target")), 4);
    assert_close(cell_number(kpi_cell("baskets", "store:N", "target_pct")),
                 0.5);
    assert_false(cell_is_defined(kpi_cell("baskets", "store:S", "target")));
    assert_close(cell_number(kpi_cell("baskets", "all", "target")), 5);
    assert_cell_text(kpi_cell("margin", "store:Zz", "flag"),
                     "margin covers 0.0 % of net sales");
    assert_false(cell_is_defined(kpi_cell("margin", "store:Zz", "value")));
    assert_false(cell_is_defined(kpi_cell("margin", "store:N", "flag")));
}

/* A basket too many in the whole is a bug of ours, and told as one. */
static void parts_that_do_not_add_up_are_told(void **state)
{
    struct arena scratch = {0};
    struct scopes scopes;
    struct view view;

    (void)state;
    view_make(&shop.arena, &scratch, &shop.study, shop.book, &view);
    assert_int_equal(scopes_make(&scratch, &shop.diag, &view, &scopes), OK);
    view.totals[SLOT_TRAIL + 3].baskets++;
    assert_int_equal(scopes_make(&scratch, &shop.diag, &view, &scopes),
                     INTERNAL);
    fflush(shop.diag.out);
    assert_non_null(strstr(shop.told, "scopes of kind market do not add up: "
                                      "baskets of 2023-02"));
    arena_free(&scratch);
}

/* What the company says of it stands first, and its store is told once. */
static void a_section_is_the_whole_of_its_study(void **state)
{
    struct arena scratch = {0};
    struct shop lone;
    struct scopes scopes;
    struct view view;
    const struct scope *company;
    const struct table *rates;

    (void)state;
    shop_open(&lone);
    shop_sell_all(&lone,
                  (struct line[]){
                      {"1", NOV(1), .customer = "c", .store = "N", .list = 3},
                      {.order = NULL},
                  });
    assert_int_equal(shop_study(&lone, "2023-11"), OK);
    company = lone.study.scopes->items;
    assert_true(str_equal(company[1].name, STR("store:N")));
    lone.study.part = company + 1;
    view_make(&lone.arena, &scratch, &lone.study, lone.book, &view);
    assert_int_equal(scopes_make(&scratch, &lone.diag, &view, &scopes), OK);
    assert_true(scope_gives(scopes.items, &kpis[KPI_net_sales]));
    assert_true(scope_gives(company, &kpis[KPI_active_members]));
    assert_false(scope_gives(scopes.items, &kpis[KPI_active_members]));
    view.scopes = &scopes;
    rates = scan_rate_make(&view);
    assert_int_equal(rates->row_count, 2);
    assert_cell_text(table_cell(rates, 0, "level"), "all");
    assert_cell_text(table_cell(rates, 0, "value"), "all");
    assert_cell_text(table_cell(rates, 1, "level"), "store");
    assert_cell_text(table_cell(rates, 1, "value"), "N");
    shop_close(&lone);
    arena_free(&scratch);
}

static void without_a_stores_extract_there_are_no_markets(void **state)
{
    struct shop bare;
    const struct table *table;

    (void)state;
    shop_open(&bare);
    shop_sell_all(&bare, (struct line[]){
                             {.order = "1", .date = NOV(1), .list = 3},
                             {.order = "2", .date = NOV(30), .list = 3},
                             {.order = NULL},
                         });
    assert_int_equal(shop_study(&bare, "2023-11"), OK);
    table = tables_find(&bare.study.tables, "kpis");
    for (size_t row = 0; row < table->row_count; row++)
        assert_false(
            str_starts(table_cell(table, row, "scope")->text, STR("market")) ||
            str_starts(table_cell(table, row, "scope")->text, STR("store")));
    shop_close(&bare);
}

/* A KPI of a scope in a shop of a test's own, and of the window before. */
static void assert_kpi(const struct shop *of, const char *kpi, double want,
                       double prev)
{
    const struct table *table = tables_find(&of->study.tables, "kpis");
    size_t row = table_find(table, 0, "kpi", kpi);

    row = table_find(table, row, "scope", "store:N");
    assert_cell_text(table_cell(table, row, "kpi"), kpi);
    assert_close(cell_number(table_cell(table, row, "value")), want);
    assert_close(cell_number(table_cell(table, row, "prev")), prev);
}

/*
 * An order that begins in October, whose lines in November are read first: the
 * first occasion is by the line that was moved.  Petrol counts as no units.
 */
static void orders_over_the_end_of_a_month_are_of_both(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_add_products(&small);
    shop_sell_all(&small, (struct line[]){
                              {.order = "0", .date = NOV(1) - 31},
                              {.order = "1",
                               .date = NOV(1),
                               .customer = "gus",
                               .store = "N",
                               .product = "milk",
                               .quantity = 1,
                               .list = 6},
                              {.order = "1",
                               .date = NOV(1),
                               .customer = "gus",
                               .store = "N",
                               .product = "petrol",
                               .quantity = 40,
                               .list = 7},
                              {.order = "1",
                               .date = NOV(1) - 1,
                               .customer = "gus",
                               .store = "N",
                               .product = "milk",
                               .quantity = 1,
                               .list = 5},
                              {.order = "2",
                               .date = NOV(30),
                               .customer = "gus",
                               .store = "N",
                               .product = "milk",
                               .quantity = 1,
                               .list = 2},
                              {.order = NULL},
                          });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_kpi(&small, "identified_sales", 15, 5);
    assert_kpi(&small, "baskets", 1, 1);
    assert_kpi(&small, "basket_mean", 2, 18);
    assert_kpi(&small, "new_customers", 0, 1);
    assert_kpi(&small, "existing_customers", 1, 0);
    assert_kpi(&small, "unit_price", 4, 5);
    shop_close(&small);
}

/* The first line has no value, so that the first occasion is in November. */
static void a_basket_may_come_before_the_first_occasion(void **state)
{
    struct shop small;

    (void)state;
    shop_open(&small);
    shop_sell_all(
        &small,
        (struct line[]){
            {.order = "0", .date = NOV(1) - 31},
            {.order = "1", .date = NOV(1) - 1, .customer = "gus", .store = "N"},
            {.order = "1",
             .date = NOV(1),
             .customer = "gus",
             .store = "N",
             .list = 6},
            {.order = "2", .date = NOV(30)},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&small, "2023-11"), OK);
    assert_kpi(&small, "customers", 0, 1);
    assert_kpi(&small, "new_customers", 0, 0);
    assert_kpi(&small, "existing_customers", 0, 0);
    shop_close(&small);
}

/* Values too large to be sorted together with their stores. */
static void quantiles_of_huge_baskets_are_exact(void **state)
{
    struct shop huge;
    const struct table *table;
    size_t row;

    (void)state;
    shop_open(&huge);
    shop_add_stores(&huge);
    shop_sell_all(
        &huge,
        (struct line[]){
            {.order = "1", .date = NOV(1), .store = "N", .list = 300000000},
            {.order = "2", .date = NOV(2), .store = "S", .list = 400000000},
            {.order = "3", .date = NOV(3), .store = "N", .list = 100000000},
            {.order = "4", .date = NOV(30), .store = "N", .list = 200000000},
            {.order = NULL},
        });
    assert_int_equal(shop_study(&huge, "2023-11"), OK);
    table = tables_find(&huge.study.tables, "kpis");
    row = table_find(table, 0, "kpi", "basket_p50");
    row = table_find(table, row, "scope", "store:N");
    assert_cell_text(table_cell(table, row, "kpi"), "basket_p50");
    assert_close(cell_number(table_cell(table, row, "value")), 200000000);
    shop_close(&huge);
}

static int open_lines(void **state)
{
    const struct target targets[] = {
        {STR("2023-11"), STR("baskets"), STR("store:N"), 4},
        {STR("2023-11"), STR("baskets"), {0}, 5},
    };

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_add_stores(&shop);
    shop.catalogue.targets =
        arena_array(&shop.arena, struct target, COUNT(targets));
    memcpy(shop.catalogue.targets, targets, sizeof targets);
    shop.catalogue.target_count = COUNT(targets);
    shop_sell_all(&shop, branches);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return 0;
}

static int close_lines(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(scopes_come_by_kind_and_name_with_unknown_last),
        cmocka_unit_test(what_a_scope_cannot_give_is_left_out),
        cmocka_unit_test(the_whole_alone_is_printed),
        cmocka_unit_test(trends_are_by_scope),
        cmocka_unit_test(targets_and_flags_are_of_the_scope),
        cmocka_unit_test(a_section_is_the_whole_of_its_study),
        cmocka_unit_test(parts_that_do_not_add_up_are_told),
        cmocka_unit_test(without_a_stores_extract_there_are_no_markets),
        cmocka_unit_test(orders_over_the_end_of_a_month_are_of_both),
        cmocka_unit_test(a_basket_may_come_before_the_first_occasion),
        cmocka_unit_test(quantiles_of_huge_baskets_are_exact),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];
    size_t count = COUNT(fixed);

    memcpy(tests, fixed, sizeof fixed);
    put_row_tests(tests + count, wants, value);
    return cmocka_run_group_tests_name("measure/scope", tests, open_lines,
                                       close_lines);
}
