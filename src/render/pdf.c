#include "render/pdf.h"

#include "base/date.h"
#include "render/drawing.h"
#include "render/operators.h"
#include "render/xmp.h"

#include <assert.h>
#include <hpdf.h>
#include <hpdf_utils.h>
#include <string.h>

enum { LEVELS = 2 };

struct bookmark {
    size_t level;
    size_t page;
    struct str title;
    struct bookmark *next;
};

struct pdf {
    struct arena *arena;
    struct diag *diag;
    struct pdf_info info;
    struct ink ink;
    struct drawing *pages, *last;
    size_t page_count;
    struct canvas *canvas; /* of the last page */
    struct bookmark *bookmarks, *last_bookmark;
};

/* What libharu said first: it goes on after a failure, and says more. */
struct failure {
    HPDF_STATUS code, detail;
};

/* A document while libharu puts it together. */
struct writing {
    struct pdf *pdf;
    struct arena *arena;
    HPDF_Doc doc;
    HPDF_Page *pages;
    HPDF_Dict *elements;    /* by number */
    HPDF_Dict *annotations; /* of all pages, one page after the other */
    size_t annotation_count;
    HPDF_Array parents; /* Nums of the parent tree */
    int next_parent;
    struct failure failure;
};

static void keep_failure(HPDF_STATUS code, HPDF_STATUS detail, void *data)
{
    struct failure *failure = data;

    if (failure->code == HPDF_OK)
        *failure = (struct failure){code, detail};
}

/* Objects ---------------------------------------------------------------- */

static HPDF_Dict new_dict(struct writing *writing)
{
    return HPDF_Dict_New(writing->doc->mmgr);
}

static HPDF_Array new_array(struct writing *writing)
{
    return HPDF_Array_New(writing->doc->mmgr);
}

/* A dictionary that others may refer to. */
static HPDF_Dict new_object(struct writing *writing)
{
    HPDF_Dict dict = new_dict(writing);

    HPDF_Xref_Add(writing->doc->xref, dict);
    return dict;
}

static HPDF_Dict new_stream(struct writing *writing, struct str bytes,
                            HPDF_UINT filter)
{
    HPDF_Dict stream =
        HPDF_DictStream_New(writing->doc->mmgr, writing->doc->xref);

    if (!stream)
        return NULL;
    stream->filter = filter;
    HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)bytes.at,
                      (HPDF_UINT)bytes.len);
    return stream;
}

/* Any text, as hexadecimal digits: nothing in it can end the string. */
static void add_text(struct writing *writing, HPDF_Dict dict, const char *key,
                     struct str text)
{
    enum { LONGEST = 65000 };
    struct str string = operators_text_string(writing->arena, text);
    HPDF_BYTE *bytes = arena_array(writing->arena, HPDF_BYTE, string.len);

    if (text.len == 0)
        return;
    if (string.len > LONGEST)
        string.len = LONGEST;
    memcpy(bytes, string.at, string.len);
    HPDF_Dict_Add(
        dict, key,
        HPDF_Binary_New(writing->doc->mmgr, bytes, (HPDF_UINT)string.len));
}

/* Text of our own: ASCII without parentheses or backslashes. */
static void add_plain(struct writing *writing, HPDF_Dict dict, const char *key,
                      const char *text)
{
    HPDF_Dict_Add(dict, key, HPDF_String_New(writing->doc->mmgr, text, NULL));
}

static HPDF_Array reals(struct writing *writing, const double *values,
                        size_t count)
{
    HPDF_Array array = new_array(writing);

    for (size_t i = 0; i < count; i++)
        HPDF_Array_AddReal(array, (HPDF_REAL)values[i]);
    return array;
}

static HPDF_Array extent_box(struct writing *writing,
                             const struct extent *extent)
{
    double box[] = {extent->left, extent->bottom, extent->right, extent->top};

    return reals(writing, box, COUNT(box));
}

/* Fonts ------------------------------------------------------------------ */

static HPDF_Dict font_descriptor(struct writing *writing,
                                 const struct subset *subset, const char *name)
{
    enum { SYMBOLIC = 1 << 2, ITALIC = 1 << 6 };
    const struct face *face = font_face(subset->font, subset->face);
    HPDF_Dict descriptor = new_object(writing);
    double box[4];
    uint32_t *glyphs;
    size_t count = subset_glyphs(writing->arena, subset, &glyphs);
    struct str file =
        font_subset(writing->arena, subset->font, subset->face, glyphs, count);

    if (file.len == 0)
        keep_failure(HPDF_TTF_INVALID_FOMAT, 0, &writing->failure);
    HPDF_Dict stream =
        new_stream(writing, file, HPDF_STREAM_FILTER_FLATE_DECODE);
    if (face->is_cff)
        HPDF_Dict_AddName(stream, "Subtype", "CIDFontType0C");
    else
        HPDF_Dict_AddNumber(stream, "Length1", (HPDF_INT32)file.len);

    for (size_t i = 0; i < COUNT(box); i++)
        box[i] = face->box[i] * 1000;
    HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
    HPDF_Dict_AddName(descriptor, "FontName", name);
    HPDF_Dict_AddNumber(descriptor, "Flags",
                        SYMBOLIC | (face->slant < 0 ? ITALIC : 0));
    HPDF_Dict_Add(descriptor, "FontBBox", reals(writing, box, COUNT(box)));
    HPDF_Dict_AddReal(descriptor, "ItalicAngle", (HPDF_REAL)face->slant);
    HPDF_Dict_AddReal(descriptor, "Ascent", (HPDF_REAL)(face->ascent * 1000));
    HPDF_Dict_AddReal(descriptor, "Descent", (HPDF_REAL)(face->descent * 1000));
    HPDF_Dict_AddReal(descriptor, "CapHeight",
                      (HPDF_REAL)(face->cap_height * 1000));
    HPDF_Dict_AddNumber(descriptor, "StemV", face->bold ? 140 : 80);
    HPDF_Dict_Add(descriptor, face->is_cff ? "FontFile3" : "FontFile2", stream);
    return descriptor;
}

/* Widths by glyph id, neighbours together: [3 [193 312] 40 [580]]. */
static HPDF_Array font_widths(struct writing *writing,
                              const struct subset *subset)
{
    HPDF_Array widths = new_array(writing), run = NULL;
    uint32_t *glyphs;
    size_t count = subset_glyphs(writing->arena, subset, &glyphs);

    for (size_t i = 0; i < count; i++) {
        double width = font_advance(subset->font, subset->face, glyphs[i]);

        if (i == 0 || glyphs[i] != glyphs[i - 1] + 1) {
            HPDF_Array_AddNumber(widths, (HPDF_INT32)glyphs[i]);
            run = new_array(writing);
            HPDF_Array_Add(widths, run);
        }
        HPDF_Array_AddReal(run, (HPDF_REAL)(width * 1000));
    }
    return widths;
}

static HPDF_Dict cid_font(struct writing *writing, const struct subset *subset,
                          const char *name)
{
    const struct face *face = font_face(subset->font, subset->face);
    HPDF_Dict font = new_object(writing), system = new_dict(writing);

    HPDF_Dict_AddName(font, "Type", "Font");
    HPDF_Dict_AddName(font, "Subtype",
                      face->is_cff ? "CIDFontType0" : "CIDFontType2");
    HPDF_Dict_AddName(font, "BaseFont", name);
    if (!face->is_cff)
        HPDF_Dict_AddName(font, "CIDToGIDMap", "Identity");
    HPDF_Dict_Add(font, "CIDSystemInfo", system);
    add_plain(writing, system, "Registry", "Adobe");
    add_plain(writing, system, "Ordering", "Identity");
    HPDF_Dict_AddNumber(system, "Supplement", 0);
    HPDF_Dict_Add(font, "FontDescriptor",
                  font_descriptor(writing, subset, name));
    HPDF_Dict_Add(font, "W", font_widths(writing, subset));
    return font;
}

static HPDF_Dict write_font(struct writing *writing,
                            const struct subset *subset)
{
    const char *name = subset_name(writing->arena, subset);
    struct str map = subset_unicode_map(writing->arena, subset);
    HPDF_Dict font = new_object(writing);
    HPDF_Array descendants = new_array(writing);

    HPDF_Dict_AddName(font, "Type", "Font");
    HPDF_Dict_AddName(font, "Subtype", "Type0");
    HPDF_Dict_AddName(font, "BaseFont", name);
    HPDF_Dict_AddName(font, "Encoding", "Identity-H");
    HPDF_Dict_Add(font, "DescendantFonts", descendants);
    HPDF_Array_Add(descendants, cid_font(writing, subset, name));
    HPDF_Dict_Add(font, "ToUnicode",
                  new_stream(writing, map, HPDF_STREAM_FILTER_FLATE_DECODE));
    return font;
}

/* What the operators of all pages refer to by name. */
static HPDF_Dict write_resources(struct writing *writing)
{
    const struct ink *ink = &writing->pdf->ink;
    HPDF_Dict resources = new_object(writing);
    HPDF_Dict fonts = new_dict(writing), states = new_dict(writing);

    for (const struct subset *i = ink->subsets; i; i = i->next)
        HPDF_Dict_Add(fonts, str_format(writing->arena, "F%zu", i->number).at,
                      write_font(writing, i));
    for (int i = 0; i <= OPACITIES; i++) {
        if (!ink->opacities[i])
            continue;
        HPDF_Dict state = new_dict(writing);
        HPDF_Dict_AddReal(state, "ca", (HPDF_REAL)i / OPACITIES);
        HPDF_Dict_AddReal(state, "CA", (HPDF_REAL)i / OPACITIES);
        HPDF_Dict_Add(states, str_format(writing->arena, "A%d", i).at, state);
    }
    HPDF_Dict_Add(resources, "Font", fonts);
    HPDF_Dict_Add(resources, "ExtGState", states);
    return resources;
}

/* Pages ------------------------------------------------------------------ */

static void write_page(struct writing *writing, const struct drawing *drawing,
                       HPDF_Dict resources)
{
    HPDF_Page page = HPDF_AddPage(writing->doc);
    struct str operators = text_str(&drawing->operators);

    writing->pages[drawing->number] = page;
    if (!page)
        return;
    HPDF_Page_SetWidth(page, (HPDF_REAL)drawing->width);
    HPDF_Page_SetHeight(page, (HPDF_REAL)drawing->height);
    HPDF_Dict_Add(page, "Resources", resources);
    HPDF_Dict_AddName(page, "Tabs", "S");
    HPDF_Stream_Write(((HPDF_PageAttr)page->attr)->stream,
                      (const HPDF_BYTE *)operators.at,
                      (HPDF_UINT)operators.len);
}

static void write_pages(struct writing *writing)
{
    HPDF_Dict resources = write_resources(writing);

    writing->pages =
        arena_array(writing->arena, HPDF_Page, writing->pdf->page_count);
    for (const struct drawing *i = writing->pdf->pages; i; i = i->next)
        write_page(writing, i, resources);
}

/* Structure -------------------------------------------------------------- */

static void write_figure(struct writing *writing, HPDF_Dict dict,
                         const struct element *element)
{
    HPDF_Dict layout = new_dict(writing);

    HPDF_Dict_AddName(layout, "O", "Layout");
    HPDF_Dict_AddName(layout, "Placement", "Block");
    HPDF_Dict_Add(layout, "BBox", extent_box(writing, &element->extent));
    HPDF_Dict_Add(dict, "A", layout);
}

static void write_scope(struct writing *writing, HPDF_Dict dict,
                        const char *scope)
{
    HPDF_Dict table = new_dict(writing);

    HPDF_Dict_AddName(table, "O", "Table");
    HPDF_Dict_AddName(table, "Scope", scope);
    HPDF_Dict_Add(dict, "A", table);
}

/* The page that an element's marks are on, unless they say otherwise. */
static const struct kid *first_mark(const struct element *element)
{
    const struct kid *kid = element->first;

    while (kid && kid->kind == KID_ELEMENT)
        kid = kid->next;
    return kid;
}

static void write_mark(struct writing *writing, HPDF_Array kids,
                       const struct kid *kid, const struct kid *first)
{
    if (kid->page == first->page) {
        HPDF_Array_AddNumber(kids, (HPDF_INT32)kid->number);
        return;
    }
    HPDF_Dict reference = new_dict(writing);
    HPDF_Dict_AddName(reference, "Type", "MCR");
    HPDF_Dict_Add(reference, "Pg", writing->pages[kid->page]);
    HPDF_Dict_AddNumber(reference, "MCID", (HPDF_INT32)kid->number);
    HPDF_Array_Add(kids, reference);
}

static void write_element(struct writing *writing,
                          const struct element *element)
{
    HPDF_Dict dict = writing->elements[element->number];
    HPDF_Array kids = new_array(writing);
    const struct kid *first = first_mark(element);

    HPDF_Dict_AddName(dict, "S", element->name);
    if (element->parent)
        HPDF_Dict_Add(dict, "P", writing->elements[element->parent->number]);
    add_text(writing, dict, "Alt", element->alt);
    if (element->extent.is_set)
        write_figure(writing, dict, element);
    if (element->scope)
        write_scope(writing, dict, element->scope);
    if (first)
        HPDF_Dict_Add(dict, "Pg", writing->pages[first->page]);
    for (const struct kid *kid = element->first; kid; kid = kid->next)
        if (kid->kind == KID_ELEMENT)
            HPDF_Array_Add(kids, writing->elements[kid->element->number]);
        else if (kid->kind == KID_MARK)
            write_mark(writing, kids, kid, first);
    HPDF_Dict_Add(dict, "K", kids);
}

/* Tell whose each mark of a page is. */
static void write_marks(struct writing *writing, const struct drawing *drawing)
{
    HPDF_Array owners = new_array(writing);

    HPDF_Xref_Add(writing->doc->xref, owners);
    for (size_t i = 0; i < drawing->mark_count; i++)
        HPDF_Array_Add(owners, writing->elements[drawing->marks[i]->number]);
    HPDF_Dict_AddNumber(writing->pages[drawing->number], "StructParents",
                        writing->next_parent);
    HPDF_Array_AddNumber(writing->parents, writing->next_parent++);
    HPDF_Array_Add(writing->parents, owners);
}

static void write_link(struct writing *writing, const struct drawing *drawing,
                       const struct drawing_link *link)
{
    HPDF_Page page = writing->pages[drawing->number];
    const struct extent *extent = &link->extent;
    HPDF_Rect rect = {(HPDF_REAL)extent->left, (HPDF_REAL)extent->bottom,
                      (HPDF_REAL)extent->right, (HPDF_REAL)extent->top};

    assert(link->target < writing->pdf->page_count);
    if (link->target >= writing->pdf->page_count)
        return;
    HPDF_Destination target =
        HPDF_Page_CreateDestination(writing->pages[link->target]);
    HPDF_Destination_SetFit(target);
    HPDF_Annotation annotation = HPDF_Page_CreateLinkAnnot(page, rect, target);
    HPDF_Dict reference = new_dict(writing);
    HPDF_Dict element = writing->elements[link->element->number];

    HPDF_LinkAnnot_SetBorderStyle(annotation, 0, 0, 0);
    add_text(writing, annotation, "Contents",
             link->element->alt.len > 0
                 ? link->element->alt
                 : str_format(writing->arena, "%zu", link->target + 1));
    HPDF_Dict_AddNumber(annotation, "F", 4); /* printed */
    HPDF_Dict_AddNumber(annotation, "StructParent", writing->next_parent);
    HPDF_Array_AddNumber(writing->parents, writing->next_parent++);
    HPDF_Array_Add(writing->parents, element);

    HPDF_Dict_AddName(reference, "Type", "OBJR");
    HPDF_Dict_Add(reference, "Pg", page);
    HPDF_Dict_Add(reference, "Obj", annotation);
    HPDF_Array_Add(HPDF_Dict_GetItem(element, "K", HPDF_OCLASS_ARRAY),
                   reference);
}

static void write_tree(struct writing *writing)
{
    const struct structure *structure = &writing->pdf->ink.structure;
    HPDF_Dict root = new_object(writing), tree = new_object(writing);
    HPDF_Dict marked = new_dict(writing);

    writing->parents = new_array(writing);
    writing->elements =
        arena_array(writing->arena, HPDF_Dict, structure->count);
    for (size_t i = 0; i < structure->count; i++)
        writing->elements[i] = new_object(writing);
    for (const struct element *i = structure->first; i; i = i->next)
        write_element(writing, i);
    for (const struct drawing *i = writing->pdf->pages; i; i = i->next)
        write_marks(writing, i);
    for (const struct drawing *i = writing->pdf->pages; i; i = i->next)
        for (size_t j = 0; j < i->link_count; j++)
            write_link(writing, i, &i->links[j]);

    HPDF_Dict_AddName(root, "Type", "StructTreeRoot");
    HPDF_Dict_Add(root, "K", writing->elements[0]);
    HPDF_Dict_Add(writing->elements[0], "P", root);
    HPDF_Dict_Add(tree, "Nums", writing->parents);
    HPDF_Dict_Add(root, "ParentTree", tree);
    HPDF_Dict_AddNumber(root, "ParentTreeNextKey", writing->next_parent);
    HPDF_Dict_AddBoolean(marked, "Marked", HPDF_TRUE);
    HPDF_Dict_Add(writing->doc->catalog, "MarkInfo", marked);
    HPDF_Dict_Add(writing->doc->catalog, "StructTreeRoot", root);
}

/* About the document ----------------------------------------------------- */

static void write_bookmarks(struct writing *writing)
{
    HPDF_Outline above[LEVELS + 1] = {0};

    for (const struct bookmark *i = writing->pdf->bookmarks; i; i = i->next) {
        HPDF_Outline outline =
            HPDF_CreateOutline(writing->doc, above[i->level], "-", NULL);
        HPDF_Destination target =
            HPDF_Page_CreateDestination(writing->pages[i->page]);

        HPDF_Destination_SetFit(target);
        HPDF_Outline_SetDestination(outline, target);
        HPDF_Outline_SetOpened(outline, i->level == 0);
        if (outline)
            add_text(writing, outline, "Title", i->title);
        for (size_t j = i->level + 1; j <= LEVELS; j++)
            above[j] = outline;
    }
    if (writing->pdf->bookmarks)
        HPDF_SetPageMode(writing->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

static const char *print_time(struct arena *arena, int64_t seconds)
{
    int64_t days = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;

    if (rest < 0) {
        days--;
        rest += DAY_SECONDS;
    }
    struct civil civil = date_civil((int32_t)days);
    return str_format(arena, "D:%04d%02d%02d%02d%02d%02dZ", civil.year,
                      civil.month, civil.day, (int)(rest / 3600),
                      (int)(rest / 60 % 60), (int)(rest % 60))
        .at;
}

static void write_info(struct writing *writing)
{
    const struct pdf_info *info = &writing->pdf->info;
    HPDF_Dict dict = writing->doc->info;
    HPDF_Dict catalog = writing->doc->catalog;
    HPDF_Dict viewer = new_dict(writing);
    const char *time = print_time(writing->arena, info->created);
    HPDF_Dict metadata =
        new_stream(writing, xmp_packet(writing->arena, info), 0);

    add_text(writing, dict, "Title", info->title);
    add_text(writing, dict, "Author", info->author);
    add_text(writing, dict, "Subject", info->subject);
    add_plain(writing, dict, "CreationDate", time);
    add_plain(writing, dict, "ModDate", time);
    add_text(writing, catalog, "Lang", info->language);
    HPDF_Dict_AddBoolean(viewer, "DisplayDocTitle", HPDF_TRUE);
    HPDF_Dict_Add(catalog, "ViewerPreferences", viewer);
    HPDF_Dict_AddName(metadata, "Type", "Metadata");
    HPDF_Dict_AddName(metadata, "Subtype", "XML");
    HPDF_Dict_Add(catalog, "Metadata", metadata);
    HPDF_AddPageLabel(writing->doc, 0, HPDF_PAGE_NUM_STYLE_DECIMAL, 1, "");
}

static unsigned hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return (unsigned)(digit - '0');
    assert((digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F'));
    return (unsigned)((digit | 0x20) - 'a' + 10) & 15;
}

static void write_id(struct writing *writing)
{
    enum { BYTES = 16 };
    const char *id = writing->pdf->info.id;
    HPDF_BYTE bytes[BYTES];
    HPDF_Array pair = new_array(writing);

    assert(strlen(id) == 2 * (size_t)BYTES);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] =
            (HPDF_BYTE)(hex_digit(id[2 * i]) << 4 | hex_digit(id[2 * i + 1]));
    for (size_t i = 0; i < 2; i++)
        HPDF_Array_Add(pair, HPDF_Binary_New(writing->doc->mmgr, bytes, BYTES));
    HPDF_Dict_Add(writing->doc->trailer, "ID", pair);
}

/* Saving ----------------------------------------------------------------- */

static struct str saved_bytes(struct writing *writing)
{
    HPDF_Stream stream = writing->doc->stream;
    struct text bytes = {.arena = writing->pdf->arena};

    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *at = HPDF_MemStream_GetBufPtr(stream, i, &length);

        text_add(&bytes, (struct str){(const char *)at, length});
    }
    return text_str(&bytes);
}

static void write_document(struct writing *writing, struct str *bytes)
{
    HPDF_SetCompressionMode(writing->doc, HPDF_COMP_ALL);
    write_pages(writing);
    write_tree(writing);
    write_bookmarks(writing);
    write_info(writing);
    write_id(writing);
    writing->doc->pdf_version = HPDF_VER_17;
    if (writing->failure.code == HPDF_OK)
        HPDF_SaveToStream(writing->doc);
    if (writing->failure.code == HPDF_OK)
        *bytes = saved_bytes(writing);
}

static enum status tell(struct pdf *pdf, const struct failure *failure)
{
    if (failure->code == HPDF_OK)
        return OK;
    if (failure->code == HPDF_FAILD_TO_ALLOC_MEM)
        return diag_error(pdf->diag, NO_MEMORY, (struct place){0},
                          "could not build the PDF: out of memory");
    return diag_error(pdf->diag, INTERNAL, (struct place){0},
                      "could not build the PDF: libharu error 0x%04lX, "
                      "detail %lu",
                      failure->code, failure->detail);
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
    struct bookmark *bookmark = arena_new(pdf->arena, struct bookmark);

    assert(pdf->page_count > 0 && level < LEVELS);
    *bookmark = (struct bookmark){
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
    struct writing writing = {.pdf = pdf, .arena = &scratch};

    assert(pdf->page_count > 0);
    *bytes = (struct str){0};
    close_page(pdf);
    writing.doc = HPDF_New(keep_failure, &writing.failure);
    if (writing.doc)
        write_document(&writing, bytes);
    else
        keep_failure(HPDF_FAILD_TO_ALLOC_MEM, 0, &writing.failure);
    HPDF_Free(writing.doc);
    arena_free(&scratch);
    return tell(pdf, &writing.failure);
}
