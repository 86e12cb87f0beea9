/*
 * mail.h - 'report mail --period=…': hand a pack to its recipients.
 *
 * All messages are made before the first is handed over.  Only the report and
 * the workbook can be attached, and neither if it is for its owner only.
 */
#ifndef REPORT_COMMAND_MAIL_H
#define REPORT_COMMAND_MAIL_H

#include "base/diag.h"

struct mail_options {
    const char *pack;       /* its folder */
    const char *recipients; /* mail.yaml */
    const char *outbox;     /* a folder for the messages; NULL: hand over */
};

/*
 * NO_INPUT or BAD_DATA, told, where the pack or the recipients are missing or
 * wrong; NO_OUTPUT or IO_FAILED where a message is not taken: those before it
 * were, and it is said how many.
 */
enum status mail_send(struct arena *arena, struct diag *diag,
                      const struct mail_options *options);

#endif
