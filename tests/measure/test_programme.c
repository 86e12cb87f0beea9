#include "shop.h"

#include "base/fingerprint.h"
#include "measure/totals.h"

#include <stdio.h>

/* The window is 2023-11-01 .. 2023-12-05, if no other one is given. */
#define DAY(number) (NOV(1) + (number))

enum { END = 34 };

/* What the extract says of a customer; days 0: not given. */
struct row {
    const char *id;
    int32_t from;
    int32_t to;
    int32_t group_first;
    int32_t banner_first;
    bool is_member;
    bool is_staff;
};

static int32_t day_or_none(int32_t date)
{
    return date ? date : DATE_NONE;
}

static void list(struct shop *shop, const struct row *row)
{
    struct noted_customer noted = {
        .row = {.member_from = day_or_none(row->from),
                .member_to = day_or_none(row->to),
                .group_first = day_or_none(row->group_first),
                .banner_first = day_or_none(row->banner_first),
                .is_member = row->is_member,
                .is_staff = row->is_staff}};
    struct customer_batch batch = {.noted = &noted, .count = 1};

    fingerprint_hash_wide(str_of(row->id), noted.key.words);
    shop->catalogue.has_customers = true;
    shop->catalogue.customers.arena = &shop->arena;
    assert_int_equal(customers_put(&shop->catalogue.customers, &batch), 0);
}

static void measure(struct shop *shop, const struct window *windows,
                    size_t count, size_t threads, struct totals *totals)
{
    struct members members = members_make(&shop->arena, shop->book, threads);

    programme_make(&(struct totals_order){.book = shop->book,
                                          .members = &members,
                                          .threads = threads,
                                          .windows = windows,
                                          .count = count},
                   totals);
}

/* One customer with baskets of 1 each, counted in one window. */
struct want {
    const char *name;
    struct row row;     /* id NULL: the extract lacks the customer */
    bool has_extract;   /* or has another customer */
    int32_t baskets[6]; /* days; 0: no more */
    int32_t start;      /* 0: DAY(0) */
    int32_t end;        /* 0: DAY(END) */
    struct programme want;
};

#define ANN(...)                                                               \
    {                                                                          \
        .id = "ann", __VA_ARGS__                                               \
    }

static const struct want wants[] = {
    {"182 days to the end hold their first day", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 181)}, .want = {.active = 1, .active_52_weeks = 1}},
    {"but not the day before it, which is a lapse",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(END - 182)},
     .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"84 days to the end hold their first day", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 83)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"but not the day before it", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 84)}, .want = {.active = 1, .active_52_weeks = 1}},
    {"364 days to the end hold their first day", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 363)}, .want = {.active_52_weeks = 1}},
    {"but not the day before it", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END - 364)}, .want = {0}},
    {"the last day counts, the next does not", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END), DAY(END + 1)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"what comes later does not count", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(END + 1)}, .want = {0}},
    {"a lapse has a basket in the 26 weeks before",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-182)},
     .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"and none where it was a day earlier", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-183)}, .want = {.active_52_weeks = 1}},
    {"a lapse ends with a basket", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-182), DAY(END)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"but not with one after the window", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-182), DAY(END + 1)},
     .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"who left does not lapse",
     .row = ANN(.from = DAY(-900), .to = DAY(END - 1)), .baskets = {DAY(-182)},
     .want = {0}},
    {"back after more than 26 weeks before the window",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-183), DAY(0)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .reactivated = 1}},
    {"on its last day too, whatever came between in it",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-500), DAY(3), DAY(END)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .reactivated = 1}},
    {"not back who was there in the 26 weeks", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-400), DAY(-182), DAY(0)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor who comes the day after the window", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-183), DAY(END + 1)}, .want = {.active_52_weeks = 1}},
    {"nor who was no member then", .row = ANN(.from = DAY(-182)),
     .baskets = {DAY(-183), DAY(0)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor who left before the end",
     .row = ANN(.from = DAY(-183), .to = DAY(END - 1)),
     .baskets = {DAY(-183), DAY(0)}, .want = {0}},
    {"who leaves at the end is counted",
     .row = ANN(.from = DAY(-183), .to = DAY(END)),
     .baskets = {DAY(-183), DAY(0)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .reactivated = 1}},
    {"a membership that begins on the first day is new",
     .row = ANN(.from = DAY(0)), .baskets = {DAY(0)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .new_members = 1}},
    {"and on the last one", .row = ANN(.from = DAY(END)),
     .baskets = {DAY(END - 1), DAY(END)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .new_members = 1}},
    {"a basket before it is no member's", .row = ANN(.from = DAY(END)),
     .baskets = {DAY(END - 1), DAY(END + 1)}, .want = {0}},
    {"one that began the day before is not new", .row = ANN(.from = DAY(-1)),
     .baskets = {DAY(0)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"nor one that begins the day after", .row = ANN(.from = DAY(END + 1)),
     .baskets = {DAY(END), DAY(END + 1)}, .want = {0}},
    {"without a first day nobody is new", .row = ANN(.is_member = true),
     .baskets = {DAY(5)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"staff are no members",
     .row = ANN(.from = DAY(0), .is_staff = true, .group_first = DAY(-9)),
     .baskets = {DAY(-183), DAY(5)}, .want = {.has_group_first = true}},
    {"who is no member has no days", .row = ANN(0), .baskets = {DAY(5)},
     .want = {0}},
    {"whom the extract lacks is no member", .has_extract = true,
     .baskets = {DAY(5)}, .want = {0}},
    {"without an extract whoever is known is a member, but not new",
     .baskets = {DAY(-183), DAY(5)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .reactivated = 1}},
    {"from the group who was there earlier",
     .row = ANN(.is_member = true, .group_first = DAY(3)), .baskets = {DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .from_group = 1,
              .has_group_first = true}},
    {"not from the group who was there on the same day",
     .row = ANN(.is_member = true, .group_first = DAY(4)), .baskets = {DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .has_group_first = true}},
    {"not here first who was seen before",
     .row = ANN(.is_member = true, .group_first = DAY(-99)),
     .baskets = {DAY(-1), DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .has_group_first = true}},
    {"the extract's first day here is believed",
     .row = ANN(.is_member = true, .group_first = DAY(-99),
                .banner_first = DAY(END)),
     .baskets = {DAY(-1), DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .from_group = 1,
              .has_group_first = true}},
    {"even where it is of no window",
     .row = ANN(.is_member = true, .group_first = DAY(-99),
                .banner_first = DAY(-2)),
     .baskets = {DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .has_group_first = true}},
    {"and where nothing was bought",
     .row =
         ANN(.is_member = true, .group_first = DAY(-1), .banner_first = DAY(0)),
     .want = {.from_group = 1, .has_group_first = true}},
    {"days that are equal are not earlier",
     .row =
         ANN(.is_member = true, .group_first = DAY(3), .banner_first = DAY(3)),
     .want = {.has_group_first = true}},
    {"who joins later is not from the group yet",
     .row = ANN(.from = DAY(END + 1), .group_first = DAY(-1)),
     .baskets = {DAY(4)}, .want = {.has_group_first = true}},
    {"in a window of more than 26 weeks one lapses who bought before it",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-10), DAY(100)},
     .end = DAY(300), .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"not who bought in it only", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-183), DAY(100)}, .end = DAY(300),
     .want = {.active_52_weeks = 1, .reactivated = 1}},
    {"nor who came back in it", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-10), DAY(100), DAY(290)}, .end = DAY(300),
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"26 weeks over a leap day begin on a second",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-30)}, /* 2023-10-02 */
     .start = DAY(121), .end = DAY(151),                   /* 2024-03-31 */
     .want = {.active = 1, .active_52_weeks = 1}},
    {"and not on a first", .row = ANN(.from = DAY(-900)), .baskets = {DAY(-31)},
     .start = DAY(121), .end = DAY(151),
     .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"in the year before on a first", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-396)},               /* 2022-10-01 */
     .start = DAY(-245), .end = DAY(-215), /* 2023-03-31 */
     .want = {.active = 1, .active_52_weeks = 1}},
};

/* The data is of 2021 to 2024, by lines of nobody. */
static void open_shop(struct shop *shop)
{
    shop_open(shop);
    shop_sell(shop,
              &(struct line){.order = "a", .date = DAY(-1035), .list = 1});
    shop_sell(shop, &(struct line){.order = "z", .date = DAY(426), .list = 1});
}

static void check(const struct programme *got, const struct programme *want)
{
    assert_int_equal(got->active, want->active);
    assert_int_equal(got->active_12_weeks, want->active_12_weeks);
    assert_int_equal(got->active_52_weeks, want->active_52_weeks);
    assert_int_equal(got->new_members, want->new_members);
    assert_int_equal(got->reactivated, want->reactivated);
    assert_int_equal(got->lapsed, want->lapsed);
    assert_int_equal(got->from_group, want->from_group);
    assert_int_equal(got->has_group_first, want->has_group_first);
}

static void counted(void **state)
{
    const struct want *want = *state;
    struct window window = {.start = want->start ? want->start : DAY(0),
                            .end = want->end ? want->end : DAY(END)};
    struct totals totals = {0};
    struct shop shop;
    char order[8];

    open_shop(&shop);
    if (want->row.id)
        list(&shop, &want->row);
    if (want->has_extract)
        list(&shop, &(struct row){.id = "bob", .is_member = true});
    for (size_t i = 0; i < COUNT(want->baskets) && want->baskets[i]; i++) {
        snprintf(order, sizeof order, "%u", (unsigned)i);
        shop_sell(&shop, &(struct line){.order = order,
                                        .date = want->baskets[i],
                                        .customer = "ann",
                                        .list = 1});
    }
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    measure(&shop, &window, 1, 2, &totals);
    check(&totals.programme, &want->want);
    shop_close(&shop);
}

/* ann is a member on 10 days; bob is none. */
static void net_sales_are_of_orders_of_members(void **state)
{
    static const struct line lines[] = {
        {.order = "before", .date = DAY(-1), .customer = "ann", .list = 1000},
        {.order = "split",
         .date = DAY(0),
         .hour = 9,
         .customer = "ann",
         .list = 20,
         .discount = 3},
        {.order = "split",
         .date = DAY(11),
         .hour = 9,
         .customer = "ann",
         .list = 5},
        {.order = "back",
         .date = DAY(9),
         .customer = "ann",
         .quantity = -1,
         .list = -7,
         .net = -7,
         .kind = LINE_RETURN},
        {.order = "after", .date = DAY(10), .customer = "ann", .list = 1000},
        {.order = "bob", .date = DAY(4), .customer = "bob", .list = 1000},
        {.order = "none", .date = DAY(4), .list = 1000},
        {.order = NULL},
    };
    static const struct window windows[] = {
        {.start = DAY(0), .end = DAY(8)},
        {.start = DAY(9), .end = DAY(11)},
        {.start = DAY(372), .end = DAY(372)},
        {.start = DAY(373), .end = DAY(373)},
        {.start = DATE_NONE, .end = DATE_NONE},
    };
    struct totals totals[COUNT(windows)] = {0};
    struct shop shop;

    (void)state;
    open_shop(&shop);
    list(&shop, &(struct row){.id = "ann", .from = DAY(0), .to = DAY(9)});
    list(&shop, &(struct row){.id = "bob"});
    shop_sell_all(&shop, lines);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    measure(&shop, windows, COUNT(windows), 2, totals);
    assert_int_equal(totals[0].programme.member_net, M(17));
    assert_int_equal(totals[0].programme.member_net_52_weeks, M(17));
    assert_int_equal(totals[0].programme.active, 1);
    /* the line of day 11 is of a member's order, and ann is none by then */
    assert_int_equal(totals[1].programme.member_net, M(-2));
    assert_int_equal(totals[1].programme.member_net_52_weeks, M(15));
    assert_int_equal(totals[1].programme.active, 0);
    assert_int_equal(totals[2].programme.member_net, 0);
    assert_int_equal(totals[2].programme.member_net_52_weeks, M(-2));
    assert_int_equal(totals[3].programme.member_net_52_weeks, M(5));
    assert_int_equal(totals[4].programme.member_net_52_weeks, 0);
    shop_close(&shop);
}

/* A period may end after the last line, or begin before the first one. */
static void windows_reach_beyond_the_data(void **state)
{
    static const struct window windows[] = {
        {.start = DAY(-9000), .end = DAY(-8000)},
        {.start = DAY(-1100), .end = DAY(600)},
        {.start = DAY(500), .end = DAY(700)},
    };
    struct totals totals[COUNT(windows)] = {0};
    struct shop shop;

    (void)state;
    open_shop(&shop);
    list(&shop, &(struct row){.id = "ann", .from = DAY(-1080)});
    list(&shop, &(struct row){.id = "bob",
                              .from = DAY(-9500),
                              .group_first = DAY(-9000),
                              .banner_first = DAY(-8500)});
    shop_sell(&shop, &(struct line){.order = "1",
                                    .date = DAY(420),
                                    .customer = "ann",
                                    .list = 2});
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    measure(&shop, windows, COUNT(windows), 1, totals);
    check(&totals[0].programme,
          &(struct programme){.from_group = 1, .has_group_first = true});
    check(&totals[1].programme, &(struct programme){.active = 1,
                                                    .active_52_weeks = 1,
                                                    .new_members = 1,
                                                    .has_group_first = true});
    assert_int_equal(totals[1].programme.member_net, M(2));
    check(&totals[2].programme, &(struct programme){.active_52_weeks = 1,
                                                    .lapsed = 1,
                                                    .has_group_first = true});
    shop_close(&shop);
}

static void without_lines_nothing_is_counted(void **state)
{
    const struct window window = {.start = DAY(0), .end = DAY(END)};
    struct totals totals = {0};
    struct shop shop;

    (void)state;
    shop_open(&shop);
    assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
    measure(&shop, &window, 1, 2, &totals);
    check(&totals.programme, &(struct programme){0});
    shop_close(&shop);
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(net_sales_are_of_orders_of_members),
        cmocka_unit_test(windows_reach_beyond_the_data),
        cmocka_unit_test(without_lines_nothing_is_counted),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    for (size_t i = 0; i < COUNT(wants); i++)
        tests[COUNT(fixed) + i] = (struct CMUnitTest){
            .name = wants[i].name,
            .test_func = counted,
            .initial_state = (void *)(uintptr_t)&wants[i],
        };
    return cmocka_run_group_tests_name("measure/programme", tests, NULL, NULL);
}
