/*
 * config.h - report.yaml: how a company's files map to the extracts, and the
 * rules it has set.
 *
 * Everything is optional; a missing file gives the defaults.  An unrecognized
 * key or a value of the wrong type is an error with file, line and column and
 * what would be right.  All text lives in the arena given to config_load().
 */
#ifndef REPORT_READ_CONFIG_H
#define REPORT_READ_CONFIG_H

#include "base/diag.h"
#include "base/file.h"
#include "read/column.h"
#include "read/scoring.h"

#include <stdint.h>

enum encoding {
    ENCODING_UTF_8,
    ENCODING_LATIN_1,
    ENCODING_WINDOWS_1252,
    ENCODING_UTF_16,     /* little endian, unless a byte order mark says else */
    ENCODING_UTF_16_BIG, /* big endian, unless one does: of a file UTF_16 */
};

/* Where the minus of a number may stand, beside in front of it. */
enum minus_form { MINUS_IN_FRONT, MINUS_BEHIND, MINUS_AS_PARENTHESES };

/* A row to set aside: a field compared with `value`. */
enum reject_operator {
    REJECT_EQUAL,      /* "= B", as text or as the value that it is */
    REJECT_NOT_EQUAL,  /* "!= B" */
    REJECT_LESS,       /* "< 0", as a number (dates and times too) */
    REJECT_LESS_EQUAL, /* "<= 0" */
    REJECT_MORE,       /* "> 0" */
    REJECT_MORE_EQUAL, /* ">= 0" */
};

struct reject_rule {
    enum column_id column; /* COLUMN_COUNT: none of ours, one of the files */
    struct str name;       /* of the column */
    enum column_type type;
    enum reject_operator operator;
    struct str value;
    struct str words; /* "unit_price < 0", the reason it is counted under */
    struct place name_place; /* in report.yaml, for messages */
    struct place place;
};

/* What the files say, and what is meant by it. */
struct value_word {
    struct str said;
    struct str meant;
};

/* What a file's column holds: the name in the file, or one value for all. */
struct column_source {
    struct str file_column; /* the name in the header */
    struct str more_column; /* of a time of day, or of the rest of an id, where
                               that has a column of its own; else empty */
    struct value_word *words; /* in place of which others are meant */
    size_t word_count;
    bool is_negated;         /* the sign in the files is the other way round */
    bool is_filled;          /* where it is empty, the row before says it */
    struct place fill_place; /* where that is said, for messages */
    struct str constant;
    bool is_constant;
    bool is_mapped;     /* file_column was given in report.yaml */
    struct place place; /* where in report.yaml, for messages */
};

struct extract_config {
    struct str *files; /* globs, relative to the folder */
    size_t file_count;
    bool files_given; /* in report.yaml: then a glob must match */
    struct place files_place;
    size_t skip_lines; /* in front of the header */
    char delimiter;
    enum encoding encoding;
    char decimal;
    char thousands;      /* what parts thousands; NUL: nothing does */
    struct str currency; /* a sign beside amounts; empty: none */
    enum minus_form minus;
    bool rounds;       /* decimals beyond those that are kept; else refused */
    struct str dates;  /* format; empty: ISO 8601 */
    struct str *nulls; /* what is written for nothing, beside nothing */
    size_t null_count;
    struct str return_prefix; /* empty: none */
    enum column_id return_column;
    bool fills; /* some column is filled from the row before */
    struct reject_rule *rejects;
    size_t reject_count;
    double reject_limit; /* share of rows; below 0: that of the rules */
};

/* Whether a field is the column's value as it stands. */
static inline bool source_is_plain(const struct column_source *source)
{
    return source->more_column.len == 0 && source->word_count == 0 &&
           !source->is_negated;
}

/* What stands between two fields that are one value: a date and its time of
 * day, or the parts of an id. */
static inline char source_joiner(enum column_type type)
{
    return type == TYPE_TIME ? ' ' : '-';
}

enum calendar_source { CALENDAR_FROM_EXTRACT, CALENDAR_FROM_RULE };

/* The numbers of metrics.md that a company may set. */
struct rules {
#define RULE(key, initial, least, most, meaning) double key;
#include "read/rule.def"
#undef RULE
};

struct config {
    const char *path;      /* of report.yaml; NULL where there is none */
    struct file_mark mark; /* of it before it was read */
    const char *folder;    /* of the input */
    struct {
        struct str name;
        struct str programme;    /* of the loyalty programme; may be empty */
        struct str currency;     /* ISO code: GBP */
        struct str locale;       /* en-GB: the document's language */
        struct str amount_basis; /* "ex GST"; may be empty */
    } company;
    enum calendar_source calendar_source;
    struct str calendar_pattern;  /* months, 4-4-5, 4-5-4, 5-4-4 */
    struct str calendar_year_end; /* "last Sunday of June" */
    struct place calendar_place;
    struct extract_config extracts[EXTRACT_COUNT];
    struct column_source columns[COLUMN_COUNT];
    struct str *anonymous_ids;
    size_t anonymous_count;
    size_t longest_anonymous; /* bytes: most ids are longer */
    struct str *exclude_categories;
    size_t exclude_category_count;
    struct str *units_exclude_departments;
    size_t units_exclude_department_count;
    struct rules rules;
    struct scoring scoring;
};

/*
 * The configuration of an input folder.  BAD_DATA for a wrong report.yaml,
 * NO_INPUT if it is there but cannot be read.
 */
enum status config_load(struct arena *arena, struct diag *diag,
                        const char *folder, struct config *config);

/* Whether an id stands for no known customer: empty, or in anonymous_ids. */
bool config_is_anonymous(const struct config *config, struct str customer_id);

#endif
