#include "read/notation.h"

#include <string.h>

/* What is written for a blank or an apostrophe, beside these themselves. */
static const struct {
    char sign;
    struct str text;
} others[] = {
    {' ', {"\xC2\xA0", 2}},      /* no-break space */
    {' ', {"\xE2\x80\xAF", 3}},  /* narrow no-break space */
    {' ', {"\xE2\x80\x89", 3}},  /* thin space */
    {'\'', {"\xE2\x80\x99", 3}}, /* right single quotation mark */
};

static struct str behind(struct str text, size_t bytes)
{
    return (struct str){text.at + bytes, text.len - bytes};
}

/* Bytes of a sign at the front of a text; 0: another stands there. */
static size_t sign_at(struct str text, char sign)
{
    if (text.len > 0 && text.at[0] == sign)
        return 1;
    for (size_t i = 0; i < COUNT(others); i++)
        if (others[i].sign == sign && str_starts(text, others[i].text))
            return others[i].text.len;
    return 0;
}

/* The same of blanks at the end. */
static size_t blank_before(struct str text)
{
    if (text.len > 0 && text.at[text.len - 1] == ' ')
        return 1;
    for (size_t i = 0; i < COUNT(others); i++)
        if (others[i].sign == ' ' && str_ends(text, others[i].text))
            return others[i].text.len;
    return 0;
}

static struct str trim_front(struct str text)
{
    size_t bytes;

    while ((bytes = sign_at(text, ' ')) > 0)
        text = behind(text, bytes);
    return text;
}

static struct str trim_end(struct str text)
{
    size_t bytes;

    while ((bytes = blank_before(text)) > 0)
        text.len -= bytes;
    return text;
}

/* Take the sign of the currency off the front, else off the end. */
static struct str without_currency(struct str text, struct str currency)
{
    if (currency.len == 0)
        return text;
    if (str_starts(text, currency))
        return trim_front(behind(text, currency.len));
    if (str_ends(text, currency))
        text.len -= currency.len;
    return trim_end(text);
}

/* Take a minus off that does not stand in front. */
static struct str without_minus(struct str text, enum minus_form form,
                                bool *is_negative)
{
    char last = '\0';

    if (text.len > 1)
        last = text.at[text.len - 1];
    if (form == MINUS_BEHIND && last == '-')
        text.len--;
    else if (form == MINUS_AS_PARENTHESES && last == ')' && text.at[0] == '(')
        text = (struct str){text.at + 1, text.len - 2};
    else
        return text;
    *is_negative = true;
    return trim_end(trim_front(text));
}

/* A number that is being written. */
struct plain {
    char *at;
    size_t len;
    size_t digits;  /* since the last separator of thousands */
    bool is_parted; /* there was one */
};

static void put(struct plain *plain, char byte)
{
    plain->at[plain->len++] = byte;
    plain->digits++;
}

/* Before a separator there are one to three digits, between two all three. */
static bool part(struct plain *plain)
{
    bool is_sound = plain->is_parted ? plain->digits == 3
                                     : plain->digits >= 1 && plain->digits <= 3;

    plain->is_parted = true;
    plain->digits = 0;
    return is_sound;
}

/* The whole part, up to the decimal mark; it is taken off the text. */
static bool put_whole(struct plain *plain, struct str *text,
                      const struct extract_config *form)
{
    plain->digits = 0;
    while (text->len > 0 && text->at[0] != form->decimal) {
        size_t bytes = form->thousands ? sign_at(*text, form->thousands) : 0;

        if (bytes == 0)
            put(plain, text->at[0]);
        else if (!part(plain))
            return false;
        *text = behind(*text, bytes > 0 ? bytes : 1);
    }
    return !plain->is_parted || plain->digits == 3;
}

struct str notation_plain(const struct extract_config *form, struct str text,
                          char room[static NOTATION_MOST])
{
    struct plain plain = {0};
    bool is_signed = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
    bool is_negative = false;

    if ((form->currency.len == 0 && form->thousands == '\0' &&
         form->minus == MINUS_IN_FRONT) ||
        text.len > NOTATION_MOST)
        return text;
    plain.at = room;
    if (is_signed) {
        put(&plain, text.at[0]);
        text = trim_front(behind(text, 1));
    }
    text = without_minus(text, form->minus, &is_negative);
    text = without_currency(text, form->currency);
    if (!is_negative)
        text = without_minus(text, form->minus, &is_negative);
    if (is_negative)
        put(&plain, '-');
    if (!is_signed && !is_negative && text.len > 0 && text.at[0] == '-') {
        put(&plain, '-');
        text = behind(text, 1);
    }
    if (!put_whole(&plain, &text, form))
        return (struct str){0};
    memcpy(room + plain.len, text.at, text.len);
    return (struct str){room, plain.len + text.len};
}
