/*
 * dodge.h - labels in a row that move apart until none lies on another.
 */
#ifndef REPORT_RENDER_DODGE_H
#define REPORT_RENDER_DODGE_H

#include <stdbool.h>
#include <stddef.h>

/* A label along one direction: where its middle should be, and is put. */
struct dodge {
    double wanted;
    double size; /* of the label with the air that it needs */
    double at;
    size_t index; /* for the caller */
};

/*
 * Sort labels by where they should be, ties by index, and put each as near to
 * that as the others and the ends low … high allow.  False: they are larger
 * together than the room, and none is put.
 */
bool dodge_place(struct dodge *items, size_t count, double low, double high);

#endif
