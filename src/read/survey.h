/*
 * survey.h - extracts that are validated and counted, and nothing more.
 *
 * Delivered rows are accounted for whether or not a page uses them, so that
 * what is wrong with an extract shows in control totals and rejects.
 */
#ifndef REPORT_READ_SURVEY_H
#define REPORT_READ_SURVEY_H

#include "read/extract.h"

/* All extracts that have no reader of their own. */
enum status survey_read(const struct extract_run *run);

#endif
