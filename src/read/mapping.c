#include "read/mapping.h"

#include "base/date.h"
#include "read/mapping_reject.h"

void mapping_set_defaults(struct arena *arena, struct config *config)
{
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        struct extract_config *extract = &config->extracts[i];
        const char *name = extract_specs[i].name;

        extract->files = arena_array(arena, struct str, 2);
        extract->files[0] = str_format(arena, "%s*.csv", name);
        extract->files[1] = str_format(arena, "%s*.csv.gz", name);
        extract->file_count = 2;
        extract->delimiter = ',';
        extract->decimal = '.';
        extract->return_column = COLUMN_transactions_basket_id;
        extract->reject_limit = -1;
    }
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        config->columns[i].file_column = str_of(column_specs[i].name);
}

/* An empty list stands for an extract that is not there. */
static void read_files(struct mapping_part *part)
{
    const struct yaml_node *files = yaml_get(part->node, "files");
    struct extract_config *extract = part->extract;

    if (!yaml_texts(part->yaml, part->node, "files", &extract->files,
                    &extract->file_count))
        return;
    extract->files_given = true;
    extract->files_place = files->place;
    for (size_t i = 0; i < extract->file_count; i++)
        if (extract->files[i].len == 0)
            yaml_expect(part->yaml, files, "a file name or glob");
}

static void read_delimiter(struct mapping_part *part)
{
    static const struct {
        const char *text;
        char delimiter;
    } delimiters[] = {
        {",", ','}, {";", ';'}, {"|", '|'}, {"\t", '\t'}, {"\\t", '\t'}};
    struct str text;

    if (!yaml_text(part->yaml, part->node, "delimiter", &text))
        return;
    for (size_t i = 0; i < COUNT(delimiters); i++)
        if (str_equal(text, str_of(delimiters[i].text))) {
            part->extract->delimiter = delimiters[i].delimiter;
            return;
        }
    yaml_expect(part->yaml, yaml_get(part->node, "delimiter"),
                "\",\", \";\", \"\\t\" or \"|\"");
}

/* How numbers are written. */
static void read_numbers(struct mapping_part *part)
{
    static const char *const decimals[] = {".", ","};
    static const char *const thousands[] = {".", ",", " ", "'"};
    static const char *const forms[] = {[MINUS_IN_FRONT] = "front",
                                        [MINUS_BEHIND] = "behind",
                                        [MINUS_AS_PARENTHESES] = "parentheses"};
    struct extract_config *extract = part->extract;
    int choice;

    if (yaml_choice(part->yaml, part->node, "decimal",
                    (struct yaml_names){decimals, COUNT(decimals)}, &choice))
        extract->decimal = decimals[choice][0];
    if (extract->decimal == extract->delimiter)
        yaml_fail(part->yaml, yaml_get(part->node, "decimal"),
                  "decimal and delimiter are both '%c'; give the delimiter "
                  "of the files, \";\" say",
                  extract->decimal);
    if (yaml_choice(part->yaml, part->node, "thousands",
                    (struct yaml_names){thousands, COUNT(thousands)}, &choice))
        extract->thousands = thousands[choice][0];
    if (extract->thousands == extract->decimal)
        yaml_fail(part->yaml, yaml_get(part->node, "thousands"),
                  "thousands and decimal are both '%c'; give what parts "
                  "decimals as well, decimal: \"%s\"",
                  extract->decimal, extract->decimal == '.' ? "," : ".");
    yaml_text(part->yaml, part->node, "currency", &extract->currency);
    if (yaml_choice(part->yaml, part->node, "minus",
                    (struct yaml_names){forms, COUNT(forms)}, &choice))
        extract->minus = (enum minus_form)choice;
    yaml_flag(part->yaml, part->node, "round", &extract->rounds);
}

static void read_format(struct mapping_part *part)
{
    enum { SKIP_MOST = 1000 };
    static const char *const encodings[] = {
        [ENCODING_UTF_8] = "utf-8",
        [ENCODING_LATIN_1] = "latin-1",
        [ENCODING_WINDOWS_1252] = "windows-1252",
        [ENCODING_UTF_16] = "utf-16",
        [ENCODING_UTF_16_BIG] = "utf-16be",
    };
    int choice;

    if (yaml_integer(part->yaml, part->node, "skip_lines",
                     (struct yaml_range){0, SKIP_MOST}, &choice))
        part->extract->skip_lines = (size_t)choice;
    read_delimiter(part);
    if (yaml_choice(part->yaml, part->node, "encoding",
                    (struct yaml_names){encodings, COUNT(encodings)}, &choice))
        part->extract->encoding = (enum encoding)choice;
    read_numbers(part);
    yaml_texts(part->yaml, part->node, "nulls", &part->extract->nulls,
               &part->extract->null_count);
    if (yaml_text(part->yaml, part->node, "dates", &part->extract->dates) &&
        !stamp_format_is_valid(part->extract->dates))
        yaml_expect(
            part->yaml, yaml_get(part->node, "dates"),
            "a date of %%Y or %%y, %%m, %%b or %%B, and %%d, with a "
            "time of %%H or %%I %%p, %%M, %%S, %%f and %%z, like \"%%Y-%%m-%%d "
            "%%H:%%M:%%S\"");
}

static void take_name(const struct mapping_part *part,
                      const struct yaml_node *item, struct str *name)
{
    if (!yaml_is_text(part->yaml, item))
        return;
    *name = item->text;
    if (item->text.len == 0)
        yaml_expect(part->yaml, item, "the name of a column in the files");
}

/* Of one column; a timestamp may have two, [Date, Time], and a receipt an id of
 * two parts. */
static void take_source(const struct mapping_part *part,
                        const struct yaml_node *item, enum column_id column)
{
    struct column_source *source = &part->config->columns[column];
    bool may_have_two = column_specs[column].type == TYPE_TIME ||
                        column == COLUMN_transactions_basket_id;

    source->is_mapped = true;
    source->place = item->place;
    if (!may_have_two || item->kind != YAML_SEQUENCE) {
        take_name(part, item, &source->file_column);
    } else if (item->count == 2) {
        take_name(part, &item->items[0], &source->file_column);
        take_name(part, &item->items[1], &source->more_column);
    } else {
        yaml_fail_key(part->yaml, item, "'%s' has %zu columns; expected %s",
                      column_specs[column].name, item->count,
                      column_specs[column].type == TYPE_TIME
                          ? "one, or two, of the date and of the time"
                          : "one or two");
    }
}

static void read_columns(struct mapping_part *part)
{
    const struct yaml_node *columns =
        yaml_mapping(part->yaml, part->node, "columns");

    yaml_keys(part->yaml, columns, part->columns);
    for (size_t i = 0; columns && i < columns->count; i++) {
        const struct yaml_node *item = &columns->items[i];
        enum column_id column = part_column(part, item->key);

        if (column != COLUMN_COUNT)
            take_source(part, item, column);
    }
}

static void read_constant(struct mapping_part *part,
                          const struct yaml_node *item, enum column_id column)
{
    struct column_source *source = &part->config->columns[column];
    enum column_type type = column_specs[column].type;

    if (source->is_mapped) {
        yaml_fail_key(part->yaml, item,
                      "column '%s' has a constant and, in line %zu, a column "
                      "of the files; give one of them",
                      column_specs[column].name, source->place.line);
        return;
    }
    source->is_constant = true;
    source->constant = item->text;
    source->place = item->place;
    if (item->text.len > 0 && !part_fits(item->text, type, part->extract))
        yaml_expect(part->yaml, item, "%s", part_words(type));
}

static void read_constants(struct mapping_part *part)
{
    const struct yaml_node *constants =
        yaml_mapping(part->yaml, part->node, "constants");

    yaml_keys(part->yaml, constants, part->columns);
    for (size_t i = 0; constants && i < constants->count; i++) {
        const struct yaml_node *item = &constants->items[i];
        enum column_id column = part_column(part, item->key);

        if (column != COLUMN_COUNT && yaml_is_text(part->yaml, item))
            read_constant(part, item, column);
    }
}

static void read_returns(struct mapping_part *part)
{
    static const char *const keys[] = {"prefix", "column"};
    const struct yaml_node *returns =
        yaml_mapping(part->yaml, part->node, "returns");
    const struct yaml_node *node = yaml_get(returns, "column");
    struct extract_config *extract = part->extract;
    struct str name;
    char quoted[DIAG_QUOTE];

    yaml_keys(part->yaml, returns, (struct yaml_names){keys, COUNT(keys)});
    if (!returns)
        return;
    if (yaml_require(part->yaml, returns, "prefix") &&
        yaml_text(part->yaml, returns, "prefix", &extract->return_prefix) &&
        extract->return_prefix.len == 0)
        yaml_expect(part->yaml, yaml_get(returns, "prefix"),
                    "what the ids of returns begin with");
    if (!yaml_text(part->yaml, returns, "column", &name))
        return;
    extract->return_column = part_column(part, name);
    if (extract->return_column == COLUMN_COUNT)
        yaml_fail(part->yaml, node, "unrecognized column '%s'; %s",
                  diag_quote(quoted, name),
                  yaml_suggest(part->yaml->arena, name, part->columns));
    else if (column_specs[extract->return_column].type != TYPE_TEXT)
        yaml_expect(part->yaml, node, "a column of text");
}

/* What a column's values in the files stand for. */
static void read_words(struct mapping_part *part, const struct yaml_node *words,
                       enum column_id column)
{
    struct column_source *source = &part->config->columns[column];
    enum column_type type = column_specs[column].type;

    if (type != TYPE_TEXT && type != TYPE_FLAG) {
        yaml_fail_key(part->yaml, words,
                      "'%s' is no column of texts or flags, whose values can "
                      "stand for others",
                      column_specs[column].name);
        return;
    }
    source->words =
        arena_array(part->yaml->arena, struct value_word, words->count);
    for (size_t i = 0; i < words->count; i++) {
        const struct yaml_node *item = &words->items[i];

        if (!yaml_is_text(part->yaml, item))
            continue;
        source->words[source->word_count++] =
            (struct value_word){.said = item->key, .meant = item->text};
        if (item->text.len > 0 && !part_fits(item->text, type, part->extract))
            yaml_expect(part->yaml, item, "%s", part_words(type));
    }
}

static void read_values(struct mapping_part *part)
{
    const struct yaml_node *values =
        yaml_mapping(part->yaml, part->node, "values");

    yaml_keys(part->yaml, values, part->columns);
    for (size_t i = 0; values && i < values->count; i++) {
        const struct yaml_node *item = &values->items[i];
        enum column_id column = part_column(part, item->key);

        if (column != COLUMN_COUNT && yaml_is_mapping(part->yaml, item))
            read_words(part, item, column);
    }
}

static void read_negated(struct mapping_part *part)
{
    const struct yaml_node *list = yaml_get(part->node, "negate");
    struct str *names;
    size_t count;
    char quoted[DIAG_QUOTE];

    if (!yaml_texts(part->yaml, part->node, "negate", &names, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        enum column_id column = part_column(part, names[i]);

        if (column == COLUMN_COUNT)
            yaml_fail(part->yaml, list, "unrecognized column '%s'; %s",
                      diag_quote(quoted, names[i]),
                      yaml_suggest(part->yaml->arena, names[i], part->columns));
        else if (column_specs[column].type != TYPE_MONEY &&
                 column_specs[column].type != TYPE_QUANTITY)
            yaml_fail(part->yaml, list,
                      "'%s' is no column of amounts or quantities",
                      column_specs[column].name);
        else
            part->config->columns[column].is_negated = true;
    }
}

static void read_filled_column(struct mapping_part *part,
                               const struct yaml_node *item)
{
    enum column_id column = part_column(part, item->text);
    struct column_source *source;
    char quoted[DIAG_QUOTE];

    if (column == COLUMN_COUNT) {
        yaml_fail(part->yaml, item, "unrecognized column '%s'; %s",
                  diag_quote(quoted, item->text),
                  yaml_suggest(part->yaml->arena, item->text, part->columns));
        return;
    }
    source = &part->config->columns[column];
    if (source->is_constant)
        yaml_fail(part->yaml, item,
                  "column '%s' has a constant, in line %zu, and no field that "
                  "could be filled; give one of them",
                  column_specs[column].name, source->place.line);
    source->is_filled = true;
    source->fill_place = item->place;
    part->extract->fills = true;
}

/* Columns whose empty fields say what the row before says. */
static void read_filled(struct mapping_part *part)
{
    const struct yaml_node *list = yaml_get(part->node, "fill_down");
    bool is_list = list && list->kind == YAML_SEQUENCE;
    const struct yaml_node *items = is_list ? list->items : list;
    size_t count = is_list ? list->count : list != NULL;

    for (size_t i = 0; i < count; i++)
        if (yaml_is_text(part->yaml, &items[i]))
            read_filled_column(part, &items[i]);
}

static void read_extract(struct mapping_part *part, enum extract_id id)
{
    static const char *const keys[] = {
        "files",     "skip_lines", "delimiter",    "encoding", "decimal",
        "thousands", "currency",   "minus",        "round",    "dates",
        "nulls",     "columns",    "fill_down",    "values",   "negate",
        "constants", "reject",     "reject_limit", "returns"};
    const char *names[COLUMN_COUNT];
    bool has_returns = id == EXTRACT_transactions;

    for (size_t i = 0; i < part->spec->count; i++)
        names[i] = column_specs[part->spec->first + i].name;
    part->columns = (struct yaml_names){names, part->spec->count};
    yaml_keys(part->yaml, part->node,
              (struct yaml_names){keys, COUNT(keys) - !has_returns});
    read_files(part);
    read_format(part);
    read_columns(part);
    read_values(part);
    read_negated(part);
    read_constants(part);
    read_filled(part);
    mapping_read_rejects(part);
    yaml_number(part->yaml, part->node, "reject_limit",
                (struct yaml_range){0, 1}, &part->extract->reject_limit);
    if (has_returns)
        read_returns(part);
}

void mapping_read(struct yaml *yaml, const struct yaml_node *extracts,
                  struct config *config)
{
    const char *names[EXTRACT_COUNT];

    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        names[i] = extract_specs[i].name;
    yaml_keys(yaml, extracts, (struct yaml_names){names, EXTRACT_COUNT});
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        struct mapping_part part = {
            .yaml = yaml,
            .node = yaml_mapping(yaml, extracts, names[i]),
            .config = config,
            .extract = &config->extracts[i],
            .spec = &extract_specs[i],
        };

        if (part.node)
            read_extract(&part, (enum extract_id)i);
    }
}
