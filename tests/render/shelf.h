/*
 * shelf.h - a workbook of made-up customers that is written to a file in a
 * folder of its own.
 */
#ifndef REPORT_TESTS_RENDER_SHELF_H
#define REPORT_TESTS_RENDER_SHELF_H

#include "study.h"

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
static inline void give_customer(const void *source, size_t row,
                                 struct cell *cells)
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

static inline void add_customers(struct shelf *shelf, size_t count)
{
    struct fixture *fixture = shelf->fixture;
    struct table *table = table_new(&fixture->arena, "customers", "Customers",
                                    customer_columns, COUNT(customer_columns));

    table_give(table, count, give_customer, NULL);
    table->is_personal = true;
    tables_add(&fixture->study.tables, table);
}

static inline int open_shelf(void **state)
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

static inline int close_shelf(void **state)
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
static inline enum status write_book(struct shelf *shelf)
{
    struct diag *diag = &shelf->fixture->diag;
    enum status status = file_begin(diag, shelf->path, &shelf->out);

    if (status == OK)
        status = render(shelf->fixture);
    status = file_end(diag, &shelf->out, 0600, status);
    fflush(diag->out);
    return status;
}

static inline enum status verify_book(struct shelf *shelf)
{
    struct fixture *fixture = shelf->fixture;
    enum status status =
        verify_xlsx_file(&fixture->arena, &fixture->diag, "customers.xlsx",
                         shelf->path, &fixture->tally, 2);

    fflush(fixture->diag.out);
    return status;
}

static inline struct str whole_file(struct shelf *shelf)
{
    struct str bytes;

    assert_int_equal(file_read(&shelf->fixture->arena, &shelf->fixture->diag,
                               shelf->path, &bytes),
                     OK);
    return bytes;
}

/* Write and verify it; the XML of a sheet of it by its name. */
static inline void write_right(struct shelf *shelf)
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

static inline struct str part(struct shelf *shelf, const char *name)
{
    return book_part(&shelf->fixture->arena, shelf->fixture->bytes, name);
}

#define ON_A_SHELF(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_shelf, close_shelf)

#endif
