/*
 * notation.h - numbers as people write them: "-1.234,50 €".
 */
#ifndef REPORT_READ_NOTATION_H
#define REPORT_READ_NOTATION_H

#include "read/config.h"

enum { NOTATION_MOST = 64 }; /* bytes: what is longer is left as it is */

/*
 * The number without the sign of the currency and without separators of
 * thousands, and with its minus in front, where report.yaml says so:
 * "-1234,50". It lies in `room`, or in the text.  Empty where a separator does
 * not part three digits.
 */
struct str notation_plain(const struct extract_config *form, struct str text,
                          char room[static NOTATION_MOST]);

#endif
