/*
 * mapping.h - extracts.* of report.yaml: which files an extract consists of,
 * how they are written, and which column of a file is which of ours.
 */
#ifndef REPORT_READ_MAPPING_H
#define REPORT_READ_MAPPING_H

#include "read/config.h"
#include "read/yaml.h"

/* Files and columns by their canonical names, as without report.yaml. */
void mapping_set_defaults(struct arena *arena, struct config *config);

/* Take over `extracts:`, a mapping or NULL; mistakes are told through yaml. */
void mapping_read(struct yaml *yaml, const struct yaml_node *extracts,
                  struct config *config);

#endif
