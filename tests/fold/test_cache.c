#include "described.h"

#include "base/file.h"
#include "fold/pass.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

/* A folder of transactions, what is read of it, and the folder of the cache. */
struct intake {
    struct shop shop;
    char folder[64];
    char cache[96];
    bool without; /* the cache */
};

static const char head[] =
    "basket_id,timestamp,product_id,quantity,unit_price,store_id,customer_id\n";

static const char *path_of(struct intake *intake, const char *name)
{
    return file_join(&intake->shop.arena, intake->folder, name);
}

/* Let a file be so many seconds old. */
static void set_age(struct intake *intake, const char *name, time_t age)
{
    const struct timespec then = {.tv_sec = time(NULL) - age};

    assert_int_equal(utimensat(AT_FDCWD, path_of(intake, name),
                               (struct timespec[2]){then, then}, 0),
                     0);
}

static void put_text(struct intake *intake, const char *name, const char *text)
{
    FILE *file = fopen(path_of(intake, name), "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    set_age(intake, name, 100);
}

/* Rows of a file; some are damaged or set aside. */
static void put_rows(struct intake *intake, const char *name, unsigned seed)
{
    static const char *const tails[] = {
        "milk,2,1.50,N,ann\n",
        "bread,1,4.00,S,\n",
        "blocks,1,9.00,S,a-customer-with-a-long-id\n",
        "unheard of,1,4.00,S,bob\n",
        "petrol,one,4.00,S,bob\n\n",
        "cat,-1,4.00,N,cid\n",
    };
    struct text text = {.arena = &intake->shop.arena};

    text_add(&text, str_of(head));
    for (unsigned i = 0; i < 400; i++) {
        unsigned drawn = (seed = seed * 1664525u + 1013904223u) >> 8;

        text_addf(&text, "%u,2023-11-%02u 09:%02u,%s", drawn % 90,
                  1 + drawn % 28, drawn % 60, tails[drawn % COUNT(tails)]);
    }
    put_text(intake, name, text.at);
}

static int open_intake(void **state)
{
    struct intake *intake = calloc(1, sizeof *intake);

    shop_open(&intake->shop);
    shop_add_products(&intake->shop);
    intake->shop.diag.verbose = true;
    snprintf(intake->folder, sizeof intake->folder, "/tmp/report-cache-XXXXXX");
    *state = intake;
    if (!mkdtemp(intake->folder))
        return -1;
    snprintf(intake->cache, sizeof intake->cache, "%s/packs/.cache",
             intake->folder);
    put_rows(intake, "transactions-1.csv", 1);
    put_rows(intake, "transactions-2.csv", 2);
    put_rows(intake, "transactions-3.csv", 3);
    return 0;
}

static int close_intake(void **state)
{
    struct intake *intake = *state;

    file_remove_tree(&intake->shop.diag, intake->folder);
    shop_close(&intake->shop);
    free(intake);
    return 0;
}

/* All that a run leaves, said in words. */
static const char *run(struct intake *intake, size_t threads)
{
    struct shop *shop = &intake->shop;
    const struct pass pass = {.config = &shop->config,
                              .catalogue = &shop->catalogue,
                              .ledger = &shop->ledger,
                              .threads = threads,
                              .part = 3000,
                              .cache = intake->without ? NULL : intake->cache};
    struct book *book;

    rewind(shop->diag.out);
    ledger_init(&shop->ledger, &shop->arena);
    assert_int_equal(
        config_load(&shop->arena, &shop->diag, intake->folder, &shop->config),
        OK);
    assert_int_equal(pass_run(&shop->arena, &shop->diag, &pass, &book), OK);
    fflush(shop->diag.out);
    return str_format(&shop->arena, "%s%s", describe_book(&shop->arena, book),
                      describe_ledger(&shop->arena, &shop->ledger))
        .at;
}

/* A run takes so many files from the cache, and says what a full run does. */
static void assert_loads(struct intake *intake, size_t want)
{
    const char *got = run(intake, 2);
    const char *note = strstr(intake->shop.told, " files are in the cache");

    assert_non_null(note);
    while (note > intake->shop.told && note[-1] != ':')
        note--;
    assert_int_equal(strtoul(note, NULL, 10), want);
    intake->without = true;
    assert_same_text(got, run(intake, 2));
    intake->without = false;
}

static size_t count_states(const struct intake *intake)
{
    DIR *folder = opendir(intake->cache);
    const struct dirent *found;
    size_t count = 0;

    assert_non_null(folder);
    while ((found = readdir(folder)) != NULL)
        count += found->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void unchanged_files_are_not_read_again(void **state)
{
    struct intake *intake = *state;

    assert_loads(intake, 0);
    assert_loads(intake, 3);
    put_rows(intake, "transactions-4.csv", 4);
    assert_loads(intake, 3);
    assert_loads(intake, 4);
}

static void threads_change_nothing(void **state)
{
    struct intake *intake = *state;
    const char *want;

    intake->without = true;
    want = run(intake, 1);
    intake->without = false;
    for (size_t threads = 1; threads <= 4; threads++) {
        file_remove_tree(&intake->shop.diag, intake->cache);
        assert_same_text(run(intake, threads), want);
        for (size_t again = 1; again <= 4; again++)
            assert_same_text(run(intake, again), want);
    }
}

/* Put a byte in place of another, and let the file be as old as it was. */
static void change_byte(struct intake *intake, off_t at)
{
    const char *path = path_of(intake, "transactions-2.csv");
    struct stat about;
    FILE *file = fopen(path, "r+");
    int byte;

    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &about), 0);
    at = at < 0 ? about.st_size + at : at;
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    byte = fgetc(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    fputc(byte == '1' ? '2' : '1', file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(
        utimensat(AT_FDCWD, path,
                  (struct timespec[2]){about.st_atim, about.st_mtim}, 0),
        0);
}

static void a_byte_is_noticed_though_size_and_time_are_kept(void **state)
{
    struct intake *intake = *state;

    assert_loads(intake, 0);
    change_byte(intake, sizeof head - 1);
    assert_loads(intake, 2);
    change_byte(intake, -3); /* of the last row's customer */
    assert_loads(intake, 2);
    assert_loads(intake, 3);
}

static void another_configuration_reads_all_again(void **state)
{
    struct intake *intake = *state;

    assert_loads(intake, 0);
    put_text(intake, "report.yaml", "customers:\n  anonymous_ids: [bob]\n");
    assert_loads(intake, 0);
    assert_loads(intake, 3);
    put_text(intake, "report.yaml", "customers:\n  anonymous_ids: [ann]\n");
    assert_loads(intake, 0);
}

static void another_cost_reads_again_who_sold_it(void **state)
{
    struct intake *intake = *state;
    struct text text = {.arena = &intake->shop.arena};

    text_add(&text, str_of(head));
    text_add(&text, STR("1,2023-11-05 10:00,bread,1,4.00,S,\n"));
    put_text(intake, "transactions-9.csv", text.at);
    assert_loads(intake, 0);
    assert_loads(intake, 4);
    intake->shop.catalogue.products[1].unit_cost += 100; /* of milk */
    assert_loads(intake, 1);
    assert_loads(intake, 4);
}

static void states_go_with_their_files(void **state)
{
    struct intake *intake = *state;

    assert_loads(intake, 0);
    assert_int_equal(count_states(intake), 3);
    assert_int_equal(unlink(path_of(intake, "transactions-1.csv")), 0);
    assert_loads(intake, 2);
    assert_int_equal(count_states(intake), 2);
    assert_int_equal(rename(path_of(intake, "transactions-2.csv"),
                            path_of(intake, "transactions-5.csv")),
                     0);
    assert_loads(intake, 1);
    assert_int_equal(count_states(intake), 2);
    assert_loads(intake, 2);
}

static void states_are_for_their_owner(void **state)
{
    struct intake *intake = *state;
    struct stat about;
    DIR *folder;
    const struct dirent *found;

    assert_loads(intake, 0);
    assert_int_equal(stat(intake->cache, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    folder = opendir(intake->cache);
    assert_non_null(folder);
    while ((found = readdir(folder)) != NULL) {
        if (found->d_name[0] == '.')
            continue;
        assert_int_equal(fstatat(dirfd(folder), found->d_name, &about, 0), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
    closedir(folder);
}

/* Do something to each state; `how` is given its open file and size. */
static void damage(const struct intake *intake, void (*how)(int file, off_t))
{
    DIR *folder = opendir(intake->cache);
    const struct dirent *found;

    assert_non_null(folder);
    while ((found = readdir(folder)) != NULL) {
        struct stat about;
        int file;

        if (found->d_name[0] == '.')
            continue;
        file = openat(dirfd(folder), found->d_name, O_RDWR);
        assert_true(file >= 0);
        assert_int_equal(fstat(file, &about), 0);
        how(file, about.st_size);
        close(file);
    }
    closedir(folder);
}

static void change_middle(int file, off_t size)
{
    char byte;

    assert_int_equal(pread(file, &byte, 1, size / 2), 1);
    byte ^= 4;
    assert_int_equal(pwrite(file, &byte, 1, size / 2), 1);
}

static void cut(int file, off_t size)
{
    assert_int_equal(ftruncate(file, size / 2), 0);
}

static void empty(int file, off_t size)
{
    (void)size;
    assert_int_equal(ftruncate(file, 0), 0);
}

static void damaged_states_are_made_again(void **state)
{
    static void (*const ways[])(int, off_t) = {change_middle, cut, empty};
    struct intake *intake = *state;

    assert_loads(intake, 0);
    for (size_t i = 0; i < COUNT(ways); i++) {
        damage(intake, ways[i]);
        assert_loads(intake, 0);
        assert_loads(intake, 3);
    }
}

static void a_file_that_was_just_written_is_not_kept(void **state)
{
    struct intake *intake = *state;

    set_age(intake, "transactions-2.csv", 0);
    assert_loads(intake, 0);
    assert_loads(intake, 2);
    assert_int_equal(count_states(intake), 2);
    set_age(intake, "transactions-2.csv", 10);
    assert_loads(intake, 2);
    assert_loads(intake, 3);
}

static void what_cannot_be_kept_is_no_error(void **state)
{
    struct intake *intake = *state;

    snprintf(intake->cache, sizeof intake->cache, "%s/transactions-1.csv/in",
             intake->folder);
    run(intake, 2);
    assert_non_null(strstr(intake->shop.told, "could not keep"));
    assert_int_equal(intake->shop.diag.errors, 0);
    assert_loads(intake, 0);
}

static void a_file_that_fails_is_not_kept(void **state)
{
    struct intake *intake = *state;
    struct shop *shop = &intake->shop;
    const struct pass pass = {.config = &shop->config,
                              .catalogue = &shop->catalogue,
                              .ledger = &shop->ledger,
                              .cache = intake->cache};
    struct book *book;

    put_text(intake, "transactions-2.csv", "basket_id,quantity\n");
    for (size_t i = 0; i < 2; i++) {
        ledger_init(&shop->ledger, &shop->arena);
        assert_int_equal(config_load(&shop->arena, &shop->diag, intake->folder,
                                     &shop->config),
                         OK);
        assert_int_equal(pass_run(&shop->arena, &shop->diag, &pass, &book),
                         BAD_DATA);
    }
    assert_false(file_exists(intake->cache));
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_intake, close_intake)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(unchanged_files_are_not_read_again),
        TEST(threads_change_nothing),
        TEST(a_byte_is_noticed_though_size_and_time_are_kept),
        TEST(another_configuration_reads_all_again),
        TEST(another_cost_reads_again_who_sold_it),
        TEST(states_go_with_their_files),
        TEST(states_are_for_their_owner),
        TEST(damaged_states_are_made_again),
        TEST(a_file_that_was_just_written_is_not_kept),
        TEST(what_cannot_be_kept_is_no_error),
        TEST(a_file_that_fails_is_not_kept),
    };

    return cmocka_run_group_tests_name("fold/cache", tests, NULL, NULL);
}
