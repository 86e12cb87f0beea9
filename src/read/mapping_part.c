#include "read/mapping_part.h"

#include "read/value.h"

enum column_id part_column(const struct mapping_part *part, struct str name)
{
    size_t i = 0;

    while (i < part->columns.count &&
           !str_equal(name, str_of(part->columns.names[i])))
        i++;
    return i < part->columns.count ? (enum column_id)(part->spec->first + i)
                                   : COLUMN_COUNT;
}

bool part_fits(struct str text, enum column_type type,
               const struct extract_config *extract)
{
    struct value value;

    return !value_parse_given(&value, type, text, extract) &&
           value.state == VALUE_KNOWN;
}

const char *part_words(enum column_type type)
{
    static const char *const words[] = {
        [TYPE_TEXT] = "a text",
        [TYPE_DATE] = "a date",
        [TYPE_TIME] = "a date or time",
        [TYPE_MONEY] = "an amount of at most 4 decimal places",
        [TYPE_QUANTITY] = "a quantity of at most 3 decimal places",
        [TYPE_RATE] = "a number",
        [TYPE_FLAG] = "0, 1, true, false, Y or N",
    };

    return words[type];
}
