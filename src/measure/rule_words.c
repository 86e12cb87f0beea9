#include "measure/rule_words.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *key;
    size_t at; /* in the configuration */
} rules[] = {
#define RULE(name, initial, least, most, meaning)                              \
    {"{" #name "}", offsetof(struct config, rules.name)},
#include "read/rule.def"
#undef RULE
};

static void add_number(struct text *text, const struct config *config,
                       size_t at)
{
    double number;

    memcpy(&number, (const char *)config + at, sizeof number);
    text_addf(text, "%g", number);
}

/* Add what a text begins with; how long that was. */
static size_t add_word(struct text *text, const struct config *config,
                       const char *from)
{
    for (size_t i = 0; i < COUNT(rules); i++) {
        size_t len = strlen(rules[i].key);

        if (strncmp(from, rules[i].key, len) == 0) {
            add_number(text, config, rules[i].at);
            return len;
        }
    }
    text_add(text, (struct str){from, 1});
    return 1;
}

struct str rule_words(struct arena *arena, const struct config *config,
                      const char *text)
{
    struct text words = {.arena = arena};

    if (!strchr(text, '{'))
        return str_of(text);
    while (*text)
        text += add_word(&words, config, text);
    return text_str(&words);
}

int32_t rule_days(double weeks)
{
    return (int32_t)lround(weeks * 7);
}
