/*
 * suspect_list.h - the suspects in their order, and what their orders and
 * customers are called.
 */
#ifndef REPORT_MEASURE_SUSPECT_LIST_H
#define REPORT_MEASURE_SUSPECT_LIST_H

#include "fold/book.h"

struct suspect {
    int64_t value;   /* net sales of its lines in the window, money */
    struct str id;   /* an order's time while its id is not known */
    uint32_t number; /* in the book */
    bool is_order;
    bool is_nameless; /* the book has a hash of the order's id only (key.h) */
    uint8_t reasons;
};

struct suspect_list {
    const struct book *book; /* outlives the list */
    struct suspect *items;   /* customers first, then by value, then by id */
    size_t count;
};

/* Give the items the ids that the book has, and put them in order; an order's
 * time lives in the arena. */
void suspect_list_seal(struct arena *arena, struct suspect_list *list);

/* The keys of nameless orders, in the order of the list; how many there are. */
size_t suspect_list_nameless(struct arena *arena,
                             const struct suspect_list *list,
                             struct key **keys);

/* Give these orders their ids, which outlive the list, and put all in order
 * again; an empty id is none. */
void suspect_list_name(struct suspect_list *list, const struct str *ids);

#endif
