/*
 * pdf_object.h - a PDF file as objects: all that is known of libharu.
 *
 * Objects belong to the file and die with it.  Writing is sticky: after a
 * failure calls do nothing or harmless things, NULL objects are taken
 * everywhere, and pdf_objects_close() tells.
 */
#ifndef REPORT_RENDER_PDF_OBJECT_H
#define REPORT_RENDER_PDF_OBJECT_H

#include "base/diag.h"
#include "render/structure.h"

#include <stdint.h>

struct pdf_objects;
struct object; /* a dictionary, an array or a stream */

/* The arena holds what is needed while the file is put together. */
struct pdf_objects *pdf_objects_open(struct arena *arena);

/* Keep a failure that libharu does not know of. */
void pdf_objects_fail(struct pdf_objects *objects, const char *reason);

/*
 * Save to memory, in `arena`, and free everything.  INTERNAL or NO_MEMORY,
 * told, if anything went wrong since the file was opened.
 */
enum status pdf_objects_close(struct pdf_objects *objects, struct arena *arena,
                              struct diag *diag, struct str *bytes);

/* The dictionaries that every file has. */
struct object *object_catalog(struct pdf_objects *objects);
struct object *object_info(struct pdf_objects *objects);
struct object *object_trailer(struct pdf_objects *objects);

/* One that stands inside of another, once; one that may be referred to. */
struct object *object_dict(struct pdf_objects *objects);
struct object *object_own_dict(struct pdf_objects *objects);
struct object *object_array(struct pdf_objects *objects);
struct object *object_own_array(struct pdf_objects *objects);

struct object *object_stream(struct pdf_objects *objects, struct str bytes,
                             bool is_packed);

/* Set a key of a dictionary (a stream is one too), in place of its value. */
void object_put(struct object *dict, const char *key, struct object *value);
void object_put_name(struct object *dict, const char *key, const char *name);
void object_put_number(struct object *dict, const char *key, size_t number);
void object_put_real(struct object *dict, const char *key, double real);
void object_put_true(struct object *dict, const char *key);

/* A string of bytes, and one of any text; they are written as digits, so that
 * nothing in them can end them. */
void object_put_bytes(struct object *dict, const char *key, struct str bytes);
void object_put_text(struct arena *arena, struct object *dict, const char *key,
                     struct str text);

void object_add(struct object *array, struct object *value);
void object_add_number(struct object *array, size_t number);
void object_add_real(struct object *array, double real);
void object_add_bytes(struct object *array, struct str bytes);

/* A last page with its operators. */
struct object *object_page(struct pdf_objects *objects, double width,
                           double height, struct str operators);

/* A link on a page to another page. */
struct object *object_link(struct object *page, const struct extent *extent,
                           struct object *target);

/* A bookmark, below another one unless `above` is NULL. */
struct object *object_bookmark(struct pdf_objects *objects,
                               struct object *above, struct object *target,
                               struct str title);

/* Pages are numbered 1, 2, …, and bookmarks shown, when it is opened. */
void pdf_objects_number_pages(struct pdf_objects *objects);
void pdf_objects_show_bookmarks(struct pdf_objects *objects);

#endif
