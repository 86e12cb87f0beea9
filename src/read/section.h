/*
 * section.h - a part of the company that can be looked at by itself: a market,
 * state, store or department; which lines of sales are its.
 *
 * What an extract does not say of a store or product is "Unknown", so that
 * sections of a kind share out all lines.
 */
#ifndef REPORT_READ_SECTION_H
#define REPORT_READ_SECTION_H

#include "read/catalogue.h"
#include "read/sale.h"

enum section_kind {
    SECTION_MARKET,
    SECTION_STATE,
    SECTION_STORE,
    SECTION_DEPARTMENT,
    SECTION_KINDS
};

/* "market", "state" …: what stands before the colon of a scope. */
extern const char *const section_prefixes[SECTION_KINDS];

struct section {
    enum section_kind kind;
    struct str value; /* Metro */
    struct str name;  /* market:Metro */
};

/* The section of a name; false if it is none.  Its texts lie in the name. */
bool section_parse(struct str name, struct section *section);

/* Whether the line is the section's. */
bool section_holds(const struct section *section,
                   const struct catalogue *catalogue, const struct sale *sale);

/*
 * The catalogue as the section sees it: its targets are those of the whole, and
 * what is planned for the company alone is not there: subscriptions, offers,
 * campaigns.  All else is shared.
 */
struct catalogue section_catalogue(struct arena *arena,
                                   const struct section *section,
                                   const struct catalogue *catalogue);

/* "Metro market", "Store S012, Fitzroy", "Toys": for people; in the arena. */
struct str section_title(struct arena *arena, const struct section *section,
                         const struct catalogue *catalogue);

/* Whether an extract is of the company alone, and so left out of sections. */
bool section_lacks(enum extract_id extract);

#endif
