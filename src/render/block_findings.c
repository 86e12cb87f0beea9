#include "render/block.h"

#include <math.h>

enum { MOST_FINDINGS = 3, MOST_NAME = 36 };

struct finding {
    struct str title;
    struct str text;
    struct str topic;
    double score;
};

/* What a candidate says; without a title there is no finding. */
static struct finding finding_make(const struct sheet *sheet,
                                   const struct candidate *candidate)
{
    struct finding finding = {.topic = candidate->topic};
    double size =
        candidate->size ? words_number(sheet->words, candidate->size) : 1;

    if (!isfinite(size) || !words_holds(sheet->words, candidate->when.when))
        return finding;
    sheet->words->longest = MOST_NAME;
    finding.title = words_choose(sheet->words, &candidate->title);
    sheet->words->longest = 0;
    finding.text = words_choose(sheet->words, &candidate->text);
    finding.score = fabs(size) * candidate->weight;
    return finding;
}

static bool is_told(const struct finding *told, size_t count,
                    const struct finding *finding)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(told[i].title, finding->title) ||
            (finding->topic.len && str_equal(told[i].topic, finding->topic)))
            return true;
    return false;
}

/* The largest ones, never two on one topic; the template breaks ties. */
static size_t choose(const struct sheet *sheet, const struct block *block,
                     struct finding told[static MOST_FINDINGS])
{
    struct finding *all =
        arena_array(sheet->arena, struct finding, block->candidate_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < block->candidate_count; i++)
        all[i] = finding_make(sheet, &block->candidates[i]);
    while (count < MOST_FINDINGS) {
        const struct finding *best = NULL;
        for (size_t i = 0; i < block->candidate_count; i++)
            if (all[i].title.len && !is_told(told, count, &all[i]) &&
                (!best || all[i].score > best->score))
                best = &all[i];
        if (!best)
            break;
        told[count++] = *best;
    }
    return count;
}

static void draw_number(const struct sheet *sheet, enum theme_colour colour,
                        size_t number, double x, double y)
{
    sheet_dot(sheet, x + 8, y + 8, 8, colour);
    sheet_text_in(sheet, TYPE_FINDING, theme_on(sheet->theme, colour),
                  (struct spot){x + 8, y + 11.4, ALIGN_CENTRE},
                  str_format(sheet->arena, "%zu", number));
}

static void draw_finding(const struct sheet *sheet,
                         const struct finding *finding, struct box box)
{
    double x = box.x + 24;
    double width = box.w - 24;
    struct lines title =
        sheet_wrap(sheet, TYPE_FINDING, width, 2, finding->title);
    double y = sheet_lines(sheet, TYPE_FINDING, x, box.y + 11, &title);
    double room = box.y + box.h - y - 6;
    size_t most = room > types[TYPE_LABEL].leading
                      ? (size_t)(room / types[TYPE_LABEL].leading)
                      : 0;
    struct lines text =
        sheet_wrap(sheet, TYPE_LABEL, width, most, finding->text);

    sheet_lines(sheet, TYPE_LABEL, x, y + 14, &text);
}

void block_findings(const struct sheet *sheet, const struct block *block,
                    struct box box)
{
    struct finding told[MOST_FINDINGS];
    size_t count = choose(sheet, block, told);
    enum theme_colour colour =
        block->kind == BLOCK_DECISIONS ? COLOUR_ACCENT_TEXT : COLOUR_BRAND;
    double height = (box.h - 8) / MOST_FINDINGS;

    sheet_rule(sheet, box.x, box.y - 4, box.w, 0.7, COLOUR_AXIS);
    if (!count)
        sheet_paragraph(sheet, TYPE_NOTE,
                        (struct box){box.x, box.y + 12, box.w, 0}, 3,
                        words_choose(sheet->words, &block->missing));
    sheet_begin(sheet, TAG_LIST);
    for (size_t i = 0; i < count; i++) {
        struct box place = {box.x, box.y + 6 + (double)i * height, box.w,
                            height - 8};
        if (i)
            sheet_rule(sheet, box.x, place.y - 7, box.w, 0.5, COLOUR_GRID);
        sheet_begin(sheet, TAG_ITEM);
        draw_number(sheet, colour, i + 1, place.x, place.y);
        draw_finding(sheet, &told[i], place);
        sheet_end(sheet);
    }
    sheet_end(sheet);
}
