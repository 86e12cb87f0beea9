#include "read/remedy.h"

static const char explained[] =
    "one of them, or a word that 'values' in report.yaml explains";

/* What is expected however the files are written. */
static const struct {
    const char *problem;
    const char *remedy;
} remedies[] = {
    {"is empty", "one in each row"},
    {"is not one of 0, 1, true, false, Y, N", explained},
    {"is not one of sale, return, cancel, fee, gift_card", explained},
    {"is none of paid, trial and staff", explained},
    {"is neither month nor year", explained},
    {"is not a year", "one like 2024 or FY24"},
    {"is not a number from 1", "one like 1 or 12"},
    {"is negative", "0 or more"},
    {"is more than the price", "what is taken off the price"},
    {"is beyond a pole", "degrees from -90 to 90"},
    {"is beyond 180 degrees", "degrees from -180 to 180"},
    {"duplicate", "one row of each"},
    {"duplicate target", "one row of each period, KPI and scope"},
    {"no amount is given", "a list, net or unit price"},
    {"amounts do not agree", "list less discount to be net, to half a cent a "
                             "unit"},
    {"wrong number of fields", "as many as the header has"},
    {"too many fields", "1,024 at most"},
    {"record too long", "1 MiB at most; is a quote left open?"},
    {"unclosed quote", "a quote at the end of the field, too"},
    {"stray quote", "quotes around the whole field, and two for one within"},
    {"text after a closing quote",
     "the field to end there; within quotes, two stand for one"},
    {"stray carriage return", "one only where the line ends"},
    {"NUL byte", "text; 'encoding' in report.yaml says in what form"},
    {"invalid UTF-8",
     "text in UTF-8, or 'encoding' in report.yaml to say in what else"},
    {"invalid UTF-16", "surrogates in pairs"},
};

/* The digits of a number, with what the files have between thousands and in
 * front of decimals. */
static void add_number(struct text *text, const struct extract_config *form,
                       const char *whole, const char *decimals)
{
    size_t len = str_of(whole).len;

    for (size_t i = 0; i < len; i++) {
        if (form->thousands && i > 0 && (len - i) % 3 == 0)
            text_add(text, (struct str){&form->thousands, 1});
        text_add(text, (struct str){whole + i, 1});
    }
    text_add(text, (struct str){&form->decimal, 1});
    text_add(text, str_of(decimals));
}

static void add_numbers(struct text *text, const struct extract_config *form,
                        enum column_type type)
{
    if (type == TYPE_MONEY) {
        text_add(text, STR("an amount like "));
        add_number(text, form, "1234", "50");
        if (form->currency.len > 0)
            text_addf(text, " %.*s", STR_ARGS(form->currency));
        return;
    }
    text_add(text, STR("a number like 2 or "));
    add_number(text, form, "1", "5");
}

/* 2023-12-31 18:05:00, a day that tells months and days apart. */
static void add_formatted(struct text *text, struct str format)
{
    static const struct {
        char field;
        const char *shown;
    } fields[] = {
        {'Y', "2023"},     {'y', "23"}, {'m', "12"}, {'b', "Dec"},
        {'B', "December"}, {'d', "31"}, {'H', "18"}, {'I', "06"},
        {'M', "05"},       {'S', "00"}, {'p', "PM"}, {'z', "+01:00"},
        {'f', "000"},
    };

    for (size_t i = 0; i < format.len; i++) {
        bool is_field = format.at[i] == '%' && i + 1 < format.len;

        if (!is_field) {
            text_add(text, (struct str){format.at + i, 1});
            continue;
        }
        i++;
        for (size_t j = 0; j < COUNT(fields); j++)
            if (fields[j].field == format.at[i])
                text_add(text, str_of(fields[j].shown));
    }
}

static void add_dates(struct text *text, const struct extract_config *form,
                      enum column_type type)
{
    text_add(text, STR("a date like "));
    if (form->dates.len > 0)
        add_formatted(text, form->dates);
    else if (type == TYPE_DATE)
        text_add(text, STR("2023-12-31"));
    else
        text_add(text, STR("2023-12-31 or 2023-12-31 18:05:00"));
}

static void add_most(struct text *text, const struct extract_config *form,
                     enum column_type type)
{
    text_add(text, STR("at most "));
    if (type == TYPE_QUANTITY)
        add_number(text, form, "9223372036854775", "807");
    else
        add_number(text, form, "922337203685477", "5807");
}

static void add_places(struct text *text, const struct extract_config *form,
                       enum column_type type)
{
    text_add(text, STR("at most that, like "));
    if (type == TYPE_QUANTITY)
        add_number(text, form, "0", "125");
    else
        add_number(text, form, "12", "3456");
    text_add(text, STR(", or 'round' in report.yaml to be true"));
}

struct str remedy_find(struct arena *arena, const struct extract_config *form,
                       enum column_id column, struct str problem)
{
    struct text text = {.arena = arena};
    enum column_type type =
        column == COLUMN_COUNT ? TYPE_MONEY : column_specs[column].type;

    for (size_t i = 0; i < COUNT(remedies); i++)
        if (str_equal(str_of(remedies[i].problem), problem))
            return str_of(remedies[i].remedy);
    if (str_equal(problem, STR("is not a number")))
        add_numbers(&text, form, type);
    else if (str_equal(problem, STR("is not a date")))
        add_dates(&text, form, type);
    else if (str_ends(problem, STR("is too large")))
        add_most(&text, form, type);
    else if (str_ends(problem, STR("decimal places")))
        add_places(&text, form, type);
    return text_str(&text);
}
