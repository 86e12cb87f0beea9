#include "measure/contrast.h"

/* Over a value that is not positive there is no share. */
static struct cell share_of(double part, double whole)
{
    return whole > 0 ? cell_real(CELL_CHANGE, part / whole)
                     : (struct cell){.kind = CELL_UNDEFINED};
}

void contrast_set(struct cell *cells, struct str label, enum cell_kind kind,
                  const struct difference *difference)
{
    enum cell_kind gap = kind == CELL_RATE ? CELL_POINTS : kind;

    cells[0] = cell_real(kind, difference->first);
    cells[1] = cell_real(kind, difference->second);
    cells[2] = cell_real(gap, difference->difference);
    cells[3] = cell_ratio(CELL_RATIO, difference->first, difference->second);
    cells[4] = cell_real(gap, difference->low);
    cells[5] = cell_real(gap, difference->high);
    cells[6] = cell_count(difference->n_first);
    cells[7] = cell_count(difference->n_second);
    cells[8] = cell_label(verdict_name(difference->verdict));
    cells[9] = cell_text(label);
    cells[10] = share_of(difference->difference, difference->second);
    cells[11] = share_of(difference->low, difference->second);
    cells[12] = share_of(difference->high, difference->second);
}
