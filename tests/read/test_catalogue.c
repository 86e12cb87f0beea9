#include "desk.h"

#include "read/catalogue.h"

static enum status read_catalogue(struct desk *desk,
                                  struct catalogue *catalogue)
{
    return catalogue_read(&desk->arena, &desk->diag, &desk->config,
                          &desk->ledger, catalogue);
}

static void nothing_delivered_leaves_the_unknown_class(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    assert_int_equal(read_catalogue(desk, &catalogue), OK);
    assert_false(catalogue.has_products);
    assert_false(catalogue.has_stores);
    assert_false(catalogue.has_targets);
    assert_false(catalogue.has_costs);
    assert_int_equal(catalogue.class_count, 1);
    assert_true(catalogue.classes[0].counts_units);
    assert_true(catalogue.classes[0].is_sales);
    assert_int_equal(catalogue.classes[0].department.len, 0);
    assert_int_equal(catalogue_class(&catalogue, STR("A")), 0);
}

static void a_class_is_a_department_and_a_category(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;
    uint32_t fuel, gift;

    desk_configure(desk, "sales: {exclude_categories: [Gift Cards], "
                         "units_exclude_departments: [FUEL]}");
    desk_write(desk, "products.csv",
               STR("product_id,department,category,name,brand,unit_cost,"
                   "rating\n"
                   "A,FUEL,Diesel,Diesel 5l,Own,1.25,4.5\n"
                   "B,FUEL,Petrol,,,,\n"
                   "C,Fuel,Diesel,,,,\n"
                   "D,,Gift Cards,,,,\n"
                   "E,FUEL,Diesel,,,,\n"
                   "F,,,,,,\n"));
    assert_int_equal(read_catalogue(desk, &catalogue), OK);
    assert_true(catalogue.has_products);
    assert_true(catalogue.has_costs);
    assert_int_equal(catalogue.class_count, 5);
    fuel = catalogue_class(&catalogue, STR("A"));
    gift = catalogue_class(&catalogue, STR("D"));
    assert_int_equal(catalogue_class(&catalogue, STR("E")), fuel);
    assert_int_not_equal(catalogue_class(&catalogue, STR("B")), fuel);
    assert_int_not_equal(catalogue_class(&catalogue, STR("C")), fuel);
    assert_int_equal(catalogue_class(&catalogue, STR("F")), 0);
    assert_int_equal(catalogue_class(&catalogue, STR("G")), 0);
    assert_true(str_equal(catalogue.classes[fuel].department, STR("FUEL")));
    assert_true(str_equal(catalogue.classes[fuel].category, STR("Diesel")));
    assert_false(catalogue.classes[fuel].counts_units);
    assert_true(catalogue.classes[fuel].is_sales);
    assert_true(
        catalogue.classes[catalogue_class(&catalogue, STR("C"))].counts_units);
    assert_false(catalogue.classes[gift].is_sales);
    assert_true(catalogue.classes[gift].counts_units);
    assert_true(str_equal(catalogue.products[0].name, STR("Diesel 5l")));
    assert_true(str_equal(catalogue.products[0].brand, STR("Own")));
    assert_true(catalogue.products[0].has_cost);
    assert_int_equal(catalogue.products[0].unit_cost, 12500);
    assert_close(catalogue.products[0].rating, 4.5);
    assert_close(catalogue.products[0].rating_count, (double)NAN);
    assert_false(catalogue.products[1].has_cost);
    assert_close(catalogue.products[1].rating, (double)NAN);
}

/* As they come from columns of a fixed width. */
static void words_of_blanks_alone_are_unknown(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "products.csv",
               STR("product_id,department,category,name\n"
                   "A, ,  ,\" \"\n"
                   "B, Food,,Bread \n"));
    assert_int_equal(read_catalogue(desk, &catalogue), OK);
    assert_int_equal(catalogue_class(&catalogue, STR("A")), 0);
    assert_int_equal(catalogue.products[0].name.len, 0);
    /* Others are what they are. */
    assert_true(str_equal(catalogue.classes[1].department, STR(" Food")));
    assert_true(str_equal(catalogue.products[1].name, STR("Bread ")));
}

static void a_key_that_comes_twice_is_rejected(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "products.csv",
               STR("name,product_id\nfirst,A\nsecond,A\nthird,B\n"));
    desk_write(desk, "stores.csv",
               STR("store_id,opened\n1,2020-02-29\n2,\n1,2021-01-01\n"));
    desk_write(desk, "targets.csv",
               STR("period,kpi,target,scope\nFY24,aov,50,\nFY24,aov,60,Metro\n"
                   "FY24,aov,70,\nFY25,aov,80,\n"));
    assert_int_equal(read_catalogue(desk, &catalogue), OK);
    assert_int_equal(catalogue.product_ids.count, 2);
    assert_true(str_equal(catalogue.products[0].name, STR("first")));
    assert_int_equal(catalogue.store_ids.count, 2);
    assert_int_equal(catalogue.stores[0].opened, date_of(2020, 2, 29));
    assert_int_equal(catalogue.stores[0].closed, DATE_NONE);
    assert_int_equal(catalogue.stores[1].opened, DATE_NONE);
    assert_int_equal(catalogue.target_count, 3);
    assert_true(str_equal(catalogue.targets[1].scope, STR("Metro")));
    assert_close(catalogue.targets[2].value, 80);
    assert_string_equal(desk_rejects(desk), "3:8 duplicate product_id\n"
                                            "4:1 duplicate store_id\n"
                                            "4:1 duplicate target\n");
    assert_adds_up(&desk->ledger.controls[EXTRACT_products]);
    assert_adds_up(&desk->ledger.controls[EXTRACT_stores]);
    assert_adds_up(&desk->ledger.controls[EXTRACT_targets]);
}

/* So that a file of lines may tell its products as well. */
static void a_row_that_is_told_again_is_ignored(void **state)
{
    struct desk *desk = *state;
    const struct control *products = &desk->ledger.controls[EXTRACT_products];
    const struct control *stores = &desk->ledger.controls[EXTRACT_stores];
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "products.csv",
               STR("product_id,name,category,department,brand,rating,"
                   "rating_count,unit_cost\n"
                   "A,a,c,d,b,4.5,7,1.5\nA,a,c,d,b,4.50,7,1.50\n"
                   "B,,, ,,,,\nB, ,,,,,,\n"
                   "A,x,c,d,b,4.5,7,1.5\nA,a,x,d,b,4.5,7,1.5\n"
                   "A,a,c,x,b,4.5,7,1.5\nA,a,c,d,x,4.5,7,1.5\n"
                   "A,a,c,d,b,,7,1.5\nA,a,c,d,b,4.5,8,1.5\n"
                   "A,a,c,d,b,4.5,7,\nB,,,,,,,0\n"));
    desk_write(desk, "stores.csv",
               STR("store_id,name,market,region,state,postcode,opened,closed\n"
                   "1,n,m,r,s,p,2020-02-29,\n1,n,m,r,s,p,2020-02-29,\n"
                   "1,x,m,r,s,p,2020-02-29,\n1,n,x,r,s,p,2020-02-29,\n"
                   "1,n,m,x,s,p,2020-02-29,\n1,n,m,r,x,p,2020-02-29,\n"
                   "1,n,m,r,s,x,2020-02-29,\n1,n,m,r,s,p,,\n"
                   "1,n,m,r,s,p,2020-02-29,2021-01-01\n"));
    assert_int_equal(read_catalogue(desk, &catalogue), OK);
    assert_int_equal(catalogue.product_ids.count, 2);
    assert_int_equal(products->accepted, 2);
    assert_int_equal(products->ignored, 3); /* a header */
    assert_int_equal(products->rejected, 8);
    assert_adds_up(products);
    assert_int_equal(stores->accepted, 1);
    assert_int_equal(stores->ignored, 2);
    assert_int_equal(stores->rejected, 7);
    assert_adds_up(stores);
}

static void a_file_that_is_refused_stops_the_reading(void **state)
{
    struct desk *desk = *state;
    struct catalogue catalogue;

    desk_configure(desk, "");
    desk_write(desk, "stores.csv", STR("id\n"));
    assert_int_equal(read_catalogue(desk, &catalogue), BAD_DATA);
    assert_int_equal(desk->diag.errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(nothing_delivered_leaves_the_unknown_class),
        DESK_TEST(a_class_is_a_department_and_a_category),
        DESK_TEST(words_of_blanks_alone_are_unknown),
        DESK_TEST(a_key_that_comes_twice_is_rejected),
        DESK_TEST(a_row_that_is_told_again_is_ignored),
        DESK_TEST(a_file_that_is_refused_stops_the_reading),
    };

    return cmocka_run_group_tests_name("read/catalogue", tests, NULL, NULL);
}
