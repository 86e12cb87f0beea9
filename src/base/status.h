/*
 * status.h - how a function says that it failed.
 *
 * The values are the exit codes of the program: a problem is told once, with
 * diag_error(), by the function that finds it, and everything above passes the
 * status on unchanged.
 */
#ifndef REPORT_BASE_STATUS_H
#define REPORT_BASE_STATUS_H

/* What a function that can fail returns, and what main() exits with. */
enum status {
    OK = 0,
    BAD_USAGE = 64,  /* the command line is wrong */
    BAD_DATA = 65,   /* an extract or a configuration breaks its format */
    NO_INPUT = 66,   /* an extract is missing or unreadable */
    INTERNAL = 70,   /* a bug in report, or totals that do not agree */
    NO_MEMORY = 71,  /* the system refused memory */
    NO_OUTPUT = 73,  /* a file of the pack cannot be created */
    IO_FAILED = 74,  /* reading or writing broke half-way */
    INCOMPLETE = 75, /* the data ends before the period does */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define PRINTF_LIKE(template, arguments)                                       \
    __attribute__((format(printf, template, arguments)))

#endif
