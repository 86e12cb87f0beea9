/*
 * verify_pdf.h - whether a written PDF is a whole one.
 *
 * No library's word is proof (a full disk may go unnoticed), so the file is
 * read back: its header and end, the cross-reference table with each object
 * where the table says, the trailer and the number of pages.
 */
#ifndef REPORT_DELIVER_VERIFY_PDF_H
#define REPORT_DELIVER_VERIFY_PDF_H

#include "base/diag.h"

/* INTERNAL, told with the path and what is wrong, unless `bytes` is whole. */
enum status verify_pdf(struct diag *diag, const char *path, struct str bytes,
                       size_t pages);

#endif
