#include "study.h"

#include <sys/resource.h>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A workbook of customers that is written to a file. */
struct shelf {
    struct fixture *fixture;
    char folder[32];
    const char *path;
    const char *template;
    struct file_out out;
};

enum { COLUMN_ID, COLUMN_NAME, COLUMN_SINCE, COLUMN_NET, COLUMN_SHARE };

static const struct column customer_columns[] = {
    [COLUMN_ID] = {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    [COLUMN_NAME] = {"name", "Name", CELL_TEXT, SUM_NONE, "as it was given"},
    [COLUMN_SINCE] = {"since", "Since", CELL_DATE, SUM_NONE, NULL},
    [COLUMN_NET] = {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    [COLUMN_SHARE] = {"share", "Share", CELL_RATE, SUM_NONE, NULL},
    {"postcode", "Postcode", CELL_TEXT, SUM_NONE, NULL},
};

static const char template_text[] =
    "tabs: {customers: \"7FA9BA\"}\n"
    "sheets:\n"
    "  - sheet: Customers\n"
    "    kind: rows\n"
    "    table: customers\n"
    "    tab: customers\n"
    "    freeze: 1\n"
    "    title: Every customer\n"
    "    columns:\n"
    "      - {column: customer_id, group: Customer}\n"
    "      - {column: name, group: Customer}\n"
    "      - {column: postcode, group: Customer}\n"
    "      - {column: since, group: Spend}\n"
    "      - {column: net_sales, group: Spend}\n"
    "      - {column: share, group: Spend}\n"
    "  - {sheet: Suspects, kind: rows, table: suspects, tab: customers}\n";

static const char *const hostile[] = {
    "=cmd|'/c calc'!A1", "@SUM(1)", "+1",          "https://a.b/c",
    "_x0041_",           "Caf\xE9", "<b> & \"q\"", "a\nb",
};

/* Rows are made when they are asked for, in one place. */
static void give_customer(const void *source, size_t row, struct cell *cells)
{
    static char id[16];

    (void)source;
    snprintf(id, sizeof id, "%07zu", row + 1);
    cells[COLUMN_ID] = cell_text(str_of(id));
    cells[COLUMN_NAME] = cell_label(hostile[row % COUNT(hostile)]);
    cells[COLUMN_SINCE] = cell_date(row % 2 ? START : DATE_NONE);
    cells[COLUMN_NET] = money(10001 * (int64_t)row);
    if (row > 0)
        cells[COLUMN_SHARE] = cell_real(CELL_RATE, 1.0 / (double)row);
}

static void add_customers(struct shelf *shelf, size_t count)
{
    struct fixture *fixture = shelf->fixture;
    struct table *table = table_new(&fixture->arena, "customers", "Customers",
                                    customer_columns, COUNT(customer_columns));

    table_give(table, count, give_customer, NULL);
    table->is_personal = true;
    tables_add(&fixture->study.tables, table);
}

static int open_shelf(void **state)
{
    struct shelf *shelf = calloc(1, sizeof *shelf);
    struct arena *arena;
    void *fixture;

    open_study(&fixture);
    shelf->fixture = fixture;
    arena = &shelf->fixture->arena;
    strcpy(shelf->folder, "/tmp/customers-XXXXXX");
    assert_non_null(mkdtemp(shelf->folder));
    shelf->path = file_join(arena, shelf->folder, "customers.xlsx");
    shelf->template = file_join(arena, shelf->folder, "customers.yaml");
    assert_int_equal(file_write(&shelf->fixture->diag, shelf->template,
                                str_of(template_text), 0600),
                     OK);
    shelf->fixture->options.template = shelf->template;
    shelf->fixture->options.folder = shelf->folder;
    shelf->fixture->options.out = &shelf->out;
    *state = shelf;
    return 0;
}

static int close_shelf(void **state)
{
    struct shelf *shelf = *state;
    void *fixture = shelf->fixture;

    assert_int_equal(file_remove_tree(&shelf->fixture->diag, shelf->folder),
                     OK);
    close_study(&fixture);
    free(shelf);
    return 0;
}

/* Write it, and say how that went. */
static enum status write_book(struct shelf *shelf)
{
    struct diag *diag = &shelf->fixture->diag;
    enum status status = file_begin(diag, shelf->path, &shelf->out);

    if (status == OK)
        status = render(shelf->fixture);
    status = file_end(diag, &shelf->out, 0600, status);
    fflush(diag->out);
    return status;
}

static enum status verify_book(struct shelf *shelf)
{
    struct fixture *fixture = shelf->fixture;
    enum status status =
        verify_xlsx_file(&fixture->arena, &fixture->diag, "customers.xlsx",
                         shelf->path, &fixture->tally, 2);

    fflush(fixture->diag.out);
    return status;
}

static struct str whole_file(struct shelf *shelf)
{
    struct str bytes;

    assert_int_equal(file_read(&shelf->fixture->arena, &shelf->fixture->diag,
                               shelf->path, &bytes),
                     OK);
    return bytes;
}

/* Write and verify it; the XML of a sheet of it by its name. */
static void write_right(struct shelf *shelf)
{
    enum status status = write_book(shelf);

    if (status == OK)
        status = verify_book(shelf);
    if (status != OK)
        print_error("%s", shelf->fixture->said);
    assert_int_equal(status, OK);
    assert_int_equal(shelf->fixture->bytes.len, 0);
    shelf->fixture->bytes = whole_file(shelf);
}

static void a_row_is_written_for_each_of_the_table(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_int_equal(shelf->fixture->tally.count, 1);
    /* Band to head, then a row each. */
    assert_int_equal(book_count(customers, "<row "), 7 + 40);
    assert_int_equal(shelf->fixture->tally.sheets[0].rows, 47);
    assert_holds(customers, "<t>0000001</t>");
    assert_holds(customers, "<t>0000040</t>");
    /* Kicker, title, subtitle, 2 groups, 5 heads; 3 cells a row, a date in each
     * second, a share in all but the first. */
    assert_int_equal(shelf->fixture->tally.sheets[0].cells,
                     10 + 40 * 3 + 20 + 39);
}

static void cells_are_typed(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 4);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    /* Row 9 is the second customer: the day, 1.0001 and 1 / 1. */
    assert_holds(customers, "<c r=\"D9\" s=\"");
    assert_holds(customers, "\"><v>44869</v></c>");
    assert_holds(customers, "\"><v>1.0001</v></c>");
    assert_holds(customers, "\"><v>0.3333333333333333</v></c>");
    assert_int_equal(shelf->fixture->tally.sheets[0].sum_count, 1);
    assert_int_equal(shelf->fixture->tally.sheets[0].sums[0].money,
                     10001 * (1 + 2 + 3));
}

static void an_unknown_value_is_a_blank_and_an_unknown_column_none(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 1);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_holds(customers, "<t>Name</t>");
    assert_holds(customers, "<t>Net sales</t>");
    assert_int_equal(book_count(customers, "<t>Postcode</t>"), 0);
    assert_int_equal(book_count(customers, "<t>Since</t>"), 0);
    assert_int_equal(book_count(customers, "<t>Share</t>"), 0);
    assert_int_equal(book_count(customers, "NAN"), 0);
}

static void hostile_names_stay_text(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, COUNT(hostile));
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_int_equal(book_count(customers, "<f>"), 0);
    assert_int_equal(book_count(customers, "<hyperlink"), 0);
    assert_holds(customers, "<t>=cmd|'/c calc'!A1</t>");
    assert_holds(customers, "<t>_x005F_x0041_</t>");
    assert_holds(customers, "<t>Caf\xEF\xBF\xBD</t>");
    assert_holds(customers, "<t>&lt;b&gt; &amp; \"q\"</t>");
}

static void heads_are_frozen_filtered_grouped_and_explained(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_holds(customers, "<pane xSplit=\"2\" ySplit=\"7\"");
    assert_holds(customers, "<autoFilter ref=\"B7:F47\"/>");
    assert_int_equal(book_count(customers, "<t>Customer</t>"), 2);
    assert_int_equal(book_count(customers, "<t>Spend</t>"), 1);
    assert_holds(customers, "prompt=\"as it was given\" sqref=\"C7\"");
    assert_holds(customers, "<ignoredError sqref=\"B8:B47 C8:C47\"");
}

static void a_list_goes_on_in_the_next_sheet(void **state)
{
    struct shelf *shelf = *state;

    add_customers(shelf, 40);
    shelf->fixture->options.rows_most = 15;
    write_right(shelf);
    assert_int_equal(shelf->fixture->tally.count, 3);
    assert_holds(sheet(shelf->fixture, "Customers"), "<t>0000015</t>");
    assert_holds(sheet(shelf->fixture, "Customers (2)"), "<t>0000016</t>");
    assert_holds(sheet(shelf->fixture, "Customers (2)"), "(continued)");
    assert_holds(sheet(shelf->fixture, "Customers (3)"), "<t>0000040</t>");
    assert_int_equal(
        book_count(sheet(shelf->fixture, "Customers (3)"), "<row "), 7 + 10);
}

static void the_same_study_gives_the_same_bytes(void **state)
{
    struct shelf *shelf = *state;
    struct str first;

    add_customers(shelf, 1000);
    write_right(shelf);
    first = shelf->fixture->bytes;
    assert_int_equal(unlink(shelf->path), 0);
    write_right(shelf);
    assert_true(str_equal(first, shelf->fixture->bytes));
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

    add_customers(shelf, 5000);
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

static void a_damaged_file_is_told(void **state)
{
    struct shelf *shelf = *state;

    add_customers(shelf, 5000);
    assert_int_equal(write_book(shelf), OK);
    shelf->fixture->tally.sheets[0].cells++;
    assert_int_equal(verify_book(shelf), IO_FAILED);
    assert_holds(str_of(shelf->fixture->said), "values, not ");
    assert_int_equal(truncate(shelf->path, 20000), 0);
    assert_int_equal(verify_book(shelf), IO_FAILED);
    assert_holds(str_of(shelf->fixture->said), "no zip archive");
}

static void no_rows_at_all_are_told(void **state)
{
    assert_int_equal(write_book(*state), BAD_DATA);
    assert_holds(str_of(((struct shelf *)*state)->fixture->said),
                 "customers.yaml: error: no sheet has rows");
}

static void a_sheet_of_another_kind_is_told(void **state)
{
    struct shelf *shelf = *state;

    shelf->fixture->options.template = "templates/workbook.yaml";
    assert_int_equal(write_book(shelf), BAD_DATA);
    assert_holds(str_of(shelf->fixture->said),
                 "a sheet of kind 'contents' where all are of 'rows'");
}

#define ON_A_SHELF(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_shelf, close_shelf)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_SHELF(rows_take_no_memory),
        ON_A_SHELF(a_row_is_written_for_each_of_the_table),
        ON_A_SHELF(cells_are_typed),
        ON_A_SHELF(an_unknown_value_is_a_blank_and_an_unknown_column_none),
        ON_A_SHELF(hostile_names_stay_text),
        ON_A_SHELF(heads_are_frozen_filtered_grouped_and_explained),
        ON_A_SHELF(a_list_goes_on_in_the_next_sheet),
        ON_A_SHELF(the_same_study_gives_the_same_bytes),
        ON_A_SHELF(nothing_is_left_in_the_folder),
        ON_A_SHELF(a_folder_that_is_full_is_told),
        ON_A_SHELF(a_folder_that_is_not_there_is_told),
        ON_A_SHELF(a_file_that_takes_no_more_is_told),
        ON_A_SHELF(a_damaged_file_is_told),
        ON_A_SHELF(no_rows_at_all_are_told),
        ON_A_SHELF(a_sheet_of_another_kind_is_told),
    };

    return cmocka_run_group_tests_name("render/customers", tests, NULL, NULL);
}
