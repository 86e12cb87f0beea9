#include "base/file.h"
#include "deliver/manifest.h"

#include <jansson.h>

/* The text under a key of an object; empty where there is none. */
static struct str text_at(struct arena *arena, const json_t *object,
                          const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? str_copy(arena, str_of(text)) : (struct str){0};
}

static bool date_at(const json_t *object, const char *key, int32_t *date)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text && date_parse(str_of(text), date);
}

static bool take_tables(struct arena *arena, const json_t *root,
                        struct manifest_summary *summary)
{
    const json_t *tables = json_object_get(root, "tables");
    size_t count = json_array_size(tables);

    if (count > COUNT(summary->tables))
        return false;
    for (size_t i = 0; i < count; i++)
        summary->tables[i] = text_at(arena, json_array_get(tables, i), "table");
    summary->table_count = count;
    return true;
}

static bool take(struct arena *arena, const json_t *root,
                 struct manifest_summary *summary)
{
    const json_t *now =
        json_object_get(json_object_get(root, "comparison"), "now");

    summary->name = text_at(arena, now, "name");
    summary->currency = text_at(arena, root, "currency");
    return summary->name.len > 0 && date_at(now, "start", &summary->start) &&
           date_at(now, "end", &summary->end) &&
           take_tables(arena, root, summary);
}

enum status manifest_read(struct arena *arena, struct diag *diag,
                          const char *path, struct manifest_summary *summary)
{
    struct str text;
    json_error_t error = {.line = 1};
    enum status status = file_read(arena, diag, path, &text);
    json_t *root;
    bool taken;

    *summary = (struct manifest_summary){0};
    if (status != OK)
        return status;
    root = json_loadb(text.at ? text.at : "", text.len, 0, &error);
    taken = root && take(arena, root, summary);
    json_decref(root);
    if (taken)
        return OK;
    return diag_error(
        diag, BAD_DATA,
        (struct place){.file = path, .line = (size_t)error.line},
        "no manifest of a pack; expected the manifest.json that report wrote");
}
