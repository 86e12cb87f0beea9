#include "shop.h"

/* Two campaigns, the second one the group's. */
static void list(struct shop *shop)
{
    struct campaigns *campaigns = &shop->catalogue.campaigns;

    campaigns->is_listed = campaigns->has_budget = true;
    campaigns->ids.arena = campaigns->labels.arena = &shop->arena;
    campaigns->items = arena_array(&shop->arena, struct campaign, 2);
    campaigns->items[0] = (struct campaign){.id = STR("A"),
                                            .name = STR("Autumn"),
                                            .medium = STR("ATL"),
                                            .channel = STR("radio"),
                                            .business_unit = STR("Toys"),
                                            .funded_by = STR("supplier"),
                                            .start = NOV(-8), /* 23 October */
                                            .end = NOV(2),
                                            .spend = M(1)};
    campaigns->items[1] = (struct campaign){.id = STR("B"),
                                            .medium = STR("Skywriting"),
                                            .market = STR("Metro"),
                                            .funded_by = STR("GROUP"),
                                            .start = NOV(30),
                                            .end = NOV(59),
                                            .spend = M(60)};
    campaigns->count = 2;
    map_put(&campaigns->ids, STR("A"));
    map_put(&campaigns->ids, STR("B"));
}

/* A result, money in units of the currency. */
struct row {
    const char *campaign;
    int32_t date;
    const char *unit;
    const char *market;
    double spend;
    double attributed;
    double incremental;
    double impressions;
    double clicks;
};

static uint32_t label(struct campaigns *campaigns, const char *text)
{
    return text ? map_put(&campaigns->labels, str_of(text)) : MAP_NONE;
}

static void bring(struct shop *shop, const struct row *rows, size_t count)
{
    struct campaigns *campaigns = &shop->catalogue.campaigns;

    campaigns->has_results = campaigns->has_spend = true;
    campaigns->has_attributed = campaigns->has_incremental = true;
    campaigns->has_impressions = campaigns->has_clicks = true;
    campaigns->results =
        arena_array(&shop->arena, struct campaign_result, count);
    campaigns->result_count = count;
    for (size_t i = 0; i < count; i++)
        campaigns->results[i] = (struct campaign_result){
            .campaign = map_put(&campaigns->ids, str_of(rows[i].campaign)),
            .date = rows[i].date,
            .business_unit = label(campaigns, rows[i].unit),
            .market = label(campaigns, rows[i].market),
            .spend = M(rows[i].spend),
            .attributed = M(rows[i].attributed),
            .incremental = M(rows[i].incremental),
            .impressions = rows[i].impressions,
            .clicks = rows[i].clicks};
}

static const struct row rows[] = {
    {"A", NOV(0), "Toys", NULL, 4, 40, 4, 0, 0},      /* in October */
    {"A", NOV(1), "Toys", "Metro", 3, 12, 6, 100, 5}, /* the window's first */
    {"A", NOV(30), NULL, "Metro", 1, 3, 0, 100, 0},   /* and last day */
    {"A", NOV(31), NULL, "Metro", 100, 100, 100, 9, 9},
    {"X", NOV(5), NULL, NULL, 4, 1, 2, 0, 0}, /* that is not listed */
    {"B", NOV(7), "Toys", NULL, 5, 10, 1, 0, 0},
    {"X", NOV(1) - 365, NULL, NULL, 2, 3, 0, 0, 0}, /* last year */
    {"Y", NOV(-500), NULL, NULL, 2, 3, 0, 0, 0},    /* before the data */
};

static void open_shop(struct shop *shop, bool is_listed, bool has_results)
{
    shop_open(shop);
    shop_add_products(shop);
    if (is_listed)
        list(shop);
    else
        shop->catalogue.campaigns.ids.arena =
            shop->catalogue.campaigns.labels.arena = &shop->arena;
    if (has_results)
        bring(shop, rows, COUNT(rows));
    shop_sell_all(shop, shop_november);
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

static void header(struct shop *shop, const char *table, const char *want)
{
    const struct table *found = tables_find(&shop->study.tables, table);
    struct text text = {.arena = &shop->arena};

    for (size_t i = 0; i < found->column_count; i++)
        text_addf(&text, "%s%s", i > 0 ? "," : "", found->columns[i].name);
    assert_string_equal(text.at, want);
}

static void without_extracts_there_is_nothing(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop, false, false);
    assert_null(tables_find(&shop.study.tables, "campaigns"));
    assert_null(tables_find(&shop.study.tables, "budget"));
    assert_int_equal(table_find(tables_find(&shop.study.tables, "kpis"), 0,
                                "kpi", "campaign_spend"),
                     tables_find(&shop.study.tables, "kpis")->row_count);
    shop_close(&shop);
}

/* 1.00 over 11 days: 0.8182 until 31 October, and what is left of it. */
static void without_results_spend_is_spread_over_days(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop, true, false);
    assert_close(shop_number(&shop, "campaigns", "campaign_id", "A", "spend"),
                 0.1818);
    assert_close(
        shop_number(&shop, "campaigns", "campaign_id", "A", "prev_spend"),
        0.8182);
    assert_close(
        shop_number(&shop, "campaigns", "campaign_id", "A", "ly_spend"), 0);
    assert_close(shop_number(&shop, "campaigns", "campaign_id", "B", "spend"),
                 2);
    assert_close(shop_kpi(&shop, "campaign_spend", "value"), 0.1818);
    assert_close(shop_number(&shop, "campaigns", "campaign_id", "A", "roas"),
                 (double)NAN);
    assert_close(
        shop_number(&shop, "budget", "value", "radio", "attributed_sales"),
        (double)NAN);
    assert_int_equal(
        table_find(tables_find(&shop.study.tables, "kpis"), 0, "kpi", "roas"),
        tables_find(&shop.study.tables, "kpis")->row_count);
    shop_close(&shop);
}

static void a_campaign_has_the_results_of_the_window(void **state)
{
    static const struct {
        const char *id;
        const char *column;
        double want;
    } wants[] = {
        {"A", "spend", 4},
        {"A", "impressions", 200},
        {"A", "clicks", 5},
        {"A", "click_rate", 0.025},
        {"A", "attributed_sales", 15},
        {"A", "incremental_sales", 6},
        {"A", "roas", 3.75},
        {"A", "incremental_roas", 1.5},
        {"A", "prev_spend", 4},
        {"A", "ly_spend", 0},
        {"A", "ly_roas", (double)NAN},
        {"A", "start", NOV(-8)},
        {"B", "spend", 5},
        {"B", "click_rate", (double)NAN},
        {"X", "ly_spend", 2},
        {"X", "ly_roas", 1.5},
        {"X", "start", (double)NAN},
    };
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop, true, true);
    header(&shop, "campaigns",
           "campaign_id,name,medium,channel,business_unit,market,funded_by,"
           "start,end,spend,impressions,clicks,click_rate,attributed_sales,"
           "incremental_sales,roas,incremental_roas,prev_spend,ly_spend,"
           "ly_roas");
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_close(shop_number(&shop, "campaigns", "campaign_id", wants[i].id,
                                 wants[i].column),
                     wants[i].want);
    table = tables_find(&shop.study.tables, "campaigns");
    assert_int_equal(table->row_count, 3);
    assert_cell_text(table_cell(table, 0, "campaign_id"), "B");
    assert_cell_text(table_cell(table, 0, "medium"), "Skywriting");
    assert_cell_text(table_cell(table, 0, "business_unit"), "Unknown");
    assert_cell_text(table_cell(table, 1, "campaign_id"), "A");
    assert_cell_text(table_cell(table, 2, "campaign_id"), "X");
    assert_cell_text(table_cell(table, 2, "medium"), "Unknown");
    shop_close(&shop);
}

/* The number of a row of the budget; that of rows if there is none. */
static size_t budget_row(const struct table *table, const char *level,
                         const char *value, const char *funding)
{
    size_t row = 0;

    while (
        row < table->row_count &&
        !(str_equal(table_cell(table, row, "level")->text, str_of(level)) &&
          str_equal(table_cell(table, row, "value")->text, str_of(value)) &&
          str_equal(table_cell(table, row, "funding")->text, str_of(funding))))
        row++;
    return row;
}

static double budget(const struct shop *shop, const char *level,
                     const char *value, const char *funding, const char *column)
{
    const struct table *table = tables_find(&shop->study.tables, "budget");
    size_t row = budget_row(table, level, value, funding);

    if (row == table->row_count)
        fail_msg("no row %s, %s, %s", level, value, funding);
    return cell_number(table_cell(table, row, column));
}

/* Own: A with 3 + 1 and X with 4 of spend, 6 + 0 and 2 incremental. */
static void a_budget_is_shared_out_by_level(void **state)
{
    static const struct {
        const char *level;
        const char *value;
        const char *funding;
        const char *column;
        double want;
    } wants[] = {
        {"all", "all", "own", "spend", 8},
        {"all", "all", "own", "share_spend", 1},
        {"all", "all", "own", "prev_spend", 4},
        {"all", "all", "own", "ly_spend", 2},
        {"all", "all", "own", "ly_roas", 1.5},
        {"all", "all", "group", "spend", 5},
        {"all", "all", "group", "roas", 2},
        {"medium", "ATL", "own", "share_spend", 0.5},
        {"medium", "ATL", "own", "share_attributed", 15.0 / 16},
        {"medium", "ATL", "own", "share_incremental", 0.75},
        {"medium", "ATL", "own", "index", 150},
        {"medium", "Unknown", "own", "index", 50},
        {"medium", "Skywriting", "group", "index", 100},
        /* A result without a unit has the campaign's, X has none. */
        {"business_unit", "Toys", "own", "spend", 4},
        {"business_unit", "Unknown", "own", "spend", 4},
        {"business_unit", "Toys", "group", "spend", 5},
        {"market", "Metro", "own", "spend", 4},
        {"market", "Metro", "group", "spend", 5},
        {"market", "Unknown", "own", "prev_spend", 4},
        {"channel", "radio", "own", "incremental_roas", 1.5},
        {"medium x business_unit", "ATL x Toys", "own", "roas", 3.75},
        {"medium x business_unit", "Skywriting x Toys", "group", "spend", 5},
        {"medium x business_unit", "Unknown x Unknown", "own", "spend", 4},
    };
    struct shop shop;

    (void)state;
    open_shop(&shop, true, true);
    header(&shop, "budget",
           "level,value,funding,spend,share_spend,attributed_sales,"
           "share_attributed,incremental_sales,share_incremental,roas,"
           "incremental_roas,index,prev_spend,ly_spend,ly_roas,medium,"
           "business_unit");
    for (size_t i = 0; i < COUNT(wants); i++)
        assert_close(budget(&shop, wants[i].level, wants[i].value,
                            wants[i].funding, wants[i].column),
                     wants[i].want);
    shop_close(&shop);
}

static void assert_is_of(const struct table *table, const char *level,
                         const char *value, const char *medium,
                         const char *unit)
{
    size_t row = budget_row(table, level, value, "own");

    assert_true(row < table->row_count);
    if (medium)
        assert_cell_text(table_cell(table, row, "medium"), medium);
    else
        assert_false(cell_is_defined(table_cell(table, row, "medium")));
    if (unit)
        assert_cell_text(table_cell(table, row, "business_unit"), unit);
    else
        assert_false(cell_is_defined(table_cell(table, row, "business_unit")));
}

static void a_row_says_which_medium_and_unit_it_is_of(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop, true, true);
    table = tables_find(&shop.study.tables, "budget");
    assert_is_of(table, "all", "all", NULL, NULL);
    assert_is_of(table, "medium", "ATL", "ATL", NULL);
    assert_is_of(table, "business_unit", "Toys", NULL, "Toys");
    assert_is_of(table, "market", "Metro", NULL, NULL);
    assert_is_of(table, "medium x business_unit", "ATL x Toys", "ATL", "Toys");
    assert_is_of(table, "medium x business_unit", "Unknown x Unknown",
                 "Unknown", "Unknown");
    shop_close(&shop);
}

/* B runs for no unit, but its results are of Toys; its channel is not known. */
static void what_has_no_name_and_no_money_has_no_row(void **state)
{
    struct shop shop;
    const struct table *table;

    (void)state;
    open_shop(&shop, true, true);
    table = tables_find(&shop.study.tables, "budget");
    assert_int_equal(budget_row(table, "business_unit", "Unknown", "group"),
                     table->row_count);
    assert_int_equal(budget_row(table, "medium x business_unit",
                                "Skywriting x Unknown", "group"),
                     table->row_count);
    assert_close(budget(&shop, "channel", "Unknown", "group", "spend"), 5);
    shop_close(&shop);
}

static void
the_index_is_of_attributed_sales_where_none_are_incremental(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    list(&shop);
    bring(&shop, rows, COUNT(rows));
    shop.catalogue.campaigns.has_incremental = false;
    shop_sell_all(&shop, shop_november);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_close(budget(&shop, "medium", "ATL", "own", "index"), 187.5);
    assert_close(budget(&shop, "medium", "ATL", "own", "incremental_roas"),
                 (double)NAN);
    shop_close(&shop);
}

static void kpis_are_of_what_the_group_does_not_pay_for(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop, true, true);
    assert_close(shop_kpi(&shop, "campaign_spend", "value"), 8);
    assert_close(shop_kpi(&shop, "campaign_spend", "prev"), 4);
    assert_close(shop_kpi(&shop, "attributed_sales", "value"), 16);
    assert_close(shop_kpi(&shop, "roas", "value"), 2);
    assert_close(shop_kpi(&shop, "roas", "prev"), 10);
    assert_close(shop_kpi(&shop, "incremental_roas", "value"), 1);
    shop_close(&shop);
}

static void results_alone_are_of_unknown_media(void **state)
{
    struct shop shop;

    (void)state;
    open_shop(&shop, false, true);
    assert_close(budget(&shop, "medium", "Unknown", "own", "spend"), 13);
    assert_close(shop_kpi(&shop, "campaign_spend", "value"), 13);
    assert_close(shop_number(&shop, "campaigns", "campaign_id", "A", "start"),
                 (double)NAN);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_extracts_there_is_nothing),
        cmocka_unit_test(without_results_spend_is_spread_over_days),
        cmocka_unit_test(a_campaign_has_the_results_of_the_window),
        cmocka_unit_test(a_budget_is_shared_out_by_level),
        cmocka_unit_test(a_row_says_which_medium_and_unit_it_is_of),
        cmocka_unit_test(what_has_no_name_and_no_money_has_no_row),
        cmocka_unit_test(
            the_index_is_of_attributed_sales_where_none_are_incremental),
        cmocka_unit_test(kpis_are_of_what_the_group_does_not_pay_for),
        cmocka_unit_test(results_alone_are_of_unknown_media),
    };

    return cmocka_run_group_tests_name("measure/campaign_table", tests, NULL,
                                       NULL);
}
