#include "render/xlsx_own.h"

#include "render/bundle.h"
#include "render/part.h"
#include "render/spool.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#define INK   0x1F2933U
#define WHITE 0xFFFFFFU

char *xlsx_copy(struct arena *arena, struct str text)
{
    char *copy = arena_array(arena, char, text.len + 1);

    if (text.len)
        memcpy(copy, text.at, text.len);
    return copy;
}

char *xlsx_fit(struct arena *arena, struct str text, size_t most)
{
    return text.len ? xlsx_copy(arena, excel_text(arena, text, most)) : NULL;
}

/* Write a workbook of one grid, and see whether its parts came to us. */
static bool parts_are_hooked(struct arena *arena, struct diag *diag)
{
    struct bundle *bundle = bundle_open(arena, diag, NULL);
    struct parts *parts = parts_open(arena, NULL, true);
    lxw_workbook_options options = {.tmpdir = parts_folder(parts)};
    lxw_workbook *book = workbook_new_opt(bundle_path(bundle), &options);
    struct str bytes;

    if (book) {
        workbook_add_worksheet(book, NULL);
        workbook_close(book);
    }
    return bundle_close(bundle, &bytes) == OK && parts_count(parts) > 0;
}

static void set_about(struct xlsx *xlsx, const struct xlsx_options *options)
{
    struct arena *arena = xlsx->arena;
    lxw_doc_properties about = {
        .title = xlsx_fit(arena, options->about.title, 255),
        .subject = xlsx_fit(arena, options->about.subject, 255),
        .author = xlsx_fit(arena, options->about.author, 255),
        .company = xlsx_fit(arena, options->about.company, 255),
        .category = xlsx_fit(arena, options->about.category, 255),
        .keywords = xlsx_fit(arena, options->about.keywords, 255),
        .comments = xlsx_fit(arena, options->about.comments, 255),
        .status = xlsx_fit(arena, options->about.status, 255),
        /* 0 would be the clock. */
        .created = options->created > 0 ? (time_t)options->created : 1,
    };

    xlsx_check(xlsx, workbook_set_properties(xlsx->book, &about), NULL);
    for (size_t i = 0; i < options->property_count; i++) {
        char *text = xlsx_fit(arena, options->properties[i].text, 255);

        if (text)
            xlsx_check(xlsx,
                       workbook_set_custom_property_string(
                           xlsx->book, options->properties[i].name, text),
                       NULL);
    }
}

struct xlsx *xlsx_open(struct arena *arena, struct diag *diag,
                       const struct xlsx_options *options)
{
    struct xlsx *xlsx = arena_new(arena, struct xlsx);
    bool hooked = parts_are_hooked(arena, diag);
    lxw_workbook_options library = {0};

    xlsx->arena = arena;
    xlsx->diag = diag;
    xlsx->font =
        xlsx_copy(arena, str_of(options->font ? options->font : "Calibri"));
    xlsx->sparklines = hooked;
    xlsx->bundle = bundle_open(arena, diag, options->out);
    xlsx->parts = parts_open(arena, options->folder, hooked);
    if (options->out)
        xlsx->spool = spool_open(arena, diag, options->folder);
    if (options->accents)
        parts_accents(xlsx->parts, options->accents);
    library.tmpdir = parts_folder(xlsx->parts);
    xlsx->book = workbook_new_opt(bundle_path(xlsx->bundle), &library);
    if (xlsx->book)
        set_about(xlsx, options);
    else
        xlsx_check(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED, NULL);
    return xlsx;
}

bool xlsx_has_sparklines(const struct xlsx *xlsx)
{
    return xlsx->sparklines;
}

static bool look_equal(const struct look *a, const struct look *b)
{
    return str_equal(str_of(a->number ? a->number : ""),
                     str_of(b->number ? b->number : "")) &&
           fabs(a->size - b->size) < 0.01 && a->colour == b->colour &&
           a->fill == b->fill && a->align == b->align &&
           a->indent == b->indent && a->bold == b->bold &&
           a->underline == b->underline && a->wrap == b->wrap &&
           a->top == b->top && a->below == b->below &&
           a->below_colour == b->below_colour && a->above == b->above &&
           a->above_colour == b->above_colour && a->framed == b->framed;
}

static void format_font(struct xlsx *xlsx, const struct style *style)
{
    const struct look *look = &style->look;
    lxw_format *format = style->format;

    if (!style->bare) {
        format_set_font_name(format, xlsx->font);
        format_set_font_size(format, look->size > 0 ? look->size : 10);
    }
    if (look->colour || !style->bare)
        format_set_font_color(format, look->colour ? look->colour : INK);
    if (look->bold)
        format_set_bold(format);
    if (look->underline)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    if (look->number)
        format_set_num_format(format, look->number);
}

static uint8_t border(enum look_line line)
{
    return line == LINE_MEDIUM ? LXW_BORDER_MEDIUM : LXW_BORDER_THIN;
}

static void format_cell(const struct look *look, lxw_format *format)
{
    static const uint8_t sides[] = {
        [LOOK_LEFT] = LXW_ALIGN_LEFT,
        [LOOK_RIGHT] = LXW_ALIGN_RIGHT,
        [LOOK_CENTRE] = LXW_ALIGN_CENTER,
    };

    format_set_align(format, sides[look->align]);
    format_set_align(format, look->top ? LXW_ALIGN_VERTICAL_TOP
                                       : LXW_ALIGN_VERTICAL_CENTER);
    if (look->indent)
        format_set_indent(format, (uint8_t)look->indent);
    if (look->wrap)
        format_set_text_wrap(format);
    if (look->fill)
        format_set_bg_color(format, look->fill);
    if (look->framed) {
        format_set_border(format, LXW_BORDER_MEDIUM);
        format_set_border_color(format, WHITE);
        return;
    }
    if (look->below) {
        format_set_bottom(format, border(look->below));
        format_set_bottom_color(format, look->below_colour);
    }
    if (look->above) {
        format_set_top(format, border(look->above));
        format_set_top_color(format, look->above_colour);
    }
}

static const struct style *style_find(struct xlsx *xlsx,
                                      const struct look *look, bool bare)
{
    struct style *style;

    for (size_t i = 0; i < xlsx->style_count; i++)
        if (xlsx->styles[i]->bare == bare &&
            look_equal(&xlsx->styles[i]->look, look))
            return xlsx->styles[i];
    style = arena_new(xlsx->arena, struct style);
    *style = (struct style){.look = *look, .bare = bare};
    style->format = xlsx->book ? workbook_add_format(xlsx->book) : NULL;
    if (style->format) {
        format_font(xlsx, style);
        if (!bare)
            format_cell(look, style->format);
    } else {
        xlsx_check(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED, NULL);
    }
    xlsx->styles = arena_grow(xlsx->arena, xlsx->styles, &xlsx->style_capacity,
                              xlsx->style_count + 1, sizeof(struct style *));
    xlsx->styles[xlsx->style_count++] = style;
    return style;
}

const struct style *xlsx_style(struct xlsx *xlsx, const struct look *look)
{
    return style_find(xlsx, look, false);
}

const struct style *xlsx_bare_style(struct xlsx *xlsx, const struct look *look)
{
    return style_find(xlsx, look, true);
}

lxw_format *grid_format(const struct grid *grid, const struct style *style)
{
    return style ? style->format
                 : xlsx_style(grid->xlsx, &(struct look){0})->format;
}

static struct str new_name(struct xlsx *xlsx, struct str wanted)
{
    struct str *taken =
        arena_array(xlsx->arena, struct str, xlsx->sheet_count + 1);

    for (size_t i = 0; i < xlsx->sheet_count; i++)
        taken[i] = xlsx->sheets[i]->tally.name;
    return excel_sheet_name(xlsx->arena, wanted, taken, xlsx->sheet_count);
}

struct grid *xlsx_sheet(struct xlsx *xlsx, const struct grid_setup *setup)
{
    struct grid *grid = arena_new(xlsx->arena, struct grid);

    grid->xlsx = xlsx;
    grid->sparklines.arena = xlsx->arena;
    grid->text_ids.arena = xlsx->arena;
    grid->tally.name = new_name(xlsx, setup->name);
    xlsx->sheets = arena_grow(xlsx->arena, xlsx->sheets, &xlsx->sheet_capacity,
                              xlsx->sheet_count + 1, sizeof(struct grid *));
    xlsx->sheets[xlsx->sheet_count++] = grid;
    if (xlsx->status != OK)
        return grid;
    grid->handle = workbook_add_worksheet(xlsx->book,
                                          str_z(xlsx->arena, grid->tally.name));
    if (grid->handle)
        page_set_up(grid, setup);
    else
        xlsx_check(xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED, grid);
    return grid;
}

struct str grid_name(const struct grid *grid)
{
    return grid->tally.name;
}

void grid_text_ids(struct grid *grid, const struct cells *cells)
{
    struct arena *arena = grid->xlsx->arena;

    if (grid->text_ids.len)
        text_add(&grid->text_ids, STR(" "));
    text_add(&grid->text_ids, excel_area(arena, cells));
}

void grid_sparkline(struct grid *grid, uint32_t row, uint32_t column,
                    struct str source)
{
    struct arena *arena = grid->xlsx->arena;
    struct str formula = excel_xml(arena, source);
    struct str place = excel_address(arena, row, column);

    text_addf(&grid->sparklines,
              "<x14:sparkline><xm:f>%.*s</xm:f><xm:sqref>%.*s</xm:sqref>"
              "</x14:sparkline>",
              STR_ARGS(formula), STR_ARGS(place));
}

static struct str sparkline_element(const struct grid *grid)
{
    struct str lines = text_str(&grid->sparklines);

    return str_format(
        grid->xlsx->arena,
        "<ext uri=\"{05C60535-1F16-4fd2-B633-F4F36F0B64E0}\" xmlns:x14=\""
        "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\">"
        "<x14:sparklineGroups xmlns:xm=\""
        "http://schemas.microsoft.com/office/excel/2006/main\">"
        "<x14:sparklineGroup lineWeight=\"1.25\" displayEmptyCellsAs=\"gap\" "
        "last=\"1\"><x14:colorSeries rgb=\"FF7B8794\"/>"
        "<x14:colorNegative rgb=\"FFB23A32\"/>"
        "<x14:colorAxis rgb=\"FF000000\"/>"
        "<x14:colorMarkers rgb=\"FF0B4F6C\"/>"
        "<x14:colorFirst rgb=\"FF0B4F6C\"/><x14:colorLast rgb=\"FF0B4F6C\"/>"
        "<x14:colorHigh rgb=\"FF0B4F6C\"/><x14:colorLow rgb=\"FF0B4F6C\"/>"
        "<x14:sparklines>%.*s</x14:sparklines></x14:sparklineGroup>"
        "</x14:sparklineGroups></ext>",
        STR_ARGS(lines));
}

void xlsx_define(struct xlsx *xlsx, struct str name, struct str reference)
{
    struct str formula = str_format(xlsx->arena, "=%.*s", STR_ARGS(reference));

    if (xlsx->status == OK)
        xlsx_check(xlsx,
                   workbook_define_name(xlsx->book, str_z(xlsx->arena, name),
                                        formula.at),
                   NULL);
}

void grid_expect(struct grid *grid, const struct sum_tally *sum)
{
    struct sheet_tally *tally = &grid->tally;

    tally->sums =
        arena_grow(grid->xlsx->arena, tally->sums, &tally->sum_capacity,
                   tally->sum_count + 1, sizeof *tally->sums);
    tally->sums[tally->sum_count++] = *sum;
}

/* What is known of a sheet only once all is written to it. */
static void grid_finish(struct grid *grid, size_t number)
{
    struct xlsx *xlsx = grid->xlsx;

    page_finish(grid);
    if (grid->text_ids.len && (xlsx->status == OK))
        xlsx_check(xlsx,
                   worksheet_ignore_errors(grid->handle,
                                           LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                           grid->text_ids.at),
                   grid);
    if (grid->sparklines.len)
        parts_extend(xlsx->parts, number, sparkline_element(grid));
}

enum status xlsx_close(struct xlsx *xlsx, struct str *bytes,
                       struct workbook_tally *tally)
{
    struct sheet_tally *sheets =
        arena_array(xlsx->arena, struct sheet_tally, xlsx->sheet_count + 1);
    enum status spool, status;

    for (size_t i = 0; i < xlsx->sheet_count; i++) {
        grid_finish(xlsx->sheets[i], i);
        sheets[i] = xlsx->sheets[i]->tally;
    }
    *tally =
        (struct workbook_tally){.sheets = sheets, .count = xlsx->sheet_count};
    if (xlsx->status == OK)
        xlsx_check(xlsx, workbook_close(xlsx->book), NULL);
    else if (xlsx->book)
        lxw_workbook_free(xlsx->book);
    xlsx->book = NULL;
    arena_free(&xlsx->scratch);
    spool = xlsx->spool ? spool_close(xlsx->spool) : OK;
    status = bundle_close(xlsx->bundle, bytes);
    if (xlsx->status != OK)
        return xlsx->status;
    return spool != OK ? spool : status;
}
