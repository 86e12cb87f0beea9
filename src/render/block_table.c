#include "render/block.h"

#include <math.h>

#define GAP          14.0 /* between columns */
#define HEAD_HEIGHT  15.0
#define TOTAL_HEIGHT 19.0
#define NOTE_HEIGHT  16.0
#define ROW_DENSE    14.6
#define ROW_LEAST    16.2
#define ROW_MOST     30.0
#define LEAST_WIDTH  40.0
#define LEAST_BAR    60.0

enum { MOST_COLUMNS = 16, MOST_LINES = 4 };

/* A column with its place on the page. */
struct track {
    const struct shown_column *spec;
    int column; /* of the table; -1 for a number down the rows */
    int base;   /* of a bar */
    int second;
    int otherwise; /* printed where the column is undefined */
    enum align align;
    struct number_scale scale;
    bool scaled;               /* amounts are printed on that scale */
    struct number_scale rates; /* one precision for all of a column */
    struct str head;
    double natural; /* the width its content asks for */
    double x, w;
};

struct grid {
    const struct sheet *sheet;
    const struct block *block;
    struct rows rows;
    struct track tracks[MOST_COLUMNS];
    size_t count;
    struct str accent;
    double bar_low, bar_high; /* values of all bars */
};

static bool is_amount(enum cell_kind kind)
{
    return kind == CELL_MONEY;
}

static bool is_rate(enum cell_kind kind)
{
    return kind == CELL_RATE || kind == CELL_POINTS || kind == CELL_CHANGE;
}

static bool is_text(const struct grid *grid, const struct track *track)
{
    enum cell_kind kind;

    if (track->column < 0)
        return false;
    kind = grid->rows.table->columns[track->column].kind;
    return kind == CELL_TEXT || kind == CELL_UNDEFINED;
}

struct number_scale block_scale(const struct rows *rows,
                                const struct block *block, struct words *words)
{
    struct number_scale none = {0, 0, ""};
    struct rows all = {.table = rows->table};
    int column = -1;

    if (!rows->table || !rows->count)
        return none;
    if (block->value.len)
        column = select_column(words, block->node, rows->table, block->value);
    if (column >= 0) {
        return chart_unit(rows, column, -1).scale;
    }
    for (size_t i = 0; column < 0 && i < block->column_count; i++) {
        int at = select_column(words, block->node, rows->table,
                               block->columns[i].column);
        if (at >= 0 && !block->columns[i].full &&
            is_amount(rows->table->columns[at].kind))
            column = at;
    }
    if (column < 0)
        return none;
    /* Of the whole table, so that its top and its bottom look alike. */
    all.items =
        arena_array(words->arena, const struct cell *, rows->table->row_count);
    for (size_t i = 0; i < rows->table->row_count; i++)
        all.items[all.count++] =
            &rows->table->cells[i * rows->table->column_count];
    return chart_unit(&all, column, -1).scale;
}

/* What a cell is printed on: the block's scale, or its column's precision. */
static const struct number_scale *cell_scale(const struct track *track,
                                             const struct cell *cell)
{
    if (is_rate(cell->kind))
        return &track->rates;
    return is_amount(cell->kind) && track->scaled ? &track->scale : NULL;
}

static struct str track_text(const struct grid *grid, const struct track *track,
                             const struct cell *row, size_t number)
{
    const struct sheet *sheet = grid->sheet;
    const struct cell *cell;

    if (track->spec->show == SHOW_NUMBER)
        return str_format(sheet->arena, "%zu", number + 1);
    cell = &row[track->column];
    if (!cell_is_defined(cell) && track->otherwise >= 0)
        return number_table(sheet->arena, &row[track->otherwise], NULL);
    return sheet_cell(sheet, grid->rows.table, row, (size_t)track->column,
                      cell_scale(track, cell));
}

static enum theme_type track_type(const struct grid *grid,
                                  const struct track *track,
                                  const struct cell *row)
{
    bool leads = grid->accent.len && row[0].kind == CELL_TEXT &&
                 is_text(grid, track) &&
                 str_equal(row[track->column].text, grid->accent);

    return track->spec->bold || leads ? TYPE_CELL_BOLD : TYPE_CELL;
}

/* One column of the template, or false where it is not in the table. */
static bool track_make(struct grid *grid, const struct shown_column *spec,
                       struct number_scale scale, struct track *track)
{
    struct words *words = grid->sheet->words;
    const struct table *table = grid->rows.table;

    *track = (struct track){.spec = spec,
                            .column = -1,
                            .base = -1,
                            .second = -1,
                            .otherwise = -1,
                            .scale = scale,
                            .scaled = !spec->full};
    if (spec->show != SHOW_NUMBER)
        track->column = select_column(words, spec->node, table, spec->column);
    if (spec->show != SHOW_NUMBER && track->column < 0)
        return false;
    if (spec->base.len)
        track->base = select_column(words, spec->node, table, spec->base);
    if (spec->second.len)
        track->second = select_column(words, spec->node, table, spec->second);
    if (spec->otherwise.len)
        track->otherwise =
            select_column(words, spec->node, table, spec->otherwise);
    track->head = spec->head;
    if (!spec->has_head && track->column >= 0)
        track->head = str_of(table->columns[track->column].label);
    track->align =
        is_text(grid, track) || spec->show == SHOW_BAR || spec->show == SHOW_TAG
            ? ALIGN_LEFT
            : ALIGN_RIGHT;
    return true;
}

/* Rates have a decimal more where the largest is below 1 %. */
static void find_precision(const struct grid *grid, struct track *track)
{
    double largest = 0;

    for (size_t i = 0; track->column >= 0 && i < grid->rows.count; i++)
        largest = fmax(largest,
                       fabs(cell_number(&grid->rows.items[i][track->column])));
    track->rates = (struct number_scale){0, largest < 0.01 ? 2 : 1, ""};
}

static void measure_track(struct grid *grid, struct track *track)
{
    const struct sheet *sheet = grid->sheet;
    double widest = sheet_width(sheet, TYPE_HEAD, track->head);

    if (track->spec->show == SHOW_BAR) {
        track->natural = LEAST_BAR;
        return;
    }
    for (size_t i = 0; i < grid->rows.count; i++) {
        const struct cell *row = grid->rows.items[i];
        widest = fmax(widest, sheet_width(sheet, TYPE_CELL_BOLD,
                                          track_text(grid, track, row, i)));
        if (track->second >= 0)
            widest = fmax(widest,
                          sheet_width(sheet, TYPE_HEAD,
                                      number_table(sheet->arena,
                                                   &row[track->second], NULL)));
    }
    if (grid->block->total && grid->rows.table->total && track->column >= 0)
        widest = fmax(
            widest,
            sheet_width(sheet, TYPE_CELL_BOLD,
                        track_text(grid, track, grid->rows.table->total, 0)));
    track->natural = widest + (track->spec->show == SHOW_TAG ? 12 : 0);
}

static void make_tracks(struct grid *grid)
{
    struct number_scale scale =
        block_scale(&grid->rows, grid->block, grid->sheet->words);

    for (size_t i = 0;
         i < grid->block->column_count && grid->count < MOST_COLUMNS; i++) {
        struct track *track = &grid->tracks[grid->count];
        if (!track_make(grid, &grid->block->columns[i], scale, track))
            continue;
        find_precision(grid, track);
        measure_track(grid, track);
        grid->count++;
    }
}

/* The text column that can give up most. */
static struct track *widest_text(struct grid *grid)
{
    struct track *widest = NULL;

    for (size_t i = 0; i < grid->count; i++) {
        struct track *track = &grid->tracks[i];
        if (is_text(grid, track) && track->w > LEAST_WIDTH &&
            (!widest || track->w > widest->w))
            widest = track;
    }
    return widest;
}

/* Take what is too much from the widest texts, a little at a time. */
static void shrink(struct grid *grid, double excess)
{
    while (excess > 0) {
        struct track *track = widest_text(grid);
        double step = fmin(excess, 4);
        if (!track)
            return;
        track->w -= step;
        excess -= step;
    }
}

/* Give what is left to bars, else to columns with a share, else to gaps. */
static void spread(struct grid *grid, double left, double *gap)
{
    double shares = 0;
    size_t bars = 0;

    for (size_t i = 0; i < grid->count; i++) {
        shares += grid->tracks[i].spec->share;
        bars += grid->tracks[i].spec->show == SHOW_BAR;
    }
    if (!bars && shares <= 0) {
        *gap += grid->count > 1 ? left / (double)(grid->count - 1) : 0;
        return;
    }
    for (size_t i = 0; i < grid->count; i++) {
        struct track *track = &grid->tracks[i];
        if (bars && track->spec->show == SHOW_BAR)
            track->w += left / (double)bars;
        else if (!bars)
            track->w += left * track->spec->share / shares;
    }
}

static void place_tracks(struct grid *grid, struct box box)
{
    double gap = GAP;
    double used = grid->count ? gap * (double)(grid->count - 1) : 0;
    double x = box.x;

    for (size_t i = 0; i < grid->count; i++) {
        grid->tracks[i].w = grid->tracks[i].natural;
        used += grid->tracks[i].w;
    }
    if (used > box.w)
        shrink(grid, used - box.w);
    else
        spread(grid, box.w - used, &gap);
    for (size_t i = 0; i < grid->count; i++) {
        grid->tracks[i].x = x;
        x += grid->tracks[i].w + gap;
    }
}

static void find_bar_range(struct grid *grid)
{
    for (size_t t = 0; t < grid->count; t++) {
        const struct track *track = &grid->tracks[t];
        if (track->spec->show != SHOW_BAR)
            continue;
        for (size_t i = 0; i < grid->rows.count; i++) {
            const struct cell *row = grid->rows.items[i];
            double value = cell_number(&row[track->column]);
            double base =
                track->base >= 0 ? cell_number(&row[track->base]) : (double)NAN;
            grid->bar_low = fmin(grid->bar_low, fmin(value, base));
            grid->bar_high = fmax(grid->bar_high, fmax(value, base));
        }
    }
}

/* How high a row must be for its texts. */
static double least_height(const struct grid *grid, size_t i)
{
    const struct cell *row = grid->rows.items[i];
    double least = grid->block->dense ? ROW_DENSE : ROW_LEAST;

    for (size_t t = 0; t < grid->count; t++) {
        const struct track *track = &grid->tracks[t];
        struct lines lines;
        if (track->second >= 0)
            least = fmax(least, 26);
        if (!is_text(grid, track) || track->spec->share <= 0)
            continue;
        lines = sheet_wrap(grid->sheet, track_type(grid, track, row), track->w,
                           MOST_LINES, track_text(grid, track, row, i));
        least = fmax(least, (double)lines.count * types[TYPE_CELL].leading + 5);
    }
    return least;
}

static struct grid grid_make(const struct sheet *sheet,
                             const struct block *block, struct box box)
{
    struct grid grid = {.sheet = sheet, .block = block};

    grid.rows = selection_rows(&block->selection, sheet->words);
    grid.accent = words_choose(sheet->words, &block->accent);
    make_tracks(&grid);
    place_tracks(&grid, box);
    find_bar_range(&grid);
    return grid;
}

static bool has_note(const struct grid *grid, size_t shown)
{
    return grid->block->text.count ||
           (grid->block->others && shown < grid->rows.count + grid->rows.left);
}

/* The height left for rows beside head, total and note. */
static double room_for_rows(const struct grid *grid, struct box box)
{
    double room = box.h - HEAD_HEIGHT;

    if (grid->block->total && grid->rows.table->total)
        room -= TOTAL_HEIGHT;
    return grid->block->text.count || grid->block->others ? room - NOTE_HEIGHT
                                                          : room;
}

/* How many rows fit, and in `least` how high they are together. */
static size_t fit(const struct grid *grid, size_t first, double room,
                  double *least)
{
    size_t count = 0;
    double used = 0;

    while (first + count < grid->rows.count) {
        double height = least_height(grid, first + count);
        if (used + height > room)
            break;
        used += height;
        count++;
    }
    *least = used;
    return count;
}

size_t block_table_fit(const struct sheet *sheet, const struct block *block,
                       struct box box, size_t first)
{
    struct grid grid = grid_make(sheet, block, box);
    double least;

    return grid.rows.table
               ? fit(&grid, first, room_for_rows(&grid, box), &least)
               : 0;
}

static void draw_head(const struct grid *grid, double y)
{
    const struct sheet *sheet = grid->sheet;

    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < grid->count; t++) {
        const struct track *track = &grid->tracks[t];
        double x = track->align == ALIGN_RIGHT ? track->x + track->w : track->x;
        sheet_begin(sheet, TAG_HEAD_CELL);
        sheet_line(sheet, TYPE_HEAD,
                   (struct spot){x, y + HEAD_HEIGHT - 5, track->align},
                   fmax(track->w, track->natural), track->head);
        sheet_end(sheet);
    }
    sheet_end(sheet);
    sheet_rule(sheet, grid->tracks[0].x, y + HEAD_HEIGHT,
               grid->tracks[grid->count - 1].x +
                   grid->tracks[grid->count - 1].w - grid->tracks[0].x,
               0.7, COLOUR_AXIS);
}

static double bar_x(const struct grid *grid, const struct track *track,
                    double value)
{
    double range = grid->bar_high - grid->bar_low;

    return range > 0 ? track->x + track->w * (value - grid->bar_low) / range
                     : track->x;
}

static enum theme_colour bar_colour(const struct grid *grid,
                                    const struct cell *row, double value)
{
    const struct track *track = &grid->tracks[0];

    for (size_t t = 0; grid->accent.len && t < grid->count; t++) {
        track = &grid->tracks[t];
        if (is_text(grid, track) &&
            str_equal(row[track->column].text, grid->accent))
            return COLOUR_ACCENT;
    }
    return value >= grid->bar_high ? COLOUR_BRAND : COLOUR_MID;
}

static void draw_bar(const struct grid *grid, const struct track *track,
                     const struct cell *row, struct box box)
{
    const struct sheet *sheet = grid->sheet;
    double thick = fmin(21, fmax(7, box.h * 0.6));
    double y = box.y + (box.h - thick) / 2;
    double value = cell_number(&row[track->column]);
    double base =
        track->base >= 0 ? cell_number(&row[track->base]) : (double)NAN;
    double zero = bar_x(grid, track, 0);

    if (isfinite(value)) {
        double end = bar_x(grid, track, value);
        sheet_fill(sheet,
                   (struct box){fmin(zero, end), y, fabs(end - zero), thick}, 0,
                   bar_colour(grid, row, value));
    }
    if (isfinite(base))
        sheet_stem(sheet, bar_x(grid, track, base), y - 2, thick + 4, 1.3,
                   COLOUR_INK);
}

static void draw_tag(const struct grid *grid, const struct track *track,
                     struct str text, struct box box)
{
    const struct sheet *sheet = grid->sheet;
    double y = box.y + box.h / 2;

    sheet_fill(sheet, (struct box){track->x, y - 7, track->w, 14}, 3,
               COLOUR_ACCENT_TINT);
    sheet_text_in(sheet, TYPE_VARIANCE, COLOUR_ACCENT_TEXT,
                  (struct spot){track->x + track->w / 2, y + 2.8, ALIGN_CENTRE},
                  text);
}

static enum theme_colour cell_colour(const struct track *track,
                                     const struct cell *cell, struct str text)
{
    struct str direction =
        track->spec->falls_are_good ? STR("down") : STR("up");

    if (track->spec->show == SHOW_CHANGE)
        return sheet_effect_colour(sheet_effect(cell, direction));
    if (track->spec->muted ||
        (!cell_is_defined(cell) && track->otherwise < 0) ||
        str_equal(text, STR("<10")))
        return COLOUR_MUTED;
    return COLOUR_INK;
}

/* Lines of a text that wraps, in the middle of its row. */
static void draw_wrapped(const struct grid *grid, const struct track *track,
                         const struct cell *row, struct box box)
{
    const struct sheet *sheet = grid->sheet;
    enum theme_type type = track_type(grid, track, row);
    struct lines lines = sheet_wrap(sheet, type, track->w, MOST_LINES,
                                    track_text(grid, track, row, 0));
    double height = (double)lines.count * types[type].leading;

    sheet_lines(sheet, type, track->x,
                box.y + (box.h - height) / 2 + types[type].leading - 2.6,
                &lines);
}

static void draw_value(const struct grid *grid, const struct track *track,
                       const struct cell *row, struct box box, size_t number)
{
    const struct sheet *sheet = grid->sheet;
    static const struct cell whole = {.kind = CELL_COUNT};
    const struct cell *cell = track->column >= 0 ? &row[track->column] : &whole;
    enum theme_type type = track_type(grid, track, row);
    struct str text = track_text(grid, track, row, number);
    double y = box.y + box.h / 2 + 3 - (track->second >= 0 ? 5 : 0);
    struct spot spot = {track->align == ALIGN_RIGHT ? track->x + track->w
                                                    : track->x,
                        y, track->align};

    sheet_text_in(sheet, type, cell_colour(track, cell, text), spot,
                  layout_fit(sheet->arena, theme_font(sheet->theme, type),
                             types[type].size, track->w + 0.1, text));
    if (track->second < 0)
        return;
    spot.y += 10;
    sheet_line(sheet, TYPE_HEAD, spot, track->w,
               number_table(sheet->arena, &row[track->second], NULL));
}

static void draw_cell(const struct grid *grid, const struct track *track,
                      const struct cell *row, struct box box, size_t number)
{
    if (track->spec->show == SHOW_BAR)
        draw_bar(grid, track, row, box);
    else if (track->spec->show == SHOW_TAG)
        draw_tag(grid, track, track_text(grid, track, row, number), box);
    else if (is_text(grid, track) && track->spec->share > 0)
        draw_wrapped(grid, track, row, box);
    else
        draw_value(grid, track, row, box, number);
}

static double grid_width(const struct grid *grid)
{
    const struct track *last = &grid->tracks[grid->count - 1];

    return last->x + last->w - grid->tracks[0].x;
}

static void draw_row(const struct grid *grid, const struct cell *row,
                     struct box box, size_t number)
{
    const struct sheet *sheet = grid->sheet;
    bool headed = false;

    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < grid->count; t++) {
        const struct track *track = &grid->tracks[t];
        bool heads = !headed && is_text(grid, track);
        sheet_begin(sheet, heads ? TAG_ROW_HEAD : TAG_CELL);
        draw_cell(grid, track, row, box, number);
        sheet_end(sheet);
        headed |= heads;
    }
    sheet_end(sheet);
}

static void draw_total(const struct grid *grid, double y)
{
    const struct sheet *sheet = grid->sheet;
    const struct cell *row = grid->rows.table->total;

    sheet_rule(sheet, grid->tracks[0].x, y, grid_width(grid), 0.7, COLOUR_AXIS);
    sheet_begin(sheet, TAG_ROW);
    for (size_t t = 0; t < grid->count; t++) {
        const struct track *track = &grid->tracks[t];
        double x = track->align == ALIGN_RIGHT ? track->x + track->w : track->x;
        struct str text;
        if (track->column < 0 || track->spec->show == SHOW_BAR ||
            !cell_is_defined(&row[track->column]))
            continue;
        text = track_text(grid, track, row, 0);
        sheet_begin(sheet, TAG_CELL);
        sheet_text_in(sheet, TYPE_CELL_BOLD,
                      cell_colour(track, &row[track->column], text),
                      (struct spot){x, y + 13, track->align}, text);
        sheet_end(sheet);
    }
    sheet_end(sheet);
}

/* The baseline of bars through all rows. */
static void draw_bar_zero(const struct grid *grid, double top, double height)
{
    for (size_t t = 0; t < grid->count; t++)
        if (grid->tracks[t].spec->show == SHOW_BAR)
            sheet_stem(grid->sheet, bar_x(grid, &grid->tracks[t], 0), top,
                       height, 0.8, COLOUR_AXIS);
}

static double draw_rows(const struct grid *grid, struct slice slice, double y,
                        double extra)
{
    double top = y;

    for (size_t i = 0; i < slice.count; i++) {
        const struct cell *row = grid->rows.items[slice.first + i];
        double height =
            fmin(least_height(grid, slice.first + i) + extra,
                 fmax(ROW_MOST, least_height(grid, slice.first + i)));
        if (i)
            sheet_rule(grid->sheet, grid->tracks[0].x, y, grid_width(grid), 0.5,
                       COLOUR_GRID);
        draw_row(grid, row,
                 (struct box){grid->tracks[0].x, y, grid_width(grid), height},
                 slice.first + i);
        y += height;
    }
    draw_bar_zero(grid, top, y - top);
    return y;
}

/* What the designer says below the table, and how many rows are not shown. */
static void draw_note(const struct grid *grid, size_t shown, double y)
{
    const struct sheet *sheet = grid->sheet;
    struct str said = words_choose(sheet->words, &grid->block->text);
    size_t hidden = grid->rows.count + grid->rows.left - shown;
    struct text text = {.arena = sheet->arena};

    if (grid->block->others && hidden)
        text_addf(&text, "%zu further %s in the workbook", hidden,
                  hidden == 1 ? "row is" : "rows are");
    if (text.len && said.len)
        text_add(&text, STR(" \xC2\xB7 "));
    text_add(&text, said);
    sheet_begin(sheet, TAG_P);
    sheet_line(sheet, TYPE_NOTE,
               (struct spot){grid->tracks[0].x, y + 12, ALIGN_LEFT},
               grid_width(grid), text_str(&text));
    sheet_end(sheet);
}

void block_table(const struct sheet *sheet, const struct block *block,
                 struct box box)
{
    struct grid grid = grid_make(sheet, block, box);
    struct slice slice = block->breaks ? sheet->slice : (struct slice){0};
    double room = room_for_rows(&grid, box);
    double least, y;
    size_t count = fit(&grid, slice.first, room, &least);
    bool last;

    if (!grid.count)
        return;
    slice.count = count;
    last = slice.first + count >= grid.rows.count || !block->breaks;
    sheet_begin(sheet, TAG_TABLE);
    draw_head(&grid, box.y);
    y = draw_rows(&grid, slice, box.y + HEAD_HEIGHT,
                  count ? (room - least) / (double)count : 0);
    if (last && block->total && grid.rows.table->total) {
        draw_total(&grid, y);
        y += TOTAL_HEIGHT;
    }
    sheet_end(sheet);
    if (last && has_note(&grid, slice.first + count))
        draw_note(&grid, slice.first + count, y);
}
