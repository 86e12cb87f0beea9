#include "desk.h"

#include "read/survey.h"

static void what_no_reader_takes_is_counted(void **state)
{
    struct desk *desk = *state;
    const struct control *controls = desk->ledger.controls;

    desk_configure(desk, "");
    desk_write(desk, "subscriptions.csv",
               STR("subscription_id,customer_id,start_date,price\n"
                   "1,a,2024-01-01,5\n2,b,2024-13-01,5\n\n"));
    desk_write(desk, "promotions_a.csv",
               STR("promotion_id,start_date,end_date\n"
                   "1,2024-01-01,2024-01-31\n2,,\n"));
    desk_write(desk, "promotions_b.csv",
               STR("end_date,start_date,promotion_id\n"
                   "2024-02-29,2024-02-01,3\n"));
    desk_write(desk, "stores.csv", STR("not,looked,at\n"));
    assert_int_equal(survey_read(&desk->run), OK);
    assert_int_equal(controls[EXTRACT_subscriptions].accepted, 1);
    assert_int_equal(controls[EXTRACT_subscriptions].rejected, 1);
    assert_int_equal(controls[EXTRACT_subscriptions].ignored, 2);
    assert_int_equal(controls[EXTRACT_promotions].file_count, 2);
    assert_int_equal(controls[EXTRACT_promotions].accepted, 2);
    assert_int_equal(controls[EXTRACT_promotions].rejected, 1);
    assert_int_equal(controls[EXTRACT_promotions].last_date,
                     date_of(2024, 2, 1));
    assert_false(controls[EXTRACT_offers].delivered);
    assert_false(controls[EXTRACT_stores].delivered);
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        assert_adds_up(&controls[i]);
}

static void one_that_cannot_be_used_is_refused(void **state)
{
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "offers.csv", STR("offer_id\n1\n"));
    assert_int_equal(survey_read(&desk->run), BAD_DATA);
    assert_non_null(strstr(desk_told(desk), "D/offers.csv:1:9: error: no "
                                            "column 'start_date'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_no_reader_takes_is_counted),
        DESK_TEST(one_that_cannot_be_used_is_refused),
    };

    return cmocka_run_group_tests_name("read/survey", tests, NULL, NULL);
}
