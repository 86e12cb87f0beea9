#include "desk.h"

#include "read/campaign.h"

static void nothing_delivered_leaves_nothing(void **state)
{
    struct desk *desk = *state;
    struct campaigns campaigns;

    desk_configure(desk, "");
    assert_int_equal(campaigns_read(&desk->run, &campaigns), OK);
    assert_false(campaigns.is_listed);
    assert_false(campaigns.has_results);
    assert_int_equal(campaigns.count, 0);
    assert_int_equal(campaigns.result_count, 0);
}

static void campaigns_and_their_results_are_kept(void **state)
{
    struct desk *desk = *state;
    struct campaigns campaigns;
    const struct campaign_result *results;

    desk_configure(desk, "");
    desk_write(desk, "campaigns.csv",
               STR("campaign_id,name,medium,channel,business_unit,start_date,"
                   "end_date,spend,funded_by\n"
                   "A,Spring,ATL,radio,Toys,2024-01-01,2024-01-01,10.5,own\n"
                   "B,,Word of mouth,,,2024-01-01,2024-02-01,,\n"));
    desk_write(desk, "campaign_results.csv",
               STR("campaign_id,date,business_unit,market,spend,impressions,"
                   "attributed_sales\n"
                   "B,2024-01-02,Toys,Metro,1.25,1000,7\n"
                   "X,2024-01-03,,Metro,,,-2\n"
                   "B,2024-01-02,Toys,Metro,2,1,1\n"));
    assert_int_equal(campaigns_read(&desk->run, &campaigns), OK);
    assert_true(campaigns.is_listed && campaigns.has_results);
    assert_int_equal(campaigns.count, 2);
    assert_true(str_equal(campaigns.items[0].name, STR("Spring")));
    assert_true(str_equal(campaigns.items[1].medium, STR("Word of mouth")));
    assert_int_equal(campaigns.items[0].spend, 105000);
    assert_int_equal(campaigns.items[0].end, date_of(2024, 1, 1));
    assert_int_equal(campaigns.items[1].funded_by.len, 0);
    assert_true(campaigns.has_budget && campaigns.has_spend);
    assert_true(campaigns.has_impressions && campaigns.has_attributed);
    assert_false(campaigns.has_clicks || campaigns.has_incremental);
    results = campaigns.results;
    assert_int_equal(campaigns.result_count, 3);
    assert_int_equal(results[0].campaign, 1);
    assert_int_equal(results[1].campaign, 2);
    assert_true(str_equal(campaigns.ids.items[2], STR("X")));
    assert_int_equal(results[1].business_unit, MAP_NONE);
    assert_int_equal(results[1].market, results[0].market);
    assert_int_equal(results[0].spend, 12500);
    assert_int_equal(results[1].attributed, -20000);
    assert_close(results[0].impressions, 1000);
    assert_int_equal(results[2].date, date_of(2024, 1, 2));
}

static void a_result_takes_little_memory(void **state)
{
    (void)state;
    assert_true(sizeof(struct campaign_result) <= 64);
}

static void what_cannot_be_is_rejected(void **state)
{
    struct desk *desk = *state;
    struct campaigns campaigns;

    desk_configure(desk, "");
    desk_write(desk, "campaigns.csv",
               STR("campaign_id,medium,start_date,end_date,spend\n"
                   "A,ATL,2024-01-02,2024-01-01,1\n"
                   "A,ATL,2024-01-02,2024-01-02,1\n"
                   "A,BTL,2024-01-02,2024-01-03,1\n"
                   "B,BTL,2024-01-02,2024-01-03,922337203685477.5807\n"));
    desk_write(desk, "campaign_results.csv",
               STR("campaign_id,date,spend,attributed_sales\n"
                   "A,2024-01-02,1,-922337203685477.5\n"
                   "A,2024-01-02,1,1\n"
                   "A,2024-01-02,1,0.0807\n"));
    assert_int_equal(campaigns_read(&desk->run, &campaigns), OK);
    assert_int_equal(campaigns.count, 1);
    assert_true(str_equal(campaigns.items[0].medium, STR("ATL")));
    assert_int_equal(campaigns.result_count, 2);
    assert_string_equal(desk_rejects(desk),
                        "2:18 end_date is before start_date\n"
                        "4:1 duplicate campaign_id\n"
                        "5:29 the sum of all rows is too large\n"
                        "3:16 the sum of all rows is too large\n");
    assert_adds_up(&desk->ledger.controls[EXTRACT_campaigns]);
    assert_adds_up(&desk->ledger.controls[EXTRACT_campaign_results]);
}

static void a_file_that_is_refused_stops_the_reading(void **state)
{
    struct desk *desk = *state;
    struct campaigns campaigns;

    desk_configure(desk, "");
    desk_write(desk, "campaigns.csv", STR("campaign_id\n"));
    desk_write(desk, "campaign_results.csv", STR("campaign_id,date\n"));
    assert_int_equal(campaigns_read(&desk->run, &campaigns), BAD_DATA);
    assert_false(desk->ledger.controls[EXTRACT_campaign_results].delivered);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(nothing_delivered_leaves_nothing),
        DESK_TEST(campaigns_and_their_results_are_kept),
        cmocka_unit_test(a_result_takes_little_memory),
        DESK_TEST(what_cannot_be_is_rejected),
        DESK_TEST(a_file_that_is_refused_stops_the_reading),
    };

    return cmocka_run_group_tests_name("read/campaign", tests, NULL, NULL);
}
