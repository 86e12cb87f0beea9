/*
 * damage.h - rows that a reader must reject, and the list of them.
 *
 * A damaged row is a copy of a sound one, written behind it and spoilt in one
 * of many ways: the sound rows are the same as without damage.  Each is listed
 * in damage.csv by file, line, column (the byte where the field begins, from
 * 1) and the reason in the words of `report`.
 */
#ifndef DEMO_DAMAGE_H
#define DEMO_DAMAGE_H

#include "clock.h"
#include "out.h"
#include "random.h"

struct damage {
    struct out *list; /* damage.csv */
    double rate;
    struct stream stream;
    uint64_t count;
    /* A quote left open, by file: what it does depends on the next quote. */
    struct open_quote {
        uint64_t line; /* 0: none */
        uint64_t offset;
        size_t column;
    } open[PERIODS];
    struct out *files; /* PERIODS, for their names */
};

void damage_open(struct damage *damage, uint64_t seed);

/* Perhaps write a spoilt copy of the row that the file ends with. */
void damage_add(struct damage *damage, size_t file, struct out *out,
                struct str sound);

/* List what is still open at the ends of the files. */
void damage_close(struct damage *damage);

#endif
