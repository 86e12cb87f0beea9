#include "shop.h"

#include "measure/lift.h"

#include <math.h>

/* Customers of the larger arms. */
enum { ARM = 30 };

/* A row of offer_events; days of November 2023, 0: none. */
struct row {
    const char *customer;
    uint32_t offer;
    bool is_control;
    int days[OFFER_STAGES];
    double cost; /* 0: not given */
};

/* Let the shop have offers on days of November. */
static void add_offers(struct shop *shop, const int (*days)[2], size_t count)
{
    struct offers *offers = &shop->catalogue.offers;

    offers->is_delivered = true;
    offers->ids.arena = &shop->arena;
    offers->items = arena_array(&shop->arena, struct offer, count);
    for (size_t i = 0; i < count; i++) {
        char id[] = {(char)('A' + i), '\0'};

        map_put(&offers->ids, str_of(id));
        offers->items[i] = (struct offer){.id = offers->ids.items[i],
                                          .start = NOV(days[i][0]),
                                          .end = NOV(days[i][1])};
    }
}

/* Rows up to one without a customer. */
static void add_events(struct shop *shop, const struct row *rows)
{
    struct offers *offers = &shop->catalogue.offers;
    struct notes notes = {.size = sizeof(struct noted_event)};

    offers->has_events = true;
    for (; rows->customer; rows++) {
        struct noted_event *note = notes_add(&notes);

        *note = (struct noted_event){
            .customer = customer_key_of(str_of(rows->customer)),
            .event = {.offer = rows->offer,
                      .reward_cost = M(rows->cost),
                      .is_control = rows->is_control,
                      .has_cost = rows->cost > 0}};
        for (enum offer_stage i = 0; i < OFFER_STAGES; i++)
            offer_event_set_day(&note->event, i,
                                rows->days[i] ? NOV(rows->days[i]) : DATE_NONE);
    }
    offers_put(&shop->arena, offers, &notes, 2);
}

/* Bread at some price on a day of November. */
static void sell(struct shop *shop, const char *order, int day,
                 const char *customer, double list)
{
    shop_sell(shop, &(struct line){.order = order,
                                   .date = NOV(day),
                                   .hour = 9,
                                   .customer = customer,
                                   .store = "N",
                                   .product = "bread",
                                   .quantity = 1,
                                   .list = list});
}

/* What everybody bought, in data from October into December. */
static void sell_all(struct shop *shop)
{
    shop_add_products(shop);
    sell(shop, "O0", -30, NULL, 50);
    sell(shop, "a1", 5, "ann", 10);
    sell(shop, "a2", 9, "ann", 20);
    sell(shop, "a3", 10, "ann", 40);
    sell(shop, "b1", 4, "bob", 7);
    shop_sell(shop, &(struct line){.order = "b2",
                                   .date = NOV(9),
                                   .customer = "bob",
                                   .product = "bread",
                                   .quantity = -1,
                                   .net = -3,
                                   .kind = LINE_RETURN});
    sell(shop, "c1", 7, "cid", 6);
    sell(shop, "e1", 8, "eve", 4);
    sell(shop, "g1", 30, "gus", 5);
    sell(shop, "g2", 31, "gus", 90);
    sell(shop, "O1", 35, NULL, 1);
}

static const struct cell *cell_of(const struct shop *shop, const char *offer,
                                  const char *column)
{
    return shop_cell(shop, "offers", "offer_id", offer, column);
}

static double number_of(const struct shop *shop, const char *offer,
                        const char *column)
{
    return cell_number(cell_of(shop, offer, column));
}

/* Numbers of a row by their columns, up to one without a name. */
struct want {
    const char *column;
    double number; /* NaN: undefined */
};

static void assert_numbers(const struct shop *shop, const char *offer,
                           const struct want *wants)
{
    for (; wants->column; wants++) {
        double got = number_of(shop, offer, wants->column);

        if (isnan(wants->number) != isnan(got) ||
            (!isnan(got) && fabs(got - wants->number) > 1e-4 / 2))
            fail_msg("%s is %g instead of %g", wants->column, got,
                     wants->number);
    }
}

#define NONE ((double)NAN)

/*
 * In the offer's days, 5 to 9: ann 30, bob -3, cid 6, eve 4; the others
 * nothing.  Of all sales there 37, with costs of 4 - 1 = 3.
 */
static void an_offer_is_worked_out_by_hand(void **state)
{
    static const struct row rows[] = {
        {"ann", 0, false, {1, 0, 0, 0, 9}, 5}, /* on the last day */
        {"bob", 0, false, {1, 0, 6, 0, 0}, 0},
        {"cid", 0, false, {1, 0, 0, 7, 0}, 0},
        {"dee", 0, false, {1, 0, 0, 0, 10}, 7}, /* a day late */
        {"gus", 0, false, {1, 0, 0, 0, 0}, 0},
        {"hal", 0, false, {1, 2, 0, 0, 0}, 0},
        {"eve", 0, true, {1, 0, 0, 0, 7}, 1}, /* leaks */
        {"fay", 0, true, {0, 0, 0, 0, 0}, 0},
        {"ivy", 0, false, {0, 0, 0, 0, 5}, 2},   /* leaks, on the first day */
        {"jim", 0, false, {0, 0, 0, 0, 4}, 64},  /* a day early */
        {"kit", 0, false, {31, 0, 0, 31, 0}, 0}, /* behind the as-of day */
        {"leo", 0, true, {31, 0, 0, 0, 0}, 0},
        {NULL}};
    static const struct want wants[] = {{"complete", 1},
                                        {"allocated", 6},
                                        {"delivered", 5},
                                        {"opened", 4},
                                        {"activated", 2},
                                        {"shopped", 2},
                                        {"redeemed", 1},
                                        {"leakage", 2},
                                        {"activation_rate", 2.0 / 6},
                                        {"redemption_rate", 1.0 / 6},
                                        {"redemption_low", 0.0300534},
                                        {"redemption_high", 0.5635028},
                                        {"treated", 6},
                                        {"control", 2},
                                        {"mean_treated", 5.5},
                                        {"mean_control", 2},
                                        {"lift", 3.5},
                                        {"low", NONE},
                                        {"high", NONE},
                                        {"incremental_sales", 21},
                                        {"incremental_low", NONE},
                                        {"incremental_high", NONE},
                                        {"margin_rate", 34.0 / 37},
                                        {"incremental_margin", 21 * 34.0 / 37},
                                        {"reward_cost", 8},
                                        {"roi", (21 * 34.0 / 37 - 8) / 8},
                                        {NULL, 0}};
    static const int days[][2] = {{5, 9}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, 1);
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    assert_cell_text(cell_of(&shop, "A", "basis"), "control group");
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    assert_float_equal(shop_kpi(&shop, "programme_roi", "value"),
                       (21 * 34.0 / 37 - 8) / 8, 1e-9);
    assert_false(cell_is_defined(
        shop_cell(&shop, "kpis", "kpi", "programme_roi", "prev")));
    shop_close(&shop);
}

/* Also: offers are in order of their start, if they meet the window. */
static void rows_of_a_customer_count_together(void **state)
{
    static const struct row rows[] = {
        {"ann", 0, true, {1, 0, 0, 0, 0}, 0}, /* in both groups: treated */
        {"ann", 0, false, {1, 0, 0, 0, 0}, 0},
        {"bob", 0, false, {0, 0, 0, 0, 6}, 1}, /* no leak */
        {"bob", 0, false, {2, 0, 0, 0, 8}, 1},
        {"eve", 0, true, {0, 0, 0, 0, 0}, 0},
        {"eve", 0, true, {0, 0, 0, 0, 0}, 0},
        {NULL}};
    static const struct want wants[] = {
        {"allocated", 2},
        {"redeemed", 1},
        {"leakage", 0},
        {"control", 1},
        {"reward_cost", 2},
        {"mean_treated", 13.5},
        {"delivered", NONE},
        {"activated", NONE},
        {"activation_rate", NONE},
        {"shopped", 2}, /* ann by a basket, bob by redeeming */
        {NULL, 0}};
    static const int days[][2] = {{5, 9}, {-3, 0}, {31, 31}, {1, 5}, {30, 40}};
    struct shop shop;
    const struct table *table;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    table = tables_find(&shop.study.tables, "offers");
    assert_int_equal(table->row_count, 3); /* by start */
    assert_cell_text(table_cell(table, 0, "offer_id"), "D");
    assert_cell_text(table_cell(table, 1, "offer_id"), "A");
    assert_cell_text(table_cell(table, 2, "offer_id"), "E");
    assert_float_equal(number_of(&shop, "D", "treated"), 0, 0);
    assert_false(cell_is_defined(cell_of(&shop, "D", "allocated")));
    assert_false(cell_is_defined(cell_of(&shop, "D", "basis")));
    assert_false(cell_is_defined(cell_of(&shop, "D", "verdict")));
    shop_close(&shop);
}

/* Nobody but the control group; and nobody but one customer. */
static void arms_may_be_empty(void **state)
{
    static const struct row rows[] = {{"eve", 0, true, {1, 0, 0, 0, 0}, 0},
                                      {"ann", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const struct want control_only[] = {
        {"treated", 0},         {"control", 1},
        {"mean_control", 4},    {"lift", NONE},
        {"mean_treated", NONE}, {"incremental_sales", NONE},
        {"roi", NONE},          {"redemption_rate", NONE},
        {"allocated", 0},       {NULL, 0}};
    static const struct want one[] = {
        {"treated", 1},     {"control", 0},    {"allocated", 1}, {"low", NONE},
        {"redeemed", NONE}, {"leakage", NONE}, {NULL, 0}};
    static const int days[][2] = {{5, 9}, {11, 12}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", control_only);
    assert_cell_text(cell_of(&shop, "A", "basis"), "control group");
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    assert_numbers(&shop, "B", one);
    shop_close(&shop);
}

/*
 * On 11 and 12 nobody buys.  On 9 and 10 ann 60, bob -3: -60 and 0 of ann and
 * dee, against 3, 0 and 0 of bob, cid and eve.  gus has not shopped before.
 */
static void without_a_control_group_changes_are_compared(void **state)
{
    static const struct row rows[] = {{"ann", 0, false, {1, 0, 0, 0, 11}, 4},
                                      {"dee", 0, false, {1, 0, 0, 0, 0}, 0},
                                      {"eve", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const struct want wants[] = {{"mean_treated", -30},
                                        {"mean_control", 1},
                                        {"lift", -31},
                                        {"control", 0},
                                        {"incremental_sales", NONE},
                                        {"margin_rate", NONE},
                                        {"incremental_margin", NONE},
                                        {"roi", NONE},
                                        {"reward_cost", 4},
                                        {NULL, 0}};
    static const int days[][2] = {{11, 12}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    assert_cell_text(cell_of(&shop, "A", "basis"),
                     "before and after, not causal");
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    assert_int_equal(table_find(tables_find(&shop.study.tables, "kpis"), 0,
                                "kpi", "programme_roi"),
                     tables_find(&shop.study.tables, "kpis")->row_count);
    shop_close(&shop);
}

/* A window of 30 days needs the 30 before. */
static void the_data_must_reach_back(void **state)
{
    static const struct row rows[] = {{"ann", 0, false, {1, 0, 0, 0, 0}, 0},
                                      {"ann", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const int days[][2] = {{1, 31}, {1, 30}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    sell(&shop, "O0", -29, NULL, 50); /* 30 days before the 1st */
    sell(&shop, "a1", 5, "ann", 10);
    sell(&shop, "O1", 31, NULL, 50);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_float_equal(number_of(&shop, "A", "mean_treated"), 10, 1e-9);
    assert_float_equal(number_of(&shop, "B", "mean_treated"), 10, 1e-9);
    shop_close(&shop);
    shop_open(&shop);
    shop_add_products(&shop);
    sell(&shop, "O0", -28, NULL, 50); /* a day less */
    sell(&shop, "a1", 5, "ann", 10);
    sell(&shop, "O1", 31, NULL, 50);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_false(cell_is_defined(cell_of(&shop, "B", "mean_treated")));
    assert_cell_text(cell_of(&shop, "B", "basis"),
                     "before and after, not causal");
    shop_close(&shop);
}

/* From 29 on: gus buys for 5 on the 30th and for 90 on the 31st. */
static void an_offer_may_not_be_over(void **state)
{
    static const struct row rows[] = {{"gus", 0, false, {1, 0, 0, 0, 31}, 4},
                                      {"dee", 0, true, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const struct want wants[] = {{"complete", 0},    {"mean_treated", 5},
                                        {"shopped", 1},     {"redeemed", NONE},
                                        {"reward_cost", 0}, {"roi", NONE},
                                        {NULL, 0}};
    static const int days[][2] = {{29, 33}};
    struct shop shop;
    const struct table *kpis;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_numbers(&shop, "A", wants);
    kpis = tables_find(&shop.study.tables, "kpis");
    assert_int_equal(table_find(kpis, 0, "kpi", "programme_roi"),
                     kpis->row_count);
    shop_close(&shop);
}

/* Arms of 9 or 11 against 4 or 6, half each; or less one of the control. */
static void sell_arms(struct shop *shop, size_t controls)
{
    struct row *rows = arena_array(&shop->arena, struct row, 2 * ARM + 1);
    static const int days[][2] = {{5, 9}};

    shop_add_products(shop);
    sell(shop, "first", -30, NULL, 1);
    sell(shop, "last", 30, NULL, 1);
    for (size_t i = 0; i < ARM + controls; i++) {
        struct text text = {.arena = &shop->arena};
        bool is_control = i >= ARM;

        text_addf(&text, "c%zu", i);
        rows[i] = (struct row){.customer = text.at,
                               .is_control = is_control,
                               .days = {1, 0, 0, 0, i == 0 ? 5 : 0},
                               .cost = i == 0 ? 2 : 0};
        sell(shop, text.at, 6, text.at,
             (is_control ? 5 : 10) + (i % 2 ? 1 : -1));
    }
    add_offers(shop, days, 1);
    add_events(shop, rows);
    shop->catalogue.offers.items[0].supplier_funded = controls == ARM;
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

/*
 * s^2 = 30 / 29 in both arms, so se^2 = 2 / 29, 58 degrees of freedom, and
 * t = 2.0017175: 5 +- 0.525677.  Sales 450, costs 60: a margin of 13 / 15.
 */
static void an_arm_of_thirty_supports_a_verdict(void **state)
{
    static const struct want wants[] = {{"lift", 5},
                                        {"low", 5 - 0.525677},
                                        {"high", 5 + 0.525677},
                                        {"incremental_sales", 150},
                                        {"incremental_low", 150 - 15.770303},
                                        {"incremental_high", 150 + 15.770303},
                                        {"incremental_margin", 130},
                                        {"roi", 64},
                                        {NULL, 0}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_arms(&shop, ARM);
    assert_numbers(&shop, "A", wants);
    assert_cell_text(cell_of(&shop, "A", "verdict"), "higher");
    /* A supplier pays for it: 130 / 2. */
    assert_float_equal(shop_kpi(&shop, "programme_roi", "value"), 65, 1e-9);
    shop_close(&shop);
    shop_open(&shop);
    sell_arms(&shop, ARM - 1);
    assert_false(cell_is_defined(cell_of(&shop, "A", "low")));
    assert_false(cell_is_defined(cell_of(&shop, "A", "incremental_high")));
    assert_cell_text(cell_of(&shop, "A", "verdict"), "n < 30");
    shop_close(&shop);
}

/* An order of two days: 7 on the 4th, 9 on the 5th; its basket is the 4th's. */
static void money_counts_on_its_own_day(void **state)
{
    static const struct row rows[] = {{"ann", 0, false, {1, 0, 0, 0, 0}, 0},
                                      {"ann", 1, false, {1, 0, 0, 0, 0}, 0},
                                      {"dee", 0, true, {1, 0, 0, 0, 0}, 0},
                                      {"dee", 1, true, {1, 0, 0, 0, 0}, 0},
                                      {NULL}};
    static const int days[][2] = {{5, 9}, {1, 4}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    sell(&shop, "O0", -30, NULL, 50);
    sell(&shop, "a1", 4, "ann", 7);
    sell(&shop, "a1", 5, "ann", 9);
    sell(&shop, "O1", 30, NULL, 50);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_float_equal(number_of(&shop, "A", "mean_treated"), 9, 1e-9);
    assert_float_equal(number_of(&shop, "A", "shopped"), 0, 0);
    assert_float_equal(number_of(&shop, "B", "mean_treated"), 7, 1e-9);
    assert_float_equal(number_of(&shop, "B", "shopped"), 1, 0);
    shop_close(&shop);
}

/* A tells of all stages, B of activations only. */
static void the_funnel_sums_up_offers(void **state)
{
    static const struct row rows[] = {
        {"ann", 0, false, {1, 2, 3, 5, 6}, 5},
        {"bob", 0, false, {1, 2, 3, 0, 0}, 0},
        {"cid", 0, false, {1, 2, 0, 0, 0}, 0},
        {"dee", 0, false, {1, 0, 0, 0, 0}, 0},
        {"ann", 1, false, {1, 0, 0, 2, 0}, 0},
        {"zoe", MAP_NONE, false, {1, 0, 0, 2, 3}, 9},
        {NULL}};
    static const struct {
        const char *stage;
        int count;
        double share;
    } wants[] = {{"allocated", 5, 1}, {"delivered", 3, 0.75},
                 {"opened", 2, 0.5},  {"activated", 2, 0.4},
                 {"shopped", 2, 0.4}, {"redeemed", 1, 0.25}};
    static const int days[][2] = {{5, 9}, {4, 6}, {31, 32}};
    struct shop shop;
    const struct table *table;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    table = tables_find(&shop.study.tables, "offer_funnel");
    assert_int_equal(table->row_count, COUNT(wants));
    for (size_t i = 0; i < COUNT(wants); i++) {
        assert_cell_text(table_cell(table, i, "stage"), wants[i].stage);
        assert_int_equal(table_cell(table, i, "customers")->integer,
                         wants[i].count);
        assert_float_equal(table_cell(table, i, "share_of_allocated")->real,
                           wants[i].share, 1e-12);
    }
    table = tables_find(&shop.study.tables, "offers");
    assert_non_null(strstr(table->note.at, " 1 events are of offers"));
    shop_close(&shop);
}

static void what_is_not_delivered_is_left_out(void **state)
{
    static const int days[][2] = {{5, 9}};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_all(&shop);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_null(tables_find(&shop.study.tables, "offers"));
    assert_null(tables_find(&shop.study.tables, "offer_funnel"));
    shop_close(&shop);
    shop_open(&shop);
    sell_all(&shop);
    add_offers(&shop, days, 1);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    assert_float_equal(number_of(&shop, "A", "complete"), 1, 0);
    assert_false(cell_is_defined(cell_of(&shop, "A", "treated")));
    assert_false(cell_is_defined(cell_of(&shop, "A", "leakage")));
    assert_null(tables_find(&shop.study.tables, "offer_funnel"));
    shop_close(&shop);
}

static void assert_header(const struct shop *shop, const char *name,
                          const char *want)
{
    const struct table *table = tables_find(&shop->study.tables, name);
    char got[1024] = "";

    for (size_t i = 0; i < table->column_count; i++) {
        if (i > 0)
            strcat(got, ",");
        strcat(got, table->columns[i].name);
    }
    assert_string_equal(got, want);
}

static void columns_are_named(void **state)
{
    struct shop shop;

    (void)state;
    shop_open(&shop);
    sell_arms(&shop, ARM);
    assert_header(
        &shop, "offers",
        "offer_id,name,type,business_unit,campaign_id,funded_by,start,end,"
        "complete,allocated,delivered,opened,activated,shopped,redeemed,"
        "leakage,activation_rate,redemption_rate,redemption_low,"
        "redemption_high,treated,control,mean_treated,mean_control,lift,low,"
        "high,incremental_sales,incremental_low,incremental_high,margin_rate,"
        "incremental_margin,reward_cost,roi,basis,verdict");
    assert_header(&shop, "offer_funnel", "stage,customers,share_of_allocated");
    shop_close(&shop);
}

static void assert_same_sample(const struct sample *a, const struct sample *b)
{
    assert_int_equal(a->n, b->n);
    assert_true(a->sum == b->sum);
    assert_true(a->squares == b->squares);
}

/* More customers than a thread takes at a time, of one offer with a control
 * group and one without. */
static void threads_do_not_show(void **state)
{
    enum { CUSTOMERS = 5000 };
    static const int days[][2] = {{5, 9}, {5, 9}};
    struct shop shop;
    struct row *rows;
    struct lifts first = {0};

    (void)state;
    shop_open(&shop);
    rows = arena_array(&shop.arena, struct row, 2 * CUSTOMERS + 1);
    sell(&shop, "O0", -30, NULL, 50);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        struct text text = {.arena = &shop.arena};

        text_addf(&text, "c%zu", i);
        rows[2 * i] = (struct row){.customer = text.at,
                                   .is_control = i % 3 == 0,
                                   .days = {1, 0, 0, 0, 0}};
        rows[2 * i + 1] = (struct row){.customer = text.at,
                                       .offer = 1,
                                       .days = {i % 2 ? 1 : 0, 0, 0, 0, 0}};
        sell(&shop, text.at, (int)(i % 20), text.at, 1 + (double)(i % 7));
    }
    add_offers(&shop, days, COUNT(days));
    add_events(&shop, rows);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    for (size_t threads = 1; threads <= 4; threads++) {
        struct lifts lifts = lifts_make(
            &shop.arena,
            &(struct lifts_order){.book = shop.book,
                                  .as_of = NOV(30),
                                  .shown = {.start = NOV(1), .end = NOV(30)},
                                  .threads = threads});

        if (threads == 1)
            first = lifts;
        assert_int_equal(lifts.items[0].control.n, (CUSTOMERS + 2) / 3);
        assert_int_equal(lifts.items[1].treated.n, CUSTOMERS / 2);
        for (size_t i = 0; i < COUNT(days); i++) {
            const struct lift *lift = lifts.items + i;

            assert_same_sample(&lift->treated, &first.items[i].treated);
            assert_same_sample(&lift->control, &first.items[i].control);
            assert_same_sample(&lift->change, &first.items[i].change);
            assert_same_sample(&lift->others, &first.items[i].others);
        }
    }
    assert_true(first.items[1].others.n > 0);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_offer_is_worked_out_by_hand),
        cmocka_unit_test(rows_of_a_customer_count_together),
        cmocka_unit_test(arms_may_be_empty),
        cmocka_unit_test(without_a_control_group_changes_are_compared),
        cmocka_unit_test(the_data_must_reach_back),
        cmocka_unit_test(an_offer_may_not_be_over),
        cmocka_unit_test(an_arm_of_thirty_supports_a_verdict),
        cmocka_unit_test(money_counts_on_its_own_day),
        cmocka_unit_test(the_funnel_sums_up_offers),
        cmocka_unit_test(what_is_not_delivered_is_left_out),
        cmocka_unit_test(columns_are_named),
        cmocka_unit_test(threads_do_not_show),
    };

    return cmocka_run_group_tests_name("measure/funnel", tests, NULL, NULL);
}
