/*
 * words.h - sentences of the templates, filled in from tables.
 *
 * A pattern holds references in braces, which name cells, each with a way to
 * print it:
 *
 *     Net sales grew {kpis.net_sales.ly_pct|size} to {kpis.net_sales.value}
 *
 *     table.key.column      the row whose first column is the key (scope all)
 *     table#2.column        the row of rank 2, or the second row
 *     table#total.column    the row for the whole
 *     table#max(c).column   the row with the largest c; #min(c) likewise;
 *                           #max(c,f,d=text) only among rows whose flag f is
 *                           set and whose column d is the text, or the count
 *     table#count           how many rows there are; #count(f,d=text) only of
 *                           those
 *     table.column          the first row; a name alone is one of table `pack`
 *
 * Ways: short (when none is given), size (without sign), full, lower, spelled
 * (three; Three where a sentence begins; figures from 11 on), plural ONE MANY
 * (one store, 12 stores), of EXTRACT ... (of those in a list, these).
 *
 * A condition compares references, numbers and 'texts' with < <= > >= = != and
 * joins them with not, and, or (and binds tighter); a reference alone asks
 * whether it is defined and not 0.  A comparison with something undefined does
 * not hold.
 *
 * A sentence with an undefined reference is not said.  What is wrong in a
 * pattern is told with its place in the template and kept in `status`.
 */
#ifndef REPORT_RENDER_WORDS_H
#define REPORT_RENDER_WORDS_H

#include "read/yaml.h"
#include "render/number.h"

struct words {
    struct arena *arena; /* of what is said */
    struct diag *diag;
    const struct tables *tables; /* what was measured */
    struct tables facts;         /* see facts.h; found before those */
    struct number_style style;
    int64_t small_cell; /* customer counts below it are not printed */
    size_t longest;     /* letters of a name in a sentence; 0: any number */
    enum status status;
};

/* One way to say something: `say` where `when` (or NULL: always) holds. */
struct phrase {
    const struct yaml_node *when;
    const struct yaml_node *say;
};

struct phrases {
    struct phrase *items;
    size_t count;
};

/* A text, or a list of texts and of mappings with when: and say:. */
struct phrases phrases_read(struct yaml *yaml, const struct yaml_node *node,
                            const char *key);

/* A pattern filled in; false where something in it is undefined. */
bool words_say(struct words *words, const struct yaml_node *pattern,
               struct str *said);

/* Whether a condition holds; one that is NULL does. */
bool words_holds(struct words *words, const struct yaml_node *condition);

/* The first phrase that holds and can be said; empty where none can. */
struct str words_choose(struct words *words, const struct phrases *phrases);

/* Say everything once, so that what is wrong is told; keeps `status`. */
void words_check(struct words *words, const struct phrases *phrases);

/* The number a reference stands for: NaN where it is undefined. */
double words_number(struct words *words, const struct yaml_node *reference);

/* A measured table or a fact by name; NULL where there is none. */
const struct table *words_table(const struct words *words, struct str name);

/* A code as it is read, "offer events" of offer_events; and as a line of its
 * own, with a capital. */
struct str words_spaced(struct arena *arena, struct str text);
struct str words_sentence(struct arena *arena, struct str text);

/* Whether a cell counts so few customers that it is not printed. */
bool words_is_small(const struct words *words, const struct table *table,
                    const struct cell *row, size_t column);

#endif
