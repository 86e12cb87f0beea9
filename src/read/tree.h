/*
 * tree.h - a YAML file as a tree in which everything knows its place.
 *
 * The tree and all text in it live in the arena given to tree_load().
 */
#ifndef REPORT_READ_TREE_H
#define REPORT_READ_TREE_H

#include "base/diag.h"

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
    enum yaml_kind kind;
    bool quoted;            /* a scalar in quotes or a block: text, no number */
    struct str text;        /* of a scalar; NUL-terminated */
    struct str key;         /* in a mapping; NUL-terminated */
    struct place place;     /* where the value begins */
    struct place key_place; /* where its key does; the value's without one */
    const struct yaml_node *items; /* of a sequence or mapping, in file order */
    size_t count;
};

/*
 * Read a file.  NO_INPUT if it cannot be opened, BAD_DATA if it is no YAML:
 * bad syntax, a key twice, a tab as indentation, more than one document.  An
 * empty file is a mapping without keys.
 */
enum status tree_load(struct arena *arena, struct diag *diag, const char *path,
                      const struct yaml_node **root);

#endif
