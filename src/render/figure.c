#include "render/figure.h"

#include "render/number.h"

#include <math.h>

#define MINUS "\"\xE2\x88\x92\""

const char *const figure_names[FIGURE_COUNT_OF] = {
    "auto",         "text",       "money",
    "money exact",  "money k",    "money whole k",
    "money m",      "money fine", "money difference",
    "count",        "rate",       "whole rate",
    "fine rate",    "ratio",      "days",
    "index",        "change",     "points",
    "contribution", "rank",       "move",
    "status",       "control",    "yes no",
    "date",         "short date",
};

/* ~ stands for the currency. */
struct pattern {
    const char *positive;
    const char *negative;
    const char *zero;
    int places; /* as printed */
};

static const struct pattern patterns[FIGURE_COUNT_OF] = {
    [FIGURE_MONEY] = {"~#,##0_w", MINUS "~#,##0_w", NULL, 0},
    [FIGURE_MONEY_EXACT] = {"~#,##0.00_w", MINUS "~#,##0.00_w", NULL, 2},
    [FIGURE_MONEY_THOUSANDS] = {"~#,##0.0,\"k\"_w", MINUS "~#,##0.0,\"k\"_w",
                                NULL, 1},
    [FIGURE_MONEY_WHOLE_THOUSANDS] = {"~#,##0,\"k\"_w", MINUS "~#,##0,\"k\"_w",
                                      NULL, 0},
    [FIGURE_MONEY_MILLIONS] = {"~#,##0.0,,\"m\"_w", MINUS "~#,##0.0,,\"m\"_w",
                               NULL, 1},
    [FIGURE_MONEY_FINE] = {"~#,##0.00,,\"m\"_w", MINUS "~#,##0.00,,\"m\"_w",
                           NULL, 2},
    [FIGURE_MONEY_DIFFERENCE] = {"+~#,##0.00_w", MINUS "~#,##0.00_w", "~0.00_w",
                                 2},
    [FIGURE_COUNT] = {"#,##0_w", MINUS "#,##0_w", NULL, 0},
    [FIGURE_RATE] = {"0.0%_w", MINUS "0.0%_w", NULL, 1},
    [FIGURE_WHOLE_RATE] = {"0%_w", MINUS "0%_w", NULL, 0},
    [FIGURE_FINE_RATE] = {"0.0000%_w", MINUS "0.0000%_w", NULL, 4},
    [FIGURE_RATIO] = {"0.00_w", MINUS "0.00_w", NULL, 2},
    [FIGURE_DAYS] = {"0.0_w", MINUS "0.0_w", NULL, 1},
    [FIGURE_INDEX] = {"0_w", MINUS "0_w", NULL, 0},
    [FIGURE_CHANGE] = {"+0.0%_w", MINUS "0.0%_w", "0.0%_w", 1},
    [FIGURE_POINTS] = {"+0.0\" pp\"_w", MINUS "0.0\" pp\"_w", "0.0\" pp\"_w",
                       1},
    [FIGURE_CONTRIBUTION] = {"+0.00_w", MINUS "0.00_w", "0.00_w", 2},
    [FIGURE_RANK] = {"0", MINUS "0", NULL, 0},
    [FIGURE_MOVE] = {"\"▲ \"0", "\"▼ \"0", "\"=\"", 0},
    [FIGURE_STATUS] = {"\"● On track\"", "\"▼ Behind\"", "\"○ Close\"", 0},
    [FIGURE_CONTROL] = {"\"● OK\"", "\"▼ Differs\"", "\"○ Note\"", 0},
    [FIGURE_DATE] = {"d mmm yyyy_w", NULL, NULL, 0},
    [FIGURE_SHORT_DATE] = {"d mmm yy_w", NULL, NULL, 0},
};

static const enum figure by_kind[] = {
    [CELL_UNDEFINED] = FIGURE_TEXT,    [CELL_TEXT] = FIGURE_TEXT,
    [CELL_DATE] = FIGURE_DATE,         [CELL_COUNT] = FIGURE_COUNT,
    [CELL_MONEY] = FIGURE_MONEY,       [CELL_QUANTITY] = FIGURE_COUNT,
    [CELL_PRICE] = FIGURE_MONEY_EXACT, [CELL_RATE] = FIGURE_RATE,
    [CELL_POINTS] = FIGURE_POINTS,     [CELL_CHANGE] = FIGURE_CHANGE,
    [CELL_RATIO] = FIGURE_RATIO,       [CELL_INDEX] = FIGURE_INDEX,
    [CELL_RANK] = FIGURE_RANK,         [CELL_FLAG] = FIGURE_YES_NO,
};

enum figure figure_of(enum cell_kind kind)
{
    return by_kind[kind];
}

/* The currency as Excel writes it: with a locale where the sign is shared. */
static struct str currency_token(struct arena *arena, struct str currency)
{
    static const struct {
        const char *code;
        const char *token;
    } known[] = {
        {"AUD", "[$$-C09]"}, {"NZD", "[$$-1409]"}, {"USD", "[$$-409]"},
        {"GBP", "[$£-809]"}, {"EUR", "[$€-2]"},
    };

    for (size_t i = 0; i < COUNT(known); i++)
        if (str_equal(currency, str_of(known[i].code)))
            return str_of(known[i].token);
    for (size_t i = 0; i < currency.len; i++)
        if (currency.at[i] < 'A' || currency.at[i] > 'Z')
            return (struct str){0};
    if (!currency.len)
        return currency;
    return str_format(arena, "[$%.*s] ", STR_ARGS(currency));
}

static void add_section(struct text *out, const char *section, struct str token)
{
    if (out->len)
        text_add(out, STR(";"));
    for (; *section; section++)
        text_add(out, *section == '~' ? token : (struct str){section, 1});
}

const char *figure_format(struct arena *arena, enum figure figure,
                          struct str currency)
{
    const struct pattern *pattern = &patterns[figure];
    struct str token = currency_token(arena, currency);
    struct text out = {.arena = arena};

    if (!pattern->positive)
        return NULL;
    add_section(&out, pattern->positive, token);
    if (pattern->negative)
        add_section(&out, pattern->negative, token);
    if (pattern->zero)
        add_section(&out, pattern->zero, token);
    return out.at;
}

double figure_value(enum figure figure, const struct cell *cell)
{
    double value = cell_number(cell);

    if (figure == FIGURE_POINTS || figure == FIGURE_CONTRIBUTION)
        return value * 100;
    return value;
}

bool figure_is_number(enum figure figure)
{
    return patterns[figure].positive && figure != FIGURE_MOVE &&
           figure != FIGURE_RANK && figure != FIGURE_STATUS &&
           figure != FIGURE_CONTROL;
}

enum figure figure_money(double largest)
{
    if (largest >= 1e6)
        return largest >= 1e7 ? FIGURE_MONEY_MILLIONS : FIGURE_MONEY_FINE;
    return largest >= 1e5 ? FIGURE_MONEY_THOUSANDS : FIGURE_MONEY;
}

enum figure figure_axis(enum figure figure)
{
    if (figure == FIGURE_MONEY_THOUSANDS)
        return FIGURE_MONEY_WHOLE_THOUSANDS;
    return figure == FIGURE_RATE ? FIGURE_WHOLE_RATE : figure;
}

double figure_least(enum figure figure)
{
    double unit = pow(10, -patterns[figure].places);

    return figure == FIGURE_CHANGE ? unit / 200 : unit / 2;
}

static bool is_signed(enum figure figure)
{
    return patterns[figure].zero && patterns[figure].zero[0] != '"';
}

static double scale_of(enum figure figure)
{
    if (figure == FIGURE_MONEY_THOUSANDS ||
        figure == FIGURE_MONEY_WHOLE_THOUSANDS)
        return 1e-3;
    if (figure == FIGURE_MONEY_MILLIONS || figure == FIGURE_MONEY_FINE)
        return 1e-6;
    if (figure == FIGURE_RATE || figure == FIGURE_CHANGE ||
        figure == FIGURE_WHOLE_RATE || figure == FIGURE_FINE_RATE)
        return 100;
    return 1;
}

static const char *unit_after(enum figure figure)
{
    if (figure == FIGURE_POINTS)
        return " pp";
    return fabs(scale_of(figure) - 1) > 0 ? "%" : "";
}

struct str figure_print(struct arena *arena, enum figure figure,
                        struct str currency, double value)
{
    bool money = figure >= FIGURE_MONEY && figure <= FIGURE_MONEY_DIFFERENCE;
    struct number_style style = number_style(arena, &number_house, currency);
    struct str number;

    if (figure == FIGURE_DATE)
        return STR("30 Nov 2023");
    if (figure == FIGURE_SHORT_DATE)
        return STR("30 Nov 23");
    if (figure == FIGURE_STATUS || figure == FIGURE_CONTROL)
        return STR("● On track");
    number = number_plain(arena, &style, value * scale_of(figure),
                          patterns[figure].places);
    return str_format(arena, "%s%.*s%.*s%s", is_signed(figure) ? "+" : "",
                      STR_ARGS(money ? style.symbol : STR("")),
                      STR_ARGS(number), unit_after(figure));
}
