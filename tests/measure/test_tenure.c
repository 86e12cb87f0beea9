#include "cardholders.h"

static const struct cardholder_want wants[] = {
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
    {"from the group who was there earlier",
     .row = ANN(.is_member = true, .group_first = DAY(3)), .baskets = {DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .from_group = 1}},
    {"not from the group who was there on the same day",
     .row = ANN(.is_member = true, .group_first = DAY(4)), .baskets = {DAY(4)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"not here first who was seen before",
     .row = ANN(.is_member = true, .group_first = DAY(-99)),
     .baskets = {DAY(-1), DAY(4)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"the extract's first day here is believed",
     .row = ANN(.is_member = true, .group_first = DAY(-99),
                .banner_first = DAY(END)),
     .baskets = {DAY(-1), DAY(4)},
     .want = {.active = 1,
              .active_12_weeks = 1,
              .active_52_weeks = 1,
              .from_group = 1}},
    {"even where it is of no window",
     .row = ANN(.is_member = true, .group_first = DAY(-99),
                .banner_first = DAY(-2)),
     .baskets = {DAY(4)},
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
    {"and where nothing was bought",
     .row =
         ANN(.is_member = true, .group_first = DAY(-1), .banner_first = DAY(0)),
     .want = {.from_group = 1}},
    {"days that are equal are not earlier",
     .row =
         ANN(.is_member = true, .group_first = DAY(3), .banner_first = DAY(3)),
     .want = {0}},
    {"who joins later is not from the group yet",
     .row = ANN(.from = DAY(END + 1), .group_first = DAY(-1)),
     .baskets = {DAY(4)}, .want = {0}},
    {"in a window of more than 26 weeks one lapses who bought before it",
     .row = ANN(.from = DAY(-900)), .baskets = {DAY(-10), DAY(100)},
     .end = DAY(300), .want = {.active_52_weeks = 1, .lapsed = 1}},
    {"not who bought in it only", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-183), DAY(100)}, .end = DAY(300),
     .want = {.active_52_weeks = 1, .reactivated = 1}},
    {"nor who came back in it", .row = ANN(.from = DAY(-900)),
     .baskets = {DAY(-10), DAY(100), DAY(290)}, .end = DAY(300),
     .want = {.active = 1, .active_12_weeks = 1, .active_52_weeks = 1}},
};

static void the_extract_may_say_when(void **state)
{
    static const struct window window = {.start = DAY(0), .end = DAY(END)};

    (void)state;
    for (int known = 0; known < 2; known++) {
        struct totals totals = {0};
        struct shop shop;

        open_years(&shop);
        shop_list(&shop, &(struct row){.id = "ann",
                                       .group_first = known ? DAY(0) : 0,
                                       .banner_first = DAY(0)});
        assert_int_equal(book_seal(shop.book, 2, &shop.diag), OK);
        shop_programme(&shop, &window, 1, 1, &totals);
        assert_int_equal(totals.programme.has_group_first, known);
        shop_close(&shop);
    }
}

int main(void)
{
    static const struct CMUnitTest fixed[] = {
        cmocka_unit_test(the_extract_may_say_when),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(wants)];

    memcpy(tests, fixed, sizeof fixed);
    add_tests(tests + COUNT(fixed), wants, COUNT(wants));
    return cmocka_run_group_tests_name("measure/tenure", tests, NULL, NULL);
}
