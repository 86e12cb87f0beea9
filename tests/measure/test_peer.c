#include "cardholders.h"

#include "measure/peer.h"

/* The second of the days; scores look back 728 days with it. */
enum { DAY = NOV(30), MANY = 30 };

static struct shop shop;
static struct peers peers;
static struct view view;

static const char *id_of(int number)
{
    return str_format(&shop.arena, "c%d", number).at;
}

static void sell(const char *customer, const char *store, int32_t date,
                 int hour)
{
    static int orders;
    struct line line = {.order = str_format(&shop.arena, "o%d", orders++).at,
                        .date = date,
                        .hour = hour,
                        .customer = customer,
                        .store = store,
                        .quantity = 1,
                        .list = 1};

    shop_sell(&shop, &line);
}

/*
 * The last baskets of 30 customers are 0 to 29 days before the day.  c0 has one
 * more at the beginning of the weeks, c1 before it, c2 and c3 another in the
 * south on their last day, after and at the same hour.
 */
static int open_shop(void **state)
{
    static const int32_t days[] = {DAY - 20, DAY};

    (void)state;
    shop_open(&shop);
    shop_add_stores(&shop);
    for (int i = 0; i < MANY; i++)
        sell(id_of(i), i == 4 ? "X" : i == 5 ? NULL : "N", DAY - i, 9);
    sell("c0", "S", DAY - 727, 9);
    sell("c1", "S", DAY - 728, 9);
    sell("c2", "S", DAY - 2, 17);
    sell("c3", "S", DAY - 3, 9);
    sell("old", "N", DAY - 728, 9);
    sell("boss", "N", DAY - 15, 9);
    shop_list(&shop, &(struct row){.id = "boss", .is_staff = true});
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    view = (struct view){.book = shop.book, .threads = 2};
    view.members = members_make(&shop.arena, shop.book, 2);
    peers =
        (struct peers){.view = &view, .days = days, .day_count = COUNT(days)};
    peers_make(&shop.arena, &peers);
    return 0;
}

static int close_shop(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

static uint32_t customer_of(const char *id)
{
    uint32_t i = 0;

    while (!str_equal(book_customer_id(shop.book, i), str_of(id)))
        i++;
    return i;
}

static uint32_t cell_of(const char *id, size_t day)
{
    struct trace trace = {.arena = &shop.arena};
    struct gaze gaze = {0};

    trace_take(&trace, shop.book, &peers.shifts, customer_of(id));
    return peers_cell(&peers, &trace, &gaze, day);
}

/* Unknown, then those of N and S. */
enum { NOWHERE, METRO, REGIONAL };

static uint32_t cell(uint32_t market, uint32_t recency, uint32_t frequency)
{
    return (market * SCORES + recency - 1) * SCORES + frequency - 1;
}

/* 1 .. 30 days are cut at 6.8, 12.6, 18.4 and 24.2. */
static void who_bought_lately_scores_high(void **state)
{
    (void)state;
    assert_int_equal(peers_cells(&peers), 3 * SCORES * SCORES);
    assert_int_equal(cell_of("c6", 1), cell(METRO, 4, 1));
    assert_int_equal(cell_of("c11", 1), cell(METRO, 4, 1));
    assert_int_equal(cell_of("c12", 1), cell(METRO, 3, 1));
    assert_int_equal(cell_of("c18", 1), cell(METRO, 2, 1));
    assert_int_equal(cell_of("c24", 1), cell(METRO, 1, 1));
}

static void weeks_begin_728_days_before_their_end(void **state)
{
    (void)state;
    assert_int_equal(cell_of("c0", 1), cell(METRO, 5, 5));
    assert_int_equal(cell_of("c1", 1), cell(METRO, 5, 1));
    assert_int_equal(cell_of("old", 1), PEER_NONE);
}

static void the_market_is_that_of_the_last_store(void **state)
{
    (void)state;
    assert_int_equal(cell_of("c2", 1), cell(REGIONAL, 5, 5));
    assert_int_equal(cell_of("c3", 1), cell(REGIONAL, 5, 5));
    assert_int_equal(cell_of("c4", 1), cell(NOWHERE, 5, 1));
    assert_int_equal(cell_of("c5", 1), cell(NOWHERE, 5, 1));
}

static void of_few_there_are_no_cells(void **state)
{
    (void)state;
    assert_int_equal(cell_of("c25", 0), PEER_NONE);
    assert_false(peers.recency[0].known);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_bought_lately_scores_high),
        cmocka_unit_test(weeks_begin_728_days_before_their_end),
        cmocka_unit_test(the_market_is_that_of_the_last_store),
        cmocka_unit_test(of_few_there_are_no_cells),
    };

    return cmocka_run_group_tests_name("measure/peer", tests, open_shop,
                                       close_shop);
}
