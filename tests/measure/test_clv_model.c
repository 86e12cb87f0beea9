#include "patrons.h"

#include "measure/clv_model.h"
#include "measure/history.h"
#include "measure/purchase_model.h"
#include "measure/spend_model.h"

static struct shop shop;
static struct arena scratch;
static struct view view;
static struct clv_model *model;

static double random_share(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static double random_gamma(uint64_t *state, int shape)
{
    double sum = 0;

    for (int i = 0; i < shape; i++)
        sum -= log(random_share(state));
    return sum;
}

static void buy(const char *customer, int32_t day, double amount)
{
    static int number;
    struct line line = {.order = shop_id(&shop, "o", number++),
                        .date = day,
                        .hour = 9,
                        .customer = customer,
                        .store = "N",
                        .product = "bread",
                        .quantity = 1,
                        .list = amount};

    shop_sell(&shop, &line);
}

/*
 * A customer by the law of r = 1, alpha = 6, a = 1, b = 3, p = 3, q = 4, gamma
 * = 40, from a day on.
 */
static void buy_lawfully(const char *customer, int32_t day, int32_t last,
                         uint64_t *state)
{
    double rate = random_gamma(state, 1) / 6 / 7;
    double one = random_gamma(state, 1);
    double drop = one / (one + random_gamma(state, 3));
    double scale = random_gamma(state, 4) / 40;
    double time = day;

    do {
        buy(customer, (int32_t)time,
            floor(random_gamma(state, 3) / scale * 100 + 1) / 100);
        if (time > day && random_share(state) < drop)
            break;
        time -= log(random_share(state)) / rate;
    } while (time < last + 1);
}

enum { LAWFUL = 1500, DAYS = 560 };

static void open_shop(void)
{
    shop_open(&shop);
    shop_add_products(&shop);
}

/* The model as of 30 November; what was sold is studied too. */
static void study(void)
{
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    view_make(&shop.arena, &scratch, &shop.study, shop.book, &view);
    model = clv_model_make(&scratch, &view);
}

static void close_shop(void)
{
    shop_close(&shop);
    arena_free(&scratch);
}

/* Customers who come at any time, from c0 on. */
static void sell_lawfully(int count, int32_t days)
{
    uint64_t state = 3;

    for (int i = 0; i < count; i++)
        buy_lawfully(shop_id(&shop, "c", i),
                     NOV(30) - days +
                         (int32_t)(random_share(&state) * (days - 1)),
                     NOV(30), &state);
}

static uint32_t number_of(const char *customer)
{
    uint32_t number = 0;

    while (!str_equal(book_customer_id(shop.book, number), str_of(customer)))
        assert_true(++number < book_customer_count(shop.book));
    return number;
}

/* As it is foretold of a customer by his history. */
static struct clv_prediction predict(const char *customer)
{
    const struct history *history =
        histories_make(&scratch, &view, NOV(30), NOV(1)) + number_of(customer);

    return clv_model_predict(model,
                             &(struct prospect){.first = history->first,
                                                .last = history->last,
                                                .repeats = history->repeats,
                                                .spend = history->spend});
}

/* As the list of customers has it. */
static void assert_foretold(const char *customer,
                            const struct clv_prediction *want)
{
    assert_close(
        shop_number(&shop, "customers", "customer_id", customer, "p_alive"),
        want->p_alive);
    assert_close(shop_number(&shop, "customers", "customer_id", customer,
                             "expected_purchases_12m"),
                 want->purchases);
    assert_close(
        shop_number(&shop, "customers", "customer_id", customer, "clv_12m"),
        want->clv);
}

static double value(const char *name)
{
    return shop_number(&shop, "clv_model", "name", name, "value");
}

/* The table's numbers are rounded. */
static void assert_near(double got, double want)
{
    if (fabs(got - want) <= 1e-4 * fabs(want) + 1e-5)
        return;
    print_error("got %.9g, want %.9g\n", got, want);
    fail();
}

static const struct prospect nobody = {.first = NOV(1), .last = NOV(1)};

static void assert_reason(const char *reason)
{
    assert_close(value("gate"), 0);
    assert_cell_text(shop_cell(&shop, "clv_model", "name", "reason", "value"),
                     reason);
    assert_string_equal(clv_model_reason(model), reason);
    assert_true(isnan(clv_model_predict(model, &nobody).clv));
    assert_true(isnan(clv_model_predict(model, &nobody).p_alive));
}

static void without_customers_there_is_no_model(void **state)
{
    (void)state;
    open_shop();
    buy(NULL, NOV(3), 10);
    study();
    assert_null(model);
    assert_null(tables_find(&shop.study.tables, "clv_model"));
    assert_true(isnan(clv_model_predict(NULL, &nobody).purchases));
    close_shop();
}

static void few_who_come_again_are_no_law(void **state)
{
    (void)state;
    open_shop();
    buy("first", NOV(30) - DAYS, 10);
    buy(NULL, NOV(30), 10);
    for (int i = 0; i < 199; i++) {
        buy(shop_id(&shop, "c", i), NOV(1), 10);
        buy(shop_id(&shop, "c", i), NOV(1 + i % 20), 10);
    }
    study();
    assert_close(value("customers"), 200);
    assert_close(value("repeaters"), 189);
    assert_close(value("repeats"), 189);
    assert_close(value("history_days"), DAYS + 1);
    assert_reason("fewer than 200 customers came again");
    assert_null(tables_find(&shop.study.tables, "clv_calibration"));
    close_shop();
}

static void history_is_of_52_weeks(void **state)
{
    (void)state;
    open_shop();
    sell_lawfully(800, 300);
    buy("first", NOV(30) - 362, 10);
    study();
    assert_close(value("history_days"), 363);
    assert_reason("the data is of less than 52 weeks");
    close_shop();
}

/* All stop with the hold-out's first day, and were never as quiet before. */
static void who_stops_at_once_shuts_the_gate(void **state)
{
    uint64_t random = 9;

    (void)state;
    open_shop();
    for (int i = 0; i < 800; i++)
        buy_lawfully(shop_id(&shop, "c", i), NOV(30) - DAYS + i % 180,
                     NOV(30) - 182, &random);
    buy(NULL, NOV(30), 10);
    study();
    assert_close(value("holdout_actual"), 0);
    assert_false(cell_is_defined(
        shop_cell(&shop, "clv_model", "name", "holdout_error", "value")));
    assert_reason(
        "purchases of the last 26 weeks are missed by more than 20 %");
    close_shop();
}

static void everybody_alike_shuts_the_gate(void **state)
{
    (void)state;
    open_shop();
    for (int i = 0; i < 300; i++)
        for (int32_t day = NOV(30) - DAYS; day <= NOV(30); day += 28)
            buy(shop_id(&shop, "c", i), day, 10);
    study();
    assert_reason("purchases have no clear law: fits from two starts differ");
    close_shop();
}

static void a_law_opens_the_gate(void **state)
{
    (void)state;
    assert_null(clv_model_reason(model));
    assert_close(value("gate"), 1);
    assert_false(cell_is_defined(
        shop_cell(&shop, "clv_model", "name", "reason", "value")));
    assert_true(fabs(value("log_likelihood") - value("log_likelihood_again")) <
                0.01);
    assert_true(fabs(value("share_single") - value("share_single_expected")) <
                0.02);
    assert_true(fabs(value("holdout_error")) < 0.2);
    assert_true(fabs(value("correlation")) < 0.1);
}

/* "often" came on 4 days after the first one and left 10, 20, 30, 40 there. */
static void a_customer_is_foretold_by_the_formulas(void **state)
{
    struct purchase_model purchase = {value("r"), value("alpha"), value("a"),
                                      value("b")};
    struct spend_model spend = {value("p"), value("q"), value("gamma")};
    struct clv_prediction got = predict("often");
    double alive = purchase_model_alive(&purchase, 4, 12, 43);
    double clv = 0;
    double before = 0;

    (void)state;
    for (int month = 1; month <= 12; month++) {
        double expected =
            purchase_model_expected(&purchase, 4, 43, month * 52 / 12.0);

        clv += (expected - before) / pow(1.1, month / 12.0);
        before = expected;
    }
    assert_near(got.p_alive, alive);
    assert_near(got.purchases, alive * before);
    assert_near(got.clv, alive * clv * spend_model_mean(&spend, 4, 25));
    assert_foretold("often", &got);
}

static void who_came_once_is_alive_and_spends_the_mean(void **state)
{
    struct purchase_model purchase = {value("r"), value("alpha"), value("a"),
                                      value("b")};
    struct clv_prediction got = predict("once");

    (void)state;
    assert_close(got.p_alive, 1);
    assert_foretold("once", &got);
    assert_near(got.purchases, purchase_model_expected(&purchase, 0, 43, 52));
    assert_true(got.clv < got.purchases * value("mean_spend"));
    assert_true(got.clv > got.purchases * value("mean_spend") / 1.1);
}

static void staff_and_those_to_come_are_not_foretold(void **state)
{
    (void)state;
    assert_int_equal(
        shop_cell(&shop, "customers", "customer_id", "staff", "p_alive")->kind,
        CELL_UNDEFINED);
    assert_close(value("customers"), LAWFUL + 2);
}

static void heads_are_as_they_were(void **state)
{
    (void)state;
    assert_heads(&shop, "clv_model", "name,label,value");
    assert_heads(&shop, "clv_calibration",
                 "repeats,customers,actual,predicted,actual_mean,"
                 "predicted_mean");
}

/* The hold-out begins on the 2nd of June, 26 weeks before the end: "often" had
 * come four times again before. */
static void calibration_adds_up(void **state)
{
    const struct table *table =
        tables_find(&shop.study.tables, "clv_calibration");
    double customers = 0, actual = 0, predicted = 0;

    (void)state;
    assert_int_equal(table->row_count, 8);
    for (size_t i = 0; i < table->row_count; i++) {
        customers += cell_number(table_cell(table, i, "customers"));
        actual += cell_number(table_cell(table, i, "actual"));
        predicted += cell_number(table_cell(table, i, "predicted"));
    }
    assert_close(value("holdout_customers"), customers);
    assert_close(value("holdout_actual"), actual);
    assert_near(value("holdout_predicted"), predicted);
    assert_near(value("holdout_error"), predicted / actual - 1);
    assert_close(cell_number(table->total + 1), customers);
}

static void threads_make_no_difference(void **state)
{
    struct view other = view;
    struct arena more = {0};
    struct history *histories;
    struct clv_model *again;

    (void)state;
    other.threads = 3;
    again = clv_model_make(&more, &other);
    histories = histories_make(&more, &other, NOV(30), NOV(1));
    for (uint32_t i = 0; i < book_customer_count(shop.book); i++) {
        struct prospect prospect = {histories[i].first, histories[i].last,
                                    histories[i].repeats, histories[i].spend};
        struct clv_prediction one, two;

        if (prospect.first == DATE_NONE)
            continue;
        one = clv_model_predict(model, &prospect);
        two = clv_model_predict(again, &prospect);

        assert_memory_equal(&one, &two, sizeof one);
    }
    arena_free(&more);
}

static int open_lawful(void **state)
{
    const struct row staff = {.id = "staff", .is_staff = true};

    (void)state;
    open_shop();
    shop_add_customers(&shop, &staff, 1);
    sell_lawfully(LAWFUL, DAYS);
    buy("often", NOV(30) - 43 * 7, 99);
    for (int i = 1; i <= 4; i++) {
        buy("often", NOV(30) - (43 - 3 * i) * 7, 10 * i);
        buy("staff", NOV(i), 10);
    }
    buy("once", NOV(30) - 43 * 7, 5);
    buy("later", NOV(30) + 1, 5);
    study();
    return 0;
}

static int close_lawful(void **state)
{
    (void)state;
    close_shop();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest shut[] = {
        cmocka_unit_test(without_customers_there_is_no_model),
        cmocka_unit_test(few_who_come_again_are_no_law),
        cmocka_unit_test(history_is_of_52_weeks),
        cmocka_unit_test(who_stops_at_once_shuts_the_gate),
        cmocka_unit_test(everybody_alike_shuts_the_gate),
    };
    static const struct CMUnitTest lawful[] = {
        cmocka_unit_test(a_law_opens_the_gate),
        cmocka_unit_test(a_customer_is_foretold_by_the_formulas),
        cmocka_unit_test(who_came_once_is_alive_and_spends_the_mean),
        cmocka_unit_test(staff_and_those_to_come_are_not_foretold),
        cmocka_unit_test(heads_are_as_they_were),
        cmocka_unit_test(calibration_adds_up),
        cmocka_unit_test(threads_make_no_difference),
    };
    int failed = cmocka_run_group_tests_name("measure/clv_model, shut", shut,
                                             NULL, NULL);

    return failed + cmocka_run_group_tests_name("measure/clv_model", lawful,
                                                open_lawful, close_lawful);
}
