/*
 * mapping_part.h - one extract of report.yaml as it is read: what those that
 * read its keys have in common.
 */
#ifndef REPORT_READ_MAPPING_PART_H
#define REPORT_READ_MAPPING_PART_H

#include "read/config.h"
#include "read/yaml.h"

struct mapping_part {
    struct yaml *yaml;
    const struct yaml_node *node;
    struct config *config;
    struct extract_config *extract;
    const struct extract_spec *spec;
    struct yaml_names columns; /* the names of its columns */
};

/* The column of ours that a node's key names; COLUMN_COUNT: none. */
enum column_id part_column(const struct mapping_part *part, struct str name);

/* Whether a text of report.yaml is a value of a type. */
bool part_fits(struct str text, enum column_type type,
               const struct extract_config *extract);

/* What such a text is to be: "a number". */
const char *part_words(enum column_type type);

#endif
