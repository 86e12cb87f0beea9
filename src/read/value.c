#include "read/value.h"

#include "base/decimal.h"
#include "read/notation.h"

static const char *parse_decimal(struct value *value, int places,
                                 const struct extract_config *form)
{
    char room[NOTATION_MOST];
    struct str text = notation_plain(form, value->text, room);
    enum decimal_result result =
        form->rounds
            ? decimal_parse_rounded(text, form->decimal, places, &value->number)
            : decimal_parse(text, form->decimal, places, &value->number);

    switch (result) {
    case DECIMAL_OK:
        return NULL;
    case DECIMAL_TOO_FINE:
        return places == MONEY_PLACES ? "has more than 4 decimal places"
                                      : "has more than 3 decimal places";
    case DECIMAL_TOO_LARGE:
        return "is too large";
    case DECIMAL_MALFORMED:
        break;
    }
    return "is not a number";
}

static const char *parse_rate(struct value *value,
                              const struct extract_config *form)
{
    char room[NOTATION_MOST];
    struct str text = notation_plain(form, value->text, room);

    return decimal_parse_real(text, form->decimal, &value->real)
               ? NULL
               : "is not a number";
}

/* The day that a time lies in. */
static int32_t day_of(int64_t seconds)
{
    int64_t day = seconds / DAY_SECONDS;

    return (int32_t)(seconds % DAY_SECONDS < 0 ? day - 1 : day);
}

static const char *parse_time(struct value *value, struct str format)
{
    if (!stamp_parse(value->text, format, &value->time))
        return "is not a date";
    value->number = day_of(value->time.seconds);
    return NULL;
}

static const char *parse_date(struct value *value, struct str format)
{
    int32_t date;

    if (format.len > 0)
        return parse_time(value, format);
    if (!date_parse(value->text, &date))
        return "is not a date";
    value->number = date;
    return NULL;
}

static char lower(char byte)
{
    if (byte >= 'A' && byte <= 'Z')
        byte = (char)(byte - 'A' + 'a');
    return byte;
}

bool value_is_word(struct str text, const char *word)
{
    size_t i = 0;

    while (i < text.len && word[i] && lower(text.at[i]) == word[i])
        i++;
    return i == text.len && !word[i];
}

static const char *parse_flag(struct value *value)
{
    static const struct {
        const char *word;
        int64_t flag;
    } words[] = {{"0", 0},    {"1", 1}, {"false", 0},
                 {"true", 1}, {"n", 0}, {"y", 1}};

    for (size_t i = 0; i < COUNT(words); i++)
        if (value_is_word(value->text, words[i].word)) {
            value->number = words[i].flag;
            return NULL;
        }
    return "is not one of 0, 1, true, false, Y, N";
}

static const char *parse(struct value *value, enum column_type type,
                         const struct extract_config *form)
{
    switch (type) {
    case TYPE_TEXT:
        return NULL;
    case TYPE_DATE:
        return parse_date(value, form->dates);
    case TYPE_TIME:
        return parse_time(value, form->dates);
    case TYPE_MONEY:
        return parse_decimal(value, MONEY_PLACES, form);
    case TYPE_QUANTITY:
        return parse_decimal(value, QUANTITY_PLACES, form);
    case TYPE_RATE:
        return parse_rate(value, form);
    case TYPE_FLAG:
        return parse_flag(value);
    }
    return NULL;
}

/* A text of which no end can be a blank needs no trimming. */
static inline struct str trim(struct str text)
{
    if (text.len == 0 || (text.at[0] > ' ' && text.at[text.len - 1] > ' '))
        return text;
    return str_trim(text);
}

struct str value_text(const struct extract_config *form, struct str text)
{
    if (form->null_count > 0) {
        struct str said = str_trim(text);

        for (size_t i = 0; i < form->null_count; i++)
            if (str_equal(form->nulls[i], said))
                return (struct str){0};
    }
    return text;
}

const char *value_parse(struct value *value, enum column_type type,
                        struct str text, const struct extract_config *form)
{
    const char *problem;

    value->text = type == TYPE_TEXT ? text : trim(text);
    value->state = value->text.len > 0 ? VALUE_KNOWN : VALUE_EMPTY;
    if (type == TYPE_TEXT || value->state == VALUE_EMPTY)
        return NULL;
    problem = parse(value, type, form);
    if (problem)
        value->state = VALUE_BAD;
    return problem;
}

const char *value_parse_given(struct value *value, enum column_type type,
                              struct str text,
                              const struct extract_config *form)
{
    static const struct extract_config plain = {.decimal = '.'};
    struct extract_config exact = *form;

    exact.rounds = false;
    if (!value_parse(value, type, text, &exact))
        return NULL;
    return value_parse(value, type, text, &plain);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_reals(double a, double b)
{
    return (a > b) - (a < b);
}

int value_compare(enum column_type type, const struct value *a,
                  const struct value *b)
{
    switch (type) {
    case TYPE_TEXT:
        return str_compare(a->text, b->text);
    case TYPE_TIME:
        return compare_numbers(a->time.seconds, b->time.seconds);
    case TYPE_RATE:
        return compare_reals(a->real, b->real);
    case TYPE_DATE:
    case TYPE_MONEY:
    case TYPE_QUANTITY:
    case TYPE_FLAG:
        break;
    }
    return compare_numbers(a->number, b->number);
}
