#include "read/scoring.h"

#include "base/decimal.h"
#include "read/yaml.h"

static const struct {
    const char *key;
    int places;
    const char *what; /* its thresholds are */
} measures[RFM_MEASURES] = {
    [RECENCY] = {"recency", 0, "a whole number of days"},
    [FREQUENCY] = {"frequency", 0, "a whole number of baskets"},
    [MONETARY] = {"monetary", MONEY_PLACES, "an amount of money"},
};

static bool read_threshold(struct yaml *yaml, const struct yaml_node *node,
                           enum rfm_measure measure, int64_t *value)
{
    char quoted[DIAG_QUOTE];

    if (!yaml_is_text(yaml, node))
        return false;
    if (!node->quoted &&
        decimal_parse(node->text, '.', measures[measure].places, value) ==
            DECIMAL_OK)
        return true;
    yaml_fail(yaml, node, "invalid value '%s' in '%s'; expected %s",
              diag_quote(quoted, node->text), measures[measure].key,
              measures[measure].what);
    return false;
}

static void read_thresholds(struct yaml *yaml, const struct yaml_node *rfm,
                            enum rfm_measure measure, int64_t *least)
{
    const char *key = measures[measure].key;
    const struct yaml_node *list = yaml_sequence(yaml, rfm, key);

    if (!list)
        return;
    if (list->count != SCORING_CUTS) {
        yaml_fail(yaml, list, "'%s' has %zu threshold%s; expected %d", key,
                  list->count, list->count == 1 ? "" : "s", SCORING_CUTS);
        return;
    }
    for (size_t i = 0; i < SCORING_CUTS; i++) {
        if (!read_threshold(yaml, list->items + i, measure, least + i))
            return;
        if (i > 0 && least[i] <= least[i - 1])
            yaml_fail(yaml, list->items + i,
                      "thresholds of '%s' must ascend; %.*s comes after %.*s",
                      key, STR_ARGS(list->items[i].text),
                      STR_ARGS(list->items[i - 1].text));
    }
}

void scoring_read(struct yaml *yaml, struct scoring *scoring)
{
    static const char *const keys[] = {"scores", "recency", "frequency",
                                       "monetary"};
    static const char *const modes[] = {"value", "rank", "fixed"};
    const struct yaml_node *rfm = yaml_mapping(yaml, yaml->root, "rfm");
    int mode = SCORING_VALUE;

    yaml_keys(yaml, rfm, (struct yaml_names){keys, COUNT(keys)});
    yaml_choice(yaml, rfm, "scores", (struct yaml_names){modes, COUNT(modes)},
                &mode);
    scoring->mode = (enum scoring_mode)mode;
    for (size_t i = 0; i < RFM_MEASURES; i++) {
        const struct yaml_node *given = yaml_get(rfm, measures[i].key);

        if (mode == SCORING_FIXED)
            yaml_require(yaml, rfm, measures[i].key);
        else if (given)
            yaml_fail_key(yaml, given,
                          "'%s' has no meaning unless 'scores' is fixed",
                          measures[i].key);
        read_thresholds(yaml, rfm, (enum rfm_measure)i, scoring->least[i]);
    }
}
