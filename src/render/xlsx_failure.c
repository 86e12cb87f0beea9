#include "render/xlsx_own.h"

#include <xlsxwriter.h>

void xlsx_check(struct xlsx *xlsx, unsigned error, const struct grid *grid)
{
    if (error == LXW_NO_ERROR || xlsx->status != OK)
        return;
    xlsx->status = diag_error(
        xlsx->diag,
        error == LXW_ERROR_MEMORY_MALLOC_FAILED ? NO_MEMORY : INTERNAL,
        (struct place){0}, "cannot write the workbook%s%.*s: %s",
        grid ? ", sheet " : "", STR_ARGS(grid ? grid->tally.name : STR("")),
        lxw_strerror((lxw_error)error));
}

void grid_check(struct grid *grid, unsigned error)
{
    xlsx_check(grid->xlsx, error, grid);
}
