#include "shop.h"

#include "measure/drift.h"

static struct shop shop;

static void sell(const char *order, int day, const char *product, double units)
{
    shop_sell(&shop, &(struct line){.order = order,
                                    .date = NOV(day),
                                    .product = product,
                                    .quantity = units,
                                    .list = units});
}

/* Bread is promoted on the fourth day: a mean day without that has 30. */
static void open_days(void)
{
    static const struct promotion promotion = {
        .product = {"bread", 5}, .start = NOV(4), .end = NOV(9)};

    shop_open(&shop);
    shop_add_products(&shop);
    shop.catalogue.promotions.is_given = true;
    shop.catalogue.promotions.items =
        arena_array(&shop.arena, struct promotion, 1);
    shop.catalogue.promotions.items[0] = promotion;
    shop.catalogue.promotions.count = 1;
    sell("a", 1, "bread", 15);
    sell("b", 1, "bread", 5);
    sell("c", 2, "bread", 40);
    sell("d", 3, "bread", 30);
    sell("e", 4, "bread", 100);
    for (int day = 1; day <= 4; day++)
        sell("f", day, "milk", 2);
    assert_int_equal(book_seal(shop.book, 1, &shop.diag), OK);
}

static void indices_are_of_what_is_not_promoted(void **state)
{
    struct placement placement;
    bool wanted[3] = {true, true, true};
    struct diary diary;
    struct drift drift;
    uint32_t bread, milk;

    (void)state;
    open_days();
    placement = placement_make(&shop.arena, shop.book, NULL);
    diary =
        diary_make(&shop.arena, &placement, shop.book, NOV(1), NOV(5), wanted);
    drift = drift_make(&shop.arena, &placement, &diary);
    bread = placement.category_of[map_find(&shop.book->products, STR("bread"))];
    milk = placement.category_of[map_find(&shop.book->products, STR("milk"))];
    assert_close(drift_index(&drift, bread, 0), 20.0 / 30);
    assert_close(drift_index(&drift, bread, 1), 40.0 / 30);
    assert_close(drift_index(&drift, MAP_NONE, 1), 42 / 31.6);
    /* Too little milk is sold, and no bread without promotion: as all. */
    assert_close(drift_index(&drift, milk, 0), 22 / 31.6);
    assert_close(drift_index(&drift, bread, 3), 2 / 1.6);
    assert_close(drift_index(&drift, bread, 4), 0);
    shop_close(&shop);
}

static void a_diary_holds_the_days_of_what_is_wanted(void **state)
{
    struct placement placement;
    bool wanted[3] = {false};
    struct diary diary;
    uint32_t bread, milk;

    (void)state;
    open_days();
    placement = placement_make(&shop.arena, shop.book, NULL);
    bread = map_find(&shop.book->products, STR("bread"));
    milk = map_find(&shop.book->products, STR("milk"));
    wanted[bread] = true;
    diary =
        diary_make(&shop.arena, &placement, shop.book, NOV(2), NOV(4), wanted);
    assert_int_equal(diary.entry_first[bread + 1] - diary.entry_first[bread],
                     3);
    assert_int_equal(diary.entry_first[milk + 1] - diary.entry_first[milk], 0);
    assert_int_equal(diary.entries[0].units, Q(40));
    assert_false(diary_is_promoted(&diary, bread, 1));
    assert_true(diary_is_promoted(&diary, bread, 2));
    assert_false(diary_is_promoted(&diary, milk, 2));
    assert_int_equal(placement_own(&placement, bread).count, 1);
    assert_int_equal(placement_category(&placement, bread).count, 0);
    shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_are_of_what_is_not_promoted),
        cmocka_unit_test(a_diary_holds_the_days_of_what_is_wanted),
    };

    return cmocka_run_group_tests_name("measure/drift", tests, NULL, NULL);
}
