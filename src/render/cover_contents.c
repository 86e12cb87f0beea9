#include "render/cover_contents.h"

#include <math.h>

#define GROUP      82.0 /* width of the groups at the left */
#define GROUP_GAP  15.5 /* between groups, around a rule */
#define STEP       18.5 /* from entry to entry, */
#define LEAST_STEP 13.0 /* and at the least */
#define HEAD       19.0 /* a group's name above its entries */
#define GUTTER     28.0 /* between two columns */
#define BASELINE   12.5 /* below the top of an entry */

static bool begins_group(const struct contents *contents, size_t i)
{
    return i == 0 || !str_equal(contents->items[i].page->group,
                                contents->items[i - 1].page->group);
}

/* How many groups some entries are of. */
static size_t count_groups(const struct contents *contents, size_t from,
                           size_t to)
{
    size_t groups = 0;

    for (size_t i = from; i < to; i++)
        groups += i == from || begins_group(contents, i);
    return groups;
}

/* The title, and what the page is about where there is room for it. */
static void draw_entry(const struct sheet *sheet, const struct entry *entry,
                       struct box box, bool has_about)
{
    struct str number = str_format(sheet->arena, "%zu", entry->number);
    double y = box.y + BASELINE;
    double w;

    sheet_begin(sheet, TAG_LINK);
    w = sheet_line(sheet, TYPE_ENTRY, (struct spot){box.x, y, ALIGN_LEFT},
                   box.w - 27, entry->page->title);
    if (has_about)
        sheet_line(sheet, TYPE_LABEL,
                   (struct spot){box.x + w + 7, y, ALIGN_LEFT}, box.w - w - 34,
                   words_choose(sheet->words, &entry->page->about));
    sheet_text(sheet, TYPE_ENTRY_NUMBER,
               (struct spot){box.x + box.w, y, ALIGN_RIGHT}, number);
    canvas_link(sheet->canvas, box.x, box.y, box.w, box.h, entry->number - 1);
    sheet_end(sheet);
}

static void draw_group(const struct sheet *sheet, const struct entry *entry,
                       double x, double y)
{
    sheet_text_in(sheet, TYPE_POINT, COLOUR_BRAND,
                  (struct spot){x, y + BASELINE, ALIGN_LEFT},
                  entry->page->group);
}

static void draw_list(const struct sheet *sheet,
                      const struct contents *contents, struct box box,
                      double step)
{
    double y = box.y;

    sheet_begin(sheet, TAG_LIST);
    for (size_t i = 0; i < contents->count; i++) {
        if (begins_group(contents, i)) {
            if (i)
                y += GROUP_GAP / 2;
            sheet_rule(sheet, box.x, y, box.w, 0.7, COLOUR_SAND_LINE);
            y += GROUP_GAP / 2;
        }
        sheet_begin(sheet, TAG_ITEM);
        if (begins_group(contents, i))
            draw_group(sheet, &contents->items[i], box.x, y);
        draw_entry(sheet, &contents->items[i],
                   (struct box){box.x + GROUP, y, box.w - GROUP, step}, true);
        sheet_end(sheet);
        y += step;
    }
    sheet_end(sheet);
    sheet_rule(sheet, box.x, y + GROUP_GAP / 2, box.w, 0.7, COLOUR_SAND_LINE);
}

/* The height of a column of entries, in entries and heads of groups. */
static double column_height(const struct contents *contents, size_t from,
                            size_t to, double step)
{
    return step * (double)(to - from) +
           (HEAD + GROUP_GAP) * (double)count_groups(contents, from, to);
}

/* Where the second column begins: as even as can be, but rather with a group
 * than within one. */
static size_t find_break(const struct contents *contents)
{
    size_t best = contents->count;
    double least = INFINITY;

    for (size_t i = 1; i < contents->count; i++) {
        double height =
            fmax(column_height(contents, 0, i, LEAST_STEP),
                 column_height(contents, i, contents->count, LEAST_STEP));

        if (!begins_group(contents, i))
            height += HEAD + GROUP_GAP;
        if (height < least) {
            least = height;
            best = i;
        }
    }
    return best;
}

static void draw_column(const struct sheet *sheet,
                        const struct contents *contents, size_t from, size_t to,
                        struct box box, double step)
{
    double y = box.y;

    for (size_t i = from; i < to; i++) {
        sheet_begin(sheet, TAG_ITEM);
        if (i == from || begins_group(contents, i)) {
            if (i > from)
                y += GROUP_GAP / 2;
            sheet_rule(sheet, box.x, y, box.w, 0.7, COLOUR_SAND_LINE);
            y += GROUP_GAP / 2;
            draw_group(sheet, &contents->items[i], box.x, y);
            y += HEAD;
        }
        draw_entry(sheet, &contents->items[i],
                   (struct box){box.x, y, box.w, step}, false);
        sheet_end(sheet);
        y += step;
    }
}

static void draw_columns(const struct sheet *sheet,
                         const struct contents *contents, struct box box)
{
    size_t second = find_break(contents);
    double width = (box.w - GUTTER) / 2;
    double groups =
        (HEAD + GROUP_GAP) *
        fmax((double)count_groups(contents, 0, second),
             (double)count_groups(contents, second, contents->count));
    double entries = fmax((double)second, (double)(contents->count - second));
    double step = fmin(STEP, (box.h - groups) / fmax(entries, 1));

    sheet_begin(sheet, TAG_LIST);
    draw_column(sheet, contents, 0, second,
                (struct box){box.x, box.y, width, box.h}, step);
    draw_column(sheet, contents, second, contents->count,
                (struct box){box.x + width + GUTTER, box.y, width, box.h},
                step);
    sheet_end(sheet);
}

void cover_draw_contents(const struct sheet *sheet,
                         const struct contents *contents, struct box box)
{
    double groups = (double)count_groups(contents, 0, contents->count);
    double step = fmin(STEP, (box.h - GROUP_GAP * groups) /
                                 fmax((double)contents->count, 1));

    if (step >= LEAST_STEP)
        draw_list(sheet, contents, box, step);
    else
        draw_columns(sheet, contents, box);
}
