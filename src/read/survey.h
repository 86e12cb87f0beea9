/*
 * survey.h - the extracts that may be large and of which little is kept.
 *
 * Customers and events of offers go into the catalogue.  The others are
 * validated and counted, and nothing more: delivered rows are accounted for
 * whether or not a page uses them, so that what is wrong with an extract shows
 * in control totals and rejects.
 *
 * Parts of files are shared out among threads; a file that has to be read as a
 * whole is one part.
 * Catalogue, account and messages do not depend on their number: a customer
 * that comes twice is rejected where it comes later in the order of files.
 */
#ifndef REPORT_READ_SURVEY_H
#define REPORT_READ_SURVEY_H

#include "read/catalogue.h"
#include "read/extract.h"

/* What is read into, by how many threads. */
struct survey {
    struct catalogue *catalogue;
    size_t threads; /* 0 counts as 1 */
    size_t part;    /* bytes that a thread takes in one go; 0: as usual */
};

/*
 * All extracts that have no reader of their own.  The first failure, in the
 * order of extracts and files, is told and returned.
 */
enum status survey_read(const struct extract_run *run,
                        const struct survey *survey);

#endif
