/*
 * intake.h - everything a command reads: configuration, dimensions, the fold
 * over the transactions, the calendar.
 */
#ifndef REPORT_COMMAND_INTAKE_H
#define REPORT_COMMAND_INTAKE_H

#include "base/file.h"
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

/* A file of the input as messages name it: "input/transactions.csv". */
static inline const char *intake_path(const struct intake *intake,
                                      const char *file)
{
    return file_join(intake->arena, intake->config.folder, file);
}

#endif
