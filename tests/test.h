/*
 * test.h - what the tests share: cmocka, and what it lacks.
 *
 * Tests run with the top of the repository as their folder.
 */
#ifndef REPORT_TESTS_TEST_H
#define REPORT_TESTS_TEST_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* Fail unless both are the same number to 9 digits, or both are NaN. */
#define assert_close(got, want)                                                \
    assert_close_at((got), (want), __FILE__, __LINE__)

static inline void assert_close_at(double got, double want, const char *file,
                                   int line)
{
    double slack = 1e-9 * fmax(fabs(got), fabs(want));

    if (isnan(got) ? isnan(want) : fabs(got - want) <= slack)
        return;
    print_error("got %.17g, want %.17g\n", got, want);
    _fail(file, line);
}

/* Put a test of each row of a table, whose first member names it, at `at`. */
#define put_row_tests(at, rows, test)                                          \
    put_tests_of((at), (rows), sizeof *(rows), sizeof(rows) / sizeof *(rows),  \
                 (test))

static inline void put_tests_of(struct CMUnitTest *at, const void *rows,
                                size_t size, size_t count,
                                CMUnitTestFunction test)
{
    for (size_t i = 0; i < count; i++) {
        const void *row = (const char *)rows + i * size;

        at[i] = (struct CMUnitTest){
            .name = *(const char *const *)row,
            .test_func = test,
            .initial_state = (void *)(uintptr_t)row,
        };
    }
}

/*
 * The path of a file of the real data (REPORT_DATA, else ../shared/data), in
 * `path`; the test is skipped where the data is absent.
 */
enum { DATA_PATH = 1024 };

static inline void skip_unless_data(char path[static DATA_PATH],
                                    const char *name)
{
    const char *folder = getenv("REPORT_DATA");

    snprintf(path, DATA_PATH, "%s/%s", folder ? folder : "../shared/data",
             name);
    if (access(path, R_OK) == 0)
        return;
    print_message("# skipped: no real data at %s\n", path);
    skip();
}

#endif
