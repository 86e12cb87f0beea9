/*
 * piece.h - how a state lies in its file; for state.c, keep.c and load.c.
 *
 *   head, preface, key, and of each portion:
 *     its account, rejects, texts, classes, products, sites, sheets, wide bins
 *     and how its runs are parted
 *   the runs of all portions, part by part
 *   tail
 *
 * What is before the runs lies in pieces that are aligned, so that it may stay
 * where it was read to.
 */
#ifndef REPORT_FOLD_PIECE_H
#define REPORT_FOLD_PIECE_H

#include "base/fingerprint.h"
#include "fold/roster.h"
#include "fold/state.h"
#include "read/catalogue.h"

enum { STATE_FORMAT = 6, STATE_ALIGN = 16, STATE_SIZES = 8 };

/* What must be the same to the byte. */
struct state_head {
    char magic[8];
    uint32_t format;
    uint32_t sizes[STATE_SIZES]; /* of what lies in the file as in memory */
    char version[24];            /* of the program */
};

struct state_preface {
    uint64_t key_len;
    uint64_t portions;
};

/* Of texts: their lengths and then their bytes are a piece each. */
enum state_texts {
    TEXTS_STORES,
    TEXTS_CHANNELS,
    TEXTS_PRODUCTS,
    TEXTS_LONG_IDS,
    TEXTS_CLASSES, /* department and category of each */
    TEXTS_REJECTS, /* reason and excerpt of each */
    TEXTS_KINDS
};

/* What a portion's ledger and its lists count. */
struct state_account {
    uint64_t rows, accepted, rejected, set_aside, ignored;
    int64_t net_accepted, net_rejected, net_set_aside;
    int32_t first_date, last_date;
    uint32_t has_net, net_overflow;
    uint32_t has_file; /* the file's bytes are told by this portion */
    uint32_t has_batch;
    uint64_t bytes;
    char fingerprint[40];
    struct tallies tallies;
    uint64_t texts[TEXTS_KINDS];
    uint64_t text_bytes[TEXTS_KINDS];
    uint64_t sites, sheets, wide_sites, wide_products;
};

struct state_reject {
    uint64_t line;
    uint64_t column;
    uint64_t by_rule;
};

enum { CLASS_COUNTS_UNITS = 1, CLASS_IS_SALES = 2 };

/* Classes are those of the state: of these [0] is the unknown one. */
struct state_product {
    int64_t unit_cost; /* WITHOUT_COST: unknown */
    uint64_t class;
};

/* How many classes, sites and products of a day have some sums, and how many
 * stores have costs, the unknown one before all. */
struct state_sheet {
    int32_t date;
    uint32_t classes;
    uint32_t sites;
    uint32_t products;
    uint32_t stores;
};

struct state_class_sums {
    uint64_t class;
    struct sums sums;
};

struct state_part {
    uint64_t len;
    uint32_t count;
    uint32_t items;
};

/* How long what is before is, and what it hashes to. */
struct state_tail {
    uint64_t kept;
    uint64_t runs;
    char fingerprint[40];
};

/* The head that a state of this program has. */
void state_head_fill(struct state_head *head);

/* What folding takes for the cost of a product; WITHOUT_COST: unknown. */
int64_t state_unit_cost(const struct catalogue *catalogue, struct str product);

/* Pieces that are taken one after the other; sticky. */
struct cursor {
    char *at;
    size_t left;
    bool has_failed;
};

/* A portion that is being read. */
struct loading {
    struct cursor *cursor;
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct state_account *account;
    struct str *texts[TEXTS_KINDS];
    uint32_t *classes; /* of the state -> of the catalogue; MAP_NONE: none */
    struct lexicon *lexicon;
    struct batch *batch;
    bool *has_day; /* a sheet, from the first date on */
    struct roster long_keys;
    const struct state_part *parts;
};

/*
 * The next piece, of `count` things; NULL, and no piece from then on, if there
 * is no such one.
 */
void *cursor_take(struct cursor *cursor, uint64_t count, size_t size);

/* All of a portion but its runs; false if anything about it is in doubt. */
bool loading_take(struct loading *loading, const char *name,
                  struct portion *portion);

/* The number of a date within those of the portion; -1: it is none of them. */
int32_t loading_day(const struct loading *loading, int32_t date);

#endif
