/*
 * demo: the extracts of an invented retailer, Harbour & Vale, to try report on
 * and to test it with.  README.md says what is in them.
 */
#include "retailer.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum choice_of {
    OPTION_LINES = 256,
    OPTION_SEED,
    OPTION_DAMAGE,
    OPTION_FORMAT
};

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"lines", required_argument, NULL, OPTION_LINES},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"damage", required_argument, NULL, OPTION_DAMAGE},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char help[] =
    "usage: demo --output=DIR [OPTION...]\n"
    "Write the extracts of an invented retailer, and the truth about them.\n"
    "\n"
    "  -o, --output=DIR     folder to write to, made if need be\n"
    "      --lines=N        about N transaction lines: 1.5M, 170M (1.5M)\n"
    "      --seed=N         other seeds give other retailers (1)\n"
    "      --damage=RATE    spoilt rows for each sound one (0)\n"
    "      --format=FORM    plain, quoted, crlf or semicolon (plain)\n"
    "  -h, --help           show this help\n";

static const char *const styles[] = {"plain", "quoted", "crlf", "semicolon"};

/* A number with an M or k behind it, perhaps. */
static bool parse_number(const char *text, double most, double *value)
{
    char *end;

    errno = 0;
    *value = strtod(text, &end);
    if (end == text || errno)
        return false;
    if (*end == 'k' || *end == 'M')
        *value *= *end++ == 'k' ? 1e3 : 1e6;
    return *end == '\0' && *value >= 0 && *value <= most;
}

static bool parse_style(const char *text, enum style *style)
{
    for (size_t i = 0; i < COUNT(styles); i++)
        if (strcmp(text, styles[i]) == 0) {
            *style = (enum style)i;
            return true;
        }
    return false;
}

/* One option; false if its value is wrong. */
static bool take(int option, const char *text, struct retailer_order *order)
{
    double number = 0;

    switch (option) {
    case 'o':
        order->folder = text;
        return true;
    case OPTION_LINES:
        if (!parse_number(text, 25.0 * CUSTOMERS_MOST, &number))
            return false;
        order->lines = (uint64_t)number;
        return true;
    case OPTION_SEED:
        if (!parse_number(text, 1e15, &number))
            return false;
        order->seed = (uint64_t)number;
        return true;
    case OPTION_DAMAGE:
        return parse_number(text, 1, &order->damage);
    default:
        return parse_style(text, &order->style);
    }
}

static enum status usage(struct diag *diag, const char *what, const char *value)
{
    char quoted[DIAG_QUOTE];

    return diag_error(diag, BAD_USAGE, (struct place){0},
                      "%s '%s'; try 'demo --help'", what,
                      diag_quote(quoted, str_of(value)));
}

int main(int count, char **arguments)
{
    struct diag diag = {.out = stderr};
    struct retailer_order order = {.seed = 1, .lines = 1500000};
    int option;

    while ((option = getopt_long(count, arguments, "ho:", options, NULL)) !=
           -1) {
        if (option == 'h')
            return fputs(help, stdout) < 0 ? IO_FAILED : OK;
        if (option == '?')
            return BAD_USAGE;
        if (!take(option, optarg, &order))
            return (int)usage(&diag, "invalid value", optarg);
    }
    if (optind < count)
        return (int)usage(&diag, "unexpected argument", arguments[optind]);
    if (!order.folder)
        return (int)usage(&diag, "missing option", "--output");
    if (order.damage > 0 && order.style != STYLE_PLAIN)
        return (int)usage(&diag,
                          "rows are damaged in the plain format only, not",
                          styles[order.style]);
    return (int)retailer_make(&order, &diag);
}
