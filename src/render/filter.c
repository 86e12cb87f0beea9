#include "render/filter.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which test a sign stands for; a name without one is set or not. */
static enum filter_test test_of(char sign)
{
    switch (sign) {
    case '=':
        return FILTER_EQUAL;
    case '~':
        return FILTER_BEGINS;
    case '<':
        return FILTER_BELOW;
    case '>':
        return FILTER_ABOVE;
    default:
        return FILTER_SET;
    }
}

static bool is_number(struct str text, double *number)
{
    char digits[32];
    char *end;

    if (text.len == 0 || text.len >= sizeof digits)
        return false;
    memcpy(digits, text.at, text.len);
    digits[text.len] = '\0';
    *number = strtod(digits, &end);
    return *end == '\0';
}

struct str filter_read(struct str said, struct filter *filter)
{
    size_t at = 0;
    struct str name;

    while (at < said.len && !strchr("=~<>", said.at[at]))
        at++;
    *filter = (struct filter){.column = -1};
    if (at < said.len) {
        filter->test = test_of(said.at[at]);
        filter->text =
            str_trim((struct str){said.at + at + 1, said.len - at - 1});
    }
    if ((filter->test == FILTER_BELOW || filter->test == FILTER_ABOVE) &&
        !is_number(filter->text, &filter->limit))
        at = said.len;
    name = str_trim((struct str){said.at, at});
    filter->negated = str_starts(name, STR("not "));
    if (filter->negated)
        name = str_trim((struct str){name.at + 4, name.len - 4});
    return name;
}

/* A count is given as it is in a file: 12000. */
static bool is_equal(const struct cell *cell, struct str text)
{
    char count[24];

    if (cell->kind != CELL_COUNT)
        return cell->kind == CELL_TEXT && str_equal(cell->text, text);
    snprintf(count, sizeof count, "%" PRId64, cell->integer);
    return str_equal(str_of(count), text);
}

static bool holds(const struct filter *filter, const struct cell *cell)
{
    bool is_text = cell->kind == CELL_TEXT;

    switch (filter->test) {
    case FILTER_EQUAL:
        return is_equal(cell, filter->text);
    case FILTER_BEGINS:
        return is_text && str_starts(cell->text, filter->text);
    case FILTER_BELOW:
        return cell_number(cell) < filter->limit;
    case FILTER_ABOVE:
        return cell_number(cell) > filter->limit;
    case FILTER_SET:
        break;
    }
    return !is_text && cell_is_defined(cell) && cell_number(cell) != 0;
}

bool filter_holds(const struct filter *filter, const struct cell *row)
{
    return holds(filter, &row[filter->column]) != filter->negated;
}
