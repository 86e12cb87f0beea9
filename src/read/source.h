/*
 * source.h - which files an extract consists of.
 */
#ifndef REPORT_READ_SOURCE_H
#define REPORT_READ_SOURCE_H

#include "read/config.h"

/*
 * The files of an extract, relative to the input folder, sorted by bytes and
 * each once.  None is fine where report.yaml names none and the default
 * (<extract>*.csv, <extract>*.csv.gz) finds none, but for transactions; a glob
 * of report.yaml that finds nothing is NO_INPUT.
 */
enum status source_files(struct arena *arena, struct diag *diag,
                         const struct config *config, enum extract_id extract,
                         const char ***files, size_t *count);

/* Whether a file has to be read from its start on, by one thread: it is packed,
 * or its rows say what those before them say. */
bool source_is_whole(const struct config *config, enum extract_id extract,
                     const char *file);

#endif
