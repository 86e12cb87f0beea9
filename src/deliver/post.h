/*
 * post.h - hand a message to a program that takes mail on standard input, as
 * sendmail -t does.
 */
#ifndef REPORT_DELIVER_POST_H
#define REPORT_DELIVER_POST_H

#include "base/diag.h"

/*
 * Run `command` (its words, up to NULL; no shell is asked), show it head and
 * body, and wait for it.  IO_FAILED, told, where it cannot be run, does not
 * take all of the message, or does not end with 0.
 */
enum status post_hand_over(struct diag *diag, char *const *command,
                           struct str head, struct str body);

#endif
