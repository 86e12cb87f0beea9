/*
 * cdnow.h - the customers of CDNOW, on whom models of customers' value are
 * compared: 2,357 who first bought in the first quarter of 1997.
 *
 * Purchases of a day count once, with what they came to.  Calibration goes to
 * 30 September 1997.
 */
#ifndef REPORT_TESTS_CDNOW_H
#define REPORT_TESTS_CDNOW_H

#include "test.h"

#include "base/date.h"
#include "measure/purchase_model.h"
#include "measure/spend_model.h"

#include <inttypes.h>
#include <string.h>
#include <zlib.h>

enum { CDNOW_MOST = 4096 };

struct cdnow {
    uint64_t purchases[CDNOW_MOST]; /* purchase_key() of each customer */
    uint64_t spends[CDNOW_MOST];    /* spend_key() of those who repeated */
    size_t count;
    size_t spend_count;
    int held_out; /* days with a purchase after the calibration */
    /* Of the customer that is being read. */
    int id;
    int32_t first;
    int32_t last;
    uint32_t repeats;
    int64_t spend;
};

static inline void cdnow_end_customer(struct cdnow *cdnow, int32_t end)
{
    if (cdnow->id == 0)
        return;
    assert_true(cdnow->count < CDNOW_MOST);
    cdnow->purchases[cdnow->count++] =
        purchase_key(cdnow->repeats, (uint32_t)(cdnow->last - cdnow->first),
                     (uint32_t)(end - cdnow->first));
    if (cdnow->repeats > 0)
        cdnow->spends[cdnow->spend_count++] =
            spend_key(cdnow->repeats, cdnow->spend);
}

/* Purchases come by customer and by day. */
static inline void cdnow_add(struct cdnow *cdnow, int id, int32_t day,
                             int64_t spend)
{
    int32_t end = date_of(1997, 9, 30);
    static int32_t before;

    if (id != cdnow->id) {
        cdnow_end_customer(cdnow, end);
        cdnow->id = id;
        cdnow->first = cdnow->last = day;
        cdnow->repeats = 0;
        cdnow->spend = 0;
    } else if (day > end) {
        cdnow->held_out += day != before;
    } else if (day > cdnow->first) {
        cdnow->repeats += day != cdnow->last;
        cdnow->last = day;
        cdnow->spend += spend;
    }
    before = day;
}

/* The test is skipped where the data is absent. */
static inline void cdnow_read(struct cdnow *cdnow)
{
    char path[DATA_PATH];
    char line[128];
    gzFile file;

    skip_unless_data(path, "cdnow/cdnow_sample.csv.gz");
    *cdnow = (struct cdnow){0};
    file = gzopen(path, "rb");
    assert_non_null(file);
    gzgets(file, line, sizeof line);
    while (gzgets(file, line, sizeof line)) {
        int id, sample, year, month, day, discs;
        double amount;

        assert_int_equal(sscanf(line, "%d,%d,%d-%d-%d,%d,%lf", &id, &sample,
                                &year, &month, &day, &discs, &amount),
                         7);
        cdnow_add(cdnow, id, date_of(year, month, day),
                  (int64_t)(amount * 10000 + 0.5));
    }
    cdnow_end_customer(cdnow, date_of(1997, 9, 30));
    gzclose(file);
}

#endif
