/*
 * yaml.h - report.yaml and the templates: a tree in which everything knows its
 * place, and a reader of typed values that tells what is wrong and where.
 *
 * The tree and all text in it live in the arena given to yaml_open().  Nothing
 * is written through to it.  A reader is sticky: the first failure stays in
 * `status`, and later calls go on, so that one run tells every mistake:
 *
 *     yaml_open(&yaml, arena, diag, "templates/brand.yaml");
 *     yaml_keys(&yaml, yaml.root, (struct yaml_names){keys, COUNT(keys)});
 *     yaml_text(&yaml, yaml.root, "name", &brand->name);
 *     yaml_number(&yaml, yaml.root, "size", (struct yaml_range){6, 72},
 *                 &brand->size);
 *     return yaml.status;
 *
 * A getter leaves its result as it was (the default) where the key is not
 * given, and takes a node that is NULL or no mapping as one without keys.  A
 * key without a value (`name:`, `name: ~`) is not given; `name: ""` is empty.
 */
#ifndef REPORT_READ_YAML_H
#define REPORT_READ_YAML_H

#include "read/tree.h"

struct yaml {
    struct arena *arena;
    struct diag *diag;
    const char *path;
    const struct yaml_node *root; /* an empty mapping if opening failed */
    enum status status;
};

/*
 * Read a file as tree_load() does; a root that is no mapping is BAD_DATA.
 */
void yaml_open(struct yaml *yaml, struct arena *arena, struct diag *diag,
               const char *path);

/* The value of a key, or NULL where it is not given. */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);

/* The same along a path: "extracts.transactions.columns.basket_id". */
const struct yaml_node *yaml_find(const struct yaml_node *node,
                                  const char *path);

/*
 * Tell that a value is wrong, or its key; `status` is set unless it was set
 * before.  yaml_expect: "invalid value 'x' of 'key'; expected …".
 */
void yaml_fail(struct yaml *yaml, const struct yaml_node *node,
               const char *format, ...) PRINTF_LIKE(3, 4);
void yaml_fail_key(struct yaml *yaml, const struct yaml_node *node,
                   const char *format, ...) PRINTF_LIKE(3, 4);
void yaml_expect(struct yaml *yaml, const struct yaml_node *node,
                 const char *format, ...) PRINTF_LIKE(3, 4);

/* "did you mean 'x'?", or "expected a, b or c" where none is alike. */
struct yaml_names {
    const char *const *names;
    size_t count;
};
const char *yaml_suggest(struct arena *arena, struct str name,
                         struct yaml_names names);

/* Tell each key that is none of `keys`, and a node that is no mapping. */
void yaml_keys(struct yaml *yaml, const struct yaml_node *node,
               struct yaml_names keys);

/* Whether a key is given; tell that it is missing if not. */
bool yaml_require(struct yaml *yaml, const struct yaml_node *node,
                  const char *key);

/*
 * The value of a key as a mapping or a sequence; NULL where it is not given or
 * is something else, which is told.
 */
const struct yaml_node *
yaml_mapping(struct yaml *yaml, const struct yaml_node *node, const char *key);
const struct yaml_node *
yaml_sequence(struct yaml *yaml, const struct yaml_node *node, const char *key);

/*
 * Values of a key.  True if it is given and right; what is wrong is told.
 * Texts are NUL-terminated; a number or flag is a fine text too.
 */
bool yaml_text(struct yaml *yaml, const struct yaml_node *node, const char *key,
               struct str *value);

/* One text or a list of texts. */
bool yaml_texts(struct yaml *yaml, const struct yaml_node *node,
                const char *key, struct str **values, size_t *count);

/* A number, or a whole number, from least to most. */
struct yaml_range {
    double least;
    double most;
};
bool yaml_number(struct yaml *yaml, const struct yaml_node *node,
                 const char *key, struct yaml_range range, double *value);
bool yaml_integer(struct yaml *yaml, const struct yaml_node *node,
                  const char *key, struct yaml_range range, int *value);

/* true or false; yes, no, on and off are taken too. */
bool yaml_flag(struct yaml *yaml, const struct yaml_node *node, const char *key,
               bool *value);

/* One of `names`, as its number. */
bool yaml_choice(struct yaml *yaml, const struct yaml_node *node,
                 const char *key, struct yaml_names names, int *value);

/* Whether a node (an item of a sequence, say) is one; tell if not. */
bool yaml_is_text(struct yaml *yaml, const struct yaml_node *node);
bool yaml_is_mapping(struct yaml *yaml, const struct yaml_node *node);

#endif
