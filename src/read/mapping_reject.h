/*
 * mapping_reject.h - extracts.*.reject of report.yaml: which rows of an extract
 * are to be set aside.
 */
#ifndef REPORT_READ_MAPPING_REJECT_H
#define REPORT_READ_MAPPING_REJECT_H

#include "read/mapping_part.h"

/* Take over the rules of an extract; mistakes are told through its yaml. */
void mapping_read_rejects(struct mapping_part *part);

#endif
