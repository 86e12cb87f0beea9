/*
 * cover.h - the first page: the period on the brand's field, linked contents,
 * and three results.
 */
#ifndef REPORT_RENDER_COVER_H
#define REPORT_RENDER_COVER_H

#include "render/sheet.h"
#include "render/template.h"

/* A page of the contents; `number` counts from 1. */
struct entry {
    const struct page *page;
    size_t number;
};

struct contents {
    const struct entry *items;
    size_t count;
    size_t pages; /* of the whole report */
};

void cover_draw(const struct sheet *sheet, const struct cover *cover,
                const struct contents *contents);

#endif
