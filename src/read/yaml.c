#include "read/yaml.h"

#include "base/decimal.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE = 512 };

static void tell(struct yaml *yaml, struct place place, const char *message)
{
    enum status status = diag_error(yaml->diag, BAD_DATA, place, "%s", message);

    if (yaml->status == OK)
        yaml->status = status;
}

void yaml_fail_key(struct yaml *yaml, const struct yaml_node *node,
                   const char *format, ...)
{
    char message[MESSAGE];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    tell(yaml, node->key_place, message);
}

void yaml_fail(struct yaml *yaml, const struct yaml_node *node,
               const char *format, ...)
{
    char message[MESSAGE];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    tell(yaml, node->place, message);
}

void yaml_open(struct yaml *yaml, struct arena *arena, struct diag *diag,
               const char *path)
{
    struct yaml_node *empty = arena_new(arena, struct yaml_node);

    *yaml = (struct yaml){.arena = arena, .diag = diag, .path = path};
    yaml->status = tree_load(arena, diag, path, &yaml->root);
    if (yaml->status == OK && yaml->root->kind == YAML_MAPPING)
        return;
    if (yaml->status == OK)
        yaml_fail(yaml, yaml->root, "expected keys with values (key: value)");
    empty->kind = YAML_MAPPING;
    yaml->root = empty;
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
    if (!node || node->kind != YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < node->count; i++)
        if (str_equal(node->items[i].key, str_of(key)))
            return node->items[i].kind == YAML_NULL ? NULL : &node->items[i];
    return NULL;
}

void yaml_expect(struct yaml *yaml, const struct yaml_node *node,
                 const char *format, ...)
{
    char what[MESSAGE];
    char value[DIAG_QUOTE];
    char key[DIAG_QUOTE];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    diag_quote(key, node->key);
    if (node->kind == YAML_SCALAR)
        yaml_fail(yaml, node, "invalid value '%s' of '%s'; expected %s",
                  diag_quote(value, node->text), key, what);
    else
        yaml_fail(yaml, node, "'%s' %s; expected %s", key,
                  node->kind == YAML_SEQUENCE  ? "is a list"
                  : node->kind == YAML_MAPPING ? "has keys of its own"
                                               : "has no value",
                  what);
}

const char *yaml_suggest(struct arena *arena, struct str name,
                         struct yaml_names names)
{
    const char *nearest = diag_nearest(name, names.names, names.count);
    struct text text = {.arena = arena};

    if (nearest) {
        text_addf(&text, "did you mean '%s'?", nearest);
        return text.at;
    }
    text_addf(&text, "expected ");
    for (size_t i = 0; i < names.count; i++)
        text_addf(&text, "%s%s",
                  i == 0                 ? ""
                  : i + 1 == names.count ? " or "
                                         : ", ",
                  names.names[i]);
    return text.at;
}

bool yaml_is_mapping(struct yaml *yaml, const struct yaml_node *node)
{
    if (node->kind == YAML_MAPPING)
        return true;
    yaml_expect(yaml, node, "keys with values (key: value)");
    return false;
}

bool yaml_is_text(struct yaml *yaml, const struct yaml_node *node)
{
    if (node->kind == YAML_SCALAR)
        return true;
    yaml_expect(yaml, node, "one text%s",
                node->kind == YAML_NULL ? " (\"\" for an empty one)" : "");
    return false;
}

void yaml_keys(struct yaml *yaml, const struct yaml_node *node,
               struct yaml_names keys)
{
    char quoted[DIAG_QUOTE];

    if (!node || !yaml_is_mapping(yaml, node))
        return;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = &node->items[i];
        size_t j = 0;

        while (j < keys.count && !str_equal(item->key, str_of(keys.names[j])))
            j++;
        if (j == keys.count)
            yaml_fail_key(yaml, item, "unrecognized key '%s'; %s",
                          diag_quote(quoted, item->key),
                          yaml_suggest(yaml->arena, item->key, keys));
    }
}

bool yaml_require(struct yaml *yaml, const struct yaml_node *node,
                  const char *key)
{
    if (yaml_get(node, key))
        return true;
    if (node)
        yaml_fail(yaml, node, "key '%s' is missing", key);
    return false;
}

const struct yaml_node *
yaml_mapping(struct yaml *yaml, const struct yaml_node *node, const char *key)
{
    const struct yaml_node *value = yaml_get(node, key);

    return value && yaml_is_mapping(yaml, value) ? value : NULL;
}

const struct yaml_node *
yaml_sequence(struct yaml *yaml, const struct yaml_node *node, const char *key)
{
    const struct yaml_node *value = yaml_get(node, key);

    if (!value || value->kind == YAML_SEQUENCE)
        return value;
    yaml_expect(yaml, value, "a list ([a, b], or lines that begin with '- ')");
    return NULL;
}

/* The value of a key as a scalar; NULL if it is not given or no scalar. */
static const struct yaml_node *
scalar(struct yaml *yaml, const struct yaml_node *node, const char *key)
{
    const struct yaml_node *value = yaml_get(node, key);

    return value && yaml_is_text(yaml, value) ? value : NULL;
}

bool yaml_text(struct yaml *yaml, const struct yaml_node *node, const char *key,
               struct str *value)
{
    const struct yaml_node *given = scalar(yaml, node, key);

    if (given)
        *value = given->text;
    return given != NULL;
}

bool yaml_texts(struct yaml *yaml, const struct yaml_node *node,
                const char *key, struct str **values, size_t *count)
{
    const struct yaml_node *given = yaml_get(node, key);
    const struct yaml_node *items = given;
    size_t item_count = 1;

    if (!given)
        return false;
    if (given->kind == YAML_SEQUENCE) {
        items = given->items;
        item_count = given->count;
    }
    for (size_t i = 0; i < item_count; i++)
        if (!yaml_is_text(yaml, &items[i]))
            return false;
    *values = arena_array(yaml->arena, struct str, item_count);
    *count = item_count;
    for (size_t i = 0; i < item_count; i++)
        (*values)[i] = items[i].text;
    return true;
}

bool yaml_number(struct yaml *yaml, const struct yaml_node *node,
                 const char *key, struct yaml_range range, double *value)
{
    const struct yaml_node *given = scalar(yaml, node, key);
    double number;

    if (!given)
        return false;
    if (!given->quoted && decimal_parse_real(given->text, '.', &number) &&
        number >= range.least && number <= range.most) {
        *value = number;
        return true;
    }
    yaml_expect(yaml, given, "a number from %.15g to %.15g", range.least,
                range.most);
    return false;
}

bool yaml_integer(struct yaml *yaml, const struct yaml_node *node,
                  const char *key, struct yaml_range range, int *value)
{
    const struct yaml_node *given = scalar(yaml, node, key);
    int64_t number;

    if (!given)
        return false;
    if (!given->quoted &&
        decimal_parse(given->text, '.', 0, &number) == DECIMAL_OK &&
        (double)number >= range.least && (double)number <= range.most) {
        *value = (int)number;
        return true;
    }
    yaml_expect(yaml, given, "a whole number from %.15g to %.15g", range.least,
                range.most);
    return false;
}

bool yaml_flag(struct yaml *yaml, const struct yaml_node *node, const char *key,
               bool *value)
{
    static const char *const words[] = {"false", "true", "no",
                                        "yes",   "off",  "on"};
    const struct yaml_node *given = scalar(yaml, node, key);

    if (!given)
        return false;
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal(given->text, str_of(words[i]))) {
            *value = i % 2 == 1;
            return true;
        }
    yaml_expect(yaml, given, "true or false");
    return false;
}

bool yaml_choice(struct yaml *yaml, const struct yaml_node *node,
                 const char *key, struct yaml_names names, int *value)
{
    const struct yaml_node *given = scalar(yaml, node, key);
    char quoted[2][DIAG_QUOTE];

    if (!given)
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (str_equal(given->text, str_of(names.names[i]))) {
            *value = (int)i;
            return true;
        }
    yaml_fail(yaml, given, "invalid value '%s' of '%s'; %s",
              diag_quote(quoted[0], given->text),
              diag_quote(quoted[1], given->key),
              yaml_suggest(yaml->arena, given->text, names));
    return false;
}

const struct yaml_node *yaml_find(const struct yaml_node *node,
                                  const char *path)
{
    struct str rest = str_of(path);

    while (node && rest.len > 0) {
        size_t dot = str_find(rest, '.');
        const struct yaml_node *found = NULL;

        for (size_t i = 0; node->kind == YAML_MAPPING && i < node->count; i++)
            if (str_equal(node->items[i].key, (struct str){rest.at, dot}))
                found = &node->items[i];
        node = found;
        rest.at += dot + (dot < rest.len);
        rest.len -= dot + (dot < rest.len);
    }
    return node;
}
