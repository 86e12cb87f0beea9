#include "desk.h"

#include "read/section.h"

/* A catalogue of two stores and two products, one of each without a place. */
static void read_catalogue(struct desk *desk, struct catalogue *catalogue)
{
    desk_configure(desk, "");
    desk_write(desk, "stores.csv",
               STR("store_id,name,market,state\n"
                   "S1,Fitzroy,Metro,VIC\n"
                   "S2,,,\n"));
    desk_write(desk, "products.csv",
               STR("product_id,department,category\n"
                   "A,Toys,Dolls\n"
                   "B,,\n"));
    desk_write(desk, "targets.csv",
               STR("period,kpi,scope,target\n"
                   "FY24P06,net_sales,,100\n"
                   "FY24P06,net_sales,store:S1,40\n"
                   "FY24P06,aov,market:Metro,7\n"));
    assert_int_equal(catalogue_read(&desk->arena, &desk->diag, &desk->config,
                                    &desk->ledger, catalogue),
                     OK);
}

static bool holds(const struct catalogue *catalogue, const char *name,
                  const char *store, const char *product)
{
    const struct sale sale = {.store = str_of(store),
                              .product = str_of(product)};
    struct section section;

    assert_true(section_parse(str_of(name), &section));
    return section_holds(&section, catalogue, &sale);
}

static void a_name_is_a_kind_and_a_value(void **state)
{
    struct section section;

    (void)state;
    assert_true(section_parse(STR("department:Home: new"), &section));
    assert_int_equal(section.kind, SECTION_DEPARTMENT);
    assert_true(str_equal(section.value, STR("Home: new")));
    assert_false(section_parse(STR("all"), &section));
    assert_false(section_parse(STR("store:"), &section));
    assert_false(section_parse(STR("stores:S1"), &section));
    assert_false(section_parse(STR(""), &section));
}

static void a_line_is_of_its_store_and_product(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    read_catalogue(desk, &catalogue);
    assert_true(holds(&catalogue, "market:Metro", "S1", "A"));
    assert_false(holds(&catalogue, "market:Metro", "S2", "A"));
    assert_true(holds(&catalogue, "state:VIC", "S1", "B"));
    assert_true(holds(&catalogue, "store:S2", "S2", "B"));
    assert_false(holds(&catalogue, "store:S2", "S1", "B"));
    assert_true(holds(&catalogue, "department:Toys", "S9", "A"));
    assert_false(holds(&catalogue, "department:Toys", "S9", "B"));
}

static void what_is_not_said_is_unknown(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    read_catalogue(desk, &catalogue);
    assert_true(holds(&catalogue, "market:Unknown", "S2", "A"));
    assert_true(holds(&catalogue, "market:Unknown", "S9", "A"));
    assert_true(holds(&catalogue, "state:Unknown", "", "A"));
    assert_true(holds(&catalogue, "store:Unknown", "", "A"));
    assert_true(holds(&catalogue, "store:S9", "S9", "A"));
    assert_true(holds(&catalogue, "department:Unknown", "S1", "B"));
    assert_true(holds(&catalogue, "department:Unknown", "S1", "C"));
}

static void its_targets_are_those_of_the_whole(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue, own;
    struct section section;

    read_catalogue(desk, &catalogue);
    catalogue.subscriptions.delivered = true;
    catalogue.offers.is_delivered = true;
    catalogue.campaigns.has_results = true;
    assert_true(section_parse(STR("store:S1"), &section));
    own = section_catalogue(&desk->arena, &section, &catalogue);
    assert_int_equal(own.target_count, 1);
    assert_int_equal(own.targets[0].scope.len, 0);
    assert_close(own.targets[0].value, 40);
    assert_int_equal(catalogue.target_count, 3);
    assert_false(own.subscriptions.delivered);
    assert_false(own.offers.is_delivered);
    assert_false(own.campaigns.has_results);
    assert_int_equal(own.store_ids.count, 2);
}

static void a_title_is_for_people(void **state)
{
    static const char *const titles[][2] = {
        {"market:Metro", "Metro market"},  {"state:VIC", "VIC"},
        {"store:S1", "Store S1, Fitzroy"}, {"store:S2", "Store S2"},
        {"store:S9", "Store S9"},          {"department:Toys", "Toys"},
    };
    struct desk *desk = *state;
    struct catalogue catalogue;

    read_catalogue(desk, &catalogue);
    for (size_t i = 0; i < COUNT(titles); i++) {
        struct section section;

        assert_true(section_parse(str_of(titles[i][0]), &section));
        assert_string_equal(
            str_z(&desk->arena,
                  section_title(&desk->arena, &section, &catalogue)),
            titles[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_name_is_a_kind_and_a_value),
        DESK_TEST(a_line_is_of_its_store_and_product),
        DESK_TEST(what_is_not_said_is_unknown),
        DESK_TEST(its_targets_are_those_of_the_whole),
        DESK_TEST(a_title_is_for_people),
    };

    return cmocka_run_group_tests_name("read/section", tests, NULL, NULL);
}
