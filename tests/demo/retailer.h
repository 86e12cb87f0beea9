/*
 * retailer.h - the extracts of an invented retailer, written to a folder.
 */
#ifndef DEMO_RETAILER_H
#define DEMO_RETAILER_H

#include "base/diag.h"

#include <stdint.h>

enum { CUSTOMERS_MOST = 80 * 1000 * 1000 };

enum style { STYLE_PLAIN, STYLE_QUOTED, STYLE_CRLF, STYLE_SEMICOLON };

struct retailer_order {
    const char *folder;
    uint64_t seed;
    uint64_t lines; /* about as many transactions */
    double damage;  /* rows spoilt for each sound one */
    enum style style;
};

/* Make the folder and all extracts in it, report.yaml and truth.json. */
enum status retailer_make(const struct retailer_order *order,
                          struct diag *diag);

#endif
