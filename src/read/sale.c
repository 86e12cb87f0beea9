#include "read/sale.h"

#include "read/value.h"

#include <string.h>

bool sale_kind(struct str text, enum line_kind *kind)
{
    static const struct {
        const char *word;
        enum line_kind kind;
    } types[] = {
        {"sale", LINE_SALE}, {"return", LINE_RETURN},   {"cancel", LINE_RETURN},
        {"fee", LINE_OTHER}, {"gift_card", LINE_OTHER},
    };

    *kind = LINE_SALE;
    if (text.len == 4 && memcmp(text.at, "sale", 4) == 0)
        return true;
    text = str_trim(text);
    if (text.len == 0)
        return true;
    for (size_t i = 0; i < COUNT(types); i++)
        if (value_is_word(text, types[i].word)) {
            *kind = types[i].kind;
            return true;
        }
    return false;
}
