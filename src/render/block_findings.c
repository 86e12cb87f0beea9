#include "render/block.h"
#include "render/finding.h"

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
    bool asks = block->kind == BLOCK_DECISIONS;
    struct finding told[MOST_FINDINGS];
    size_t count = findings_choose(asks ? &sheet->findings->decisions
                                        : &sheet->findings->moved,
                                   sheet->words, told);
    enum theme_colour colour = asks ? COLOUR_ACCENT_TEXT : COLOUR_BRAND;
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
