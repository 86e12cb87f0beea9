#include "render/xlsx_own.h"

#include "render/body.h"
#include "render/bundle.h"
#include "render/part.h"

#include <xlsxwriter.h>

unsigned xlsx_style_number(const struct style *style)
{
    return style->format ? (unsigned)lxw_format_get_xf_index(style->format) : 0;
}

static size_t number_of(const struct grid *grid)
{
    const struct xlsx *xlsx = grid->xlsx;
    size_t number = 0;

    while (xlsx->sheets[number] != grid)
        number++;
    return number;
}

static void tally_body(struct grid *grid, const struct body *body)
{
    struct sheet_tally *tally = &grid->tally;

    tally->body = arena_new(grid->xlsx->arena, struct body_tally);
    *tally->body = (struct body_tally){.first_row = body->first_row,
                                       .rows = body->count,
                                       .block_rows = BODY_ROWS,
                                       .cells = body->values,
                                       .blocks = body->blocks,
                                       .block_count = body->block_count};
    tally->cells += body->values;
    tally->rows = body->first_row + (uint32_t)body->count;
}

void grid_body(struct grid *grid, struct body *body)
{
    struct xlsx *xlsx = grid->xlsx;
    size_t number = number_of(grid);
    struct cells cells = {0};

    if (!grid_works(grid))
        return;
    body->spool = xlsx->spool;
    body_write(xlsx->arena, body);
    tally_body(grid, body);
    cells.last_row = grid->tally.rows - 1;
    cells.last_column = body->columns[body->column_count - 1].column;
    parts_reach(xlsx->parts, number, excel_area(xlsx->arena, &cells));
    bundle_add_rows(xlsx->bundle,
                    &(struct bundle_rows){.sheet = number,
                                          .spool = xlsx->spool,
                                          .sum = body->sum,
                                          .head = &grid->tally.body->head});
}
