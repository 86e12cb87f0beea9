#include "read/header.h"

#include "read/preamble.h"

#include <string.h>

enum { NAMES_SHOWN = 30 };

static struct place place_of(const struct header *header, size_t offset)
{
    return (struct place){.file = header->path,
                          .line = header->record->line,
                          .column = csv_column(header->csv, offset)};
}

static struct str name_of(const struct csv_record *record, size_t field)
{
    return str_trim(record->fields[field].text);
}

/* The number of the first field of a name from `field` on; that or the count
 * of fields if there is none. */
static size_t find_field(const struct csv_record *record, struct str name,
                         size_t field)
{
    while (field < record->count && !str_equal(name_of(record, field), name))
        field++;
    return field;
}

/* "'basket_id', 'qty'": what the header has. */
static const char *names_of(const struct header *header)
{
    struct text text = {.arena = header->arena};
    char name[DIAG_QUOTE];

    for (size_t i = 0; i < header->record->count && i < NAMES_SHOWN; i++)
        text_addf(&text, "%s'%s'", i > 0 ? ", " : "",
                  diag_quote(name, name_of(header->record, i)));
    if (header->record->count > NAMES_SHOWN)
        text_add(&text, STR(" ..."));
    return text.at;
}

/* Whether a column must be there for the file to be read. */
static bool is_wanted(enum column_id column, const struct column_source *source)
{
    return !source->is_constant && (source->is_mapped || source->is_filled ||
                                    column_specs[column].need == NEED_REQUIRED);
}

/* Whether a record has the columns that reject rules look at. */
static bool has_judged(const struct header *header,
                       const struct csv_record *record)
{
    const struct extract_config *form =
        &header->config->extracts[header->extract];

    for (size_t i = 0; i < form->reject_count; i++)
        if (form->rejects[i].column == COLUMN_COUNT &&
            find_field(record, form->rejects[i].name, 0) == record->count)
            return false;
    return true;
}

/* Whether a record has all columns that the header must have. */
static bool has_all(const struct header *header,
                    const struct csv_record *record)
{
    const struct extract_spec *spec = &extract_specs[header->extract];

    if (record->damage || !has_judged(header, record))
        return false;
    for (size_t i = spec->first; i < spec->first + spec->count; i++) {
        const struct column_source *source = &header->config->columns[i];

        if (!is_wanted((enum column_id)i, source))
            continue;
        if (find_field(record, source->file_column, 0) == record->count ||
            (source->more_column.len > 0 &&
             find_field(record, source->more_column, 0) == record->count))
            return false;
    }
    return true;
}

/* The number of the first line that would do as the header; 0: none would. */
static size_t find_line(const struct header *header)
{
    struct preamble *preamble =
        preamble_open(header->arena, header->path,
                      &header->config->extracts[header->extract]);
    struct csv_record record;
    size_t line = 0;

    while (line == 0 && preamble_next(preamble, &record))
        if (has_all(header, &record))
            line = record.line;
    preamble_close(preamble);
    return line;
}

/* What to do where titles stand in front of the header; NULL: none do. */
static const char *skip_advice(const struct header *header)
{
    size_t line = find_line(header);

    if (line == 0 || line == header->record->line)
        return NULL;
    return str_format(header->arena,
                      "line %zu of the file has all that is looked for: set "
                      "extracts.%s.skip_lines in report.yaml to %zu",
                      line, extract_specs[header->extract].name, line - 1)
        .at;
}

/* What to do about a missing column: mostly map it. */
static const char *advice(const struct header *header)
{
    const char *extract = extract_specs[header->extract].name;
    const char *skip = skip_advice(header);
    struct str name = name_of(header->record, 0);
    bool one_name = header->record->count == 1;

    if (skip)
        return skip;
    if (one_name &&
        (str_find(name, ',') < name.len || str_find(name, ';') < name.len ||
         str_find(name, '\t') < name.len || str_find(name, '|') < name.len))
        return str_format(header->arena,
                          "set extracts.%s.delimiter in report.yaml to what "
                          "the file is delimited by",
                          extract)
            .at;
    return str_format(header->arena,
                      "map it with extracts.%s.columns in report.yaml", extract)
        .at;
}

enum status header_lacks(const struct header *header, const char *what)
{
    return diag_error(
        header->diag, BAD_DATA, place_of(header, header->record->bytes.len),
        "%s; the header has %s; %s", what, names_of(header), advice(header));
}

/* A column that report.yaml names at a place. */
static enum status refuse_unknown(const struct header *header,
                                  struct place place, struct str column,
                                  const char *why)
{
    const char *skip = skip_advice(header);
    char name[DIAG_QUOTE];

    return diag_error(header->diag, BAD_DATA, place,
                      "no column '%s'%s in %s; its header has %s%s%s",
                      diag_quote(name, column), why, header->path,
                      names_of(header), skip ? "; " : "", skip ? skip : "");
}

static enum status refuse_missing(const struct header *header,
                                  enum column_id column)
{
    const struct column_source *source = &header->config->columns[column];

    if (source->is_mapped)
        return refuse_unknown(header, source->place, source->file_column, "");
    if (column_specs[column].need != NEED_REQUIRED)
        return refuse_unknown(header, source->fill_place, source->file_column,
                              ", which fill_down names,");
    return header_lacks(header, str_format(header->arena,
                                           "no column '%s', which is required",
                                           column_specs[column].name)
                                    .at);
}

static enum status refuse_damaged(const struct header *header)
{
    const struct csv_record *record = header->record;
    struct place place = place_of(header, record->damage_offset);
    const char *skip = skip_advice(header);

    if (memchr(record->bytes.at, 0, record->bytes.len))
        return diag_error(header->diag, BAD_DATA, place,
                          "NUL byte in the header; if the file is UTF-16 "
                          "without a byte order mark, set extracts.%s.encoding "
                          "in report.yaml to utf-16, or to utf-16be",
                          extract_specs[header->extract].name);
    if (skip)
        return diag_error(header->diag, BAD_DATA, place, "%s in the header; %s",
                          record->damage, skip);
    if (strcmp(record->damage, "invalid UTF-8") != 0)
        return diag_error(header->diag, BAD_DATA, place, "%s in the header",
                          record->damage);
    if (header->config->extracts[header->extract].encoding != ENCODING_UTF_8)
        return diag_error(header->diag, BAD_DATA, place,
                          "the header is not in the encoding that report.yaml "
                          "names");
    return diag_error(header->diag, BAD_DATA, place,
                      "the header is not UTF-8; set extracts.%s.encoding in "
                      "report.yaml to latin-1 or windows-1252",
                      extract_specs[header->extract].name);
}

/* A name of two fields does not say which of them is meant. */
static enum status check_once(const struct header *header, struct str name)
{
    const struct csv_record *record = header->record;
    size_t first = find_field(record, name, 0);
    size_t second = find_field(record, name, first + 1);
    char quoted[DIAG_QUOTE];

    if (name.len == 0 || second >= record->count)
        return OK;
    return diag_error(header->diag, BAD_DATA,
                      place_of(header, record->fields[second].offset),
                      "column '%s' is in the header twice, as fields %zu and "
                      "%zu; give one of them another name",
                      diag_quote(quoted, name), first + 1, second + 1);
}

/* A name that nobody asks for may be there any number of times. */
static enum status check_names(const struct header *header)
{
    const struct extract_spec *spec = &extract_specs[header->extract];
    enum status status = OK;

    for (size_t i = 0; status == OK && i < spec->count; i++) {
        const struct column_source *source =
            &header->config->columns[spec->first + i];

        if (source->is_constant)
            continue;
        status = check_once(header, source->file_column);
        if (status == OK)
            status = check_once(header, source->more_column);
    }
    return status;
}

/* The field of what a second column adds, else that of the column. */
static enum status find_more(const struct header *header,
                             struct binding *binding)
{
    struct str name = binding->source->more_column;

    binding->more_field =
        name.len > 0 ? find_field(header->record, name, 0) : binding->field;
    return binding->more_field < header->record->count
               ? OK
               : refuse_unknown(header, binding->source->place, name, "");
}

/* The name like that of a rule, of the file's columns and of ours, or NULL. */
static const char *nearest_name(const struct header *header,
                                const struct reject_rule *rule)
{
    const struct extract_spec *spec = &extract_specs[header->extract];
    size_t count = header->record->count;
    const char **names =
        arena_array(header->arena, const char *, count + spec->count);

    for (size_t i = 0; i < count; i++)
        names[i] = str_z(header->arena, name_of(header->record, i));
    for (size_t i = 0; i < spec->count; i++)
        names[count + i] = column_specs[spec->first + i].name;
    return diag_nearest(rule->name, names, count + spec->count);
}

/* What to do about a rule for a column that the file lacks; may be empty. */
static const char *rule_advice(const struct header *header,
                               const struct reject_rule *rule)
{
    const char *skip = skip_advice(header);
    const char *name;
    char quoted[DIAG_QUOTE];

    if (skip)
        return str_format(header->arena, "; %s", skip).at;
    if (rule->column != COLUMN_COUNT)
        return str_format(header->arena,
                          "; map it with extracts.%s.columns in report.yaml",
                          extract_specs[header->extract].name)
            .at;
    name = nearest_name(header, rule);
    if (!name)
        return "";
    return str_format(header->arena, "; did you mean '%s'?",
                      diag_quote(quoted, str_of(name)))
        .at;
}

enum status header_find(const struct header *header,
                        const struct reject_rule *rule, size_t *field)
{
    char name[DIAG_QUOTE];

    *field = find_field(header->record, rule->name, 0);
    if (*field < header->record->count)
        return check_once(header, rule->name);
    return diag_error(header->diag, BAD_DATA, rule->name_place,
                      "no column '%s', which a reject rule looks at, in %s; "
                      "its header has %s%s",
                      diag_quote(name, rule->name), header->path,
                      names_of(header), rule_advice(header, rule));
}

enum status header_bind(const struct header *header, struct binding *bindings,
                        size_t *count)
{
    const struct extract_spec *spec = &extract_specs[header->extract];
    enum status status;

    *count = 0;
    if (header->record->damage)
        return refuse_damaged(header);
    status = check_names(header);
    for (size_t i = 0; status == OK && i < spec->count; i++) {
        enum column_id column = (enum column_id)(spec->first + i);
        const struct column_source *source = &header->config->columns[column];
        size_t field = find_field(header->record, source->file_column, 0);

        if (source->is_constant)
            continue;
        if (field < header->record->count) {
            bindings[*count] = (struct binding){
                .column = column, .field = field, .source = source};
            status = find_more(header, bindings + (*count)++);
        } else if (is_wanted(column, source)) {
            status = refuse_missing(header, column);
        }
    }
    return status;
}
