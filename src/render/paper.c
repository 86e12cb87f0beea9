#include "render/paper.h"

#include "render/emblem.h"

#include <math.h>

#define MOST_FIT      0.62 /* of a stack, for a block as high as it asks */
#define BAR_HEIGHT    6.0
#define HEAD_LINE     27.0
#define HEADLINE      53.0
#define SUBTITLE      16.0 /* below the last line of the headline */
#define BODY          22.0 /* below the subtitle */
#define BANNER_HEIGHT 20.0
#define BANNER_SPACE  28.0
#define FOOT_RULE     40.0 /* from the paper's bottom */
#define FOOT_FIRST    28.0
#define FOOT_SECOND   18.0
#define BODY_BOTTOM   52.3
#define ROW_GAP       24.0
#define PANEL_GAP     10.0 /* a panel stops this much short of its span */

enum { HEADLINE_LINES = 2, LONG_HEADLINE = 80, MOST_NAME = 36 };

static double inner_width(const struct sheet *sheet)
{
    return sheet->width - 2 * GRID_MARGIN;
}

static struct lines headline_lines(const struct sheet *sheet,
                                   struct str headline)
{
    return sheet_wrap(sheet, TYPE_HEADLINE, inner_width(sheet), HEADLINE_LINES,
                      headline);
}

static bool fits(const struct sheet *sheet, struct str headline)
{
    return layout_wrap(sheet->arena, theme_font(sheet->theme, TYPE_HEADLINE),
                       types[TYPE_HEADLINE].size, inner_width(sheet),
                       HEADLINE_LINES + 1, headline)
               .count <= HEADLINE_LINES;
}

/* The headline with names of no more than so many letters (0: any number): in
 * full, and without its second part. */
struct said_headline {
    struct str full;
    struct str first;
};

static struct said_headline
say_headline(const struct sheet *sheet, const struct page *page, size_t longest)
{
    struct words *words = sheet->words;
    struct said_headline said;
    struct str second;

    words->longest = longest;
    said.first = words_choose(words, &page->headline);
    second = words_choose(words, &page->second);
    words->longest = 0;
    said.full = said.first;
    if (said.first.len && second.len)
        said.full = str_format(sheet->arena, "%.*s; %.*s", STR_ARGS(said.first),
                               STR_ARGS(second));
    return said;
}

struct str paper_headline(const struct sheet *sheet, const struct page *page)
{
    struct said_headline said = say_headline(sheet, page, 0);

    if (!said.first.len)
        return page->title;
    /* Long names are cut where there is no room for them. */
    if (!fits(sheet, said.full))
        said = say_headline(sheet, page, MOST_NAME);
    return fits(sheet, said.full) ? said.full : said.first;
}

/* The subtitle's baseline. */
static double subtitle_line(const struct sheet *sheet,
                            const struct frame *frame)
{
    struct lines lines = headline_lines(sheet, frame->headline);
    double more = lines.count > 1 ? types[TYPE_HEADLINE].leading : 0;

    return HEADLINE + more + SUBTITLE;
}

struct box paper_body(const struct sheet *sheet, const struct frame *frame)
{
    double top = subtitle_line(sheet, frame) + BODY;

    if (frame->banner.len)
        top += BANNER_SPACE;
    return (struct box){
        GRID_MARGIN,
        top,
        inner_width(sheet),
        sheet->height - BODY_BOTTOM - top,
    };
}

static void draw_head(const struct sheet *sheet, const struct frame *frame)
{
    double right = sheet->width - GRID_MARGIN;

    sheet_fill(sheet, (struct box){0, 0, sheet->width, BAR_HEIGHT}, 0,
               COLOUR_BRAND);
    emblem_draw_head(sheet, GRID_MARGIN, HEAD_LINE);
    sheet_begin(sheet, TAG_ARTIFACT);
    sheet_line(sheet, TYPE_LABEL, (struct spot){right, HEAD_LINE, ALIGN_RIGHT},
               380, frame->title);
    sheet_end(sheet);
}

static void draw_headline(const struct sheet *sheet, const struct frame *frame)
{
    struct lines lines = headline_lines(sheet, frame->headline);

    sheet_begin(sheet, TAG_H1);
    sheet_lines(sheet, TYPE_HEADLINE, GRID_MARGIN, HEADLINE, &lines);
    sheet_end(sheet);
    if (!frame->subtitle.len)
        return;
    sheet_begin(sheet, TAG_P);
    sheet_line(
        sheet, TYPE_SUBTITLE,
        (struct spot){GRID_MARGIN, subtitle_line(sheet, frame), ALIGN_LEFT},
        inner_width(sheet), frame->subtitle);
    sheet_end(sheet);
}

static void draw_banner(const struct sheet *sheet, const struct frame *frame)
{
    double y = subtitle_line(sheet, frame) + 15;
    double width = inner_width(sheet);

    if (!frame->banner.len)
        return;
    sheet_fill(sheet, (struct box){GRID_MARGIN, y, width, BANNER_HEIGHT}, 3,
               COLOUR_ACCENT_TINT);
    sheet_fill(sheet, (struct box){GRID_MARGIN, y + 4, 2.5, 12}, 0,
               COLOUR_ACCENT);
    sheet_begin(sheet, TAG_P);
    sheet_text_in(sheet, TYPE_POINT, COLOUR_ACCENT_TEXT,
                  (struct spot){GRID_MARGIN + 12, y + 13.2, ALIGN_LEFT},
                  frame->banner);
    sheet_text_in(
        sheet, TYPE_NOTE, COLOUR_ACCENT_TEXT,
        (struct spot){GRID_MARGIN + width - 12, y + 13.2, ALIGN_RIGHT},
        frame->banner_note);
    sheet_end(sheet);
}

static void draw_foot(const struct sheet *sheet, const struct frame *frame)
{
    double bottom = sheet->height;
    double right = sheet->width - GRID_MARGIN;
    double note = sheet_width(sheet, TYPE_FOOT, sheet->theme->confidentiality);
    double room = inner_width(sheet) - fmax(note, 40) - 16;
    struct str number =
        str_format(sheet->arena, "%zu / %zu", frame->number, frame->count);

    sheet_rule(sheet, GRID_MARGIN, bottom - FOOT_RULE, inner_width(sheet), 0.5,
               COLOUR_SAND_LINE);
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_FOOT,
               (struct spot){GRID_MARGIN, bottom - FOOT_FIRST, ALIGN_LEFT},
               room, frame->source);
    sheet_line(sheet, TYPE_FOOT,
               (struct spot){GRID_MARGIN, bottom - FOOT_SECOND, ALIGN_LEFT},
               room, frame->definitions);
    sheet_end(sheet);
    sheet_begin(sheet, TAG_ARTIFACT);
    sheet_text(sheet, TYPE_FOOT_BOLD,
               (struct spot){right, bottom - FOOT_FIRST, ALIGN_RIGHT}, number);
    sheet_line(sheet, TYPE_FOOT,
               (struct spot){right, bottom - FOOT_SECOND, ALIGN_RIGHT},
               inner_width(sheet) / 2, sheet->theme->confidentiality);
    sheet_end(sheet);
}

void paper_frame(const struct sheet *sheet, const struct frame *frame)
{
    draw_head(sheet, frame);
    draw_headline(sheet, frame);
    draw_banner(sheet, frame);
    draw_foot(sheet, frame);
}

/* Heights of the rows that are there: fixed ones first, the rest shares. */
struct stack {
    double fixed;
    double shares;
    size_t count;
};

static void stack_add(struct stack *stack, bool fixed, double height)
{
    stack->count++;
    if (fixed)
        stack->fixed += height;
    else
        stack->shares += height;
}

static double stack_height(const struct stack *stack, double room, bool fixed,
                           double height)
{
    double gaps = stack->count ? ROW_GAP * (double)(stack->count - 1) : 0;

    return fixed ? height
                 : fmax(0, room - gaps - stack->fixed) * height / stack->shares;
}

struct placing {
    struct placed *items;
    size_t count;
    size_t most;
};

static void place(struct placing *placing, const struct block *block,
                  struct box box)
{
    if (placing->count < placing->most)
        placing->items[placing->count++] = (struct placed){block, box};
}

/* The height that a block of a stack asks for, or its share. */
static double asked_height(const struct sheet *sheet, const struct block *block,
                           struct box box)
{
    if (!block->fit)
        return block->height;
    return fmin(block_table_height(sheet, block, box), box.h * MOST_FIT);
}

static void place_stack(const struct sheet *sheet, struct placing *placing,
                        const struct block *outer, struct box box)
{
    struct stack stack = {0};
    double y = box.y;

    for (size_t i = 0; i < outer->stack_count; i++)
        if (words_holds(sheet->words, outer->stack[i].when))
            stack_add(&stack, outer->stack[i].fixed || outer->stack[i].fit,
                      asked_height(sheet, &outer->stack[i], box));
    for (size_t i = 0; i < outer->stack_count; i++) {
        const struct block *block = &outer->stack[i];
        if (!words_holds(sheet->words, block->when))
            continue;
        double height = stack_height(&stack, box.h, block->fixed || block->fit,
                                     asked_height(sheet, block, box));
        place(placing, block, (struct box){box.x, y, box.w, height});
        y += height + ROW_GAP;
    }
}

/*
 * The columns that blocks left out leave to the last one that is there; `last`
 * is its place.
 */
static int spare_columns(const struct sheet *sheet, const struct block_row *row,
                         size_t *last)
{
    int asked = 0, taken = 0;

    for (size_t i = 0; i < row->block_count; i++) {
        asked += row->blocks[i].span;
        if (!words_holds(sheet->words, row->blocks[i].when))
            continue;
        taken += row->blocks[i].span;
        *last = i;
    }
    asked = asked < GRID_COLUMNS ? asked : GRID_COLUMNS;
    return asked > taken ? asked - taken : 0;
}

static void place_row(const struct sheet *sheet, struct placing *placing,
                      const struct block_row *row, struct box box)
{
    int column = 0;
    size_t last = 0;
    int spare = spare_columns(sheet, row, &last);

    for (size_t i = 0; i < row->block_count; i++) {
        const struct block *block = &row->blocks[i];
        int span = block->span + (i == last ? spare : 0);
        struct box place_of;
        if (!words_holds(sheet->words, block->when))
            continue;
        place_of = grid_span(sheet->width, column, span);
        place_of.y = box.y;
        place_of.h = box.h;
        column += span;
        if (column < GRID_COLUMNS && block->kind != BLOCK_CARDS)
            place_of.w -= PANEL_GAP;
        if (block->kind == BLOCK_STACK)
            place_stack(sheet, placing, block, place_of);
        else
            place(placing, block, place_of);
    }
}

size_t paper_place(const struct sheet *sheet, const struct page *page,
                   struct box body, struct placed *placed, size_t most)
{
    struct placing placing = {placed, 0, most};
    struct stack stack = {0};
    double y = body.y;

    for (size_t i = 0; i < page->row_count; i++)
        if (words_holds(sheet->words, page->rows[i].when))
            stack_add(&stack, page->rows[i].fixed, page->rows[i].height);
    for (size_t i = 0; i < page->row_count; i++) {
        const struct block_row *row = &page->rows[i];
        double height;
        if (!words_holds(sheet->words, row->when))
            continue;
        height = stack_height(&stack, body.h, row->fixed, row->height);
        place_row(sheet, &placing, row,
                  (struct box){body.x, y, body.w, height});
        y += height + ROW_GAP;
    }
    return placing.count;
}
