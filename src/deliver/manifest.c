#include "deliver/manifest.h"

#include "version.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *text_of(struct str text)
{
    return json_stringn(text.at ? text.at : "", text.len);
}

static json_t *date_of_day(int32_t date)
{
    char out[DATE_TEXT];

    return date == DATE_NONE ? json_null() : json_string(date_print(out, date));
}

static json_t *window_object(const struct window *window)
{
    json_t *object = json_object();

    json_object_set_new(object, "name", text_of(window->name));
    json_object_set_new(object, "start", date_of_day(window->start));
    json_object_set_new(object, "end", date_of_day(window->end));
    return object;
}

static json_t *base_object(const struct base *base)
{
    json_t *object = window_object(&base->window);

    json_object_set_new(object, "covered", json_boolean(base->covered));
    return object;
}

static json_t *comparison_object(const struct comparison *comparison)
{
    json_t *object = json_object();

    json_object_set_new(object, "now", window_object(&comparison->now));
    json_object_set_new(object, "as_of", date_of_day(comparison->as_of));
    json_object_set_new(object, "incomplete",
                        json_boolean(comparison->incomplete));
    json_object_set_new(object, "previous", base_object(&comparison->prev));
    json_object_set_new(object, "last_year", base_object(&comparison->ly));
    json_object_set_new(object, "rule", text_of(comparison->rule));
    return object;
}

static json_t *files_array(const struct control *control)
{
    json_t *array = json_array();

    for (size_t i = 0; i < control->file_count; i++) {
        const struct file_total *file = &control->files[i];
        json_t *object = json_object();

        json_object_set_new(object, "file", json_string(file->file));
        json_object_set_new(object, "bytes",
                            json_integer((json_int_t)file->bytes));
        json_object_set_new(object, "fingerprint",
                            json_string(file->fingerprint));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *input_object(const struct control *control)
{
    json_t *object = json_object();

    json_object_set_new(object, "extract",
                        json_string(extract_specs[control->extract].name));
    json_object_set_new(object, "files", files_array(control));
    json_object_set_new(object, "rows",
                        json_integer((json_int_t)control->rows));
    json_object_set_new(object, "accepted",
                        json_integer((json_int_t)control->accepted));
    json_object_set_new(object, "rejected",
                        json_integer((json_int_t)control->rejected));
    json_object_set_new(object, "set_aside",
                        json_integer((json_int_t)control->set_aside));
    json_object_set_new(object, "ignored",
                        json_integer((json_int_t)control->ignored));
    return object;
}

static json_t *inputs_array(const struct ledger *ledger)
{
    json_t *array = json_array();

    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        if (ledger->controls[i].delivered)
            json_array_append_new(array, input_object(&ledger->controls[i]));
    return array;
}

static json_t *rules_object(const struct config *config)
{
    json_t *object = json_object();

#define RULE(key, initial, least, most, meaning)                               \
    json_object_set_new(object, #key, json_real(config->rules.key));
#include "read/rule.def"
#undef RULE
    return object;
}

static json_t *tables_array(const struct tables *tables)
{
    json_t *array = json_array();

    for (size_t i = 0; i < tables->count; i++) {
        json_t *object = json_object();

        json_object_set_new(object, "table",
                            json_string(tables->items[i]->name));
        json_object_set_new(
            object, "rows",
            json_integer((json_int_t)tables->items[i]->row_count));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *files_of_pack(const struct pack_contents *contents)
{
    const struct pack_file *files = contents->files;
    json_t *array = json_array();

    for (size_t i = 0; i < contents->file_count; i++) {
        json_t *object = json_object();

        json_object_set_new(object, "file", json_string(files[i].name));
        json_object_set_new(object, "bytes",
                            json_integer((json_int_t)files[i].bytes));
        json_object_set_new(object, "fingerprint",
                            json_string(files[i].fingerprint));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *sections_of_pack(const struct pack_contents *contents)
{
    json_t *array = json_array();

    for (size_t i = 0; i < contents->section_count; i++) {
        json_t *object = json_object();

        json_object_set_new(object, "section",
                            text_of(contents->sections[i].name));
        json_object_set_new(object, "folder",
                            json_string(contents->sections[i].folder));
        json_array_append_new(array, object);
    }
    return array;
}

struct str manifest_text(struct arena *arena, const struct study *study,
                         const struct pack_contents *contents)
{
    json_t *root = json_object();
    struct str text;
    char *dump;

    json_object_set_new(root, "report", json_string(REPORT_VERSION));
    json_object_set_new(root, "company", text_of(study->config->company.name));
    json_object_set_new(root, "currency",
                        text_of(study->config->company.currency));
    if (study->section)
        json_object_set_new(root, "section", text_of(study->section->name));
    json_object_set_new(root, "fingerprint", json_string(study->fingerprint));
    json_object_set_new(root, "comparison",
                        comparison_object(&study->comparison));
    json_object_set_new(root, "inputs", inputs_array(study->ledger));
    json_object_set_new(root, "rules", rules_object(study->config));
    json_object_set_new(root, "tables", tables_array(&study->tables));
    json_object_set_new(root, "files", files_of_pack(contents));
    if (contents->section_count > 0)
        json_object_set_new(root, "sections", sections_of_pack(contents));
    dump = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    text = str_format(arena, "%s\n", dump);
    free(dump);
    json_decref(root);
    return text;
}
