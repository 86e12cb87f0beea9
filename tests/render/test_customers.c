#include "study.h"

#include <sys/resource.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* A workbook of customers that is written to a file. */
struct shelf {
    struct fixture *fixture;
    char folder[32];
    const char *path;
    const char *template;
    struct file_out out;
};

enum {
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_SINCE,
    COLUMN_NET,
    COLUMN_SHARE,
    COLUMN_RISK,
    COLUMN_HOLDOUT,
};
/* The contents come before it. */
enum { CUSTOMERS = 1 };

static const struct column customer_columns[] = {
    [COLUMN_ID] = {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    [COLUMN_NAME] = {"name", "Name", CELL_TEXT, SUM_NONE, "as it was given"},
    [COLUMN_SINCE] = {"since", "Since", CELL_DATE, SUM_NONE, NULL},
    [COLUMN_NET] = {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    [COLUMN_SHARE] = {"share", "Share", CELL_RATE, SUM_NONE, NULL},
    [COLUMN_RISK] = {"at_risk", "At risk", CELL_FLAG, SUM_NONE, NULL},
    [COLUMN_HOLDOUT] = {"holdout", "Held out", CELL_FLAG, SUM_NONE, NULL},
    {"postcode", "Postcode", CELL_TEXT, SUM_NONE, NULL},
};

static const char template_text[] =
    "tabs: {customers: \"7FA9BA\"}\n"
    "sheets:\n"
    "  - {sheet: Contents, kind: contents, title: lists}\n"
    "  - sheet: Customers\n"
    "    kind: rows\n"
    "    table: customers\n"
    "    tab: customers\n"
    "    freeze: 1\n"
    "    question: Who are they?\n"
    "    title: Every customer\n"
    "    columns:\n"
    "      - {column: customer_id, group: Customer}\n"
    "      - {column: name, group: Customer}\n"
    "      - {column: postcode, group: Customer}\n"
    "      - {column: since, group: Spend}\n"
    "      - {column: net_sales, group: Spend, show: bar}\n"
    "      - {column: share, group: Spend}\n"
    "      - {column: at_risk, show: yes bad}\n"
    "      - {column: holdout, show: yes noted}\n"
    "  - {sheet: Suspects, kind: rows, table: suspects, tab: customers}\n";

static const char *const hostile[] = {
    "=cmd|'/c calc'!A1", "@SUM(1)", "+1",          "https://a.b/c",
    "_x0041_",           "Caf\xE9", "<b> & \"q\"", "a\nb",
};

/* Rows are made when they are asked for, in one place of each thread. */
static void give_customer(const void *source, size_t row, struct cell *cells)
{
    static _Thread_local char id[16];

    (void)source;
    snprintf(id, sizeof id, "%07zu", row + 1);
    cells[COLUMN_ID] = cell_text(str_of(id));
    cells[COLUMN_NAME] = cell_label(hostile[row % COUNT(hostile)]);
    cells[COLUMN_SINCE] = cell_date(row % 2 ? START : DATE_NONE);
    cells[COLUMN_NET] = money(10001 * (int64_t)row);
    if (row > 0)
        cells[COLUMN_SHARE] = cell_real(CELL_RATE, 1.0 / (double)row);
    cells[COLUMN_RISK] = cell_integer(CELL_FLAG, row % 3 == 1);
    cells[COLUMN_HOLDOUT] = cell_integer(CELL_FLAG, row % 10 == 9);
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

static struct str part(struct shelf *shelf, const char *name)
{
    return book_part(&shelf->fixture->arena, shelf->fixture->bytes, name);
}

static void a_row_is_written_for_each_of_the_table(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_int_equal(shelf->fixture->tally.count, 2);
    /* Band to head, then a row each. */
    assert_int_equal(book_count(customers, "<row "), 7 + 40);
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].rows, 47);
    assert_holds(customers, "<dimension ref=\"A1:H47\"/>");
    assert_holds(customers, "<t>0000001</t>");
    assert_holds(customers, "<t>0000040</t>");
    /* Link, kicker, title, subtitle, 2 groups, 7 heads; 5 cells a row, a date
     * in each second, a share in all but the first. */
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].cells,
                     13 + 40 * 5 + 20 + 39);
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
    assert_int_equal(book_count(customers, "<t>Yes</t>"), 1);
    assert_int_equal(book_count(customers, "<t>No</t>"), 3 + 4);
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].sum_count, 1);
    assert_int_equal(shelf->fixture->tally.sheets[CUSTOMERS].sums[0].money,
                     10001 * (1 + 2 + 3));
}

static void an_unknown_value_is_a_blank_and_an_unknown_column_none(void **state)
{
    struct shelf *shelf = *state;
    struct str customers, strings;

    add_customers(shelf, 1);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    strings = part(shelf, "xl/sharedStrings.xml");
    assert_holds(strings, "<t>Name</t>");
    assert_holds(strings, "<t>Net sales</t>");
    assert_int_equal(book_count(strings, "<t>Postcode</t>"), 0);
    assert_int_equal(book_count(strings, "<t>Since</t>"), 0);
    assert_int_equal(book_count(strings, "<t>Share</t>"), 0);
    assert_int_equal(book_count(customers, "nan"), 0);
}

static void hostile_names_stay_text(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, COUNT(hostile));
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_int_equal(book_count(customers, "<f>"), 0);
    /* The one back to the contents. */
    assert_int_equal(book_count(customers, "<hyperlink "), 1);
    assert_holds(customers, "<t>=cmd|'/c calc'!A1</t>");
    assert_holds(customers, "<t>_x005F_x0041_</t>");
    assert_holds(customers, "<t>Caf\xEF\xBF\xBD</t>");
    assert_holds(customers, "<t>&lt;b&gt; &amp; \"q\"</t>");
}

static void heads_are_frozen_filtered_grouped_and_explained(void **state)
{
    struct shelf *shelf = *state;
    struct str customers, strings;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    strings = part(shelf, "xl/sharedStrings.xml");
    assert_holds(customers, "<pane xSplit=\"2\" ySplit=\"7\"");
    assert_holds(customers, "<autoFilter ref=\"B7:H47\"/>");
    assert_int_equal(book_count(strings, "<t>Customer</t>"), 1);
    assert_int_equal(book_count(strings, "<t>Spend</t>"), 1);
    assert_holds(part(shelf, "xl/comments1.xml"), "as it was given");
    assert_holds(part(shelf, "xl/comments1.xml"), "ref=\"C7\"");
    assert_holds(customers, "<ignoredError sqref=\"B8:B47 C8:C47\"");
    assert_holds(part(shelf, "xl/workbook.xml"),
                 "localSheetId=\"1\">Customers!$1:$7<");
}

static void flags_and_amounts_stand_out(void **state)
{
    struct shelf *shelf = *state;
    struct str customers;

    add_customers(shelf, 40);
    write_right(shelf);
    customers = sheet(shelf->fixture, "Customers");
    assert_holds(customers, "<conditionalFormatting sqref=\"G8:G47\">");
    assert_holds(customers, "<formula>$G8=\"Yes\"</formula>");
    assert_holds(customers, "<formula>$H8=\"Yes\"</formula>");
    assert_holds(customers, "<conditionalFormatting sqref=\"E8:E47\"><cfRule "
                            "type=\"dataBar\"");
    assert_holds(customers, "<cfvo type=\"percentile\" val=\"99\"/>");
}

static void contents_tell_of_the_lists(void **state)
{
    struct shelf *shelf = *state;
    struct str contents, strings;

    add_customers(shelf, 40);
    shelf->fixture->options.rows_most = 25;
    write_right(shelf);
    contents = sheet(shelf->fixture, "Contents");
    strings = part(shelf, "xl/sharedStrings.xml");
    assert_holds(contents, "<v>25</v>");
    assert_holds(contents, "<v>15</v>");
    assert_holds(contents, "location=\"'Customers'!$A$1\"");
    assert_holds(contents, "location=\"'Customers (2)'!$A$1\"");
    assert_holds(strings, "<t>Who are they?</t>");
    assert_holds(strings, "Tide Rewards · lists</t>");
    assert_holds(strings, "<t>As of</t>");
    assert_int_equal(book_count(strings, "<t>Previous</t>"), 0);
}

static void a_list_goes_on_in_the_next_sheet(void **state)
{
    struct shelf *shelf = *state;

    add_customers(shelf, 40);
    shelf->fixture->options.rows_most = 15;
    write_right(shelf);
    assert_int_equal(shelf->fixture->tally.count, 4);
    assert_holds(sheet(shelf->fixture, "Customers"), "<t>0000015</t>");
    assert_holds(sheet(shelf->fixture, "Customers (2)"), "<t>0000016</t>");
    assert_holds(part(shelf, "xl/sharedStrings.xml"), "(continued)");
    assert_holds(sheet(shelf->fixture, "Customers (3)"), "<t>0000040</t>");
    assert_int_equal(
        book_count(sheet(shelf->fixture, "Customers (3)"), "<row "), 7 + 10);
}

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
    assert_holds(((struct str){fixture->said + before,
                               fixture->said_len - before}),
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
                 "a sheet of kind 'summary' where all are of 'rows' or "
                 "'contents'");
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
        ON_A_SHELF(flags_and_amounts_stand_out),
        ON_A_SHELF(contents_tell_of_the_lists),
        ON_A_SHELF(a_list_goes_on_in_the_next_sheet),
        ON_A_SHELF(threads_do_not_change_a_byte),
        ON_A_SHELF(nothing_is_left_in_the_folder),
        ON_A_SHELF(a_folder_that_is_full_is_told),
        ON_A_SHELF(a_folder_that_is_not_there_is_told),
        ON_A_SHELF(a_file_that_takes_no_more_is_told),
        ON_A_SHELF(a_damaged_file_is_told),
        ON_A_SHELF(a_flipped_byte_is_told),
        ON_A_SHELF(no_rows_at_all_are_told),
        ON_A_SHELF(a_sheet_of_another_kind_is_told),
    };

    return cmocka_run_group_tests_name("render/customers", tests, NULL, NULL);
}
