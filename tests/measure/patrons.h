/*
 * patrons.h - a shop with a customers extract, for tests of who buys what.
 */
#ifndef REPORT_TESTS_MEASURE_PATRONS_H
#define REPORT_TESTS_MEASURE_PATRONS_H

#include "shop.h"

#include "base/fingerprint.h"

/* A row of the customers extract; days that are 0 are not given. */
struct row {
    const char *id;
    int32_t member_from;
    int32_t member_to;
    bool is_staff;
};

SHOP void shop_add_customers(struct shop *shop, const struct row *rows,
                             size_t count)
{
    struct catalogue *catalogue = &shop->catalogue;
    struct customer_batch batch = {
        .noted = arena_array(&shop->arena, struct noted_customer, count + 1),
        .count = count};

    for (size_t i = 0; i < count; i++) {
        fingerprint_hash_wide(str_of(rows[i].id), batch.noted[i].key.words);
        batch.noted[i].row = (struct customer){
            .member_from =
                rows[i].member_from ? rows[i].member_from : DATE_NONE,
            .member_to = rows[i].member_to ? rows[i].member_to : DATE_NONE,
            .is_staff = rows[i].is_staff};
    }
    catalogue->has_customers = true;
    catalogue->customers.arena = &shop->arena;
    assert_int_equal(customers_put(&catalogue->customers, &batch), 0);
}

/* A text that lasts as long as the shop. */
SHOP const char *shop_id(struct shop *shop, const char *prefix, int number)
{
    struct str text = str_format(&shop->arena, "%s%d", prefix, number);
    char *copy = arena_array(&shop->arena, char, text.len + 1);

    memcpy(copy, text.at, text.len);
    return copy;
}

/* One bread for `list`, less `discount`; `customer` may be NULL. */
SHOP void shop_sell_bread(struct shop *shop, const char *order,
                          const char *customer, int32_t date, double list,
                          double discount)
{
    shop_sell(shop, &(struct line){.order = order,
                                   .customer = customer,
                                   .date = date,
                                   .product = "bread",
                                   .quantity = 1,
                                   .list = list,
                                   .discount = discount});
}

/* A shop of these lines, up to one without an order, studied in November; no
 * `rows`: without a customers extract. */
SHOP void shop_open_studied(struct shop *shop, const struct row *rows,
                            size_t count, const struct line *lines)
{
    shop_open(shop);
    shop_add_products(shop);
    if (rows)
        shop_add_customers(shop, rows, count);
    shop_sell_all(shop, lines);
    assert_int_equal(shop_study(shop, "2023-11"), OK);
}

/* The names of a table's columns, as the head of its CSV has them. */
SHOP void assert_heads(const struct shop *shop, const char *name,
                       const char *want)
{
    const struct table *table = tables_find(&shop->study.tables, name);
    char got[512] = "";

    assert_non_null(table);
    for (size_t i = 0; i < table->column_count; i++) {
        size_t len = strlen(got);

        snprintf(got + len, sizeof got - len, "%s%s", i > 0 ? "," : "",
                 table->columns[i].name);
    }
    assert_string_equal(got, want);
}

#endif
