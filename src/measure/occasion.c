#include "measure/occasion.h"

#include "fold/radix.h"

#include <math.h>
#include <string.h>

/* Dates before 1970 are negative: with this bit flipped they sort first. */
static const uint32_t sign = UINT32_C(1) << 31;

static int32_t date_at(const struct occasions *occasions, size_t i)
{
    return (int32_t)((uint32_t)occasions->items[i] ^ sign);
}

static uint32_t customer_at(const struct occasions *occasions, size_t i)
{
    return (uint32_t)(occasions->items[i] >> 32);
}

void occasions_add(struct occasions *occasions, uint32_t customer, int32_t date)
{
    occasions->items =
        arena_grow(occasions->arena, occasions->items, &occasions->capacity,
                   occasions->count + 1, sizeof *occasions->items);
    occasions->items[occasions->count++] =
        map_pair(customer, (uint32_t)date ^ sign);
}

/* Where the occasions of the customer at `from` end. */
static size_t customer_end(const struct occasions *occasions, size_t from)
{
    size_t end = from + 1;

    while (end < occasions->count &&
           customer_at(occasions, end) == customer_at(occasions, from))
        end++;
    return end;
}

static bool window_holds(const struct window *window, int32_t date)
{
    return date >= window->start && date <= window->end;
}

/* Count one customer, whose occasions are from .. end - 1, in one window. */
static void count_customer(const struct occasions *occasions, size_t from,
                           size_t end, const struct window *window,
                           struct totals *totals)
{
    if (window_holds(window, date_at(occasions, from))) {
        totals->new_customers++;
        return;
    }
    for (size_t i = from; i < end; i++)
        if (window_holds(window, date_at(occasions, i))) {
            totals->existing_customers++;
            return;
        }
}

/* The occasions up to a window's end. */
static size_t until(const struct occasions *occasions, size_t from, size_t end,
                    int32_t last)
{
    while (end > from && date_at(occasions, end - 1) > last)
        end--;
    return end;
}

/* Numbers from 0 up sort as their bits do. */
static uint64_t bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double value_of(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Summed in their order of size, so that the result is one and the same. */
static void measure_gaps(uint64_t *gaps, size_t count, struct totals *totals)
{
    double sum = 0;

    totals->gap_customers = (int64_t)count;
    totals->gap_mean = (double)NAN;
    totals->gap_median = (double)NAN;
    if (count == 0)
        return;
    radix_sort(gaps, count);
    for (size_t i = 0; i < count; i++)
        sum += value_of(gaps[i]);
    totals->gap_mean = sum / (double)count;
    totals->gap_median =
        (value_of(gaps[(count - 1) / 2]) + value_of(gaps[count / 2])) / 2;
}

static void count_window(const struct occasions *occasions, uint64_t *gaps,
                         const struct window *window, struct totals *totals)
{
    size_t count = 0;
    size_t end;

    if (!window_is_known(window)) {
        measure_gaps(gaps, 0, totals);
        return;
    }
    for (size_t from = 0; from < occasions->count; from = end) {
        size_t last;

        end = customer_end(occasions, from);
        count_customer(occasions, from, end, window, totals);
        last = until(occasions, from, end, window->end);
        if (last - from >= 2)
            gaps[count++] = bits_of((double)(date_at(occasions, last - 1) -
                                             date_at(occasions, from)) /
                                    (double)(last - from - 1));
    }
    measure_gaps(gaps, count, totals);
}

void occasions_count(struct occasions *occasions, const struct window *windows,
                     size_t count, struct totals *totals)
{
    uint64_t *gaps;

    occasions->count = radix_unique(occasions->items, occasions->count);
    gaps = arena_array(occasions->arena, uint64_t, occasions->count / 2 + 1);
    for (size_t i = 0; i < count; i++)
        count_window(occasions, gaps, windows + i, totals + i);
}
