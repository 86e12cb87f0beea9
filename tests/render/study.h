/*
 * study.h - a small study for the tests of workbooks: a KPI of each kind, 13
 * periods, stores with hostile names, days, control totals.
 */
#ifndef REPORT_TESTS_RENDER_STUDY_H
#define REPORT_TESTS_RENDER_STUDY_H

#include "book.h"

#include "base/date.h"
#include "deliver/verify_xlsx.h"
#include "render/workbook.h"

#include <stdio.h>

#define START 19300 /* 2022-11-04 */

/* A small study: one KPI of each kind, 13 periods, stores, days. */
struct fixture {
    struct arena arena;
    char *said;
    size_t said_len;
    struct diag diag;
    struct config config;
    struct ledger ledger;
    struct study study;
    struct workbook_options options;
    struct str bytes;
    struct workbook_tally tally;
};

static const struct column kpi_columns[] = {
    {"kpi", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"scope", "Scope", CELL_TEXT, SUM_NONE, NULL},
    {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    {"prev", "Previous", CELL_RATIO, SUM_NONE, NULL},
    {"prev_change", "Change", CELL_RATIO, SUM_NONE, NULL},
    {"prev_pct", "Change %", CELL_CHANGE, SUM_NONE, NULL},
    {"prev_pct_per_day", "Change %", CELL_CHANGE, SUM_NONE, NULL},
    {"ly", "Last year", CELL_RATIO, SUM_NONE, NULL},
    {"ly_change", "Change", CELL_RATIO, SUM_NONE, NULL},
    {"ly_pct", "Change %", CELL_CHANGE, SUM_NONE, NULL},
    {"ly_pct_per_day", "Change %", CELL_CHANGE, SUM_NONE, NULL},
    {"target", "Target", CELL_RATIO, SUM_NONE, NULL},
    {"target_gap", "Gap to target", CELL_CHANGE, SUM_NONE, NULL},
    {"target_status", "Status", CELL_COUNT, SUM_NONE, NULL},
    {"direction", "Direction", CELL_TEXT, SUM_NONE, NULL},
    {"kind", "Kind", CELL_TEXT, SUM_NONE, NULL},
};

static const struct column trend_columns[] = {
    {"kpi", "KPI", CELL_TEXT, SUM_NONE, NULL},
    {"scope", "Scope", CELL_TEXT, SUM_NONE, NULL},
    {"period", "Period", CELL_TEXT, SUM_NONE, NULL},
    {"start", "Start", CELL_DATE, SUM_NONE, NULL},
    {"days", "Days", CELL_COUNT, SUM_NONE, NULL},
    {"value", "Value", CELL_RATIO, SUM_NONE, NULL},
    {"per_day", "Per day", CELL_RATIO, SUM_NONE, NULL},
    {"ly_per_day", "Last year per day", CELL_RATIO, SUM_NONE, NULL},
    {"label", "KPI", CELL_TEXT, SUM_NONE, NULL},
};

enum { ID, NAME, POSTCODE, NET, SHARE, LY, RANK, MOVE_LY, COMPARABLE };

static const struct column store_columns[] = {
    [ID] = {"store_id", "Store", CELL_TEXT, SUM_NONE, "the store's number"},
    [NAME] = {"name", "Name", CELL_TEXT, SUM_NONE, NULL},
    [POSTCODE] = {"postcode", "Postcode", CELL_TEXT, SUM_NONE, NULL},
    [NET] = {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    [SHARE] = {"share", "Share", CELL_RATE, SUM_NONE, NULL},
    [LY] = {"ly_pct_per_day", "vs last year", CELL_CHANGE, SUM_NONE, NULL},
    [RANK] = {"rank", "Rank", CELL_RANK, SUM_NONE, NULL},
    [MOVE_LY] = {"move_ly", "Rank move", CELL_COUNT, SUM_NONE, NULL},
    [COMPARABLE] = {"comparable", "Comparable", CELL_FLAG, SUM_NONE, NULL},
    {"market", "Market", CELL_TEXT, SUM_NONE, NULL},
    {"state", "State", CELL_TEXT, SUM_NONE, NULL},
    {"prev_pct_per_day", "vs previous", CELL_CHANGE, SUM_NONE, NULL},
    {"baskets", "Baskets", CELL_COUNT, SUM_TOTAL, NULL},
    {"baskets_per_day", "Baskets a day", CELL_RATIO, SUM_NONE, NULL},
    {"aov", "AOV", CELL_PRICE, SUM_NONE, NULL},
    {"scan_rate", "Scan rate", CELL_RATE, SUM_NONE, NULL},
    {"units", "Units", CELL_QUANTITY, SUM_TOTAL, NULL},
    {"reason", "Why not", CELL_TEXT, SUM_NONE, NULL},
};

static const struct column day_columns[] = {
    {"date", "Date", CELL_DATE, SUM_NONE, NULL},
    {"store_id", "Store", CELL_TEXT, SUM_NONE, NULL},
    {"net_sales", "Net sales", CELL_MONEY, SUM_TOTAL, NULL},
    {"units", "Units", CELL_QUANTITY, SUM_TOTAL, NULL},
};

static inline struct cell money(int64_t value)
{
    return cell_integer(CELL_MONEY, value);
}

static inline void add_kpis(struct fixture *fixture)
{
    struct table *table = table_new(&fixture->arena, "kpis", "KPIs",
                                    kpi_columns, COUNT(kpi_columns));
    struct cell *cells = table_add(table);

    tables_add(&fixture->study.tables, table);
    cells[0] = cell_label("net_sales");
    cells[1] = cell_label("Net sales");
    cells[2] = cell_label("all");
    cells[3] = money(1821460521234);
    cells[4] = money(1203000000000);
    cells[7] = cell_real(CELL_CHANGE, 0.2117);
    cells[8] = money(1702000000000);
    cells[11] = cell_real(CELL_CHANGE, 0.07);
    cells[12] = money(1780000000000);
    cells[13] = cell_real(CELL_CHANGE, 0.0233);
    cells[14] = cell_count(1);
    cells[15] = cell_label("up is good");
    cells[16] = cell_label("flow");
    cells = table_add(table);
    cells[0] = cell_label("discount_rate");
    cells[1] = cell_label("Discount rate");
    cells[2] = cell_label("all");
    cells[3] = cell_real(CELL_RATE, 0.141);
    cells[8] = cell_real(CELL_RATE, 0.128);
    cells[9] = cell_real(CELL_POINTS, 0.013);
    cells[12] = cell_real(CELL_RATE, 0.135);
    cells[13] = cell_real(CELL_POINTS, 0.006);
    cells[14] = cell_count(-1);
    cells[15] = cell_label("up is bad");
    cells[16] = cell_label("ratio");
    cells = table_add(table);
    cells[0] = cell_label("upt");
    cells[1] = cell_label("Units per basket");
    cells[2] = cell_label("all");
    table->note = STR("Same period a year before.");
}

static inline void add_trends(struct fixture *fixture)
{
    static const char *const kpis[] = {"net_sales", "discount_rate"};
    struct table *table = table_new(&fixture->arena, "trends", "Trends",
                                    trend_columns, COUNT(trend_columns));

    tables_add(&fixture->study.tables, table);
    for (size_t kpi = 0; kpi < COUNT(kpis); kpi++)
        for (int i = 0; i < 13; i++) {
            struct cell *cells = table_add(table);

            cells[0] = cells[8] = cell_label(kpis[kpi]);
            cells[1] = cell_label("all");
            cells[2] =
                cell_text(str_format(&fixture->arena, "FY24P%02d", i + 1));
            cells[3] = cell_date(START + 28 * i);
            cells[4] = cell_count(28);
            cells[5] = kpi ? cell_real(CELL_RATE, 0.1 + 0.01 * i)
                           : money(28000000 * (int64_t)(i + 1));
            if (!kpi)
                cells[6] = cell_real(CELL_PRICE, 100.0 * (i + 1));
        }
}

static inline void add_store(struct table *table, const char *name, int64_t net,
                             int64_t rank)
{
    struct cell *cells = table_add(table);

    cells[ID] = cell_text(str_format(table->arena, "%04lld", (long long)rank));
    cells[NAME] = cell_label(name);
    cells[POSTCODE] = cell_label("0800");
    cells[NET] = money(net);
    cells[SHARE] = cell_real(CELL_RATE, (double)net / 100000000);
    cells[LY] = cell_real(CELL_CHANGE, rank % 2 ? 0.05 : -0.05);
    cells[RANK] = cell_integer(CELL_RANK, rank);
    cells[MOVE_LY] = cell_count(rank % 3 - 1);
    cells[COMPARABLE] = cell_integer(CELL_FLAG, rank % 2);
}

static inline void add_stores(struct fixture *fixture)
{
    static const char *const names[] = {
        "Chadstone", "=cmd|'/c calc'!A1", "@SUM(1)",
        "_x0041_",   "[]:*?/\\ Store",    "Caf\xE9 \xED\xA0\x80",
    };
    struct table *table = table_new(&fixture->arena, "stores", "Stores",
                                    store_columns, COUNT(store_columns));

    tables_add(&fixture->study.tables, table);
    for (size_t i = 0; i < COUNT(names); i++)
        add_store(table, names[i], 12345678 - 1000001 * (int64_t)i,
                  (int64_t)i + 1);
    table_total(table)[NET] = money(59074053);
}

static inline void add_days(struct fixture *fixture, int count)
{
    struct table *table = table_new(&fixture->arena, "daily_store_category",
                                    "Daily", day_columns, COUNT(day_columns));

    tables_add(&fixture->study.tables, table);
    for (int i = 0; i < count; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_date(START + i);
        cells[1] = cell_label("S001");
        cells[2] = money(10001 * (int64_t)i);
        cells[3] = cell_integer(CELL_QUANTITY, 1500);
    }
}

static inline void add_totals(struct fixture *fixture)
{
    static const struct column columns[] = {
        {"extract", "Extract", CELL_TEXT, SUM_NONE, NULL},
        {"measure", "Measure", CELL_TEXT, SUM_NONE, NULL},
        {"value", "Value", CELL_COUNT, SUM_NONE, NULL},
    };
    static const struct {
        const char *measure;
        int64_t value;
    } rows[] = {{"files", 1},
                {"rows", 101},
                {"accepted", 97},
                {"rejected", 3},
                {"set aside", 0},
                {"ignored", 1},
                {"rejected: invalid date", 3}};
    struct table *table = table_new(&fixture->arena, "control_totals",
                                    "Control totals", columns, COUNT(columns));

    tables_add(&fixture->study.tables, table);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label("transactions");
        cells[1] = cell_label(rows[i].measure);
        cells[2] = cell_count(rows[i].value);
    }
}

static inline struct window window_of(const char *name, int32_t start)
{
    return (struct window){.start = start,
                           .end = start + 27,
                           .name = str_of(name),
                           .label = str_of(name + 4)};
}

static inline void compare(struct comparison *comparison)
{
    *comparison = (struct comparison){
        .asked = window_of("FY24P13", START + 336),
        .now = window_of("FY24P13", START + 336),
        .as_of = START + 363,
        .data_first = START - 364,
        .data_last = START + 363,
        .prev = {.window = window_of("FY24P12", START + 308), .covered = true},
        .ly = {.window = window_of("FY23P13", START - 28), .covered = true},
        .rule = STR("Last year is the same period a year before."),
    };
}

static inline int open_study(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    fixture->diag.out = open_memstream(&fixture->said, &fixture->said_len);
    ledger_init(&fixture->ledger, &fixture->arena);
    fixture->config.company.name = STR("Harbour & Vale");
    fixture->config.company.programme = STR("Tide Rewards");
    fixture->config.company.currency = STR("AUD");
    fixture->config.company.amount_basis = STR("ex GST");
    fixture->study.config = &fixture->config;
    fixture->study.ledger = &fixture->ledger;
    compare(&fixture->study.comparison);
    fixture->options = (struct workbook_options){
        .template = "templates/workbook.yaml",
        .findings = "templates/findings.yaml",
        .folder = "/tmp",
        .confidentiality = STR("Confidential"),
        .version = STR("1.0.0"),
        .created = 1704067200,
    };
    *state = fixture;
    return 0;
}

static inline int open_full_study(void **state)
{
    struct fixture *fixture;

    open_study(state);
    fixture = *state;
    add_kpis(fixture);
    add_trends(fixture);
    add_stores(fixture);
    add_days(fixture, 40);
    add_totals(fixture);
    return 0;
}

static inline int close_study(void **state)
{
    struct fixture *fixture = *state;

    fclose(fixture->diag.out);
    free(fixture->said);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static inline enum status render(struct fixture *fixture)
{
    return workbook_render(&fixture->arena, &fixture->diag, &fixture->study,
                           &fixture->options, &fixture->bytes, &fixture->tally);
}

static inline void make(struct fixture *fixture)
{
    enum status status = render(fixture);

    if (status == OK)
        status = verify_xlsx(&fixture->arena, &fixture->diag, "t.xlsx",
                             fixture->bytes, &fixture->tally);
    fflush(fixture->diag.out);
    if (status != OK)
        print_error("%s", fixture->said);
    assert_int_equal(status, OK);
}

/* The XML of a sheet by its name. */
static inline struct str sheet(struct fixture *fixture, const char *name)
{
    for (size_t i = 0; i < fixture->tally.count; i++)
        if (str_equal(fixture->tally.sheets[i].name, str_of(name)))
            return book_part(
                &fixture->arena, fixture->bytes,
                str_format(&fixture->arena, "xl/worksheets/sheet%zu.xml", i + 1)
                    .at);
    return STR("");
}

#endif
