#include "command/check.h"

#include "base/date.h"
#include "base/decimal.h"
#include "command/rejects.h"
#include "read/remark.h"

static void print_head(FILE *out)
{
    fprintf(out, "%-20s %5s %11s %11s %9s %9s %9s  %-10s  %-10s\n", "extract",
            "files", "rows", "accepted", "rejected", "set aside", "ignored",
            "first", "last");
}

static void print_control(FILE *out, const struct control *control)
{
    char first[DATE_TEXT];
    char last[DATE_TEXT];

    fprintf(out, "%-20s %5zu %11llu %11llu %9llu %9llu %9llu  %-10s  %-10s\n",
            extract_specs[control->extract].name, control->file_count,
            (unsigned long long)control->rows,
            (unsigned long long)control->accepted,
            (unsigned long long)control->rejected,
            (unsigned long long)control->set_aside,
            (unsigned long long)control->ignored,
            date_print(first, control->first_date),
            date_print(last, control->last_date));
}

static void print_net(FILE *out, const struct control *control)
{
    char accepted[DECIMAL_TEXT];
    char rejected[DECIMAL_TEXT];
    char set_aside[DECIMAL_TEXT];

    fprintf(out, "\nnet amount: accepted %s, rejected %s, set aside %s\n",
            decimal_print(accepted, control->net_accepted, MONEY_PLACES, 2),
            decimal_print(rejected, control->net_rejected, MONEY_PLACES, 2),
            decimal_print(set_aside, control->net_set_aside, MONEY_PLACES, 2));
}

static void print_reasons(const struct intake *intake, FILE *out)
{
    bool any = false;

    for (enum extract_id i = 0; i < EXTRACT_COUNT; i++) {
        struct reason_count *reasons;
        size_t count =
            ledger_reasons(&intake->ledger, i, intake->arena, &reasons);

        if (count > 0 && !any)
            fprintf(out, "\nrows not used, by reason\n");
        any = any || count > 0;
        for (size_t j = 0; j < count; j++)
            fprintf(out, "  %-20s %9zu  %s: %.*s\n", extract_specs[i].name,
                    reasons[j].count,
                    reasons[j].by_rule ? "set aside" : "rejected",
                    STR_ARGS(reasons[j].reason));
    }
}

static void print_rejects(const struct intake *intake, FILE *out)
{
    const struct ledger *ledger = &intake->ledger;
    struct arena scratch = {0};
    bool any = false;

    for (size_t i = 0; i < ledger->reject_count; i++) {
        const struct reject *reject = &ledger->rejects[i];

        if (reject->by_rule)
            continue;
        if (!any)
            fprintf(out, "\nrejected rows\n");
        any = true;
        fprintf(out, "  %s:%zu:%zu: %.*s\n", reject->file, reject->line,
                reject->column,
                STR_ARGS(remark_print(&scratch, &intake->config, reject)));
        arena_clear(&scratch);
    }
    arena_free(&scratch);
}

static void print_missing(const struct intake *intake, FILE *out)
{
    fprintf(out, "\nnot delivered, and left out for it\n");
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (!intake->ledger.controls[i].delivered &&
            !(i == EXTRACT_fiscal_calendar &&
              intake->config.calendar_source == CALENDAR_FROM_RULE))
            fprintf(out, "  %-20s %s\n", extract_specs[i].name,
                    extract_specs[i].leaves_out);
}

enum status check_print(const struct intake *intake, FILE *out)
{
    print_head(out);
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (intake->ledger.controls[i].delivered)
            print_control(out, &intake->ledger.controls[i]);
    print_net(out, &intake->ledger.controls[EXTRACT_transactions]);
    print_reasons(intake, out);
    print_rejects(intake, out);
    print_missing(intake, out);
    return rejects_check(intake);
}
