/*
 * burst.h - '--burst=…': which sections of the company get packs of their own
 * beside the whole's, and how each is measured.
 *
 * A section's pack is that of a company that sold its lines only, with the
 * company's customers, calendar, windows and promotions; its KPIs are those
 * that the whole's tables give for its scope.  An order over two sections is
 * in each what its lines there are.  The transactions are read once more for
 * each.
 */
#ifndef REPORT_COMMAND_BURST_H
#define REPORT_COMMAND_BURST_H

#include "command/intake.h"
#include "deliver/pack.h"

/* BAD_USAGE, told, if it is neither a word for a kind of sections nor a file.
 */
enum status burst_check(struct diag *diag, const char *asked);

/*
 * The sections that are asked for and have a line or a basket in the reported
 * window, by a word, or of a file that names one in each line.  They refer to
 * intake and study, the company's.  BAD_DATA, told, for a name in the file that
 * the data does not know, and where there is no such section.
 */
enum status burst_list(const struct intake *intake, const struct study *study,
                       const char *asked, struct pack_sections *sections);

#endif
