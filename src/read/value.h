/*
 * value.h - a field as what its column's type says it is.
 */
#ifndef REPORT_READ_VALUE_H
#define REPORT_READ_VALUE_H

#include "base/date.h"
#include "read/config.h"

enum value_state {
    VALUE_EMPTY, /* unknown */
    VALUE_KNOWN,
    VALUE_BAD, /* there is a text, but not one of the type */
};

/* Which members mean something is up to the type; state and text always do. */
struct value {
    enum value_state state;
    struct str text;   /* as it stands; without blanks around it unless TEXT */
    int64_t number;    /* MONEY, QUANTITY; FLAG: 0 or 1; DATE, TIME: the date */
    double real;       /* RATE */
    struct stamp time; /* TIME */
};

/* What a field holds, or nothing where that is what it stands for. */
struct str value_text(const struct extract_config *form, struct str text);

/*
 * A field of an extract written in `form`.  NULL if it is empty or of the
 * type; else what is wrong, to be said of the column: "is not a number".
 */
const char *value_parse(struct value *value, enum column_type type,
                        struct str text, const struct extract_config *form);

/*
 * A value of report.yaml for a column of such an extract: as the file writes
 * it, or as the contract does (decimal point, ISO dates); it is never rounded.
 */
const char *value_parse_given(struct value *value, enum column_type type,
                              struct str text,
                              const struct extract_config *form);

/* Negative, 0 or positive; both are known values of the type. */
int value_compare(enum column_type type, const struct value *a,
                  const struct value *b);

/* Whether a text is a lower-case word, in any case. */
bool value_is_word(struct str text, const char *word);

#endif
