/*
 * pdf.h - a PDF document of drawn pages.
 *
 * Fonts are embedded as subsets with a Unicode map; the document is tagged and
 * has a title, a language, bookmarks, page labels and an own id.  The same
 * pages give the same bytes.
 */
#ifndef REPORT_RENDER_PDF_H
#define REPORT_RENDER_PDF_H

#include "render/canvas.h"

struct pdf;

struct pdf_info {
    struct str title;
    struct str author;
    struct str subject;
    struct str language; /* en-GB */
    int64_t created;     /* seconds since 1970, UTC */
    const char *id;      /* 32 hex digits: the document's id */
};

/* A document without pages; never NULL.  It lives in the arena. */
struct pdf *pdf_open(struct arena *arena, struct diag *diag,
                     const struct pdf_info *info);

/* A new last page; the one before is finished. */
struct canvas *pdf_page(struct pdf *pdf, double width, double height);

/* A bookmark to the current page; level 0 is the top. */
void pdf_bookmark(struct pdf *pdf, size_t level, struct str title);

/*
 * Finish and give the file's bytes, which live in the arena of pdf_open().
 * INTERNAL or NO_MEMORY, told, if anything went wrong since it was opened.
 */
enum status pdf_close(struct pdf *pdf, struct str *bytes);

#endif
