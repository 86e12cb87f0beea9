#include "measure/rule_words.h"

#include "base/date.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define PREFIX "{rules."

/* What a rule counts: weeks, where 0 looks at all there is, or things. */
static const struct {
    const char *name;
    size_t at;       /* in the configuration */
    const char *one; /* NULL: weeks */
    const char *many;
} rules[] = {
    {"at_risk", offsetof(struct config, rules.at_risk_days), "day", "days"},
    {"active", offsetof(struct config, rules.active_weeks), NULL, NULL},
    {"engaged", offsetof(struct config, rules.engaged_weeks), NULL, NULL},
    {"rfm", offsetof(struct config, rules.rfm_weeks), NULL, NULL},
    {"listed", offsetof(struct config, rules.product_baskets), "basket",
     "baskets"},
};

static_assert(COUNT(rules) == RULE_WORDS, "each rule has a number");

const char *rule_word_name(size_t rule)
{
    return rules[rule].name;
}

struct str rule_word(struct arena *arena, const struct config *config,
                     size_t rule)
{
    double number;

    memcpy(&number, (const char *)config + rules[rule].at, sizeof number);
    if (rules[rule].one)
        return str_format(arena, "%g %s", number,
                          number == 1 ? rules[rule].one : rules[rule].many);
    return number > 0 ? rule_span(arena, rule_days(number))
                      : STR("the whole history");
}

/* The rule whose key a text begins with, and how long that is; or RULE_WORDS.
 */
static size_t find_rule(const char *text, size_t *len)
{
    size_t rule = 0;

    if (strncmp(text, PREFIX, sizeof PREFIX - 1) != 0)
        return RULE_WORDS;
    text += sizeof PREFIX - 1;
    for (; rule < RULE_WORDS; rule++) {
        *len = strlen(rules[rule].name);
        if (strncmp(text, rules[rule].name, *len) == 0 && text[*len] == '}')
            break;
    }
    *len += sizeof PREFIX;
    return rule;
}

struct str rule_words(struct arena *arena, const struct config *config,
                      const char *text)
{
    struct text words = {.arena = arena};

    if (!strchr(text, '{'))
        return str_of(text);
    while (*text) {
        size_t len = 0;
        size_t rule = find_rule(text, &len);

        if (rule == RULE_WORDS)
            len = 1;
        text_add(&words, rule < RULE_WORDS ? rule_word(arena, config, rule)
                                           : (struct str){text, 1});
        text += len;
    }
    return text_str(&words);
}

struct str rule_span(struct arena *arena, int32_t days)
{
    if (days % 7)
        return str_format(arena, "%d %s", days, days == 1 ? "day" : "days");
    return str_format(arena, "%d %s", days / 7, days == 7 ? "week" : "weeks");
}

int32_t rule_days(double weeks)
{
    return (int32_t)lround(weeks * WEEK_DAYS);
}
