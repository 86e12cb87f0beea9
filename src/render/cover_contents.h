/*
 * cover_contents.h - the pages of a report by their groups, each a link.
 */
#ifndef REPORT_RENDER_COVER_CONTENTS_H
#define REPORT_RENDER_COVER_CONTENTS_H

#include "render/sheet.h"
#include "render/template.h"

/* A page; `number` counts from 1. */
struct entry {
    const struct page *page;
    size_t number;
};

struct contents {
    const struct entry *items;
    size_t count;
    size_t pages; /* of the whole report */
};

/*
 * With what each page is about, groups at the left; many pages stand in two
 * columns, below the names of their groups, without it.
 */
void cover_draw_contents(const struct sheet *sheet,
                         const struct contents *contents, struct box box);

#endif
