#include "shop.h"

#include "base/file.h"
#include "fold/pass.h"

/* A folder of transactions, and what is read of it. */
struct intake {
    struct shop shop;
    char folder[64];
};

static void put_file(const struct intake *intake, const char *name,
                     const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", intake->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int open_intake(void **state)
{
    struct intake *intake = calloc(1, sizeof *intake);

    shop_open(&intake->shop);
    snprintf(intake->folder, sizeof intake->folder, "/tmp/report-pass-XXXXXX");
    *state = intake;
    return mkdtemp(intake->folder) ? 0 : -1;
}

static int close_intake(void **state)
{
    struct intake *intake = *state;

    file_remove_tree(&intake->shop.diag, intake->folder);
    shop_close(&intake->shop);
    free(intake);
    return 0;
}

static enum status run(struct intake *intake, size_t threads,
                       struct book **book)
{
    struct shop *shop = &intake->shop;
    const struct pass pass = {.config = &shop->config,
                              .catalogue = &shop->catalogue,
                              .ledger = &shop->ledger,
                              .threads = threads};

    ledger_init(&shop->ledger, &shop->arena);
    assert_int_equal(
        config_load(&shop->arena, &shop->diag, intake->folder, &shop->config),
        OK);
    return pass_run(&shop->arena, &shop->diag, &pass, book);
}

static void files_are_folded_into_one_book(void **state)
{
    struct intake *intake = *state;
    const struct control *control =
        &intake->shop.ledger.controls[EXTRACT_transactions];

    put_file(intake, "transactions-1.csv",
             "basket_id,timestamp,product_id,quantity,unit_price,store_id\n"
             "1,2023-11-01 09:00,milk,2,1.50,N\n"
             "2,2023-11-01 10:00,bread,1,4.00,S\n");
    put_file(intake, "transactions-2.csv",
             "basket_id,timestamp,product_id,quantity,unit_price,store_id\n"
             "1,2023-11-01 08:59,bread,1,4.00,S\n");
    put_file(intake, "transactions-3.csv",
             "basket_id,timestamp,product_id,quantity,unit_price,store_id\n"
             "3,2023-11-02 09:00,milk,-1,1.50,N\n");
    for (size_t threads = 0; threads <= 4; threads++) {
        struct book *book;
        const struct order *order;

        assert_int_equal(run(intake, threads, &book), OK);
        assert_int_equal(control->accepted, 4);
        assert_int_equal(control->file_count, 3);
        assert_int_equal(book_order_count(book), 3);
        order = order_of(book, "1");
        assert_int_equal(order->gross, M(7));
        assert_int_equal(order->item_count, 2);
        assert_true(str_equal(book->stores.items[order->store], STR("S")));
        assert_int_equal(book->day_count, 2);
        assert_int_equal(book->last_date, NOV(2));
    }
}

static void the_first_file_that_fails_is_told(void **state)
{
    struct intake *intake = *state;
    struct shop *shop = &intake->shop;
    struct book *book;

    put_file(intake, "transactions-1.csv",
             "basket_id,timestamp,quantity,"
             "unit_price\n1,2023-11-01,1,1\n");
    put_file(intake, "transactions-2.csv", "basket_id,quantity,unit_price\n");
    put_file(intake, "transactions-3.csv", "basket_id,timestamp,unit_price\n");
    for (size_t threads = 1; threads <= 3; threads++) {
        rewind(shop->diag.out);
        assert_int_equal(run(intake, threads, &book), BAD_DATA);
        fflush(shop->diag.out);
        assert_non_null(strstr(shop->told, "transactions-2.csv"));
        assert_null(strstr(shop->told, "transactions-3.csv"));
        assert_int_equal(shop->diag.errors, threads);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_are_folded_into_one_book,
                                        open_intake, close_intake),
        cmocka_unit_test_setup_teardown(the_first_file_that_fails_is_told,
                                        open_intake, close_intake),
    };

    return cmocka_run_group_tests_name("fold/pass", tests, NULL, NULL);
}
