/*
 * november.h - the little shop with the receipts of shop_november, and the
 * study of that month over them, for all tests of a program.
 */
#ifndef REPORT_TESTS_MEASURE_NOVEMBER_H
#define REPORT_TESTS_MEASURE_NOVEMBER_H

#include "shop.h"

static struct shop shop;

SHOP int open_november(void **state)
{
    (void)state;
    shop_open(&shop);
    shop_add_products(&shop);
    shop_sell_all(&shop, shop_november);
    assert_int_equal(shop_study(&shop, "2023-11"), OK);
    return 0;
}

SHOP int close_november(void **state)
{
    (void)state;
    shop_close(&shop);
    return 0;
}

#endif
