#include "measure/quality.h"

#include "base/decimal.h"
#include "measure/unlisted.h"
#include "read/remark.h"

static const struct column total_columns[] = {
    {"extract", "Extract", CELL_TEXT, SUM_NONE, NULL},
    {"measure", "Measure", CELL_TEXT, SUM_NONE, NULL},
    {"value", "Value", CELL_COUNT, SUM_NONE, NULL},
};

static const struct column reject_columns[] = {
    {"extract", "Extract", CELL_TEXT, SUM_NONE, NULL},
    {"file", "File", CELL_TEXT, SUM_NONE, NULL},
    {"line", "Line", CELL_COUNT, SUM_NONE, NULL},
    {"column", "Column", CELL_COUNT, SUM_NONE, "byte, from 1"},
    {"reason", "Reason", CELL_TEXT, SUM_NONE, NULL},
    {"excerpt", "Excerpt", CELL_TEXT, SUM_NONE, NULL},
    {"set_aside", "Set aside", CELL_FLAG, SUM_NONE,
     "by a reject rule of report.yaml"},
    {"field", "Field", CELL_TEXT, SUM_NONE, "the column's name in the file"},
    {"expected", "Expected", CELL_TEXT, SUM_NONE, "what would be right"},
};

/* An extract's account being written down. */
struct account {
    struct table *table;
    const char *extract;
};

static void put(const struct account *account, struct str measure,
                struct cell value)
{
    struct cell *cells = table_add(account->table);

    cells[0] = cell_label(account->extract);
    cells[1] = cell_text(measure);
    cells[2] = value;
}

static void put_count(const struct account *account, const char *measure,
                      uint64_t value)
{
    put(account, str_of(measure), cell_count((int64_t)value));
}

static void put_money(const struct account *account, const char *measure,
                      int64_t value)
{
    put(account, str_of(measure), cell_integer(CELL_MONEY, value));
}

static void put_files(const struct account *account,
                      const struct control *control)
{
    struct arena *arena = account->table->arena;
    uint64_t bytes = 0;

    for (size_t i = 0; i < control->file_count; i++)
        bytes += control->files[i].bytes;
    put_count(account, "files", control->file_count);
    put_count(account, "bytes", bytes);
    for (size_t i = 0; i < control->file_count; i++)
        put(account,
            str_format(arena, "fingerprint of %s", control->files[i].file),
            cell_label(control->files[i].fingerprint));
}

static void put_reasons(const struct account *account,
                        const struct ledger *ledger, enum extract_id extract)
{
    struct arena *arena = account->table->arena;
    struct reason_count *reasons;
    size_t count = ledger_reasons(ledger, extract, arena, &reasons);

    for (size_t i = 0; i < count; i++)
        put(account,
            str_format(arena, "%s: %.*s",
                       reasons[i].by_rule ? "set aside" : "rejected",
                       STR_ARGS(reasons[i].reason)),
            cell_count((int64_t)reasons[i].count));
}

static void put_extract(const struct account *account,
                        const struct ledger *ledger, enum extract_id extract)
{
    const struct control *control = ledger->controls + extract;

    put_files(account, control);
    put_count(account, "rows", control->rows);
    put_count(account, "accepted", control->accepted);
    put_count(account, "rejected", control->rejected);
    put_count(account, "set aside", control->set_aside);
    put_count(account, "ignored", control->ignored);
    put_reasons(account, ledger, extract);
    if (control->first_date != DATE_NONE && control->accepted > 0) {
        put(account, STR("first date"), cell_date(control->first_date));
        put(account, STR("last date"), cell_date(control->last_date));
    }
    if (!control->has_net)
        return;
    put_money(account, "net amount accepted", control->net_accepted);
    put_money(account, "net amount rejected", control->net_rejected);
    put_money(account, "net amount set aside", control->net_set_aside);
}

static void put_unknown(const struct account *account, const struct view *view)
{
    const struct catalogue *catalogue = view->study->catalogue;

    if (catalogue->has_products)
        put_count(account, "lines of unknown products",
                  (uint64_t)unlisted_product_lines(view));
    if (catalogue->has_stores)
        put_count(account, "lines of unknown stores",
                  (uint64_t)unlisted_store_lines(view));
}

static void put_book(const struct account *account, const struct view *view)
{
    const struct book *book = view->book;
    struct sums sums = book->sums; /* also those after the as-of day */

    put_count(account, "sale lines", (uint64_t)sums.sale_lines);
    put_count(account, "return lines", (uint64_t)sums.return_lines);
    put_count(account, "lines in no sales figure", (uint64_t)book->other_lines);
    put_money(account, "gross sales", sums.gross);
    put_money(account, "discount", sums.discount);
    put_money(account, "returns", sums.returns);
    put_money(account, "net sales", sums_net(&sums));
    put_money(account, "net amount in no sales figure", book->other_net);
    put_money(account, "net amount as given less net sales", book->net_gap);
    put_unknown(account, view);
}

/* Rows of all extracts together. */
static void put_all(const struct account *account, const struct ledger *ledger)
{
    struct control all = {0};

    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        all.rows += ledger->controls[i].rows;
        all.accepted += ledger->controls[i].accepted;
        all.rejected += ledger->controls[i].rejected;
        all.set_aside += ledger->controls[i].set_aside;
        all.ignored += ledger->controls[i].ignored;
    }
    put_count(account, "rows", all.rows);
    put_count(account, "accepted", all.accepted);
    put_count(account, "rejected", all.rejected);
    put_count(account, "set aside", all.set_aside);
    put_count(account, "ignored", all.ignored);
}

struct table *quality_totals(const struct view *view)
{
    const struct ledger *ledger = view->study->ledger;
    struct table *table =
        table_new(view->arena, "control_totals", "Control totals",
                  total_columns, COUNT(total_columns));

    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        struct account account = {.table = table,
                                  .extract = extract_specs[i].name};

        if (ledger->controls[i].delivered)
            put_extract(&account, ledger, (enum extract_id)i);
        if (i == EXTRACT_transactions)
            put_book(&account, view);
    }
    put_all(&(struct account){.table = table, .extract = "all"}, ledger);
    for (size_t i = 0; i < view->study->gap_count; i++) {
        const struct gap *gap = view->study->gaps + i;
        struct account account = {.table = table, .extract = gap->extract};

        put(&account,
            gap->of_company ? STR("of the company alone: leaves out")
                            : STR("not delivered: leaves out"),
            cell_label(gap->leaves_out));
    }
    return table;
}

/* With what is beyond ASCII escaped as well: what a file holds that was read in
 * a wrong encoding is told apart so. */
static struct str ascii_of(struct arena *arena, struct str excerpt)
{
    struct text text = {.arena = arena};

    if (str_is_ascii(excerpt))
        return excerpt;
    for (size_t i = 0; i < excerpt.len; i++) {
        struct str byte = {excerpt.at + i, 1};

        if (str_is_ascii(byte))
            text_add(&text, byte);
        else
            text_addf(&text, "\\x%02x", (unsigned char)*byte.at);
    }
    return text_str(&text);
}

/* Many rows have one reason: what is said of it is made once. */
static const struct remark *remark_on(const struct view *view,
                                      const struct reject *reject,
                                      struct remark *remarks)
{
    size_t number = map_find(&view->study->ledger->texts, reject->reason);
    struct remark *remark;

    number = number * EXTRACT_COUNT + reject->extract;
    remark = remarks + 2 * number + reject->by_rule;

    if (remark->reason.len == 0)
        *remark = remark_of(view->arena, view->study->config, reject);
    return remark;
}

struct table *quality_rejects(const struct view *view)
{
    const struct ledger *ledger = view->study->ledger;
    struct remark *remarks = arena_array(
        view->arena, struct remark, 2 * ledger->texts.count * EXTRACT_COUNT);
    struct table *table = table_new(view->arena, "rejects", "Rejected rows",
                                    reject_columns, COUNT(reject_columns));

    for (size_t i = 0; i < ledger->reject_count; i++) {
        const struct reject *reject = ledger->rejects + i;
        const struct remark *remark = remark_on(view, reject, remarks);
        struct cell *cells = table_add(table);

        cells[0] = cell_label(extract_specs[reject->extract].name);
        cells[1] = cell_label(reject->file);
        cells[2] = cell_count((int64_t)reject->line);
        cells[3] = cell_count((int64_t)reject->column);
        cells[4] = cell_text(reject->reason);
        cells[5] = cell_text(ascii_of(view->arena, reject->excerpt));
        cells[6] = cell_integer(CELL_FLAG, reject->by_rule);
        cells[7] = cell_text(remark->field);
        cells[8] = cell_text(remark->remedy);
    }
    return table;
}

static enum status check_rows(const struct control *control,
                              const char *extract, struct diag *diag)
{
    uint64_t told = control->accepted + control->rejected + control->set_aside +
                    control->ignored;

    if (control->rows == told)
        return OK;
    return diag_error(diag, INTERNAL, (struct place){0},
                      "rows of %s do not add up: %llu read, %llu accounted for",
                      extract, (unsigned long long)control->rows,
                      (unsigned long long)told);
}

static enum status check_net(const struct view *view, struct diag *diag)
{
    const struct book *book = view->book;
    const struct control *control =
        view->study->ledger->controls + EXTRACT_transactions;
    struct sums sums = book->sums;
    int64_t net = sums_net(&sums) + book->other_net + book->net_gap;
    char got[DECIMAL_TEXT];
    char want[DECIMAL_TEXT];

    if (!control->has_net || net == control->net_accepted)
        return OK;
    return diag_error(
        diag, INTERNAL, (struct place){0},
        "net amounts do not agree: %s accepted, %s in the sums",
        decimal_print(want, control->net_accepted, MONEY_PLACES, 2),
        decimal_print(got, net, MONEY_PLACES, 2));
}

enum status quality_check(const struct view *view, struct diag *diag)
{
    const struct ledger *ledger = view->study->ledger;

    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        enum status status =
            check_rows(ledger->controls + i, extract_specs[i].name, diag);

        if (status != OK)
            return status;
    }
    /* What a section adds up to, its part of the company says. */
    return view->study->section ? OK : check_net(view, diag);
}
