/*
 * scrap.h - a template of some lines, in a file of its own.
 */
#ifndef REPORT_TESTS_RENDER_SCRAP_H
#define REPORT_TESTS_RENDER_SCRAP_H

#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { SCRAP_PATH = 32 };

/* The caller unlinks it. */
static inline void scrap_write(char path[static SCRAP_PATH], const char *text)
{
    int file;

    snprintf(path, SCRAP_PATH, "/tmp/report-scrap-XXXXXX");
    file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
}

#endif
