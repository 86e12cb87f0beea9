#include "shop.h"

#include "base/file.h"
#include "fold/pass.h"
#include "fold/recall.h"

#include <stdio.h>

#define HEAD "basket_id,order_id,timestamp,quantity,unit_price\n"

/* A folder of transactions that was read. */
struct fixture {
    struct shop shop;
    char folder[64];
};

static void put_file(const struct fixture *fixture, const char *name,
                     const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void read_all(struct fixture *fixture)
{
    struct shop *shop = &fixture->shop;
    const struct pass pass = {.config = &shop->config,
                              .catalogue = &shop->catalogue,
                              .ledger = &shop->ledger};
    struct book *book;

    ledger_init(&shop->ledger, &shop->arena);
    assert_int_equal(
        config_load(&shop->arena, &shop->diag, fixture->folder, &shop->config),
        OK);
    assert_int_equal(pass_run(&shop->arena, &shop->diag, &pass, &book), OK);
    ledger_seal(&shop->ledger);
}

static int open_folder(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    shop_open(&fixture->shop);
    snprintf(fixture->folder, sizeof fixture->folder,
             "/tmp/report-recall-XXXXXX");
    *state = fixture;
    if (!mkdtemp(fixture->folder))
        return -1;
    put_file(fixture, "transactions-1.csv",
             HEAD "1,an order of October,2023-10-31 09:00,1,1\n"
                  "2,short,2023-10-31 10:00,1,1\n");
    put_file(fixture, "transactions-2.csv",
             HEAD "3,\"the first, of November\",2023-11-01 09:00,1,1\n"
                  "4,\"the first, of November\",2023-11-01 09:00,2,1\n"
                  "a basket without order,,2023-11-02 09:00,1,1\n");
    put_file(fixture, "transactions-3.csv",
             HEAD "5,an order of December,2023-12-01 09:00,1,1\n"
                  "6,an order of October,2023-12-02 09:00,-1,1\n");
    read_all(fixture);
    return 0;
}

static int close_folder(void **state)
{
    struct fixture *fixture = *state;

    file_remove_tree(&fixture->shop.diag, fixture->folder);
    shop_close(&fixture->shop);
    free(fixture);
    return 0;
}

static enum status recall(struct fixture *fixture, int32_t first, int32_t last,
                          const char *const *names, size_t count,
                          struct str *ids)
{
    struct shop *shop = &fixture->shop;
    const struct recall recall = {.config = &shop->config,
                                  .ledger = &shop->ledger,
                                  .threads = 2,
                                  .first = first,
                                  .last = last};
    struct key *keys = arena_array(&shop->arena, struct key, count + 1);

    for (size_t i = 0; i < count; i++)
        keys[i] = key_of(str_of(names[i]));
    return recall_ids(&shop->arena, &shop->diag, &recall, keys, count, ids);
}

static const char *const names[] = {
    "a basket without order", "an order of October", "no such order there is",
    "the first, of November", "an order of December"};

static void long_ids_are_read_again(void **state)
{
    struct str ids[COUNT(names)];

    assert_int_equal(
        recall(*state, NOV(-60), NOV(60), names, COUNT(names), ids), OK);
    for (size_t i = 0; i < COUNT(names); i++)
        assert_true(str_equal(ids[i], i == 2 ? STR("") : str_of(names[i])));
}

/* What is not of these days is not read. */
static void files_of_other_days_are_left_alone(void **state)
{
    struct fixture *fixture = *state;
    struct str ids[COUNT(names)];

    put_file(fixture, "transactions-1.csv", "no transactions\n");
    put_file(fixture, "transactions-3.csv", "no transactions\n");
    assert_int_equal(recall(fixture, NOV(2), NOV(30), names, COUNT(names), ids),
                     OK);
    assert_true(str_equal(ids[0], str_of(names[0])));
    assert_true(str_equal(ids[3], str_of(names[3])));
    assert_int_equal(ids[1].len, 0);
    assert_int_equal(ids[4].len, 0);
}

static void a_file_that_cannot_be_read_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct str ids[COUNT(names)];

    put_file(fixture, "transactions-2.csv", "no transactions\n");
    assert_int_equal(recall(fixture, NOV(1), NOV(30), names, COUNT(names), ids),
                     BAD_DATA);
    fflush(fixture->shop.diag.out);
    assert_non_null(strstr(fixture->shop.told, "transactions-2.csv"));
}

static void of_nothing_nothing_is_read(void **state)
{
    struct fixture *fixture = *state;
    struct str none;

    put_file(fixture, "transactions-2.csv", "no transactions\n");
    assert_int_equal(recall(fixture, NOV(1), NOV(30), NULL, 0, &none), OK);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        IN_FOLDER(long_ids_are_read_again),
        IN_FOLDER(files_of_other_days_are_left_alone),
        IN_FOLDER(a_file_that_cannot_be_read_is_told),
        IN_FOLDER(of_nothing_nothing_is_read),
    };

    return cmocka_run_group_tests_name("fold/recall", tests, NULL, NULL);
}
