/*
 * mailing.h - mail.yaml: who is sent a pack, what the message says, and what
 * takes it.
 */
#ifndef REPORT_DELIVER_MAILING_H
#define REPORT_DELIVER_MAILING_H

#include "base/diag.h"

/* The files that may be attached: those of a pack that name no person. */
enum mail_file { MAIL_PDF, MAIL_XLSX, MAIL_FILES };

struct recipient {
    struct str address;
    unsigned files; /* bits */
};

struct mailing {
    struct str from;
    struct str subject; /* {period}, {start} and {end} are the pack's */
    struct str text;
    char **command; /* it and its arguments, up to NULL */
    struct recipient *recipients;
    size_t count;
};

/*
 * NO_INPUT, BAD_DATA: told, with place; a mailing without recipients or with
 * an address that no header can hold is BAD_DATA.
 */
enum status mailing_load(struct arena *arena, struct diag *diag,
                         const char *path, struct mailing *mailing);

#endif
