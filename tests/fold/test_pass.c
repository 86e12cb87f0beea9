#include "shop.h"

#include "base/file.h"
#include "base/fingerprint.h"
#include "fold/pass.h"
#include "fold/walk.h"

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

static enum status run_parts(struct intake *intake, size_t threads, size_t part,
                             struct book **book)
{
    struct shop *shop = &intake->shop;
    const struct pass pass = {.config = &shop->config,
                              .catalogue = &shop->catalogue,
                              .ledger = &shop->ledger,
                              .threads = threads,
                              .part = part};

    ledger_init(&shop->ledger, &shop->arena);
    assert_int_equal(
        config_load(&shop->arena, &shop->diag, intake->folder, &shop->config),
        OK);
    return pass_run(&shop->arena, &shop->diag, &pass, book);
}

static enum status run(struct intake *intake, size_t threads,
                       struct book **book)
{
    return run_parts(intake, threads, 0, book);
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

/* Rows, some of them damaged, quoted, blank or of several lines. */
static void put_rows(const struct intake *intake, const char *name,
                     unsigned seed)
{
    static const char *const tails[] = {
        ",milk,2,1.50,N\n",
        ",bread,1,4.00,S\r\n",
        ",\"eggs, six\",1,4.00,\"S\"\n",
        ",\"in two\nlines\",1,1.25,N\n",
        ",x\"y,1,4.00,S\n",
        ",\"open,1,4.00,S\n",
        ",milk,one,4.00,S\n\n",
    };
    struct arena own = {0};
    struct text text = {.arena = &own};

    text_add(&text, STR("\nbasket_id,timestamp,product_id,quantity,"
                        "unit_price,store_id\n"));
    for (unsigned i = 0; i < 600; i++) {
        unsigned drawn = (seed = seed * 1664525u + 1013904223u) >> 8;
        unsigned row = drawn % 64 < COUNT(tails) ? drawn % 64 : drawn % 4;

        text_addf(&text, "%u,2023-11-0%u 09:%02u%s", drawn % 90, 1 + drawn % 9,
                  drawn % 60, tails[row]);
    }
    put_file(intake, name, text.at);
    arena_free(&own);
}

/* All that a run leaves and the order of arrival does not change. */
static const char *describe(struct intake *intake, const struct book *book)
{
    struct shop *shop = &intake->shop;
    const struct control *control = &shop->ledger.controls[0];
    struct text text = {.arena = &shop->arena};
    struct walk walk = walk_products(book, NOV(1), NOV(30));
    int64_t products = 0;
    uint64_t orders = 0;

    ledger_seal(&shop->ledger);
    text_addf(&text, "%llu rows, %llu accepted, %llu ignored, net %lld\n",
              (unsigned long long)control->rows,
              (unsigned long long)control->accepted,
              (unsigned long long)control->ignored,
              (long long)control->net_accepted);
    for (size_t i = 0; i < control->file_count; i++)
        text_addf(&text, "%s %llu %s\n", control->files[i].file,
                  (unsigned long long)control->files[i].bytes,
                  control->files[i].fingerprint);
    for (size_t i = 0; i < shop->ledger.reject_count; i++) {
        const struct reject *reject = &shop->ledger.rejects[i];

        text_addf(&text, "%s:%zu:%zu %.*s '%.*s'\n", reject->file, reject->line,
                  reject->column, STR_ARGS(reject->reason),
                  STR_ARGS(reject->excerpt));
    }
    while (walk_next(&walk)) /* adds up, however it is cut */
        products += walk.sums.gross * walk.date * (walk.thing + 1);
    text_addf(&text, "%zu days, %lld of products\n", book->day_count,
              (long long)products);
    for (uint32_t i = 0; i < book_order_count(book); i++) {
        struct order order = book_order(book, i);
        struct str line =
            str_format(&shop->arena, "%llx %d %u %lld %u",
                       (unsigned long long)book_order_key(book, i)->words[0],
                       (int)order.date, order.second, (long long)order.gross,
                       order.item_count);

        orders += fingerprint_hash(line);
    }
    text_addf(&text, "%zu orders, %llx; %lld gross in %lld lines\n",
              book_order_count(book), (unsigned long long)orders,
              (long long)book->sums.gross, (long long)book->sums.sale_lines);
    return text.at;
}

static void neither_threads_nor_parts_change_what_is_read(void **state)
{
    static const size_t threads[] = {1, 2, 3, 8};
    static const size_t parts[] = {0, 100, 3000};
    struct intake *intake = *state;
    struct book *book;
    const char *want, *got;

    put_rows(intake, "transactions-1.csv", 1);
    put_rows(intake, "transactions-2.csv", 2);
    put_rows(intake, "transactions-3.csv", 3);
    assert_int_equal(run(intake, 1, &book), OK);
    want = describe(intake, book);
    assert_non_null(strstr(want, " text after a closing quote '"));
    assert_non_null(strstr(want, " stray quote '"));
    for (size_t i = 0; i < COUNT(threads); i++)
        for (size_t j = 0; j < COUNT(parts); j++) {
            assert_int_equal(run_parts(intake, threads[i], parts[j], &book),
                             OK);
            got = describe(intake, book);
            if (strcmp(got, want) != 0)
                print_error("%zu threads, parts of %zu:\n%s\nnot:\n%s",
                            threads[i], parts[j], got, want);
            assert_true(strcmp(got, want) == 0);
        }
}

/* Lines behind the first of a receipt that do not say when and where. */
static void put_receipts(const struct intake *intake, const char *name)
{
    struct arena own = {0};
    struct text text = {.arena = &own};

    text_add(&text, STR("Sales\n\n\nbasket_id,timestamp,product_id,quantity,"
                        "unit_price,store_id\n"));
    for (unsigned i = 0; i < 600; i++)
        if (i % 7 == 0)
            text_addf(&text, "%s-%u,2023-11-0%u 09:00,milk,1,1.50,S%u\n", name,
                      i / 7, 1 + i % 9, i % 11);
        else
            text_addf(&text, "%s-%u,,bread,1,%u,\n", name, i / 7, i);
    put_file(intake, name, text.at);
    arena_free(&own);
}

static void neither_changes_what_rows_say_that_are_filled(void **state)
{
    struct intake *intake = *state;
    const struct control *control =
        &intake->shop.ledger.controls[EXTRACT_transactions];
    struct book *book;
    const char *want;

    put_file(intake, "report.yaml",
             "extracts: {transactions: {skip_lines: 3, fill_down: [timestamp, "
             "store_id]}}\n");
    put_receipts(intake, "transactions-1.csv");
    put_receipts(intake, "transactions-2.csv");
    assert_int_equal(run(intake, 1, &book), OK);
    want = describe(intake, book);
    assert_int_equal(control->accepted, 1200);
    assert_int_equal(control->ignored, 8);
    assert_int_equal(book->torn_orders, 0);
    for (size_t threads = 1; threads <= 4; threads++) {
        assert_int_equal(run_parts(intake, threads, 100, &book), OK);
        assert_string_equal(describe(intake, book), want);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            neither_threads_nor_parts_change_what_is_read, open_intake,
            close_intake),
        cmocka_unit_test_setup_teardown(
            neither_changes_what_rows_say_that_are_filled, open_intake,
            close_intake),
        cmocka_unit_test_setup_teardown(files_are_folded_into_one_book,
                                        open_intake, close_intake),
        cmocka_unit_test_setup_teardown(the_first_file_that_fails_is_told,
                                        open_intake, close_intake),
    };

    return cmocka_run_group_tests_name("fold/pass", tests, NULL, NULL);
}
