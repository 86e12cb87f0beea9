/*
 * customers THREADS ROWS FOLDER: write a workbook of so many made-up customers,
 * each of 30 columns, into the folder and read it back.  Prints cells, seconds
 * of writing, of reading back, those of processors, bytes, peak megabytes.
 */
#include "base/arena.h"
#include "deliver/verify_xlsx.h"
#include "render/workbook.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { COLUMNS = 30, DAY = 19700 };

static const char *const segments[] = {
    "Champions",   "Loyal Customers", "Potential Loyalists", "At Risk",
    "Hibernating", "New Customers",   "About to Sleep",      "Lost",
};

static const enum cell_kind kinds[COLUMNS] = {
    CELL_TEXT,  CELL_TEXT,  CELL_TEXT,  CELL_RANK,     CELL_RANK,  CELL_RANK,
    CELL_DATE,  CELL_DATE,  CELL_COUNT, CELL_RATIO,    CELL_FLAG,  CELL_FLAG,
    CELL_COUNT, CELL_COUNT, CELL_MONEY, CELL_MONEY,    CELL_MONEY, CELL_COUNT,
    CELL_COUNT, CELL_RATE,  CELL_RANK,  CELL_CHANGE,   CELL_RATE,  CELL_MONEY,
    CELL_TEXT,  CELL_RATE,  CELL_RATIO, CELL_QUANTITY, CELL_PRICE, CELL_TEXT,
};

/* Digits that look drawn by chance and are the same each time. */
static uint64_t draw(size_t row, size_t column)
{
    uint64_t value = (row * COLUMNS + column + 1) * 0x9E3779B97F4A7C15U;

    value = (value ^ (value >> 31)) * 0xBF58476D1CE4E5B9U;
    return value ^ (value >> 29);
}

static struct cell cell_of(enum cell_kind kind, uint64_t drawn)
{
    if (kind == CELL_TEXT)
        return cell_label(segments[drawn % COUNT(segments)]);
    if (kind == CELL_DATE)
        return cell_date(DAY - (int32_t)(drawn % 1100));
    if (kind == CELL_COUNT)
        return cell_count((int64_t)(drawn % 400));
    if (kind == CELL_RANK || kind == CELL_FLAG)
        return cell_integer(kind, (int64_t)(drawn % 2));
    if (kind == CELL_MONEY)
        return cell_integer(kind, (int64_t)(drawn % 900000) * 100);
    if (kind == CELL_QUANTITY)
        return cell_integer(kind, (int64_t)(drawn % 300) * 1000);
    return cell_real(kind, (double)(drawn % 1000003) / 1000003);
}

/* A thread asks for a row once it is done with the last. */
static void give(const void *source, size_t row, struct cell *cells)
{
    static _Thread_local char id[16];

    (void)source;
    snprintf(id, sizeof id, "C%08zu", row + 1);
    cells[0] = cell_text(str_of(id));
    for (size_t i = 1; i < COLUMNS; i++) {
        uint64_t drawn = draw(row, i);

        /* One cell in eight is not known. */
        if (drawn >> 61)
            cells[i] = cell_of(kinds[i], drawn);
    }
}

static struct table *make_table(struct arena *arena, size_t rows)
{
    struct column *columns = arena_array(arena, struct column, COLUMNS);
    struct table *table;

    for (size_t i = 0; i < COLUMNS; i++) {
        const char *name = str_format(arena, "column_%zu", i + 1).at;

        columns[i] = (struct column){name, name, kinds[i], SUM_NONE, NULL};
    }
    table = table_new(arena, "customers", "Customers", columns, COLUMNS);
    table_give(table, rows, give, NULL);
    table->is_personal = true;
    return table;
}

static struct str make_template(struct arena *arena)
{
    return str_format(arena,
                      "sheets:\n  - {sheet: Customers, kind: rows, table: "
                      "customers, freeze: 1}\n");
}

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One run: write, read back, and say how long that took. */
static enum status measure(struct arena *arena, struct diag *diag,
                           struct study *study,
                           struct workbook_options *options, const char *path)
{
    struct file_out out;
    struct file_mark mark = {0};
    struct rusage usage;
    struct workbook_tally tally;
    struct str none;
    double start = seconds(CLOCK_MONOTONIC), written, done;
    enum status status = file_begin(diag, path, &out);

    options->out = &out;
    if (status == OK)
        status = workbook_render(arena, diag, study, options, &none, &tally);
    written = seconds(CLOCK_MONOTONIC);
    if (status == OK)
        status =
            verify_xlsx_file(arena, diag, path, path, &tally, options->threads);
    done = seconds(CLOCK_MONOTONIC);
    status = file_end(diag, &out, 0600, status);
    file_look(path, &mark);
    getrusage(RUSAGE_SELF, &usage);
    if (status == OK)
        printf("%zu %.3f %.3f %.3f %" PRId64 " %ld\n",
               study->tables.items[0]->row_count * COLUMNS, written - start,
               done - written, seconds(CLOCK_PROCESS_CPUTIME_ID), mark.bytes,
               usage.ru_maxrss / 1024);
    return status;
}

int main(int count, char **arguments)
{
    struct arena arena = {0};
    struct diag diag = {.out = stderr};
    struct config config = {
        .company = {.name = STR("Harbour & Vale"), .currency = STR("AUD")}};
    struct ledger ledger;
    struct study study = {.config = &config, .ledger = &ledger};
    struct workbook_options options = {.version = STR("bench"), .created = 1};
    const char *path;
    enum status status;

    if (count != 4)
        return BAD_USAGE;
    arena_setup();
    ledger_init(&ledger, &arena);
    options.threads = strtoul(arguments[1], NULL, 10);
    options.folder = arguments[3];
    options.template = file_join(&arena, arguments[3], "customers.yaml");
    path = file_join(&arena, arguments[3], "customers.xlsx");
    tables_add(&study.tables,
               make_table(&arena, strtoul(arguments[2], NULL, 10)));
    status = file_make_folders(&arena, &diag, arguments[3]);
    remove(options.template);
    remove(path);
    if (status == OK)
        status =
            file_write(&diag, options.template, make_template(&arena), 0600);
    if (status == OK)
        status = measure(&arena, &diag, &study, &options, path);
    arena_free(&arena);
    return (int)status;
}
