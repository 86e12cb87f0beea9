#include "shelf.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Several turns of blocks, the last of them not full. */
static void threads_do_not_change_a_byte(void **state)
{
    struct shelf *shelf = *state;
    struct str first;

    add_customers(shelf, 12345);
    shelf->fixture->options.threads = 1;
    write_right(shelf);
    first = shelf->fixture->bytes;
    for (size_t threads = 2; threads < 6; threads++) {
        assert_int_equal(unlink(shelf->path), 0);
        shelf->fixture->options.threads = threads;
        write_right(shelf);
        assert_true(str_equal(first, shelf->fixture->bytes));
    }
}

static void nothing_is_left_in_the_folder(void **state)
{
    struct shelf *shelf = *state;

    add_customers(shelf, 40);
    write_right(shelf);
    assert_int_equal(unlink(shelf->path), 0);
    assert_int_equal(unlink(shelf->template), 0);
    assert_int_equal(rmdir(shelf->folder), 0);
}

/* More rows by ten times: the memory in use at the most stays as it was. */
static void rows_take_no_memory(void **state)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    enum { SLACK_KB = 8192 };
    struct shelf *shelf = *state;
    struct rusage before, after;

    add_customers(shelf, 5000);
    assert_int_equal(write_book(shelf), OK);
    assert_int_equal(unlink(shelf->path), 0);
    getrusage(RUSAGE_SELF, &before);
    shelf->fixture->study.tables.items[0]->row_count = 150000;
    assert_int_equal(write_book(shelf), OK);
    assert_int_equal(verify_book(shelf), OK);
    getrusage(RUSAGE_SELF, &after);
    assert_true(after.ru_maxrss < before.ru_maxrss + SLACK_KB);
#else
    (void)state;
#endif
}

static void assert_lost(struct shelf *shelf, const char *what)
{
    assert_int_equal(write_book(shelf), IO_FAILED);
    assert_holds(str_of(shelf->fixture->said), what);
    assert_int_equal(book_count(str_of(shelf->fixture->said), "\n"), 1);
}

static void a_folder_that_is_full_is_told(void **state)
{
    struct shelf *shelf = *state;
    struct rlimit limit, tight;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);

    add_customers(shelf, 50000);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    tight = limit;
    tight.rlim_cur = 65536;
    setrlimit(RLIMIT_FSIZE, &tight);
    assert_int_equal(write_book(shelf), IO_FAILED);
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, handler);
    assert_holds(str_of(shelf->fixture->said),
                 "error: could not write a temporary file in '/tmp/customers-");
    assert_int_equal(book_count(str_of(shelf->fixture->said), "\n"), 1);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    struct shelf *shelf = *state;

    add_customers(shelf, 5);
    shelf->fixture->options.folder = "/nowhere";
    assert_lost(shelf, "error: could not make a temporary file in '/nowhere': "
                       "No such file or directory");
}

static void a_file_that_takes_no_more_is_told(void **state)
{
    struct shelf *shelf = *state;
    struct fixture *fixture = shelf->fixture;

    add_customers(shelf, 5000);
    shelf->out = (struct file_out){"full", open("/dev/full", O_WRONLY)};
    assert_int_equal(render(fixture), IO_FAILED);
    close(shelf->out.handle);
    fflush(fixture->diag.out);
    assert_holds(str_of(fixture->said),
                 "error: could not write 'full': No space left on device");
    assert_int_equal(book_count(str_of(fixture->said), "\n"), 1);
}

static void assert_damage(struct shelf *shelf, const char *what)
{
    struct fixture *fixture = shelf->fixture;
    size_t before = fixture->said_len;

    assert_int_equal(verify_book(shelf), IO_FAILED);
    assert_holds(
        ((struct str){fixture->said + before, fixture->said_len - before}),
        what);
}

static void a_damaged_file_is_told(void **state)
{
    struct shelf *shelf = *state;
    struct sheet_tally *tally;

    add_customers(shelf, 5000);
    assert_int_equal(write_book(shelf), OK);
    tally = &shelf->fixture->tally.sheets[CUSTOMERS];
    tally->cells++;
    assert_damage(shelf, "values, not ");
    tally->cells--;
    tally->body->cells--;
    assert_damage(shelf, "values in its rows, not ");
    tally->body->cells++;
    tally->sums[0].money++;
    assert_damage(shelf, "rows 8 to 5007 of column 5 add up to ");
    tally->sums[0].money--;
    tally->body->first_row++;
    assert_damage(shelf, "sheet 'Customers' has a wrong row 9");
    tally->body->first_row--;
    assert_int_equal(verify_book(shelf), OK);
    assert_int_equal(truncate(shelf->path, 20000), 0);
    assert_damage(shelf, "no zip archive");
}

/* Any one byte that is other than it was in what is packed. */
static void a_flipped_byte_is_told(void **state)
{
    struct shelf *shelf = *state;
    struct str bytes;
    size_t told = 0, tries = 0;

    add_customers(shelf, 1500);
    assert_int_equal(write_book(shelf), OK);
    assert_int_equal(chmod(shelf->path, 0600), 0);
    bytes = whole_file(shelf);
    for (size_t at = 0; at < bytes.len; at += 211) {
        int file = open(shelf->path, O_WRONLY);
        char byte = (char)(bytes.at[at] ^ 0x10);

        assert_int_equal(pwrite(file, &byte, 1, (off_t)at), 1);
        told += verify_book(shelf) != OK;
        assert_int_equal(pwrite(file, bytes.at + at, 1, (off_t)at), 1);
        close(file);
        tries++;
    }
    assert_int_equal(verify_book(shelf), OK);
    /* Times of entries are not looked at. */
    assert_true(tries > 100 && told * 50 > tries * 49);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_SHELF(rows_take_no_memory),
        ON_A_SHELF(threads_do_not_change_a_byte),
        ON_A_SHELF(nothing_is_left_in_the_folder),
        ON_A_SHELF(a_folder_that_is_full_is_told),
        ON_A_SHELF(a_folder_that_is_not_there_is_told),
        ON_A_SHELF(a_file_that_takes_no_more_is_told),
        ON_A_SHELF(a_damaged_file_is_told),
        ON_A_SHELF(a_flipped_byte_is_told),
    };

    return cmocka_run_group_tests_name("render/body", tests, NULL, NULL);
}
