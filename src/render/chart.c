#include "render/chart.h"

#include <assert.h>
#include <math.h>

enum { MOST_TICKS = 5 };

static double largest_of(const struct rows *rows, int column)
{
    double largest = 0;

    for (size_t i = 0; column >= 0 && i < rows->count; i++) {
        double size = fabs(cell_number(&rows->items[i][column]));
        if (size > largest)
            largest = size;
    }
    return largest;
}

static enum cell_kind kind_of(const struct rows *rows, int column)
{
    for (size_t i = 0; i < rows->count; i++)
        if (cell_is_defined(&rows->items[i][column]))
            return rows->items[i][column].kind;
    return CELL_UNDEFINED;
}

static struct number_scale ratio_scale(double largest)
{
    if (largest >= 10000)
        return number_scale(largest);
    if (largest >= 100)
        return (struct number_scale){0, 0, ""};
    return (struct number_scale){0, largest >= 10 ? 1 : 2, ""};
}

/* Per cent, with decimals enough for small shares to show a digit. */
static struct number_scale percent_scale(double largest)
{
    bool small = largest > 0 && largest < 0.01;

    return (struct number_scale){-2, small ? largest < 0.001 ? 3 : 2 : 1, ""};
}

struct unit unit_make(enum cell_kind kind, double largest)
{
    struct unit unit = {.kind = kind};

    switch (unit.kind) {
    case CELL_MONEY:
    case CELL_COUNT:
    case CELL_QUANTITY:
    case CELL_PRICE:
        unit.scale = number_scale(largest);
        break;
    case CELL_RATE:
    case CELL_POINTS:
    case CELL_CHANGE:
        unit.scale = percent_scale(largest);
        return unit;
    case CELL_RATIO:
        unit.scale = ratio_scale(largest);
        return unit;
    case CELL_UNDEFINED:
    case CELL_TEXT:
    case CELL_DATE:
    case CELL_INDEX:
    case CELL_RANK:
    case CELL_FLAG:
        return unit;
    }
    /* What is counted has no decimals unless it is scaled. */
    if (largest < 10000)
        unit.scale = (struct number_scale){0, 0, ""};
    if (largest < 1000 && (unit.kind == CELL_PRICE || unit.kind == CELL_MONEY))
        unit.scale.places = largest > 0 && largest < 0.1 ? 4 : 2;
    return unit;
}

struct unit chart_unit(const struct rows *rows, int value, int base)
{
    return unit_make(kind_of(rows, value),
                     fmax(largest_of(rows, value), largest_of(rows, base)));
}

double unit_value(const struct unit *unit, const struct cell *cell)
{
    return cell_number(cell) / pow(10, unit->scale.power);
}

struct str unit_text(const struct sheet *sheet, const struct unit *unit,
                     const struct cell *cell)
{
    return number_table(sheet->arena, &sheet->words->style, cell, &unit->scale);
}

bool chart_shows(struct str number)
{
    for (size_t i = 0; i < number.len; i++)
        if (number.at[i] >= '1' && number.at[i] <= '9')
            return true;
    return false;
}

struct str chart_signed(const struct sheet *sheet, const struct cell *cell,
                        struct str text)
{
    if (cell->kind == CELL_CHANGE || cell->kind == CELL_POINTS ||
        !(cell_number(cell) > 0) || !chart_shows(text))
        return text;
    return str_format(sheet->arena, "+%.*s", STR_ARGS(text));
}

double chart_round_step(double most, int parts)
{
    static const double steps[] = {1, 2, 5, 10};
    double raw = most / parts;
    double power;

    if (!(raw > 0) || !isfinite(raw))
        return 1;
    power = pow(10, floor(log10(raw)));
    for (size_t i = 0; i < COUNT(steps); i++)
        if (raw <= steps[i] * power * (1 + 1e-9))
            return steps[i] * power;
    return 10 * power;
}

double chart_heat_step(double most)
{
    static const double steps[] = {10, 8, 6, 5, 4, 3, 2.5, 2, 1.5, 1};
    double raw = most / (HEAT_STEPS - 1);
    double power;

    if (!(raw > 0) || !isfinite(raw))
        return 1;
    power = pow(10, floor(log10(raw)));
    for (size_t i = 0; i < COUNT(steps); i++)
        if (raw >= steps[i] * power * (1 - 1e-9))
            return steps[i] * power;
    return power;
}

static int places_of(double step)
{
    int places = 0;

    while (places < 6 && step < 1 - 1e-9) {
        step *= 10;
        places++;
    }
    return places;
}

struct scale scale_make(double least, double most, bool cut)
{
    struct scale scale = {0};

    /* Only a cut that shows something is worth it. */
    if (!cut || least <= 0.5 * most) {
        least = fmin(least, 0);
        most = fmax(most, 0);
    }
    if (!isfinite(least) || !isfinite(most) || most - least <= 0) {
        least = fmin(0, isfinite(least) ? least : 0);
        most = fmax(0, isfinite(most) ? most : 0);
    }
    if (most - least <= 0)
        most = least + 1;
    for (int parts = MOST_TICKS; parts > 0; parts--) {
        scale.step = chart_round_step(most - least, parts);
        scale.first = floor(least / scale.step + 1e-9) * scale.step;
        scale.ticks =
            (size_t)(floor((most - scale.first) / scale.step + 1e-9)) + 1;
        if (scale.ticks <= MOST_TICKS)
            break;
    }
    scale.low = fmin(least, scale.first);
    scale.high = most;
    scale.places = places_of(scale.step);
    return scale;
}

double scale_at(const struct scale *scale, double value)
{
    double share = (value - scale->low) / (scale->high - scale->low);

    assert(isfinite(share));
    return scale->from + share * (scale->to - scale->from);
}

double scale_tick(const struct scale *scale, size_t tick)
{
    return scale->first + (double)tick * scale->step;
}

struct str scale_label(const struct sheet *sheet, const struct scale *scale,
                       size_t tick)
{
    return number_plain(sheet->arena, &sheet->words->style,
                        scale_tick(scale, tick), scale->places);
}

double axis_width(const struct sheet *sheet, const struct scale *scale)
{
    double widest = 0;

    for (size_t i = 0; i < scale->ticks; i++)
        widest = fmax(widest, sheet_width(sheet, TYPE_HEAD,
                                          scale_label(sheet, scale, i)));
    return widest + 10;
}

void axis_draw(const struct sheet *sheet, const struct scale *scale,
               struct box plot)
{
    for (size_t i = 0; i < scale->ticks; i++) {
        double y = scale_at(scale, scale_tick(scale, i));
        if (i > 0 || scale->first < 0)
            sheet_rule(sheet, plot.x, y, plot.w, 0.5, COLOUR_GRID);
        sheet_text(sheet, TYPE_HEAD,
                   (struct spot){plot.x - 6, y + 2.6, ALIGN_RIGHT},
                   scale_label(sheet, scale, i));
    }
    if (scale->low < 0 && scale->high > 0)
        sheet_rule(sheet, plot.x, scale_at(scale, 0), plot.w, 0.9, COLOUR_INK);
    else
        sheet_rule(sheet, plot.x, plot.y + plot.h, plot.w, 0.8, COLOUR_AXIS);
}

static bool boxes_meet(const struct box *a, const struct box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h &&
           b->y < a->y + a->h;
}

/* Whether a line between two points comes into a box, looked at in steps. */
static bool line_meets(struct point from, struct point to,
                       const struct box *box)
{
    enum { STEPS = 24 };

    for (int i = 0; i <= STEPS; i++) {
        double x = from.x + (to.x - from.x) * i / STEPS;
        double y = from.y + (to.y - from.y) * i / STEPS;
        if (x > box->x && x < box->x + box->w && y > box->y &&
            y < box->y + box->h)
            return true;
    }
    return false;
}

static bool lines_meet(const struct point *line, size_t points,
                       const struct box *box)
{
    for (size_t i = 1; i < points; i++)
        if (line_meets(line[i - 1], line[i], box))
            return true;
    return false;
}

static bool is_free(const struct labels *labels, const struct box *box)
{
    const struct box *bounds = &labels->bounds;
    const struct box wide = {box->x - 2, box->y - 2, box->w + 4, box->h + 4};

    if (box->x < bounds->x || box->y < bounds->y ||
        box->x + box->w > bounds->x + bounds->w ||
        box->y + box->h > bounds->y + bounds->h)
        return false;
    for (size_t i = 0; i < labels->count; i++)
        if (boxes_meet(box, &labels->taken[i]))
            return false;
    return !lines_meet(labels->line, labels->points, &wide) &&
           !lines_meet(labels->other, labels->other_points, &wide);
}

bool labels_take(struct labels *labels, struct box box)
{
    if (labels->count == MOST_LABELS)
        return false;
    for (size_t i = 0; i < labels->count; i++)
        if (boxes_meet(&box, &labels->taken[i]))
            return false;
    labels->taken[labels->count++] = box;
    return true;
}

bool labels_place(const struct sheet *sheet, struct labels *labels,
                  const struct mark *mark)
{
    double w = sheet_width(sheet, mark->type, mark->text);
    double h = types[mark->type].size;
    /* Above, beside, below; then the same shifted by up to 12. */
    const double tries[][2] = {
        {-w / 2, -h - 5}, {7, -h - 1},       {-w - 7, -h - 1},
        {7, -h / 2},      {-w - 7, -h / 2},  {-w / 2, 8},
        {7, 5},           {-w - 7, 5},       {-w / 2, -h - 12},
        {7, -h - 10},     {-w - 7, -h - 10}, {-w / 2, 14},
        {-w / 2, -h - 20}};

    for (size_t i = 0; i < COUNT(tries) && labels->count < MOST_LABELS; i++) {
        struct box box = {mark->x + tries[i][0], mark->y + tries[i][1], w, h};
        if (!is_free(labels, &box))
            continue;
        labels->taken[labels->count++] = box;
        sheet_text_in(sheet, mark->type, mark->colour,
                      (struct spot){box.x, box.y + h * 0.82, ALIGN_LEFT},
                      mark->text);
        return true;
    }
    return false;
}

static int heat_step_of(double value, double step, int last)
{
    int at = step > 0 && value > 0 ? (int)floor(value / step) : 0;

    return at > last ? last : at;
}

enum theme_colour chart_heat(double value, double step)
{
    return (enum theme_colour)((int)COLOUR_HEAT_1 +
                               heat_step_of(value, step, HEAT_STEPS - 1));
}

enum theme_colour chart_heat_fall(double value, double step)
{
    const int last = (int)COLOUR_FALL_6 - (int)COLOUR_FALL_1;

    return (enum theme_colour)((int)COLOUR_FALL_1 +
                               heat_step_of(value, step, last));
}
