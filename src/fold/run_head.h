/*
 * run_head.h - how a packed run begins; for run.c.
 *
 * Where the numbers are small and the ids short, as they mostly are, they take
 * as few bits as will do.
 */
#ifndef REPORT_FOLD_RUN_HEAD_H
#define REPORT_FOLD_RUN_HEAD_H

#include "fold/run.h"

/* Of the bits that a run begins with. */
enum { RUN_HAS_CUSTOMER = 1 << 21, RUN_LARGE = 1 << 30 };

/* So a large one lies there, up to where its customer is. */
struct run_head {
    uint32_t bits;
    int32_t date;
    uint32_t store;
    uint32_t channel;
    uint32_t item_count;
    int32_t gross;
    int32_t discount;
    int32_t units;
    struct key id;
    struct key customer;
};

/* Whether something about a run is large: its bits are to say so. */
bool run_is_large(const struct run *run);

/* Put the head of a run with such bits at `to`; where it ends. */
char *run_head_pack(char *to, const struct run *run, uint32_t bits);

/* How many bytes the head at `from` takes; 0: there are not as many. */
size_t run_head_size(const char *from, size_t room);

/* The head at `from`; where it ends. */
const char *run_head_take(const char *from, struct run_head *head);

#endif
