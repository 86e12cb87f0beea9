#include "render/others.h"

size_t others_count(const struct ruling *ruling, size_t shown)
{
    return ruling->rows.count + ruling->rows.left - shown;
}

bool others_add(const struct ruling *ruling, const struct track *track)
{
    return track->column >= 0 &&
           ruling->rows.table->columns[track->column].sum != SUM_NONE &&
           (track->spec->show == SHOW_VALUE ||
            track->spec->show == SHOW_CHANGE);
}

bool others_are_summed(const struct ruling *ruling)
{
    bool adds = false;

    for (size_t t = 0; t < ruling->count; t++)
        adds |= others_add(ruling, &ruling->tracks[t]);
    return ruling->block->others && adds;
}

const struct cell *others_row(const struct ruling *ruling, size_t shown)
{
    struct cell *sums = arena_array(ruling->sheet->arena, struct cell,
                                    ruling->rows.table->column_count);

    for (size_t t = 0; t < ruling->count; t++) {
        int column = ruling->tracks[t].column;
        if (!others_add(ruling, &ruling->tracks[t]))
            continue;
        sums[column] = (struct cell){0};
        for (size_t i = 0; i < others_count(ruling, shown); i++)
            cell_gather(&sums[column], &ruling->rows.items[shown + i][column]);
    }
    return sums;
}
