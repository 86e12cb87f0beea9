/*
 * paper.h - the frame of a page: running head, headline, banner, footer, and
 * the rows of blocks between them.
 */
#ifndef REPORT_RENDER_PAPER_H
#define REPORT_RENDER_PAPER_H

#include "render/block.h"

/* What stands around the blocks of one page. */
struct frame {
    const struct page *page;
    struct str title;    /* of the page, in the running head */
    struct str headline; /* already said */
    struct str subtitle;
    struct str source;
    struct str definitions;
    struct str banner; /* of an incomplete period; empty: none */
    struct str banner_note;
    size_t number; /* of the page, from 1 */
    size_t count;
    size_t part; /* of a page that goes on: 0 is the first */
};

/* A headline with its second part, where both fit into two lines; names in it
 * are whole, if they do so with them. */
struct str paper_headline(const struct sheet *sheet, const struct page *page);

/* The box that is left for blocks. */
struct box paper_body(const struct sheet *sheet, const struct frame *frame);

/* Everything around the blocks. */
void paper_frame(const struct sheet *sheet, const struct frame *frame);

/* A row of blocks with its place. */
struct placed {
    const struct block *block;
    struct box box;
};

/* Where the blocks of a page lie in its body; rows that do not hold are out. */
size_t paper_place(const struct sheet *sheet, const struct page *page,
                   struct box body, struct placed *placed, size_t most);

#endif
