#include "render/block.h"

/* Every phrase that holds is a paragraph of its own. */
void block_text(const struct sheet *sheet, const struct block *block,
                struct box box)
{
    double leading = types[TYPE_LABEL].leading;
    double y = box.y + 9;
    double bottom = box.y + box.h;

    for (size_t i = 0; i < block->text.count; i++) {
        const struct phrase *phrase = &block->text.items[i];
        struct str said;
        if (!words_holds(sheet->words, phrase->when) ||
            !words_say(sheet->words, phrase->say, &said) || y > bottom)
            continue;
        y = sheet_paragraph(sheet, TYPE_LABEL, (struct box){box.x, y, box.w, 0},
                            (size_t)((bottom - y) / leading) + 1, said) +
            leading + 4;
    }
}
