#include "read/remark.h"

#include "read/remedy.h"

static const struct str duplicate = {"duplicate", sizeof "duplicate" - 1};

static struct str behind(struct str text, size_t bytes)
{
    return (struct str){text.at + bytes, text.len - bytes};
}

/* A reason taken apart: "duplicate product_id", "quantity is not a number". */
struct parts {
    struct str front; /* "duplicate " */
    enum column_id column;
    struct str problem; /* without the column; of a row: the whole reason */
};

/* The column of an extract that a text begins with. */
static enum column_id first_column(enum extract_id extract, struct str text)
{
    const struct extract_spec *spec = &extract_specs[extract];
    struct str word = {text.at, str_find(text, ' ')};

    for (size_t i = spec->first; i < spec->first + spec->count; i++)
        if (str_equal(word, str_of(column_specs[i].name)))
            return (enum column_id)i;
    return COLUMN_COUNT;
}

static struct parts take_apart(enum extract_id extract, struct str reason)
{
    struct parts parts = {.problem = reason};
    struct str rest = reason;

    if (str_starts(reason, duplicate) && reason.len > duplicate.len) {
        parts.front = (struct str){reason.at, duplicate.len + 1};
        rest = behind(reason, parts.front.len);
    }
    parts.column = first_column(extract, rest);
    if (parts.column == COLUMN_COUNT)
        return parts;
    rest = behind(rest, str_of(column_specs[parts.column].name).len);
    parts.problem = rest.len > 0 ? str_trim(rest) : duplicate;
    return parts;
}

static struct str name_field(struct arena *arena,
                             const struct column_source *source)
{
    char first[DIAG_QUOTE], more[DIAG_QUOTE];

    diag_quote(first, source->file_column);
    if (source->more_column.len == 0)
        return str_format(arena, "%s", first);
    return str_format(arena, "%s + %s", first,
                      diag_quote(more, source->more_column));
}

/* By a rule: its words are the reason. */
static struct remark remark_of_rule(const struct config *config,
                                    const struct reject *reject)
{
    const struct extract_config *form = &config->extracts[reject->extract];
    struct remark remark = {.reason = reject->reason};

    for (size_t i = 0; i < form->reject_count; i++) {
        const struct reject_rule *rule = form->rejects + i;

        if (str_equal(rule->words, reject->reason))
            remark.field = rule->column == COLUMN_COUNT
                               ? rule->name
                               : config->columns[rule->column].file_column;
    }
    return remark;
}

struct remark remark_of(struct arena *arena, const struct config *config,
                        const struct reject *reject)
{
    struct parts parts = take_apart(reject->extract, reject->reason);
    struct remark remark = {.reason = reject->reason};
    struct str name;

    if (reject->by_rule)
        return remark_of_rule(config, reject);
    remark.remedy = remedy_find(
        arena, &config->extracts[reject->extract], parts.column,
        parts.column == COLUMN_COUNT ? reject->reason : parts.problem);
    if (parts.column == COLUMN_COUNT)
        return remark;
    remark.field = name_field(arena, &config->columns[parts.column]);
    name = str_of(column_specs[parts.column].name);
    if (!str_equal(remark.field, name))
        remark.reason = str_format(
            arena, "%.*s%.*s (%.*s)%.*s", STR_ARGS(parts.front),
            STR_ARGS(remark.field), STR_ARGS(name),
            STR_ARGS(behind(reject->reason, parts.front.len + name.len)));
    return remark;
}

struct str remark_print(struct arena *arena, const struct config *config,
                        const struct reject *reject)
{
    struct remark remark = remark_of(arena, config, reject);

    return str_format(arena, "%.*s: '%.*s'%s%.*s", STR_ARGS(remark.reason),
                      STR_ARGS(reject->excerpt),
                      remark.remedy.len > 0 ? "; expected " : "",
                      STR_ARGS(remark.remedy));
}
