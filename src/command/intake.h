/*
 * intake.h - everything a command reads: configuration, dimensions, the fold
 * over the transactions, the calendar.
 */
#ifndef REPORT_COMMAND_INTAKE_H
#define REPORT_COMMAND_INTAKE_H

#include "fold/book.h"
#include "measure/calendar.h"
#include "read/catalogue.h"
#include "read/config.h"
#include "read/control.h"

struct intake {
    struct arena *arena;
    struct diag *diag;
    const char *cache; /* folder of what is kept of files; NULL: none is */
    struct config config;
    struct ledger ledger;
    struct catalogue catalogue;
    struct book *book; /* sealed; with at least one day */
    struct calendar *calendar;
    char fingerprint[33]; /* of every file read, report.yaml too, in hex */
};

/* Read the folder `input` whole with so many threads. */
enum status intake_read(struct intake *intake, const char *input,
                        size_t threads);

/*
 * BAD_DATA, with the first rejects and where to find them all, if an extract
 * has more rejects than rules.reject_limit allows.
 */
enum status intake_check_rejects(const struct intake *intake);

/* Warn of rejects that are few enough. */
void intake_warn_of_rejects(const struct intake *intake);

#endif
