#include "render/pdf_object.h"

#include "render/operators.h"

#include <hpdf.h>
#include <hpdf_utils.h>
#include <string.h>

/* Longer strings libharu refuses; two digits a byte. */
enum { LONGEST = 30000 };

struct pdf_objects {
    struct arena *arena;
    HPDF_Doc doc;
    /* What went wrong first: libharu goes on after a failure, and says more. */
    HPDF_STATUS code, detail;
    const char *reason;
};

static HPDF_Dict as_dict(struct object *object)
{
    return (HPDF_Dict)(void *)object;
}

static HPDF_Array as_array(struct object *object)
{
    return (HPDF_Array)(void *)object;
}

static struct object *as_object(void *handle)
{
    return handle;
}

static void keep_failure(HPDF_STATUS code, HPDF_STATUS detail, void *data)
{
    struct pdf_objects *objects = data;

    if (objects->code != HPDF_OK)
        return;
    objects->code = code;
    objects->detail = detail;
}

/* Opening and closing ---------------------------------------------------- */

struct pdf_objects *pdf_objects_open(struct arena *arena)
{
    struct pdf_objects *objects = arena_new(arena, struct pdf_objects);

    objects->arena = arena;
    objects->doc = HPDF_New(keep_failure, objects);
    if (objects->doc)
        HPDF_SetCompressionMode(objects->doc, HPDF_COMP_ALL);
    else
        keep_failure(HPDF_FAILD_TO_ALLOC_MEM, 0, objects);
    return objects;
}

void pdf_objects_fail(struct pdf_objects *objects, const char *reason)
{
    if (!objects->reason)
        objects->reason = reason;
}

static struct str saved_bytes(HPDF_Stream stream, struct arena *arena)
{
    struct text bytes = {.arena = arena};

    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *at = HPDF_MemStream_GetBufPtr(stream, i, &length);

        text_add(&bytes, (struct str){(const char *)at, length});
    }
    return text_str(&bytes);
}

/* Some of libharu's failures are only noted, and not reported. */
static bool is_sound(struct pdf_objects *objects)
{
    if (objects->doc && HPDF_GetError(objects->doc) != HPDF_OK)
        keep_failure(HPDF_GetError(objects->doc),
                     HPDF_GetErrorDetail(objects->doc), objects);
    return objects->code == HPDF_OK && !objects->reason;
}

static enum status tell(const struct pdf_objects *objects, struct diag *diag)
{
    struct place place = {0};

    if (objects->reason)
        return diag_error(diag, INTERNAL, place, "could not build the PDF: %s",
                          objects->reason);
    if (objects->code == HPDF_FAILD_TO_ALLOC_MEM)
        return diag_error(diag, NO_MEMORY, place,
                          "could not build the PDF: out of memory");
    return diag_error(diag, INTERNAL, place,
                      "could not build the PDF: libharu's error 0x%04lX, "
                      "detail %lu",
                      objects->code, objects->detail);
}

enum status pdf_objects_close(struct pdf_objects *objects, struct arena *arena,
                              struct diag *diag, struct str *bytes)
{
    *bytes = (struct str){0};
    if (is_sound(objects)) {
        /* Just before saving: libharu sets what it believes it needs. */
        objects->doc->pdf_version = HPDF_VER_17;
        HPDF_SaveToStream(objects->doc);
    }
    bool is_saved = is_sound(objects);
    if (is_saved)
        *bytes = saved_bytes(objects->doc->stream, arena);
    if (objects->doc)
        HPDF_Free(objects->doc);
    objects->doc = NULL;
    return is_saved ? OK : tell(objects, diag);
}

/* New objects ------------------------------------------------------------ */

struct object *object_catalog(struct pdf_objects *objects)
{
    return objects->doc ? as_object(objects->doc->catalog) : NULL;
}

struct object *object_info(struct pdf_objects *objects)
{
    return objects->doc ? as_object(objects->doc->info) : NULL;
}

struct object *object_trailer(struct pdf_objects *objects)
{
    return objects->doc ? as_object(objects->doc->trailer) : NULL;
}

struct object *object_dict(struct pdf_objects *objects)
{
    return objects->doc ? as_object(HPDF_Dict_New(objects->doc->mmgr)) : NULL;
}

struct object *object_array(struct pdf_objects *objects)
{
    return objects->doc ? as_object(HPDF_Array_New(objects->doc->mmgr)) : NULL;
}

static struct object *own(struct pdf_objects *objects, struct object *object)
{
    if (object && HPDF_Xref_Add(objects->doc->xref, object) != HPDF_OK)
        return NULL;
    return object;
}

struct object *object_own_dict(struct pdf_objects *objects)
{
    return own(objects, object_dict(objects));
}

struct object *object_own_array(struct pdf_objects *objects)
{
    return own(objects, object_array(objects));
}

struct object *object_stream(struct pdf_objects *objects, struct str bytes,
                             bool is_packed)
{
    HPDF_Dict stream = objects->doc ? HPDF_DictStream_New(objects->doc->mmgr,
                                                          objects->doc->xref)
                                    : NULL;

    if (!stream)
        return NULL;
    stream->filter =
        is_packed ? HPDF_STREAM_FILTER_FLATE_DECODE : HPDF_STREAM_FILTER_NONE;
    HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)bytes.at,
                      (HPDF_UINT)bytes.len);
    return as_object(stream);
}

/* Their contents --------------------------------------------------------- */

void object_put(struct object *dict, const char *key, struct object *value)
{
    if (dict && value)
        HPDF_Dict_Add(as_dict(dict), key, value);
}

void object_put_name(struct object *dict, const char *key, const char *name)
{
    if (dict)
        HPDF_Dict_AddName(as_dict(dict), key, name);
}

void object_put_number(struct object *dict, const char *key, size_t number)
{
    if (dict)
        HPDF_Dict_AddNumber(as_dict(dict), key, (HPDF_INT32)number);
}

void object_put_real(struct object *dict, const char *key, double real)
{
    if (dict)
        HPDF_Dict_AddReal(as_dict(dict), key, (HPDF_REAL)real);
}

void object_put_true(struct object *dict, const char *key)
{
    if (dict)
        HPDF_Dict_AddBoolean(as_dict(dict), key, HPDF_TRUE);
}

static HPDF_Binary binary(HPDF_MMgr memory, struct str bytes)
{
    HPDF_BYTE copy[LONGEST];
    size_t length = bytes.len < LONGEST ? bytes.len : LONGEST;

    if (length > 0)
        memcpy(copy, bytes.at, length);
    return HPDF_Binary_New(memory, copy, (HPDF_UINT)length);
}

void object_put_bytes(struct object *dict, const char *key, struct str bytes)
{
    if (dict)
        HPDF_Dict_Add(as_dict(dict), key, binary(as_dict(dict)->mmgr, bytes));
}

void object_put_text(struct arena *arena, struct object *dict, const char *key,
                     struct str text)
{
    if (text.len > 0)
        object_put_bytes(dict, key, operators_text_string(arena, text));
}

void object_add(struct object *array, struct object *value)
{
    if (array && value)
        HPDF_Array_Add(as_array(array), value);
}

void object_add_number(struct object *array, size_t number)
{
    if (array)
        HPDF_Array_AddNumber(as_array(array), (HPDF_INT32)number);
}

void object_add_real(struct object *array, double real)
{
    if (array)
        HPDF_Array_AddReal(as_array(array), (HPDF_REAL)real);
}

void object_add_bytes(struct object *array, struct str bytes)
{
    if (array)
        HPDF_Array_Add(as_array(array), binary(as_array(array)->mmgr, bytes));
}

/* Pages and what leads to them ------------------------------------------- */

struct object *object_page(struct pdf_objects *objects, double width,
                           double height, struct str operators)
{
    HPDF_Page page = objects->doc ? HPDF_AddPage(objects->doc) : NULL;

    if (!page)
        return NULL;
    HPDF_Page_SetWidth(page, (HPDF_REAL)width);
    HPDF_Page_SetHeight(page, (HPDF_REAL)height);
    HPDF_Stream_Write(((HPDF_PageAttr)page->attr)->stream,
                      (const HPDF_BYTE *)operators.at,
                      (HPDF_UINT)operators.len);
    return as_object(page);
}

/* The whole of a page. */
static HPDF_Destination destination(struct object *page)
{
    HPDF_Destination target = HPDF_Page_CreateDestination(as_dict(page));

    if (target)
        HPDF_Destination_SetFit(target);
    return target;
}

struct object *object_link(struct object *page, const struct extent *extent,
                           struct object *target)
{
    enum { PRINTED = 1 << 2 };
    HPDF_Rect rect = {(HPDF_REAL)extent->left, (HPDF_REAL)extent->bottom,
                      (HPDF_REAL)extent->right, (HPDF_REAL)extent->top};

    if (!page || !target)
        return NULL;
    HPDF_Annotation link =
        HPDF_Page_CreateLinkAnnot(as_dict(page), rect, destination(target));
    if (!link)
        return NULL;
    HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
    HPDF_Dict_AddNumber(link, "F", PRINTED);
    return as_object(link);
}

struct object *object_bookmark(struct pdf_objects *objects,
                               struct object *above, struct object *target,
                               struct str title)
{
    if (!objects->doc || !target)
        return NULL;
    HPDF_Outline bookmark =
        HPDF_CreateOutline(objects->doc, as_dict(above), "-", NULL);
    if (!bookmark)
        return NULL;
    HPDF_Outline_SetDestination(bookmark, destination(target));
    HPDF_Outline_SetOpened(bookmark, !above);
    /* In place of the "-": libharu's own titles end at U+FFFF. */
    object_put_text(objects->arena, as_object(bookmark), "Title", title);
    return as_object(bookmark);
}

void pdf_objects_number_pages(struct pdf_objects *objects)
{
    if (objects->doc)
        HPDF_AddPageLabel(objects->doc, 0, HPDF_PAGE_NUM_STYLE_DECIMAL, 1, "");
}

void pdf_objects_show_bookmarks(struct pdf_objects *objects)
{
    if (objects->doc)
        HPDF_SetPageMode(objects->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}
