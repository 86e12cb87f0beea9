#include "read/mapping_reject.h"

/* The operators, longer ones first. */
static const struct {
    struct str words;
    enum reject_operator operator;
} operators[] = {
    {{"<=", 2}, REJECT_LESS_EQUAL}, {{">=", 2}, REJECT_MORE_EQUAL},
    {{"!=", 2}, REJECT_NOT_EQUAL},  {{"<", 1}, REJECT_LESS},
    {{">", 1}, REJECT_MORE},        {{"=", 1}, REJECT_EQUAL},
};

/* "< 0" taken apart; false where no operator stands in front. */
static bool parse_reject(struct arena *arena, struct str text,
                         struct reject_rule *rule)
{
    for (size_t i = 0; i < COUNT(operators); i++) {
        struct str words = operators[i].words;

        if (!str_starts(text, words))
            continue;
        rule->operator= operators[i].operator;
        rule->value =
            str_trim((struct str){text.at + words.len, text.len - words.len});
        rule->words = str_format(arena, "%.*s %.*s %.*s", STR_ARGS(rule->name),
                                 STR_ARGS(words), STR_ARGS(rule->value));
        return true;
    }
    return false;
}

/* Whether a rule compares sizes, not texts. */
static bool is_ordering(const struct reject_rule *rule)
{
    enum reject_operator kind = rule->operator;

    return kind != REJECT_EQUAL && kind != REJECT_NOT_EQUAL;
}

/* Of a column that is none of ours nothing is known but its name: it has texts,
 * and numbers where these are put in order. */
static void set_type(struct reject_rule *rule)
{
    if (rule->column != COLUMN_COUNT)
        rule->type = column_specs[rule->column].type;
    else
        rule->type = is_ordering(rule) ? TYPE_RATE : TYPE_TEXT;
}

static void read_reject(struct mapping_part *part, const struct yaml_node *item,
                        struct reject_rule *rule)
{
    bool is_parsed =
        parse_reject(part->yaml->arena, str_trim(item->text), rule);
    char quoted[DIAG_QUOTE];

    set_type(rule);
    if (!is_parsed || str_starts(rule->value, STR("=")))
        yaml_expect(part->yaml, item,
                    "one of = != < <= > >= and a value, like \"%s\"",
                    rule->type == TYPE_TEXT ? "= B" : "< 0");
    else if (!is_ordering(rule))
        return;
    else if (rule->type == TYPE_TEXT || rule->type == TYPE_FLAG)
        yaml_expect(part->yaml, item,
                    "= or != and a value, as '%s' is no number or date",
                    diag_quote(quoted, rule->name));
    else if (!part_fits(rule->value, rule->type, part->extract))
        yaml_expect(part->yaml, item, "%s after the operator",
                    part_words(rule->type));
}

/* One rule, or a list of them, for one column. */
static void read_column_rejects(struct mapping_part *part,
                                const struct yaml_node *item, size_t *capacity)
{
    struct extract_config *extract = part->extract;
    bool is_list = item->kind == YAML_SEQUENCE;
    const struct yaml_node *rules = is_list ? item->items : item;
    size_t count = is_list ? item->count : 1;

    for (size_t i = 0; i < count; i++) {
        struct reject_rule rule = {.column = part_column(part, item->key),
                                   .name = item->key,
                                   .name_place = item->key_place,
                                   .place = rules[i].place};

        if (!yaml_is_text(part->yaml, &rules[i]))
            continue;
        read_reject(part, &rules[i], &rule);
        extract->rejects =
            arena_grow(part->yaml->arena, extract->rejects, capacity,
                       extract->reject_count + 1, sizeof *extract->rejects);
        extract->rejects[extract->reject_count++] = rule;
    }
}

/* Whether a column is there is told by who reads the files. */
void mapping_read_rejects(struct mapping_part *part)
{
    const struct yaml_node *rejects =
        yaml_mapping(part->yaml, part->node, "reject");
    size_t capacity = 0;

    for (size_t i = 0; rejects && i < rejects->count; i++) {
        const struct yaml_node *item = &rejects->items[i];

        if (item->key.len == 0)
            yaml_fail_key(part->yaml, item,
                          "a reject rule for a column without a name; name one "
                          "of the extract, or of its files");
        else
            read_column_rejects(part, item, &capacity);
    }
}
