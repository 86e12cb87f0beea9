#include "render/filter.h"

struct str filter_read(struct str said, struct filter *filter)
{
    size_t equal = str_find(said, '=');
    size_t tilde = str_find(said, '~');
    struct str name;

    *filter = (struct filter){.column = -1, .begins = tilde < equal};
    if (filter->begins)
        equal = tilde;
    filter->is_flag = equal == said.len;
    if (!filter->is_flag)
        filter->text =
            str_trim((struct str){said.at + equal + 1, said.len - equal - 1});
    name = str_trim((struct str){said.at, equal});
    filter->negated = str_starts(name, STR("not "));
    if (filter->negated)
        name = str_trim((struct str){name.at + 4, name.len - 4});
    return name;
}

bool filter_holds(const struct filter *filter, const struct cell *row)
{
    const struct cell *cell = &row[filter->column];
    bool holds;

    if (filter->is_flag)
        holds = cell_is_defined(cell) && cell->kind != CELL_TEXT &&
                cell_number(cell) != 0;
    else
        holds = cell->kind == CELL_TEXT &&
                (filter->begins ? str_starts(cell->text, filter->text)
                                : str_equal(cell->text, filter->text));
    return holds != filter->negated;
}
