#include "read/extract.h"

#include "base/file.h"
#include "read/excerpt.h"
#include "read/fill.h"
#include "read/row.h"
#include "read/screen.h"
#include "read/source.h"
#include "read/transcode.h"

#include <stdio.h>
#include <string.h>

enum { REASON = 128 }; /* bytes: a column's name and a problem */

struct extract {
    struct arena own; /* freed by close */
    struct extract_run run;
    enum extract_id id;
    const struct extract_spec *spec;
    const struct extract_config *form;
    struct control *control;
    const char *file;
    const char *path;
    enum status status;
    struct input *input;       /* NULL where the file is split */
    const struct split *split; /* NULL where it is not */
    enum encoding encoding;    /* of the file */
    char *text;                /* a part, transcoded */
    size_t text_room;
    struct csv *csv;
    struct csv_record record;
    struct header header;
    struct binding *bindings;
    size_t binding_count;
    struct fill *fill; /* NULL: no column is filled */
    struct row row;
    bool *has; /* which columns a row may have */
    struct screen screen;
    bool peeks; /* neither rules nor filled fields look at rows */
};

enum status extract_status(const struct extract *extract)
{
    return extract->status;
}

bool extract_has(const struct extract *extract, enum column_id column)
{
    return extract->has[column - extract->spec->first];
}

const struct value *extract_get(const struct extract *extract,
                                enum column_id column)
{
    return &extract->row.values[column - extract->spec->first];
}

struct str extract_words(const struct extract *extract, enum column_id column)
{
    struct str text = extract_get(extract, column)->text;

    return str_trim(text).len > 0 ? text : (struct str){0};
}

const struct value *extract_row(const struct extract *extract)
{
    return extract->row.values;
}

void extract_lacks(struct extract *extract, const char *what)
{
    if (extract->status == OK)
        extract->status = header_lacks(&extract->header, what);
}

void extract_lacks_column(struct extract *extract, enum column_id column,
                          const char *why)
{
    extract_lacks(extract, str_format(&extract->own, "no column '%s', %s",
                                      column_specs[column].name, why)
                               .at);
}

/* Constants are values that no row changes. */
static void set_constants(struct extract *extract)
{
    for (size_t i = 0; i < extract->spec->count; i++) {
        size_t column = extract->spec->first + i;
        const struct column_source *source =
            &extract->run.config->columns[column];

        if (!source->is_constant)
            continue;
        extract->has[i] = true;
        value_parse_given(&extract->row.values[i], column_specs[column].type,
                          source->constant, extract->form);
    }
}

/* The columns that reject rules look at must be there. */
static void set_screen(struct extract *extract)
{
    screen_init(&extract->screen, &extract->own, extract->form);
    for (size_t i = 0; i < extract->form->reject_count; i++) {
        const struct reject_rule *rule = &extract->form->rejects[i];

        if (extract->status != OK)
            return;
        if (rule->column == COLUMN_COUNT || !extract_has(extract, rule->column))
            extract->status = header_find(&extract->header, rule,
                                          &extract->screen.rules[i].field);
    }
}

static enum status refuse_empty(const struct extract *extract)
{
    struct place place = {.file = extract->path, .line = 1};
    size_t skipped = extract->form->skip_lines;

    if (skipped == 0)
        return diag_error(
            extract->run.diag, BAD_DATA, place,
            "the file is empty; it needs a header that names its columns");
    return diag_error(extract->run.diag, BAD_DATA, place,
                      "the file has no header behind its first %zu lines, "
                      "which extracts.%s.skip_lines leaves out",
                      skipped, extract->spec->name);
}

/* The header: the first record.  Of a file that cannot be read to its end
 * nothing counts, so that it need not be said what its header lacks. */
static void read_header(struct extract *extract)
{
    bool is_there = csv_next(extract->csv, &extract->record);

    extract->status = extract->input ? input_status(extract->input)
                                     : split_status(extract->split);
    if (extract->status == OK && !is_there)
        extract->status = refuse_empty(extract);
    if (extract->status != OK)
        return;
    extract->status = header_bind(&extract->header, extract->bindings,
                                  &extract->binding_count);
    extract->fill = fill_new(&extract->own, extract->form, extract->bindings,
                             extract->binding_count, extract->record.count);
    row_bind(&extract->row, &extract->own, extract->bindings,
             extract->binding_count);
    for (size_t i = 0; i < extract->binding_count; i++)
        extract->has[extract->bindings[i].column - extract->spec->first] = true;
    set_screen(extract);
}

/* An extract whose bytes are yet to come. */
static struct extract *prepare(const struct extract_run *run,
                               enum extract_id id, const char *file)
{
    struct extract *extract = arena_new(run->arena, struct extract);
    struct arena *own = &extract->own;

    *extract = (struct extract){.run = *run,
                                .id = id,
                                .spec = &extract_specs[id],
                                .form = &run->config->extracts[id],
                                .control = &run->ledger->controls[id],
                                .file = file};
    extract->peeks = extract->form->reject_count == 0 && !extract->form->fills;
    extract->path = file_join(own, run->config->folder, file);
    extract->bindings = arena_array(own, struct binding, extract->spec->count);
    row_init(&extract->row, own, id, extract->form);
    extract->has = arena_array(own, bool, extract->spec->count);
    return extract;
}

/* Read the header with a csv that has it. */
static void begin(struct extract *extract)
{
    extract->header = (struct header){.arena = &extract->own,
                                      .diag = extract->run.diag,
                                      .config = extract->run.config,
                                      .extract = extract->id,
                                      .path = extract->path,
                                      .csv = extract->csv,
                                      .record = &extract->record};
    set_constants(extract);
    read_header(extract);
}

/* Lines that are no rows are accounted for all the same. */
static void ignore(struct control *control, size_t lines)
{
    control->rows += lines;
    control->ignored += lines;
}

struct extract *extract_open(const struct extract_run *run, enum extract_id id,
                             const char *file)
{
    struct extract *extract = prepare(run, id, file);
    const struct extract_config *form = extract->form;

    extract->input =
        input_open(&extract->own, run->diag, extract->path, form->encoding,
                   run->block ? run->block : INPUT_BLOCK);
    extract->encoding = input_encoding(extract->input);
    extract->csv = csv_new(&extract->own, extract->input, form->delimiter,
                           extract->encoding);
    csv_skip(extract->csv, form->skip_lines);
    begin(extract);
    ignore(extract->control, form->skip_lines + (extract->record.line > 0));
    return extract;
}

struct split *extract_split(const struct extract_run *run, enum extract_id id,
                            const char *file, size_t part)
{
    return split_open(run->arena, run->diag,
                      file_join(run->arena, run->config->folder, file),
                      &run->config->extracts[id], part);
}

void extract_take(struct extract *extract, const struct part *part)
{
    struct str ahead = {part->bytes + part->len, part->reach - part->len};
    char *text;
    size_t len, reach;

    if (!encoding_is_single_byte(extract->encoding)) {
        csv_set(extract->csv, part->bytes, part->len, part->reach, part->line);
        return;
    }
    extract->text =
        arena_grow(&extract->own, extract->text, &extract->text_room,
                   TRANSCODE_MOST * part->reach + 2 * (size_t)LINES_SLACK, 1);
    text = extract->text + LINES_SLACK;
    len = transcode(extract->encoding, (struct str){part->bytes, part->len},
                    text);
    reach = len + transcode(extract->encoding, ahead, text + len);
    csv_set(extract->csv, text, len, reach, part->line);
}

struct extract *extract_join(const struct extract_run *run, enum extract_id id,
                             const char *file, const struct split *split)
{
    struct extract *extract = prepare(run, id, file);
    struct part head = split_head(split);

    extract->split = split;
    extract->encoding = split_encoding(split);
    extract->csv = csv_new(&extract->own, NULL, extract->form->delimiter,
                           extract->encoding);
    extract_take(extract, &head);
    begin(extract);
    return extract;
}

static void reject(struct extract *extract, size_t offset, struct str shown,
                   struct str reason, bool by_rule)
{
    char excerpt[DIAG_QUOTE];
    struct reject reject = {
        .extract = extract->id,
        .file = extract->file,
        .line = extract->record.line,
        .column = csv_column(extract->csv, offset),
        .reason = reason,
        .excerpt = str_of(diag_quote(excerpt, shown)),
        .by_rule = by_rule,
    };

    ledger_reject(extract->run.ledger, &reject);
}

/* For damage, or for what fields or rows say together. */
static void reject_row(struct extract *extract, size_t offset,
                       struct str reason, bool by_rule)
{
    reject(extract, offset, excerpt_of_row(&extract->record, offset), reason,
           by_rule);
}

/* Where a column is in the file; NULL for a constant. */
static const struct binding *binding_of(const struct extract *extract,
                                        enum column_id column)
{
    for (size_t i = 0; i < extract->binding_count; i++)
        if (extract->bindings[i].column == column)
            return extract->bindings + i;
    return NULL;
}

/* Where a column's field begins in the record; 0 for a constant. */
static size_t offset_of(const struct extract *extract, enum column_id column)
{
    const struct binding *binding = binding_of(extract, column);

    return binding ? extract->record.fields[binding->field].offset : 0;
}

void extract_reject(struct extract *extract, enum column_id column,
                    const char *reason)
{
    char room[EXCERPT_ROOM];

    reject(
        extract, offset_of(extract, column),
        excerpt_of_value(&extract->record, binding_of(extract, column), room),
        str_of(reason), false);
}

void extract_reject_row(struct extract *extract, enum column_id column,
                        const char *reason)
{
    reject_row(extract, offset_of(extract, column), str_of(reason), false);
}

/* The row's dates are those of its first column that has one. */
void extract_accept(struct extract *extract)
{
    extract->control->accepted++;
    for (size_t i = 0; i < extract->binding_count; i++) {
        const struct intake *intake = &extract->row.all.intakes[i];

        if ((intake->type == TYPE_DATE || intake->type == TYPE_TIME) &&
            intake->value->state == VALUE_KNOWN) {
            control_add_date(extract->control, (int32_t)intake->value->number);
            return;
        }
    }
}

void extract_ignore(struct extract *extract)
{
    extract->control->ignored++;
}

/* Whether the configuration sets the row aside, counted under its words. */
static bool is_set_aside(struct extract *extract)
{
    const struct extract_config *form = extract->form;
    const struct csv_field *fields = extract->record.fields;
    const struct reject_rule *rule;
    size_t number, offset;

    if (form->reject_count == 0)
        return false;
    number = screen_match(&extract->screen, extract->row.values,
                          extract->spec->first, fields);
    if (number == form->reject_count)
        return false;
    rule = &form->rejects[number];
    offset = rule->column == COLUMN_COUNT
                 ? fields[extract->screen.rules[number].field].offset
                 : offset_of(extract, rule->column);
    reject_row(extract, offset, rule->words, true);
    return true;
}

static enum row_fate read_row(struct extract *extract)
{
    enum column_id column = COLUMN_COUNT;
    const char *problem =
        row_parse(&extract->row, extract->record.fields, &column);
    char reason[REASON];

    if (is_set_aside(extract))
        return ROW_SET_ASIDE;
    if (!problem)
        return ROW_SOUND;
    snprintf(reason, sizeof reason, "%s %s", column_specs[column].name,
             problem);
    extract_reject(extract, column, reason);
    return ROW_REJECTED;
}

bool extract_next(struct extract *extract, enum row_fate *fate)
{
    if (extract->status != OK)
        return false;
    while (csv_next(extract->csv, &extract->record)) {
        extract->control->rows++;
        if (!extract->record.damage) {
            if (extract->fill)
                extract->record.fields =
                    fill_fields(extract->fill, extract->record.fields);
            *fate = read_row(extract);
            return true;
        }
        if (extract->fill)
            fill_break(extract->fill);
        reject_row(extract, extract->record.damage_offset,
                   str_of(extract->record.damage), false);
    }
    return false;
}

bool extract_peek(struct extract *extract, struct plain_record *record)
{
    return extract->status == OK && extract->peeks &&
           csv_peek(extract->csv, record);
}

void extract_pass(struct extract *extract, const struct plain_record *record,
                  int32_t date)
{
    csv_take(extract->csv, record);
    extract->control->rows++;
    extract->control->accepted++;
    control_add_date(extract->control, date);
}

const struct binding *extract_bindings(const struct extract *extract,
                                       size_t *count)
{
    *count = extract->status == OK ? extract->binding_count : 0;
    return extract->bindings;
}

struct place extract_place(const struct extract *extract)
{
    return (struct place){
        .file = extract->path, .line = extract->record.line, .column = 1};
}

/* What the file was. */
static void account(const struct extract_run *run, enum extract_id id,
                    const char *name, const struct input_total *total)
{
    struct file_total file = {.file = name, .bytes = total->bytes};

    memcpy(file.fingerprint, total->fingerprint, sizeof file.fingerprint);
    ledger_add_file(run->ledger, id, &file);
}

enum status extract_end(const struct extract_run *run, enum extract_id id,
                        const char *file, struct split *split)
{
    struct part head = split_head(split);
    struct input_total total;
    enum status status = split_close(split, &total);

    account(run, id, file, &total);
    ignore(&run->ledger->controls[id], head.line - 1 + (head.len > 0));
    return status;
}

enum status extract_close(struct extract *extract)
{
    struct input_total total;
    enum status status = OK;

    if (extract->input) {
        status = input_close(extract->input, &total);
        account(&extract->run, extract->id, extract->file, &total);
    }
    if (extract->status == OK)
        extract->status = status;
    ignore(extract->control, csv_blank_lines(extract->csv));
    csv_clear(extract->csv);
    arena_free(&extract->own);
    return extract->status;
}

static enum status read_file(const struct extract_run *run, enum extract_id id,
                             const char *file,
                             const struct extract_taker *taker)
{
    struct extract *extract = extract_open(run, id, file);
    const char *lack = taker->lacks ? taker->lacks(extract) : NULL;
    enum row_fate fate;

    if (lack)
        extract_lacks(extract, lack);
    while (extract_next(extract, &fate)) {
        if (fate != ROW_SOUND)
            continue;
        if (taker->take)
            taker->take(taker->context, extract);
        else
            extract_accept(extract);
    }
    return extract_close(extract);
}

enum status extract_read(const struct extract_run *run, enum extract_id id,
                         const struct extract_taker *taker)
{
    const char **files;
    size_t count;
    enum status status =
        source_files(run->arena, run->diag, run->config, id, &files, &count);

    for (size_t i = 0; status == OK && i < count; i++)
        status = read_file(run, id, files[i], taker);
    return status;
}
