#include "measure/account.h"

static const struct column extract_columns[] = {
    {"extract", "Extract", CELL_TEXT, SUM_NONE, NULL},
    {"measure", "Measure", CELL_TEXT, SUM_NONE, NULL},
    {"read", "Read", CELL_COUNT, SUM_NONE, NULL},
    {"ignored", "Headers, blanks", CELL_COUNT, SUM_NONE, NULL},
    {"rejected", "Rejected", CELL_COUNT, SUM_NONE,
     "wrong by themselves, and listed"},
    {"set_aside", "Set aside", CELL_COUNT, SUM_NONE,
     "by a reject rule of report.yaml"},
    {"used", "Used", CELL_COUNT, SUM_NONE, NULL},
    {"first", "First day", CELL_DATE, SUM_NONE, NULL},
    {"last", "Last day", CELL_DATE, SUM_NONE, NULL},
    {"status", "Status", CELL_COUNT, SUM_NONE,
     "1 every row is used, 0 some are not and counted, -1 rows do not add up"},
};

static const struct column reason_columns[] = {
    {"extract", "Extract", CELL_TEXT, SUM_NONE, NULL},
    {"reason", "Reason", CELL_TEXT, SUM_NONE, NULL},
    {"rows", "Rows", CELL_COUNT, SUM_NONE, NULL},
    {"share", "Share of rows", CELL_RATE, SUM_NONE,
     "of the extract’s rows, headers and blank lines apart"},
    {"set_aside", "Set aside", CELL_FLAG, SUM_NONE,
     "by a reject rule of report.yaml"},
};

static int64_t status_of(const struct control *control)
{
    uint64_t unused = control->rejected + control->set_aside;

    if (control->rows != unused + control->accepted + control->ignored)
        return -1;
    return unused ? 0 : 1;
}

/* Rows of one extract, or of all. */
static void set_rows(struct cell *cells, const struct control *control)
{
    cells[1] = cell_label("rows");
    cells[2] = cell_count((int64_t)control->rows);
    cells[3] = cell_count((int64_t)control->ignored);
    cells[4] = cell_count((int64_t)control->rejected);
    cells[5] = cell_count((int64_t)control->set_aside);
    cells[6] = cell_count((int64_t)control->accepted);
    cells[9] = cell_count(status_of(control));
}

static void add_net(struct table *table, const struct control *control)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(extract_specs[control->extract].name);
    cells[1] = cell_label("net amount");
    cells[4] = cell_integer(CELL_MONEY, control->net_rejected);
    cells[5] = cell_integer(CELL_MONEY, control->net_set_aside);
    cells[6] = cell_integer(CELL_MONEY, control->net_accepted);
}

static void add_extract(struct table *table, const struct control *control,
                        struct control *all)
{
    struct cell *cells = table_add(table);

    cells[0] = cell_label(extract_specs[control->extract].name);
    set_rows(cells, control);
    cells[7] = cell_date(control->first_date);
    cells[8] = cell_date(control->last_date);
    if (control->has_net)
        add_net(table, control);
    all->rows += control->rows;
    all->ignored += control->ignored;
    all->rejected += control->rejected;
    all->set_aside += control->set_aside;
    all->accepted += control->accepted;
}

struct table *account_extracts(struct arena *arena, const struct ledger *ledger)
{
    struct table *table = table_new(arena, "extracts", "Extracts",
                                    extract_columns, COUNT(extract_columns));
    struct control all = {0};
    struct cell *total;

    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (ledger->controls[i].delivered)
            add_extract(table, &ledger->controls[i], &all);
    total = table_total(table);
    total[0] = cell_label("All extracts");
    set_rows(total, &all);
    return table;
}

struct table *account_reasons(struct arena *arena, const struct ledger *ledger)
{
    struct table *table = table_new(arena, "reasons", "Rows not used",
                                    reason_columns, COUNT(reason_columns));

    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        const struct control *control = &ledger->controls[i];
        struct reason_count *reasons;
        size_t count = ledger_reasons(ledger, i, arena, &reasons);

        for (size_t j = 0; j < count; j++) {
            struct cell *cells = table_add(table);

            cells[0] = cell_label(extract_specs[i].name);
            cells[1] = cell_text(reasons[j].reason);
            cells[2] = cell_count((int64_t)reasons[j].count);
            cells[3] = cell_ratio(CELL_RATE, (double)reasons[j].count,
                                  (double)(control->rows - control->ignored));
            cells[4] = cell_integer(CELL_FLAG, reasons[j].by_rule);
        }
    }
    return table;
}
