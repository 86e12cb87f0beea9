#include "read/screen.h"

void screen_init(struct screen *screen, struct arena *arena,
                 const struct extract_config *form)
{
    screen->form = form;
    screen->rules = arena_array(arena, struct screen_rule, form->reject_count);
    for (size_t i = 0; i < form->reject_count; i++)
        value_parse_given(&screen->rules[i].limit, form->rejects[i].type,
                          form->rejects[i].value, form);
}

/* As it is written, or as what it means: 0 is 0.00. */
static bool is_equal(const struct reject_rule *rule, const struct value *value,
                     const struct value *limit)
{
    return str_equal(value->text, rule->value) ||
           (value->state == VALUE_KNOWN && limit->state == VALUE_KNOWN &&
            value_compare(rule->type, value, limit) == 0);
}

static bool matches(const struct reject_rule *rule, const struct value *value,
                    const struct value *limit)
{
    int order = 0;

    if (rule->operator== REJECT_EQUAL)
        return is_equal(rule, value, limit);
    if (rule->operator== REJECT_NOT_EQUAL)
        return !is_equal(rule, value, limit);
    if (value->state != VALUE_KNOWN || limit->state != VALUE_KNOWN)
        return false;
    order = value_compare(rule->type, value, limit);
    switch (rule->operator) {
    case REJECT_LESS:
        return order < 0;
    case REJECT_LESS_EQUAL:
        return order <= 0;
    case REJECT_MORE:
        return order > 0;
    case REJECT_MORE_EQUAL:
        return order >= 0;
    case REJECT_EQUAL:
    case REJECT_NOT_EQUAL:
        break;
    }
    return false;
}

/* What a rule looks at: a value of ours, else one made of the file's field. */
static const struct value *judged(const struct screen *screen, size_t number,
                                  const struct value *values, size_t first,
                                  const struct csv_field *fields,
                                  struct value *made)
{
    const struct reject_rule *rule = &screen->form->rejects[number];
    size_t field = screen->rules[number].field;

    if (rule->column != COLUMN_COUNT)
        return &values[rule->column - first];
    value_parse(made, rule->type, value_text(screen->form, fields[field].text),
                screen->form);
    return made;
}

size_t screen_match(const struct screen *screen, const struct value *values,
                    size_t first, const struct csv_field *fields)
{
    size_t i = 0;
    struct value made;

    while (i < screen->form->reject_count &&
           !matches(&screen->form->rejects[i],
                    judged(screen, i, values, first, fields, &made),
                    &screen->rules[i].limit))
        i++;
    return i;
}
