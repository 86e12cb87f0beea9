#include "desk.h"

#include "read/survey.h"

static const char *const stages[OFFER_STAGES] = {"al", "de", "op", "ac", "re"};

static enum status read_all(struct desk *desk, size_t threads, size_t part,
                            struct catalogue *catalogue)
{
    enum status status;

    ledger_init(&desk->ledger, &desk->arena);
    status = catalogue_read(&desk->arena, &desk->diag, &desk->config,
                            &desk->ledger, catalogue);
    if (status != OK)
        return status;
    return survey_read(&desk->run, &(struct survey){.catalogue = catalogue,
                                                    .threads = threads,
                                                    .part = part});
}

/* The events of a customer in words: offer, days of 2024, control, cost. */
static const char *events_of(struct desk *desk,
                             const struct catalogue *catalogue, const char *id)
{
    const struct offers *offers = &catalogue->offers;
    struct text text = {.arena = &desk->arena};
    uint32_t customer = customers_find(&offers->customers, str_of(id));

    if (customer == MAP_NONE)
        return "unknown";
    for (size_t i = offers->first_of[customer];
         i < offers->first_of[customer + 1]; i++) {
        const struct offer_event *event = offers->events + i;

        assert_int_equal(event->customer, customer);
        text_addf(&text, "%d", (int)event->offer);
        for (enum offer_stage j = 0; j < OFFER_STAGES; j++)
            if (offer_event_day(event, j) != DATE_NONE)
                text_addf(&text, " %s%d", stages[j],
                          offer_event_day(event, j) - date_of(2023, 12, 31));
        if (event->is_control)
            text_addf(&text, " control");
        if (event->has_cost)
            text_addf(&text, " cost %d", (int)event->reward_cost);
        text_addf(&text, "; ");
    }
    return text.at ? text.at : "";
}

static void offers_are_read(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;
    const struct offer *offer;

    desk_configure(desk, "");
    desk_write(desk, "offers.csv",
               STR("offer_id,campaign_id,name,type,business_unit,product_id,"
                   "start_date,end_date,funded_by\n"
                   "A,C,Bonus,points,Food,P,2024-01-05,2024-01-05,Supplier\n"
                   "B,,,,,,2024-01-05,2024-01-04,own\n"
                   "A,,,,,,2024-01-06,2024-01-07,own\n"
                   "B,,,,,,2024-02-29,2024-03-01,own\n"));
    assert_int_equal(read_all(desk, 1, 0, &catalogue), OK);
    assert_true(catalogue.offers.is_delivered);
    assert_false(catalogue.offers.has_events);
    assert_int_equal(offers_count(&catalogue.offers), 2);
    offer = catalogue.offers.items;
    assert_true(str_equal(offer->id, STR("A")));
    assert_true(str_equal(offer->name, STR("Bonus")));
    assert_true(str_equal(offer->type, STR("points")));
    assert_true(str_equal(offer->business_unit, STR("Food")));
    assert_true(str_equal(offer->campaign_id, STR("C")));
    assert_true(str_equal(offer->product_id, STR("P")));
    assert_true(str_equal(offer->funded_by, STR("Supplier")));
    assert_true(offer->supplier_funded);
    assert_int_equal(offer->start, date_of(2024, 1, 5));
    assert_int_equal(offer->end, date_of(2024, 1, 5));
    assert_int_equal(offer[1].end, date_of(2024, 3, 1));
    assert_false(offer[1].supplier_funded);
    assert_int_equal(offer[1].name.len, 0);
    assert_string_equal(desk_rejects(desk), "3:19 end_date is before "
                                            "start_date\n"
                                            "4:1 duplicate offer_id\n");
}

static const char offers_csv[] = "offer_id,start_date,end_date\n"
                                 "A,2024-01-01,2024-01-31\n"
                                 "B,2024-01-01,2024-01-31\n";

/* Whatever the files' order, the parts and the threads. */
static void events_are_in_order(void **state)
{
    static const size_t parts[] = {0, 1, 60};
    struct desk *desk = *state;

    desk_configure(desk, "");
    desk_write(desk, "offers.csv", str_of(offers_csv));
    desk_write(desk, "offer_events_1.csv",
               STR("offer_id,customer_id,control,allocated_at,delivered_at,"
                   "opened_at,activated_at,redeemed_at,basket_id,reward_cost\n"
                   "B,bob,,2024-01-03 06:00:00,2024-01-04,,,,,\n"
                   "X,ann,0,2024-01-09,,,,2024-01-09 23:59:59,b,7.25\n"
                   "A,ann,0,2024-01-02,,,,,,\n"
                   "A,,0,2024-01-02,,,,,,\n"));
    desk_write(desk, "offer_events_2.csv",
               STR("customer_id,offer_id,control,reward_cost,opened_at,"
                   "activated_at\n"
                   "bob,A,0,-1.5,2024-01-06,2024-01-07\nann,A,1,,,\n"
                   "eve,A,1,,,\nann,A,,0,,\nbob,A,0,-1.5,2024-01-05,\n"));
    for (size_t threads = 0; threads < 4; threads++)
        for (size_t i = 0; i < COUNT(parts); i++) {
            struct catalogue catalogue;

            assert_int_equal(read_all(desk, threads, parts[i], &catalogue), OK);
            assert_int_equal(catalogue.offers.event_count, 8);
            assert_int_equal(catalogue.offers.customers.count, 3);
            assert_int_equal(catalogue.offers.unlisted_events, 1);
            assert_string_equal(events_of(desk, &catalogue, "ann"),
                                "0 cost 0; 0 control; 0 al2; "
                                "-1 al9 re9 cost 72500; ");
            assert_string_equal(events_of(desk, &catalogue, "bob"),
                                "0 op5 cost -15000; 0 op6 ac7 cost -15000; "
                                "1 al3 de4; ");
            assert_string_equal(events_of(desk, &catalogue, "eve"),
                                "0 control; ");
            assert_string_equal(events_of(desk, &catalogue, "dee"), "unknown");
        }
}

static void what_events_have_is_known(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;
    const struct offers *offers = &catalogue.offers;

    desk_configure(desk, "");
    desk_write(desk, "offers.csv", str_of(offers_csv));
    assert_int_equal(read_all(desk, 2, 0, &catalogue), OK);
    assert_false(offers->has_events);
    assert_int_equal(offers->event_count, 0);
    desk_write(desk, "offer_events.csv",
               STR("offer_id,customer_id,allocated_at,opened_at,reward_cost\n"
                   "A,ann,0001-01-01,,\nA,bob,9999-12-31,,\n"));
    assert_int_equal(read_all(desk, 2, 0, &catalogue), OK);
    assert_true(offers->has_events);
    assert_true(offers->has_stage[OFFER_ALLOCATED]);
    assert_false(offers->has_stage[OFFER_OPENED]);
    assert_false(offers->has_stage[OFFER_REDEEMED]);
    assert_false(offers->has_costs);
    assert_int_equal(offer_event_day(offers->events, OFFER_ALLOCATED),
                     date_of(1, 1, 1));
    assert_int_equal(offer_event_day(offers->events + 1, OFFER_ALLOCATED),
                     date_of(9999, 12, 31));
}

/* More than a page holds, so that pages follow one another. */
static void many_events_are_kept(void **state)
{
    enum { EVENTS = 2000, CUSTOMERS = 30 };
    struct desk *desk = *state;
    struct text text = {.arena = &desk->arena};
    struct catalogue catalogue;
    const struct offers *offers = &catalogue.offers;
    int64_t cost = 0;

    desk_configure(desk, "");
    text_addf(&text, "offer_id,customer_id,reward_cost\n");
    for (int i = 0; i < EVENTS; i++)
        text_addf(&text, "A,c%d,%d\n", i * 7 % CUSTOMERS, i);
    desk_write(desk, "offer_events.csv", text_str(&text));
    for (size_t part = 0; part < 5000; part += 2500) {
        assert_int_equal(read_all(desk, 3, part, &catalogue), OK);
        assert_int_equal(offers->event_count, EVENTS);
        assert_int_equal(offers->unlisted_events, EVENTS);
        assert_int_equal(offers->customers.count, CUSTOMERS);
        cost = 0;
        for (size_t i = 0; i < EVENTS; i++) {
            const struct offer_event *event = offers->events + i;

            cost += event->reward_cost;
            if (i > 0 && event->customer == event[-1].customer)
                assert_true(event->reward_cost > event[-1].reward_cost);
        }
        assert_int_equal(cost, (int64_t)EVENTS * (EVENTS - 1) / 2 * 10000);
    }
}

/* Neither what is too much nor what its sign makes little again. */
static void costs_that_do_not_add_up_are_refused(void **state)
{
    static const struct {
        const char *rows;
        enum status status;
    } cases[] = {
        {"A,ann,922337203685477.5807\nA,bob,0\n", OK},
        {"A,ann,922337203685477.5807\nA,bob,0.0001\n", BAD_DATA},
        {"A,ann,500000000000000\nA,bob,-500000000000000\n", BAD_DATA},
        {"A,ann,-922337203685477.5808\n", BAD_DATA},
    };
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    for (size_t i = 0; i < COUNT(cases); i++) {
        desk_write(desk, "offer_events.csv",
                   str_format(&desk->arena,
                              "offer_id,customer_id,reward_cost\n%s",
                              cases[i].rows));
        assert_int_equal(read_all(desk, 2, 0, &catalogue), cases[i].status);
    }
    assert_non_null(strstr(desk_told(desk),
                           "the sum of reward_cost of offer_events does not "
                           "fit 64 bits"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(offers_are_read),
        DESK_TEST(events_are_in_order),
        DESK_TEST(what_events_have_is_known),
        DESK_TEST(many_events_are_kept),
        DESK_TEST(costs_that_do_not_add_up_are_refused),
    };

    return cmocka_run_group_tests_name("read/offer", tests, NULL, NULL);
}
