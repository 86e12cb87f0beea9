#include "render/number.h"

#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS     "\xE2\x88\x92"
#define EN_DASH   "\xE2\x80\x93"
#define SPACE     "\xC2\xA0"
#define UNDEFINED EN_DASH

/* Digits of a real value that mean something. */
enum { REAL_DIGITS = 15 };

/* A decimal number: digits x 10^-scale; without digits it is 0. */
struct exact {
    bool negative;
    int count;
    int scale;
    char digits[400];
};

static struct exact exact_of_integer(int64_t value, int scale)
{
    struct exact exact = {.negative = value < 0, .scale = scale};
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    if (size)
        exact.count = snprintf(exact.digits, sizeof exact.digits, "%llu",
                               (unsigned long long)size);
    return exact;
}

static struct exact exact_of_real(double value)
{
    struct exact exact = {.negative = value < 0};
    char text[40];
    int exponent = 0;
    bool negative = false;

    if (value == 0 || !isfinite(value))
        return (struct exact){0};
    snprintf(text, sizeof text, "%.*e", REAL_DIGITS - 1, fabs(value));
    exact.digits[0] = text[0];
    memcpy(exact.digits + 1, text + 2, REAL_DIGITS - 1);
    exact.count = REAL_DIGITS;
    negative = text[REAL_DIGITS + 2] == '-';
    for (const char *at = text + REAL_DIGITS + 3; *at; at++)
        exponent = exponent * 10 + (*at - '0');
    exact.scale = REAL_DIGITS - 1 - (negative ? -exponent : exponent);
    return exact;
}

static struct exact exact_of(const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_MONEY:
        return exact_of_integer(cell->integer, MONEY_PLACES);
    case CELL_QUANTITY:
        return exact_of_integer(cell->integer, QUANTITY_PLACES);
    case CELL_COUNT:
    case CELL_RANK:
    case CELL_FLAG:
    case CELL_DATE:
        return exact_of_integer(cell->integer, 0);
    case CELL_PRICE:
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATIO:
    case CELL_INDEX:
        return exact_of_real(cell->real);
    case CELL_UNDEFINED:
    case CELL_TEXT:
        break;
    }
    return (struct exact){0};
}

/* One more in the last place. */
static void exact_step(struct exact *exact)
{
    int at = exact->count - 1;

    while (at >= 0 && exact->digits[at] == '9')
        exact->digits[at--] = '0';
    if (at >= 0) {
        exact->digits[at]++;
        return;
    }
    memmove(exact->digits + 1, exact->digits, (size_t)exact->count);
    exact->digits[0] = '1';
    exact->count++;
}

/* Keep `places` decimals; a number that becomes 0 loses its sign. */
static void exact_round(struct exact *exact, int places)
{
    int drop = exact->scale - places;

    if (drop > 0) {
        bool up =
            drop <= exact->count && exact->digits[exact->count - drop] >= '5';
        exact->count = drop < exact->count ? exact->count - drop : 0;
        if (up)
            exact_step(exact);
    } else if (exact->count) {
        memset(exact->digits + exact->count, '0', (size_t)-drop);
        exact->count -= drop;
    }
    exact->scale = places;
    if (!exact->count)
        exact->negative = false;
}

/* What stands for a digit `power` places left of the point. */
static char exact_digit(const struct exact *exact, int power)
{
    int at = exact->count - exact->scale - 1 - power;

    if (at < 0 || at >= exact->count)
        return '0';
    return exact->digits[at];
}

/* The digits of a rounded number with their marks, without its sign. */
static struct str exact_print(struct arena *arena,
                              const struct number_style *style,
                              const struct exact *exact)
{
    struct text text = {.arena = arena};
    int whole = exact->count - exact->scale;

    if (whole < 1)
        whole = 1;
    for (int power = whole - 1; power >= 0; power--) {
        text_addf(&text, "%c", exact_digit(exact, power));
        if (power && power % 3 == 0)
            text_add(&text, str_of(style->group ? style->group : ","));
    }
    if (exact->scale > 0)
        text_add(&text, str_of(style->decimal ? style->decimal : "."));
    for (int power = -1; power >= -exact->scale; power--)
        text_addf(&text, "%c", exact_digit(exact, power));
    return text_str(&text);
}

static struct str exact_signed(struct arena *arena,
                               const struct number_style *style,
                               const struct exact *exact, const char *before,
                               const char *after, bool plus)
{
    struct str digits = exact_print(arena, style, exact);
    const char *sign = exact->negative        ? MINUS
                       : plus && exact->count ? "+"
                                              : "";

    return str_format(arena, "%s%s%.*s%s", sign, before, STR_ARGS(digits),
                      after);
}

const struct number_style number_house = {0};

struct number_style number_style(struct arena *arena,
                                 const struct number_style *brand,
                                 struct str currency)
{
    static const struct {
        const char *code;
        const char *symbol;
    } symbols[] = {
        {"AUD", "$"}, {"USD", "$"},        {"NZD", "$"},
        {"CAD", "$"}, {"GBP", "\xC2\xA3"}, {"EUR", "\xE2\x82\xAC"},
    };
    struct number_style style = *brand;

    style.currency = currency;
    if (brand->symbol.len)
        return style;
    for (size_t i = 0; i < COUNT(symbols); i++)
        if (str_equal(currency, str_of(symbols[i].code)))
            style.symbol = str_of(symbols[i].symbol);
    /* A no-break space, so that code and amount stay together. */
    if (!style.symbol.len && currency.len)
        style.symbol = str_format(arena, style.is_after ? "%.*s" : "%.*s" SPACE,
                                  STR_ARGS(currency));
    return style;
}

struct number_scale number_scale(double largest)
{
    static const struct number_scale scales[] = {
        {9, 2, "billion"}, {6, 2, "million"}, {3, 1, "thousand"}};
    double size = fabs(largest);

    for (size_t i = 0; i < COUNT(scales); i++)
        if (size >= pow(10, scales[i].power)) {
            struct number_scale scale = scales[i];
            if (size >= 100 * pow(10, scale.power))
                scale.places = 1;
            return scale;
        }
    return (struct number_scale){0, size < 100 ? 2 : 0, ""};
}

int number_places(enum cell_kind kind)
{
    switch (kind) {
    case CELL_PRICE:
    case CELL_RATIO:
        return 2;
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
        return 1;
    case CELL_UNDEFINED:
    case CELL_TEXT:
    case CELL_DATE:
    case CELL_COUNT:
    case CELL_MONEY:
    case CELL_QUANTITY:
    case CELL_INDEX:
    case CELL_RANK:
    case CELL_FLAG:
        break;
    }
    return 0;
}

/* A rate or a change in per cent, with the decimals that its size asks for. */
static int percent_places(const struct cell *cell)
{
    double size = fabs(cell->real);
    int places = number_places(cell->kind);

    if (cell->kind == CELL_RATE && size > 0 && size < 0.001)
        places = 2;
    if (cell->kind == CELL_CHANGE && size >= 10)
        places = 0;
    return places;
}

static struct exact exact_percent(const struct cell *cell, int places)
{
    struct exact exact = exact_of(cell);

    exact.scale -= 2;
    exact_round(&exact, places);
    return exact;
}

/* A rounded amount and the letter of its scale. */
struct shortened {
    struct exact exact;
    const char *letter;
};

/* Whether so many digits stand left of the point. */
static bool exact_has_whole(const struct exact *exact, int digits)
{
    return exact->count - exact->scale >= digits;
}

static bool shorten_at(const struct exact *exact, int power, int from,
                       struct exact *out)
{
    for (int places = 2; places >= 1; places--) {
        *out = *exact;
        out->scale += power;
        exact_round(out, places);
        if (places == 2 && exact_has_whole(out, 2))
            continue;
        return exact_has_whole(out, from);
    }
    return false;
}

/*
 * 214.8m, 4.80m, 12.3k.  Counts are printed in full below 100,000, amounts
 * below 10,000; `places` are those of an amount below 1,000.
 */
static struct shortened shorten(const struct cell *cell, int places)
{
    bool amount = cell->kind == CELL_MONEY || cell->kind == CELL_PRICE;
    struct shortened result = {.exact = exact_of(cell), .letter = ""};
    struct exact out;

    if (shorten_at(&result.exact, 9, 1, &out))
        return (struct shortened){out, "bn"};
    if (shorten_at(&result.exact, 6, 1, &out))
        return (struct shortened){out, "m"};
    if (shorten_at(&result.exact, 3, amount ? 2 : 3, &out))
        return (struct shortened){out, "k"};
    out = result.exact;
    exact_round(&out, places);
    if (exact_has_whole(&out, 4)) {
        out = result.exact;
        exact_round(&out, cell->kind == CELL_PRICE ? places : 0);
    }
    result.exact = out;
    return result;
}

static struct str number_short_amount(struct arena *arena,
                                      const struct number_style *style,
                                      const struct cell *cell,
                                      struct str symbol)
{
    bool amount = cell->kind == CELL_MONEY || cell->kind == CELL_PRICE;
    struct shortened brief = shorten(cell, amount ? 2 : 0);

    if (style->is_after && symbol.len)
        return exact_signed(
            arena, style, &brief.exact, "",
            str_format(arena, "%s" SPACE "%.*s", brief.letter, STR_ARGS(symbol))
                .at,
            false);
    return exact_signed(arena, style, &brief.exact, str_z(arena, symbol),
                        brief.letter, false);
}

static struct str number_fixed(struct arena *arena,
                               const struct number_style *style,
                               const struct cell *cell, int power, int places)
{
    struct exact exact = exact_of(cell);

    exact.scale += power;
    exact_round(&exact, places);
    return exact_signed(arena, style, &exact, "", "", false);
}

/* What is more than a hundred times as much, in thousands of per cent:
 * "+23.6k%". */
static struct str number_huge_percent(struct arena *arena,
                                      const struct number_style *style,
                                      const struct cell *cell)
{
    struct exact exact = exact_of(cell);

    exact.scale++;
    exact_round(&exact, fabs(cell->real) < 1000 ? 1 : 0);
    return exact_signed(arena, style, &exact, "", "k%",
                        cell->kind != CELL_RATE);
}

static struct str number_percent(struct arena *arena,
                                 const struct number_style *style,
                                 const struct cell *cell, int places)
{
    const char *after = cell->kind == CELL_POINTS ? "\xC2\xA0pp" : "%";
    struct exact exact;

    if (cell->kind != CELL_POINTS && fabs(cell->real) >= 100)
        return number_huge_percent(arena, style, cell);
    exact = exact_percent(cell, places);
    return exact_signed(arena, style, &exact, "", after,
                        cell->kind != CELL_RATE);
}

/* Three or four digits. */
static int ratio_places(double value)
{
    if (fabs(value) < 10)
        return number_places(CELL_RATIO);
    return fabs(value) < 1000 ? 1 : 0;
}

struct str number_short(struct arena *arena, const struct number_style *style,
                        const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_UNDEFINED:
        return STR(UNDEFINED);
    case CELL_TEXT:
        return cell->text;
    case CELL_DATE:
        return number_date(arena, style, (int32_t)cell->integer);
    case CELL_MONEY:
    case CELL_PRICE:
        return number_short_amount(arena, style, cell, style->symbol);
    case CELL_COUNT:
    case CELL_QUANTITY:
        return number_short_amount(arena, style, cell, (struct str){0});
    case CELL_RATE:
    case CELL_CHANGE:
    case CELL_POINTS:
        return number_percent(arena, style, cell, percent_places(cell));
    case CELL_FLAG:
        return cell->integer ? STR("yes") : STR("no");
    case CELL_RATIO:
    case CELL_INDEX:
    case CELL_RANK:
        break;
    }
    return number_fixed(arena, style, cell, 0,
                        cell->kind == CELL_RATIO ? ratio_places(cell->real)
                                                 : number_places(cell->kind));
}

struct str number_size(struct arena *arena, const struct number_style *style,
                       const struct cell *cell)
{
    struct str text = number_short(arena, style, cell);

    if (cell->kind == CELL_UNDEFINED || cell->kind == CELL_TEXT)
        return text;
    if (str_starts(text, STR(MINUS)))
        return (struct str){text.at + sizeof MINUS - 1,
                            text.len - (sizeof MINUS - 1)};
    if (str_starts(text, STR("+")))
        return (struct str){text.at + 1, text.len - 1};
    return text;
}

struct str number_table(struct arena *arena, const struct number_style *style,
                        const struct cell *cell,
                        const struct number_scale *scale)
{
    struct number_style plain = *style;

    plain.symbol = (struct str){0};
    switch (cell->kind) {
    case CELL_MONEY:
    case CELL_COUNT:
    case CELL_QUANTITY:
        return number_fixed(arena, style, cell, scale ? scale->power : 0,
                            scale ? scale->places : 0);
    case CELL_PRICE:
        return number_fixed(arena, style, cell, scale ? scale->power : 0,
                            scale ? scale->places : number_places(CELL_PRICE));
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
        if (scale)
            return number_percent(arena, style, cell, scale->places);
        break;
    case CELL_RATIO:
        if (scale)
            return number_fixed(arena, style, cell, scale->power,
                                scale->places);
        break;
    case CELL_UNDEFINED:
    case CELL_TEXT:
    case CELL_DATE:
    case CELL_INDEX:
    case CELL_RANK:
    case CELL_FLAG:
        break;
    }
    return number_short(arena, &plain, cell);
}

struct str number_plain(struct arena *arena, const struct number_style *style,
                        double value, int places)
{
    struct cell cell = {.kind = CELL_RATIO, .real = value};

    return number_fixed(arena, style, &cell, 0, places);
}

int number_sign(const struct cell *cell)
{
    struct exact exact;

    switch (cell->kind) {
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RATE:
        exact = exact_percent(cell, percent_places(cell));
        break;
    case CELL_UNDEFINED:
    case CELL_TEXT:
    case CELL_DATE:
    case CELL_COUNT:
    case CELL_MONEY:
    case CELL_QUANTITY:
    case CELL_PRICE:
    case CELL_RATIO:
    case CELL_INDEX:
    case CELL_RANK:
    case CELL_FLAG:
        exact = exact_of(cell);
        exact_round(&exact, number_places(cell->kind));
        break;
    }
    if (!exact.count)
        return 0;
    return exact.negative ? -1 : 1;
}
