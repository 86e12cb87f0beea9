/*
 * gmtime() for libraries that call it in several threads at once.
 *
 * The C library's own has one place for what it returns, which threads share;
 * libxlsxwriter asks it for the day that a workbook was made.  So it is called
 * through this, which has a place for each thread.
 */
#include <time.h>

struct tm *gmtime(const time_t *timer)
{
    static _Thread_local struct tm place;

    return gmtime_r(timer, &place);
}
