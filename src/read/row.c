#include "read/row.h"

#include "read/quick.h"

#include <string.h>

enum { JOINED_MOST = 512 }; /* bytes of two fields that are one value */

void row_init(struct row *row, struct arena *arena, enum extract_id extract,
              const struct extract_config *form)
{
    *row = (struct row){.form = form};
    row->values =
        arena_array(arena, struct value, extract_specs[extract].count);
}

/* The group that a column belongs to, or NULL. */
static struct intake_group *group_of(struct row *row,
                                     const struct intake *intake)
{
    if (intake->source)
        return NULL;
    switch (intake->type) {
    case TYPE_TEXT:
        return &row->text;
    case TYPE_MONEY:
    case TYPE_QUANTITY:
        return &row->decimal;
    case TYPE_TIME:
        return row->form->dates.len == 0 ? &row->time : NULL;
    case TYPE_FLAG:
        return &row->flag;
    case TYPE_DATE:
    case TYPE_RATE:
        break;
    }
    return NULL;
}

static void add(struct intake_group *group, struct arena *arena, size_t most,
                const struct intake *intake)
{
    if (!group->intakes)
        group->intakes = arena_array(arena, struct intake, most);
    group->intakes[group->count++] = *intake;
}

void row_bind(struct row *row, struct arena *arena,
              const struct binding *bindings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct column_spec *spec = &column_specs[bindings[i].column];
        size_t first = extract_specs[spec->extract].first;
        const struct intake intake = {
            .field = bindings[i].field,
            .more_field = bindings[i].more_field,
            .joined = bindings[i].more_field != bindings[i].field
                          ? arena_array(arena, char, JOINED_MOST)
                          : NULL,
            .source =
                source_is_plain(bindings[i].source) ? NULL : bindings[i].source,
            .column = bindings[i].column,
            .type = spec->type,
            .is_required = spec->need == NEED_REQUIRED,
            .value = &row->values[bindings[i].column - first],
        };
        struct intake_group *group = group_of(row, &intake);

        add(&row->all, arena, count, &intake);
        if (group)
            add(group, arena, count, &intake);
        else
            row->has_other = true;
    }
}

/* Whether a field is there, or need not be. */
static inline bool take(const struct intake *intake, struct str text)
{
    intake->value->text = text;
    intake->value->state = text.len > 0 ? VALUE_KNOWN : VALUE_EMPTY;
    return text.len > 0 || !intake->is_required;
}

static inline bool take_texts(const struct intake_group *group,
                              const struct csv_field *fields)
{
    bool all = true;

    for (size_t i = 0; i < group->count; i++)
        all &= take(&group->intakes[i], fields[group->intakes[i].field].text);
    return all;
}

static inline bool take_decimals(const struct intake_group *group,
                                 const struct csv_field *fields, char mark)
{
    bool all = true;

    for (size_t i = 0; i < group->count; i++) {
        const struct intake *intake = &group->intakes[i];
        struct str text = fields[intake->field].text;

        all &= take(intake, text);
        if (text.len > 0)
            all &= quick_decimal(text, mark,
                                 intake->type == TYPE_MONEY ? MONEY_PLACES
                                                            : QUANTITY_PLACES,
                                 &intake->value->number);
    }
    return all;
}

static inline bool take_others(const struct row *row,
                               const struct csv_field *fields)
{
    bool all = true;

    for (size_t i = 0; i < row->time.count; i++) {
        const struct intake *intake = &row->time.intakes[i];
        struct str text = fields[intake->field].text;

        all &= take(intake, text);
        if (text.len > 0)
            all &=
                quick_time(text, &intake->value->time, &intake->value->number);
    }
    for (size_t i = 0; i < row->flag.count; i++) {
        const struct intake *intake = &row->flag.intakes[i];
        struct str text = fields[intake->field].text;

        all &= take(intake, text);
        if (text.len > 0)
            all &= quick_flag(text, &intake->value->number);
    }
    return all;
}

/* Whether all fields are sound, of types and shapes that are parsed quickly. */
static bool parse_quickly(const struct row *row, const struct csv_field *fields)
{
    return !row->has_other && row->form->null_count == 0 &&
           take_texts(&row->text, fields) &&
           take_decimals(&row->decimal, fields, row->form->decimal) &&
           take_others(row, fields);
}

/* A date and a time with a blank between them, or two parts of an id with a
 * dash; empty where that is no such thing for its length. */
static struct str join(const struct intake *intake, struct str first,
                       struct str second)
{
    char *at = intake->joined;

    first = str_trim(first);
    second = str_trim(second);
    if (first.len == 0 || second.len == 0)
        return first;
    if (first.len + 1 + second.len > JOINED_MOST)
        return (struct str){0};
    memcpy(at, first.at, first.len);
    at[first.len] = source_joiner(intake->type);
    memcpy(at + first.len + 1, second.at, second.len);
    return (struct str){at, first.len + 1 + second.len};
}

/* What is meant by a text. */
static struct str meaning(const struct column_source *source, struct str text)
{
    struct str said = str_trim(text);

    for (size_t i = 0; i < source->word_count; i++)
        if (str_equal(source->words[i].said, said))
            return source->words[i].meant;
    return text;
}

static const char *negate(struct value *value)
{
    if (value->number == INT64_MIN) {
        value->state = VALUE_BAD;
        return "is too large";
    }
    value->number = -value->number;
    return NULL;
}

/* A column whose field is not its value as it stands. */
static const char *parse_source(struct row *row, const struct intake *intake,
                                const struct csv_field *fields)
{
    struct str text = value_text(row->form, fields[intake->field].text);
    const char *problem;

    if (intake->joined)
        text = join(intake, text,
                    value_text(row->form, fields[intake->more_field].text));
    problem = value_parse(intake->value, intake->type,
                          meaning(intake->source, text), row->form);
    if (!problem && intake->source->is_negated &&
        intake->value->state == VALUE_KNOWN)
        problem = negate(intake->value);
    return problem;
}

/* A column of any type and shape: its problem, or NULL. */
static const char *parse_one(struct row *row, const struct intake *intake,
                             const struct csv_field *fields)
{
    const char *problem =
        intake->source
            ? parse_source(row, intake, fields)
            : value_parse(intake->value, intake->type,
                          value_text(row->form, fields[intake->field].text),
                          row->form);

    if (!problem && intake->is_required && intake->value->state == VALUE_EMPTY)
        problem = "is empty";
    return problem;
}

const char *row_parse(struct row *row, const struct csv_field *fields,
                      enum column_id *column)
{
    const char *problem = NULL;

    if (parse_quickly(row, fields))
        return NULL;
    for (size_t i = 0; i < row->all.count; i++) {
        const struct intake *intake = &row->all.intakes[i];
        const char *found = parse_one(row, intake, fields);

        if (found && !problem) {
            problem = found;
            *column = intake->column;
        }
    }
    return problem;
}
