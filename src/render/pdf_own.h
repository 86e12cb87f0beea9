/*
 * pdf_own.h - what the files of pdf share, and nobody else sees.
 */
#ifndef REPORT_RENDER_PDF_OWN_H
#define REPORT_RENDER_PDF_OWN_H

#include "render/drawing.h"
#include "render/pdf.h"
#include "render/pdf_object.h"

struct pdf_bookmark {
    size_t level;
    size_t page;
    struct str title;
    struct pdf_bookmark *next;
};

struct pdf {
    struct arena *arena;
    struct diag *diag;
    struct pdf_info info;
    struct ink ink;
    struct drawing *pages, *last;
    size_t page_count;
    struct canvas *canvas; /* of the last page */
    struct pdf_bookmark *bookmarks, *last_bookmark;
};

/* A document while its file is put together. */
struct pdf_writing {
    const struct pdf *pdf;
    struct arena *arena;
    struct pdf_objects *objects;
    struct object **pages; /* by number */
};

/* A font with the glyphs that were used. */
struct object *pdf_write_font(struct pdf_writing *writing,
                              const struct subset *subset);

struct object *pdf_write_picture(struct pdf_writing *writing,
                                 const struct picture *picture);

/* What a screen reader follows; the pages must be there. */
void pdf_write_tree(struct pdf_writing *writing);

/* "D:20231231235959Z" and "2023-12-31T23:59:59Z". */
struct str pdf_print_time(struct arena *arena, int64_t seconds);
struct str pdf_print_xml_time(struct arena *arena, int64_t seconds);

/* What the document says about itself, as XMP. */
struct str pdf_print_xmp(struct arena *arena, const struct pdf_info *info);

#endif
