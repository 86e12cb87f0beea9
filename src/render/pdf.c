#include "render/pdf.h"

#include "render/pdf_own.h"

#include <assert.h>
#include <string.h>

enum { LEVELS = 2 };

/* Putting the file together ---------------------------------------------- */

/* What the operators of all pages refer to by name. */
static struct object *write_resources(struct pdf_writing *writing)
{
    const struct ink *ink = &writing->pdf->ink;
    struct object *resources = object_own_dict(writing->objects);
    struct object *fonts = object_dict(writing->objects);
    struct object *states = object_dict(writing->objects);
    struct object *pictures =
        ink->picture_count > 0 ? object_dict(writing->objects) : NULL;

    for (const struct subset *i = ink->subsets; i; i = i->next)
        object_put(fonts, str_format(writing->arena, "F%zu", i->number).at,
                   pdf_write_font(writing, i));
    for (size_t i = 0; i <= OPACITIES; i++) {
        if (!ink->opacities[i])
            continue;
        struct object *state = object_dict(writing->objects);
        object_put_real(state, "ca", (double)i / OPACITIES);
        object_put_real(state, "CA", (double)i / OPACITIES);
        object_put(states, str_format(writing->arena, "A%zu", i).at, state);
    }
    for (size_t i = 0; i < ink->picture_count; i++)
        object_put(pictures, str_format(writing->arena, "I%zu", i).at,
                   pdf_write_picture(writing, ink->pictures[i]));
    object_put(resources, "Font", fonts);
    object_put(resources, "ExtGState", states);
    if (ink->picture_count > 0)
        object_put(resources, "XObject", pictures);
    return resources;
}

static void write_pages(struct pdf_writing *writing)
{
    struct object *resources = write_resources(writing);

    writing->pages =
        arena_array(writing->arena, struct object *, writing->pdf->page_count);
    for (const struct drawing *i = writing->pdf->pages; i; i = i->next) {
        struct object *page = object_page(writing->objects, i->width, i->height,
                                          text_str(&i->operators));
        object_put(page, "Resources", resources);
        object_put_name(page, "Tabs", "S"); /* as the structure goes */
        writing->pages[i->number] = page;
    }
}

static void write_bookmarks(struct pdf_writing *writing)
{
    struct object *above[LEVELS + 1] = {0};

    for (const struct pdf_bookmark *i = writing->pdf->bookmarks; i;
         i = i->next) {
        struct object *bookmark =
            object_bookmark(writing->objects, above[i->level],
                            writing->pages[i->page], i->title);
        for (size_t level = i->level + 1; level <= LEVELS; level++)
            above[level] = bookmark;
    }
    if (writing->pdf->bookmarks)
        pdf_objects_show_bookmarks(writing->objects);
}

static void write_info(struct pdf_writing *writing)
{
    const struct pdf_info *info = &writing->pdf->info;
    struct arena *arena = writing->arena;
    struct object *dict = object_info(writing->objects);
    struct object *catalog = object_catalog(writing->objects);
    struct object *viewer = object_dict(writing->objects);
    struct object *xmp =
        object_stream(writing->objects, pdf_print_xmp(arena, info), false);
    struct str time = pdf_print_time(arena, info->created);

    object_put_text(arena, dict, "Title", info->title);
    object_put_text(arena, dict, "Author", info->author);
    object_put_text(arena, dict, "Subject", info->subject);
    object_put_bytes(dict, "CreationDate", time);
    object_put_bytes(dict, "ModDate", time);
    object_put_text(arena, catalog, "Lang", info->language);
    object_put_true(viewer, "DisplayDocTitle");
    object_put(catalog, "ViewerPreferences", viewer);
    object_put_name(xmp, "Type", "Metadata");
    object_put_name(xmp, "Subtype", "XML");
    object_put(catalog, "Metadata", xmp);
    pdf_objects_number_pages(writing->objects);
}

static unsigned hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return (unsigned)(digit - '0');
    assert((digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F'));
    return ((unsigned)digit | 0x20) - 'a' + 10;
}

/* The same twice: this file is the first of its kind. */
static void write_id(struct pdf_writing *writing)
{
    const char *digits = writing->pdf->info.id;
    char bytes[16];
    struct object *id = object_array(writing->objects);

    assert(strlen(digits) == 2 * sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(hex_digit(digits[2 * i]) << 4 |
                          hex_digit(digits[2 * i + 1]));
    object_add_bytes(id, (struct str){bytes, sizeof bytes});
    object_add_bytes(id, (struct str){bytes, sizeof bytes});
    object_put(object_trailer(writing->objects), "ID", id);
}

/* The document ----------------------------------------------------------- */

struct pdf *pdf_open(struct arena *arena, struct diag *diag,
                     const struct pdf_info *info)
{
    struct pdf *pdf = arena_new(arena, struct pdf);

    *pdf = (struct pdf){.arena = arena, .diag = diag, .info = *info};
    pdf->ink.arena = arena;
    structure_init(&pdf->ink.structure, arena);
    return pdf;
}

static void close_page(struct pdf *pdf)
{
    if (pdf->canvas)
        canvas_close_page(pdf->canvas);
    pdf->canvas = NULL;
}

struct canvas *pdf_page(struct pdf *pdf, double width, double height)
{
    struct drawing *drawing = arena_new(pdf->arena, struct drawing);

    close_page(pdf);
    drawing->number = pdf->page_count++;
    drawing->width = width;
    drawing->height = height;
    if (pdf->last)
        pdf->last->next = drawing;
    else
        pdf->pages = drawing;
    pdf->last = drawing;
    pdf->canvas = canvas_open_page(&pdf->ink, drawing);
    return pdf->canvas;
}

void pdf_bookmark(struct pdf *pdf, size_t level, struct str title)
{
    struct pdf_bookmark *bookmark = arena_new(pdf->arena, struct pdf_bookmark);

    assert(pdf->page_count > 0 && level < LEVELS);
    *bookmark = (struct pdf_bookmark){
        .level = level,
        .page = pdf->page_count - 1,
        .title = str_copy(pdf->arena, title),
    };
    if (pdf->last_bookmark)
        pdf->last_bookmark->next = bookmark;
    else
        pdf->bookmarks = bookmark;
    pdf->last_bookmark = bookmark;
}

enum status pdf_close(struct pdf *pdf, struct str *bytes)
{
    struct arena scratch = {0};
    struct pdf_writing writing = {
        .pdf = pdf,
        .arena = &scratch,
        .objects = pdf_objects_open(&scratch),
    };

    assert(pdf->page_count > 0);
    close_page(pdf);
    write_pages(&writing);
    pdf_write_tree(&writing);
    write_bookmarks(&writing);
    write_info(&writing);
    write_id(&writing);
    enum status status =
        pdf_objects_close(writing.objects, pdf->arena, pdf->diag, bytes);
    arena_free(&scratch);
    return status;
}
