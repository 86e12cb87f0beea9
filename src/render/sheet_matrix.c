#include "render/number.h"
#include "render/select.h"
#include "render/sheet_chart.h"

#include <math.h>

/* Light fills, under ink; and the ends of the dark ones, in steps. */
enum {
    TINT_LIGHT = 0xF4F8FA,
    TINT_STEP_FIRST = 0xDCE8ED,
    TINT_STEP_LAST = 0x0B4F6C,
};

/* Pixels: a matrix as narrow has charts beside it, as wide. */
#define NARROW      700
#define ROOM_BESIDE 480

enum { STEPS = 7, STEPS_OF_INK = 5, ACROSS_MOST = 366 };

/* A dimension: its column, and the values that it takes. */
struct dimension {
    int column;
    struct str prefix;
    const struct cell **values;
    uint32_t count;
};

struct matrix_sheet {
    const struct binder *binder;
    const struct leaf *leaf;
    struct grid *grid;
    struct rows rows;
    struct dimension down, across;
    const struct cell **cells; /* rows of the table, by place; NULL: none */
    uint32_t beside;           /* the first column of charts; 0: below */
    uint32_t row;              /* the next on the sheet */
    struct grid_breaks breaks; /* of printed pages */
};

static bool is_same(const struct cell *a, const struct cell *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == CELL_TEXT ? str_equal(a->text, b->text)
                                : a->integer == b->integer;
}

static uint32_t place_in(const struct dimension *dimension,
                         const struct cell *value)
{
    uint32_t i = 0;

    while (i < dimension->count && !is_same(dimension->values[i], value))
        i++;
    return i;
}

static bool find_dimension(struct matrix_sheet *sheet, struct str name,
                           struct str prefix, struct dimension *dimension)
{
    const struct rows *rows = &sheet->rows;
    const struct plan_sheet *plan = sheet->leaf->plan;

    *dimension = (struct dimension){
        .column = select_column(sheet->binder->words, plan->selection.node,
                                rows->table, name),
        .prefix = prefix,
        .values = arena_array(sheet->binder->arena, const struct cell *,
                              rows->count + 1),
    };
    if (dimension->column < 0)
        return false;
    for (size_t i = 0; i < rows->count; i++) {
        const struct cell *value = &rows->items[i][dimension->column];

        if (place_in(dimension, value) == dimension->count)
            dimension->values[dimension->count++] = value;
    }
    return dimension->count > 0;
}

static void reverse(struct dimension *dimension)
{
    for (uint32_t i = 0; i < dimension->count / 2; i++) {
        const struct cell **a = &dimension->values[i];
        const struct cell **b = &dimension->values[dimension->count - 1 - i];
        const struct cell *kept = *a;

        *a = *b;
        *b = kept;
    }
}

/* Where all values of a dimension are in another, they are in its order. */
static void order_alike(struct arena *arena, struct dimension *dimension,
                        const struct dimension *other)
{
    const struct cell **ordered =
        arena_array(arena, const struct cell *, dimension->count + 1);
    uint32_t next = 0;

    for (uint32_t i = 0; i < dimension->count; i++)
        if (place_in(other, dimension->values[i]) == other->count)
            return;
    for (uint32_t i = 0; i < other->count; i++)
        if (place_in(dimension, other->values[i]) < dimension->count)
            ordered[next++] = other->values[i];
    dimension->values = ordered;
}

static bool find_cells(struct matrix_sheet *sheet)
{
    const struct plan_sheet *plan = sheet->leaf->plan;

    sheet->rows = selection_rows(&plan->selection, sheet->binder->words);
    if (!sheet->rows.table || !sheet->rows.count ||
        !find_dimension(sheet, plan->down, plan->down_prefix, &sheet->down) ||
        !find_dimension(sheet, plan->across, plan->across_prefix,
                        &sheet->across) ||
        sheet->across.count > ACROSS_MOST)
        return false;
    order_alike(sheet->binder->arena, &sheet->across, &sheet->down);
    if (plan->reverse)
        reverse(&sheet->down);
    sheet->cells = arena_array(sheet->binder->arena, const struct cell *,
                               (size_t)sheet->down.count * sheet->across.count);
    for (size_t i = 0; i < sheet->rows.count; i++) {
        const struct cell *row = sheet->rows.items[i];
        uint32_t down = place_in(&sheet->down, &row[sheet->down.column]);
        uint32_t across = place_in(&sheet->across, &row[sheet->across.column]);

        sheet->cells[(size_t)down * sheet->across.count + across] = row;
    }
    return true;
}

/* The cell of a place; NULL where there is none, or it is undefined. */
static const struct cell *cell_at(const struct matrix_sheet *sheet,
                                  uint32_t down, uint32_t across, int column)
{
    const struct cell *row =
        sheet->cells[(size_t)down * sheet->across.count + across];

    return row && cell_is_defined(&row[column]) ? &row[column] : NULL;
}

static struct str name_of(const struct matrix_sheet *sheet,
                          const struct dimension *dimension, uint32_t number)
{
    const struct cell *value = dimension->values[number];
    struct arena *arena = sheet->binder->arena;
    struct str text =
        value->kind == CELL_TEXT
            ? value->text
            : number_table(arena, &sheet->binder->words->style, value, NULL);

    return str_format(arena, "%.*s%.*s", STR_ARGS(dimension->prefix),
                      STR_ARGS(text));
}

/* A number without a prefix stays a number. */
static void draw_name(const struct matrix_sheet *sheet, uint32_t row,
                      uint32_t column, const struct dimension *dimension,
                      uint32_t number, struct look look)
{
    const struct cell *value = dimension->values[number];
    struct dress dress = {FIGURE_RANK, NULL};

    if (value->kind == CELL_TEXT || dimension->prefix.len) {
        grid_text(sheet->grid, row, column, name_of(sheet, dimension, number),
                  binder_style(sheet->binder, &look));
        return;
    }
    look.number = binder_format(sheet->binder, FIGURE_RANK);
    dress.style = binder_style(sheet->binder, &look);
    binder_cell(sheet->grid, row, column, value, &dress);
}

/* One matrix of the sheet being drawn. */
struct matrix {
    const struct plan_matrix *plan;
    const struct column *of;
    int column;
    enum figure figure;
    double least, most; /* of what is shaded */
};

static bool find_matrix(const struct matrix_sheet *sheet,
                        const struct plan_matrix *plan, struct matrix *matrix)
{
    const struct table *table = sheet->rows.table;

    *matrix = (struct matrix){
        .plan = plan,
        .column = select_column(sheet->binder->words, plan->node, table,
                                plan->column),
        .least = HUGE_VAL,
    };
    if (matrix->column < 0)
        return false;
    matrix->of = &table->columns[matrix->column];
    matrix->figure = plan->figure != FIGURE_AUTO ? plan->figure
                                                 : figure_of(matrix->of->kind);
    for (uint32_t i = 0; i < sheet->down.count; i++)
        for (uint32_t j = (uint32_t)plan->plain; j < sheet->across.count; j++) {
            const struct cell *cell = cell_at(sheet, i, j, matrix->column);
            double value = cell ? figure_value(matrix->figure, cell) : 0;

            if (!cell || !isfinite(value))
                continue;
            matrix->least = fmin(matrix->least, value);
            matrix->most = fmax(matrix->most, value);
        }
    return true;
}

/* A colour on the way from one to another. */
static unsigned mix(unsigned from, unsigned to, double share)
{
    unsigned colour = 0;

    for (unsigned shift = 0; shift <= 16; shift += 8) {
        double a = (double)(from >> shift & 0xFF);
        double b = (double)(to >> shift & 0xFF);

        colour |= (unsigned)lround(a + (b - a) * share) << shift;
    }
    return colour;
}

/* Dark for many: seven fills by the root of the value, white type on the last
 * two. */
static void fill_step(const struct matrix *matrix, const struct cell *cell,
                      struct look *look)
{
    static const double shares[STEPS] = {0, .12, .24, .36, .48, .8, 1};
    double share =
        matrix->most > 0
            ? fmax(figure_value(matrix->figure, cell), 0) / matrix->most
            : 0;
    unsigned step = (unsigned)fmin(sqrt(share) * STEPS, STEPS - 1);

    look->fill = mix(TINT_STEP_FIRST, TINT_STEP_LAST, shares[step]);
    look->bold = true;
    if (step >= STEPS_OF_INK)
        look->colour = TINT_WHITE;
}

static void draw_cell(const struct matrix_sheet *sheet,
                      const struct matrix *matrix, uint32_t down,
                      uint32_t across)
{
    const struct cell *cell = cell_at(sheet, down, across, matrix->column);
    struct look look = binder_look(sheet->binder, matrix->figure);
    struct dress dress = {matrix->figure, NULL};

    /* What is not there, or not yet, has no cell. */
    if (!cell)
        return;
    look.framed = true;
    look.align = LOOK_CENTRE;
    if (across < (uint32_t)matrix->plan->plain) {
        look.colour = TINT_MUTED;
        look.fill = TINT_PANEL;
    } else if (matrix->plan->steps) {
        fill_step(matrix, cell, &look);
    }
    dress.style = binder_style(sheet->binder, &look);
    binder_cell(sheet->grid, sheet->row, COLUMN_FIRST + 1 + across, cell,
                &dress);
}

/* What the rows and columns are of. */
static struct str corner_of(const struct matrix_sheet *sheet)
{
    const struct column *columns = sheet->rows.table->columns;

    return binder_say(sheet->binder, &sheet->leaf->plan->corner,
                      str_of(columns[sheet->down.column].label));
}

static void draw_heads(const struct matrix_sheet *sheet,
                       const struct matrix *matrix)
{
    const struct binder *binder = sheet->binder;
    struct look look = binder_head(false, false);

    grid_row(sheet->grid, sheet->row, 20, NULL);
    grid_text(sheet->grid, sheet->row, COLUMN_FIRST, corner_of(sheet),
              binder_style(binder, &look));
    if (matrix->of->note)
        grid_note(sheet->grid, sheet->row, COLUMN_FIRST,
                  str_of(matrix->of->note));
    look.align = LOOK_CENTRE;
    for (uint32_t i = 0; i < sheet->across.count; i++)
        draw_name(sheet, sheet->row, COLUMN_FIRST + 1 + i, &sheet->across, i,
                  look);
}

static void shade(const struct matrix_sheet *sheet, const struct matrix *matrix,
                  uint32_t first)
{
    struct cells cells = {first,
                          COLUMN_FIRST + 1 + (uint32_t)matrix->plan->plain,
                          sheet->row - 1, COLUMN_FIRST + sheet->across.count};
    struct grid_rule scale = {.kind = RULE_SCALE,
                              .low = fmin(matrix->least, 0),
                              .high = matrix->most,
                              .colour = TINT_MID,
                              .negative = TINT_LIGHT};

    if (matrix->least > 0.5 * matrix->most)
        scale.low = matrix->least;
    if (!matrix->plan->steps && matrix->most > scale.low)
        grid_rule(sheet->grid, &cells, &scale);
}

static void draw_matrix(struct matrix_sheet *sheet, const struct matrix *matrix,
                        uint32_t last)
{
    const struct binder *binder = sheet->binder;
    struct look name = binder_look(binder, FIGURE_TEXT);
    struct cells block = {sheet->row, COLUMN_FIRST, 0, last};
    uint32_t first;

    name.bold = true;
    binder_panel(
        binder, sheet->grid, sheet->row++, COLUMN_FIRST,
        binder_say(binder, &matrix->plan->title, str_of(matrix->of->label)));
    binder_note(binder, sheet->grid, sheet->row++, COLUMN_FIRST,
                binder_say(binder, &matrix->plan->subtitle, (struct str){0}));
    draw_heads(sheet, matrix);
    first = ++sheet->row;
    for (uint32_t i = 0; i < sheet->down.count; i++, sheet->row++) {
        draw_name(sheet, sheet->row, COLUMN_FIRST, &sheet->down, i, name);
        for (uint32_t j = 0; j < sheet->across.count; j++)
            draw_cell(sheet, matrix, i, j);
    }
    shade(sheet, matrix, first);
    block.last_row = sheet->row - 1;
    if (block.first_row > ROW_GROUPS)
        grid_keep(sheet->grid, &block, ROW_GROUPS, &sheet->breaks);
    sheet->row += 2;
}

static void widen(double *widest, double width)
{
    *widest = fmax(*widest, width);
}

/* All columns across are as wide as the widest of them needs. */
static void set_widths(const struct matrix_sheet *sheet,
                       const struct matrix *matrices, size_t count)
{
    const struct binder *binder = sheet->binder;
    double name = excel_width(corner_of(sheet)) * 1.05;
    double value = 0;

    for (uint32_t i = 0; i < sheet->down.count; i++)
        widen(&name, excel_width(name_of(sheet, &sheet->down, i)));
    for (uint32_t i = 0; i < sheet->across.count; i++)
        widen(&value, excel_width(name_of(sheet, &sheet->across, i)));
    for (size_t i = 0; i < count; i++)
        widen(&value,
              excel_width(figure_print(binder->arena, matrices[i].figure,
                                       binder->currency, matrices[i].most)));
    grid_column(sheet->grid, COLUMN_FIRST, COLUMN_FIRST,
                binder_width(name, false));
    grid_column(sheet->grid, COLUMN_FIRST + 1,
                COLUMN_FIRST + sheet->across.count,
                fmin(binder_width(value, false), 16));
}

static void draw_below(struct matrix_sheet *sheet, uint32_t last)
{
    const struct binder *binder = sheet->binder;
    const struct leaf *leaf = sheet->leaf;
    struct chart_place place = {.row = sheet->row,
                                .first_column = COLUMN_FIRST,
                                .last_column = grid_page_end(sheet->grid, last),
                                .repeated = ROW_GROUPS,
                                .breaks = &sheet->breaks};
    uint32_t end;

    if (sheet->beside) {
        place.row = ROW_GROUPS;
        place.first_column = sheet->beside;
    }
    end = charts_draw(binder, leaf, &place);
    end = end > sheet->row ? end : sheet->row;
    if (leaf->table->note.len)
        binder_note(binder, sheet->grid, end++, COLUMN_FIRST,
                    leaf->table->note);
    grid_print_area(sheet->grid, end, last, &sheet->breaks);
}

/* The last column of the sheet, wide enough for a chart beside a matrix. */
static uint32_t find_last(struct matrix_sheet *sheet)
{
    uint32_t last = COLUMN_FIRST + sheet->across.count;

    if (!sheet->leaf->plan->chart_count ||
        grid_pixels(sheet->grid, 0, last) > NARROW)
        return binder_last(sheet->grid, last);
    last += 2;
    sheet->beside = last;
    while (grid_pixels(sheet->grid, sheet->beside, last) < ROOM_BESIDE)
        last++;
    return last;
}

void matrix_draw(const struct binder *binder, const struct leaf *leaf)
{
    const struct plan_sheet *plan = leaf->plan;
    struct matrix_sheet sheet = {
        .binder = binder, .leaf = leaf, .grid = leaf->grid, .row = ROW_GROUPS};
    struct matrix *matrices =
        arena_array(binder->arena, struct matrix, plan->matrix_count + 1);
    size_t count = 0;
    uint32_t last;

    if (find_cells(&sheet))
        for (size_t i = 0; i < plan->matrix_count; i++)
            count += find_matrix(&sheet, &plan->matrices[i], &matrices[count]);
    if (!count) {
        binder_top(binder, leaf, binder_last(sheet.grid, COLUMN_FIRST));
        binder_note(binder, sheet.grid, sheet.row, COLUMN_FIRST,
                    STR("The data gives no rows for it."));
        return;
    }
    set_widths(&sheet, matrices, count);
    last = find_last(&sheet);
    binder_top(binder, leaf, last);
    grid_look_at(sheet.grid,
                 &(struct grid_view){.freeze_rows = ROW_GROUPS,
                                     .freeze_columns = COLUMN_FIRST + 1,
                                     .repeat_rows = ROW_GROUPS,
                                     .few_pages = true});
    for (size_t i = 0; i < count; i++)
        draw_matrix(&sheet, &matrices[i], last);
    draw_below(&sheet, last);
}
