#include "render/slope.h"

#include "render/dodge.h"

#include <math.h>
#include <stdlib.h>

#define LABEL_STEP  9.6  /* from one label to the next */
#define HEAD_ROOM   20.0 /* what the ends are, above them */
#define WIDEST_NAME 0.45 /* of the block */
#define SLACK       1.0  /* so that the widest text is not cut for a rounding */

enum { MOST_NOTABLE = 8 };

static double value_of(const struct slope *slope, size_t i, int column)
{
    return unit_value(&slope->unit, &slope->rows.items[i][column]);
}

/* Where a value lies on the scale: of ranks, by the places up to it. */
static double level_of(const struct slope *slope, double value)
{
    return slope->ranks ? places_at(&slope->places, value) : value;
}

/* False where there is no value at all. */
static bool find_scale(const struct sheet *sheet, struct slope *slope)
{
    const int columns[] = {slope->value, slope->base};
    double least = (double)INFINITY;
    double most = -(double)INFINITY;

    slope->places.known =
        arena_array(sheet->arena, double, 2 * slope->rows.count);
    for (size_t i = 0; i < slope->rows.count; i++)
        for (size_t c = 0; c < COUNT(columns); c++) {
            double value = value_of(slope, i, columns[c]);
            places_add(&slope->places, value);
            least = fmin(least, value);
            most = fmax(most, value);
        }
    if (least > most)
        return false;
    places_close(&slope->places);
    slope->scale.low = level_of(slope, least);
    slope->scale.high = level_of(slope, most);
    if (slope->scale.high <= slope->scale.low)
        slope->scale.high = slope->scale.low + fmax(1, fabs(least));
    return true;
}

bool slope_find(const struct sheet *sheet, struct slope *slope)
{
    const struct block *block = slope->block;
    struct words *words = sheet->words;

    slope->rows = selection_rows(&block->selection, words);
    slope->otherwise = -1;
    if (!slope->rows.count)
        return false;
    slope->value =
        select_column(words, block->node, slope->rows.table, block->value);
    slope->base =
        select_column(words, block->node, slope->rows.table, block->base);
    slope->label =
        select_column(words, block->node, slope->rows.table, block->label);
    if (block->otherwise.len)
        slope->otherwise = select_column(words, block->node, slope->rows.table,
                                         block->otherwise);
    if (slope->value < 0 || slope->base < 0 || slope->label < 0)
        return false;
    slope->unit = chart_unit(&slope->rows, slope->value, slope->base);
    slope->ranks = slope->unit.kind == CELL_RANK;
    return find_scale(sheet, slope);
}

struct str slope_name(const struct sheet *sheet, const struct slope *slope,
                      const struct cell *row)
{
    const struct cell *name = &row[slope->label];

    if (!cell_is_defined(name) && slope->otherwise >= 0)
        name = &row[slope->otherwise];
    return number_table(sheet->arena, &sheet->words->style, name, NULL);
}

struct str slope_value(const struct sheet *sheet, const struct slope *slope,
                       const struct cell *row, int column)
{
    return unit_text(sheet, &slope->unit, &row[column]);
}

/* What stands left of an earlier value; who is gone has no name elsewhere. */
struct str slope_from(const struct sheet *sheet, const struct slope *slope,
                      const struct cell *row)
{
    struct str number = slope_value(sheet, slope, row, slope->base);

    if (cell_is_defined(&row[slope->value]))
        return number;
    return str_format(sheet->arena, "%.*s gone  %.*s",
                      STR_ARGS(slope_name(sheet, slope, row)),
                      STR_ARGS(number));
}

static void find_lines(const struct sheet *sheet, struct slope *slope)
{
    slope->lines =
        arena_array(sheet->arena, struct slope_line, slope->rows.count);
    for (size_t i = 0; i < slope->rows.count; i++) {
        struct slope_line *line = &slope->lines[i];
        double value = value_of(slope, i, slope->value);
        double base = value_of(slope, i, slope->base);

        line->row = slope->rows.items[i];
        line->to = isfinite(value)
                       ? scale_at(&slope->scale, level_of(slope, value))
                       : (double)NAN;
        line->from = isfinite(base)
                         ? scale_at(&slope->scale, level_of(slope, base))
                         : (double)NAN;
        if (isfinite(value) && isfinite(base))
            line->move = slope->ranks ? base - value : value - base;
    }
}

static double widest(const struct sheet *sheet, const struct slope *slope,
                     int column)
{
    double most = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct cell *row = slope->rows.items[i];
        if (!cell_is_defined(&row[column]))
            continue;
        most = fmax(most,
                    sheet_width(sheet, TYPE_CELL_BOLD,
                                column == slope->base
                                    ? slope_from(sheet, slope, row)
                                    : slope_value(sheet, slope, row, column)));
    }
    return most + SLACK;
}

/* The room for names right of their values, "new" included. */
static double name_width(const struct sheet *sheet, const struct slope *slope)
{
    double most = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        const struct cell *row = slope->rows.items[i];
        double width =
            sheet_width(sheet, TYPE_CELL_BOLD, slope_name(sheet, slope, row));
        if (!cell_is_defined(&row[slope->base]))
            width += sheet_width(sheet, TYPE_CELL, STR("  new"));
        most = fmax(most, width);
    }
    return most + SLACK;
}

static void place_ends(const struct sheet *sheet, struct slope *slope,
                       struct box box)
{
    double value = widest(sheet, slope, slope->value) + 6;
    double names =
        fmin(name_width(sheet, slope), fmax(box.w * WIDEST_NAME - value, 1));
    double left = fmin(widest(sheet, slope, slope->base), box.w * 0.3);
    bool heads =
        slope->block->from_label.count + slope->block->to_label.count > 0;

    slope->left = box.x + left + SLOPE_LEADER;
    slope->right =
        fmax(box.x + box.w - names - value - SLOPE_LEADER, slope->left + 1);
    slope->scale.from = box.y + box.h - 6;
    slope->scale.to =
        fmin(box.y + (heads ? HEAD_ROOM + 6 : 6), slope->scale.from - 1);
    /* Ranks count down, values up. */
    if (slope->ranks) {
        double top = slope->scale.to;
        slope->scale.to = slope->scale.from;
        slope->scale.from = top;
    }
}

static int compare_moves(const void *left, const void *right)
{
    const struct slope_line *a = *(struct slope_line *const *)left;
    const struct slope_line *b = *(struct slope_line *const *)right;
    double difference = fabs(b->move) - fabs(a->move);

    if (difference < 0 || difference > 0)
        return difference < 0 ? -1 : 1;
    return (a > b) - (a < b);
}

/* Only those that moved most, and far enough, are brought out. */
static void choose_notable(const struct slope *slope,
                           struct slope_line *const *order)
{
    double least = slope->block->notable / pow(10, slope->unit.scale.power);

    for (size_t i = 0; i < slope->rows.count && i < MOST_NOTABLE; i++)
        order[i]->notable =
            fabs(order[i]->move) > 0 && fabs(order[i]->move) >= least;
}

/* Where not all labels have room, those that moved most are kept. */
static void choose_labels(const struct sheet *sheet, struct slope *slope)
{
    size_t count = slope->rows.count;
    double room = fabs(slope->scale.from - slope->scale.to) + LABEL_STEP;
    size_t most = (size_t)floor(room / LABEL_STEP);
    struct slope_line **order =
        arena_array(sheet->arena, struct slope_line *, count);

    for (size_t i = 0; i < count; i++)
        order[i] = &slope->lines[i];
    qsort(order, count, sizeof(struct slope_line *), compare_moves);
    choose_notable(slope, order);
    for (size_t i = 0; i < count && i < most; i++)
        order[i]->labelled = true;
}

/* Put the labels of one end apart. */
static void spread_labels(const struct sheet *sheet, struct slope *slope,
                          bool is_to)
{
    double ends[2] = {fmin(slope->scale.from, slope->scale.to),
                      fmax(slope->scale.from, slope->scale.to)};
    struct dodge *items =
        arena_array(sheet->arena, struct dodge, slope->rows.count);
    size_t count = 0;

    for (size_t i = 0; i < slope->rows.count; i++) {
        double y = is_to ? slope->lines[i].to : slope->lines[i].from;
        if (slope->lines[i].labelled && isfinite(y))
            items[count++] =
                (struct dodge){.wanted = y, .size = LABEL_STEP, .index = i};
    }
    if (!dodge_place(items, count, ends[0] - LABEL_STEP / 2,
                     ends[1] + LABEL_STEP / 2))
        return;
    for (size_t i = 0; i < count; i++)
        if (is_to)
            slope->lines[items[i].index].to_label = items[i].at;
        else
            slope->lines[items[i].index].from_label = items[i].at;
}

double slope_value_width(const struct sheet *sheet, const struct slope *slope)
{
    return widest(sheet, slope, slope->value);
}

void slope_place(const struct sheet *sheet, struct slope *slope, struct box box)
{
    place_ends(sheet, slope, box);
    find_lines(sheet, slope);
    choose_labels(sheet, slope);
    spread_labels(sheet, slope, false);
    spread_labels(sheet, slope, true);
}
