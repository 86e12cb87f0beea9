#include "render/ruling.h"

#include "render/bullet.h"
#include "render/mark.h"

#include <math.h>

#define GAP         14.0 /* between columns */
#define ROW_DENSE   14.6
#define ROW_LEAST   16.2
#define ROW_SECOND  26.0 /* with a second line */
#define ROW_TWIN    24.0 /* with two intervals */
#define GROUP_LEAD  19.0 /* the head of a group */
#define LEAST_WIDTH 40.0
#define LEAST_BAR   60.0
#define LEAST_MARKS 120.0

bool track_is_marks(const struct track *track)
{
    return track->spec->show == SHOW_INTERVAL ||
           track->spec->show == SHOW_BULLET || track->spec->show == SHOW_PAIR;
}

/* Whether it draws, and takes what room is left. */
static bool is_drawn(const struct track *track)
{
    return track->spec->show == SHOW_BAR || track_is_marks(track);
}

bool track_is_text(const struct ruling *ruling, const struct track *track)
{
    enum cell_kind kind;

    if (track->column < 0)
        return false;
    kind = ruling->rows.table->columns[track->column].kind;
    return kind == CELL_TEXT || kind == CELL_UNDEFINED;
}

static enum align align_of(const struct ruling *ruling,
                           const struct track *track)
{
    bool at_right =
        track->spec->show == SHOW_VERDICT || track->spec->show == SHOW_RANGE;
    bool at_left = track_is_text(ruling, track) || is_drawn(track) ||
                   track->spec->show == SHOW_TAG;

    return at_left && !at_right ? ALIGN_LEFT : ALIGN_RIGHT;
}

/* Those of the template; amounts in full may need some for being small. */
static int full_places(const struct ruling *ruling, const struct track *track)
{
    const struct table *table = ruling->rows.table;

    if (!table || track->spec->places > 0 || track->column < 0 ||
        table->columns[track->column].kind != CELL_MONEY)
        return track->spec->places;
    return block_places(&ruling->rows, track->column);
}

/* One column of the template, or false where it is not in the table. */
static bool track_make(struct ruling *ruling, const struct shown_column *spec,
                       struct number_scale scale, struct track *track)
{
    struct words *words = ruling->sheet->words;
    const struct table *table = ruling->rows.table;

    *track = (struct track){.spec = spec,
                            .column = -1,
                            .base = -1,
                            .second = -1,
                            .otherwise = -1,
                            .effect = -1,
                            .low = -1,
                            .high = -1,
                            .twin = -1,
                            .scale = scale};
    if (spec->show != SHOW_NUMBER)
        track->column = select_column(words, spec->node, table, spec->column);
    if (spec->show != SHOW_NUMBER && track->column < 0)
        return false;
    if (spec->full)
        track->scale = (struct number_scale){0, full_places(ruling, track), ""};
    if (spec->base.len)
        track->base = select_column(words, spec->node, table, spec->base);
    if (spec->second.len)
        track->second = select_column(words, spec->node, table, spec->second);
    if (spec->otherwise.len)
        track->otherwise =
            select_column(words, spec->node, table, spec->otherwise);
    if (spec->low.len)
        track->low = select_column(words, spec->node, table, spec->low);
    if (spec->high.len)
        track->high = select_column(words, spec->node, table, spec->high);
    if (spec->twin.len) {
        size_t equal = str_find(spec->twin, '=');

        track->twin =
            select_column(words, spec->node, table,
                          str_trim((struct str){spec->twin.at, equal}));
        track->twin_text = str_trim(
            (struct str){spec->twin.at + equal + (equal < spec->twin.len),
                         spec->twin.len - equal - (equal < spec->twin.len)});
    }
    if (spec->effect.len)
        track->effect = select_column(words, spec->node, table, spec->effect);
    track->head = spec->head;
    if (!spec->has_head && track->column >= 0)
        track->head = str_of(table->columns[track->column].label);
    track->align = align_of(ruling, track);
    return true;
}

/* Rates have a decimal more below 1 %, ratios two, one or none by size. */
static void find_precision(const struct ruling *ruling, struct track *track)
{
    double largest = 0;
    bool ratios = false;
    enum cell_kind kind = CELL_UNDEFINED;

    for (size_t i = 0; track->column >= 0 && i < ruling->rows.count; i++) {
        const struct cell *cell = &ruling->rows.items[i][track->column];
        track->is_mixed |= kind != CELL_UNDEFINED && cell_is_defined(cell) &&
                           cell->kind != kind;
        if (cell_is_defined(cell))
            kind = cell->kind;
        largest = fmax(largest, fabs(cell_number(cell)));
        ratios |= cell->kind == CELL_RATIO;
    }
    track->precision.places = largest > 0 && largest < 0.01 ? 2 : 1;
    if (ratios && largest < 10)
        track->precision.places = 2;
    if (ratios && largest >= 1000)
        track->precision.places = 0;
}

/* As wide as in either weight: bold is not always the wider one. */
static double text_width(const struct sheet *sheet, struct str text)
{
    return fmax(sheet_width(sheet, TYPE_CELL_BOLD, text),
                sheet_width(sheet, TYPE_CELL, text));
}

static void measure_track(struct ruling *ruling, struct track *track)
{
    const struct sheet *sheet = ruling->sheet;
    double widest = sheet_width(sheet, TYPE_HEAD, track->head);

    if (is_drawn(track)) {
        track->natural = track_is_marks(track) ? LEAST_MARKS : LEAST_BAR;
        return;
    }
    for (size_t i = 0; i < ruling->rows.count; i++) {
        const struct cell *row = ruling->rows.items[i];
        widest = fmax(
            widest,
            text_width(sheet, track_text(ruling, track,
                                         track_row(ruling, track, row), i)));
        if (track->second >= 0)
            widest =
                fmax(widest, sheet_width(sheet, TYPE_HEAD,
                                         track_second(ruling, track, row)));
    }
    if (ruling->block->total && ruling->rows.table->total && track->column >= 0)
        widest =
            fmax(widest,
                 text_width(sheet, track_text(ruling, track,
                                              ruling->rows.table->total, 0)));
    track->natural = widest + (track->spec->show == SHOW_TAG ? 12 : 0);
}

/* A column that the data says nothing about is not shown. */
static bool is_empty(const struct ruling *ruling, const struct track *track)
{
    return track->column >= 0 && track->otherwise < 0 &&
           !rows_have(&ruling->rows, track->column);
}

static void make_tracks(struct ruling *ruling)
{
    struct number_scale scale =
        block_scale(&ruling->rows, ruling->block, ruling->sheet->words);

    for (size_t i = 0;
         i < ruling->block->column_count && ruling->count < MOST_COLUMNS; i++) {
        struct track *track = &ruling->tracks[ruling->count];
        if (!track_make(ruling, &ruling->block->columns[i], scale, track) ||
            is_empty(ruling, track))
            continue;
        find_precision(ruling, track);
        measure_track(ruling, track);
        ruling->count++;
    }
}

/* What gives up width, in this order: a short bar says as much as a long one,
 * a text that is cut says less. */
enum giver { GIVE_BARS, GIVE_TEXTS, GIVE_DRAWN, GIVERS };

static bool gives(const struct ruling *ruling, const struct track *track,
                  enum giver giver)
{
    if (giver == GIVE_TEXTS)
        return track_is_text(ruling, track) &&
               track->spec->show != SHOW_VERDICT;
    return is_drawn(track) && (giver == GIVE_DRAWN || !track_is_marks(track));
}

/* The column that can give up most. */
static struct track *widest_track(struct ruling *ruling, enum giver giver)
{
    struct track *widest = NULL;

    for (size_t i = 0; i < ruling->count; i++) {
        struct track *track = &ruling->tracks[i];
        if (gives(ruling, track, giver) && track->w > LEAST_WIDTH &&
            (!widest || track->w > widest->w))
            widest = track;
    }
    return widest;
}

/* Take what is too much from the widest, a little at a time. */
static void shrink(struct ruling *ruling, double excess)
{
    for (int giver = GIVE_BARS; giver < GIVERS && excess > 0;) {
        struct track *track = widest_track(ruling, (enum giver)giver);
        double step = fmin(excess, 4);
        if (!track) {
            giver++;
            continue;
        }
        track->w -= step;
        excess -= step;
    }
}

/* Give what is left to bars, else to columns with a share, else to gaps. */
static void spread(struct ruling *ruling, double left, double *gap)
{
    double shares = 0;
    size_t bars = 0;

    for (size_t i = 0; i < ruling->count; i++) {
        shares += ruling->tracks[i].spec->share;
        bars += is_drawn(&ruling->tracks[i]);
    }
    if (!bars && shares <= 0) {
        *gap += ruling->count > 1 ? left / (double)(ruling->count - 1) : 0;
        return;
    }
    for (size_t i = 0; i < ruling->count; i++) {
        struct track *track = &ruling->tracks[i];
        if (bars && is_drawn(track))
            track->w += left / (double)bars;
        else if (!bars)
            track->w += left * track->spec->share / shares;
    }
}

static void place_tracks(struct ruling *ruling, struct box box)
{
    double gap = GAP;
    double used = ruling->count ? gap * (double)(ruling->count - 1) : 0;
    double x = box.x;

    for (size_t i = 0; i < ruling->count; i++) {
        ruling->tracks[i].w = ruling->tracks[i].natural;
        used += ruling->tracks[i].w;
    }
    if (used > box.w)
        shrink(ruling, used - box.w);
    else
        spread(ruling, box.w - used, &gap);
    for (size_t i = 0; i < ruling->count; i++) {
        ruling->tracks[i].x = x;
        x += ruling->tracks[i].w + gap;
    }
}

static void find_bar_range(struct ruling *ruling)
{
    for (size_t t = 0; t < ruling->count; t++) {
        const struct track *track = &ruling->tracks[t];
        if (track->spec->show != SHOW_BAR)
            continue;
        for (size_t i = 0; i < ruling->rows.count; i++) {
            const struct cell *row = ruling->rows.items[i];
            double value = cell_number(&row[track->column]);
            double base =
                track->base >= 0 ? cell_number(&row[track->base]) : (double)NAN;
            ruling->bar_lead = fmax(ruling->bar_lead, value);
            ruling->bar_low = fmin(ruling->bar_low, fmin(value, base));
            ruling->bar_high = fmax(ruling->bar_high, fmax(value, base));
        }
    }
}

double ruling_height(const struct ruling *ruling, size_t number)
{
    const struct cell *row = ruling->rows.items[number];
    double least = ruling->block->dense ? ROW_DENSE : ROW_LEAST;

    for (size_t t = 0; t < ruling->count; t++) {
        const struct track *track = &ruling->tracks[t];
        struct lines lines;
        if (track->second >= 0)
            least = fmax(least, ROW_SECOND);
        if (track->twin >= 0 && track_is_marks(track))
            least = fmax(least, ROW_TWIN);
        if (!track_is_text(ruling, track) || track->spec->share <= 0)
            continue;
        lines =
            sheet_wrap(ruling->sheet, track_type(ruling, track, row), track->w,
                       MOST_LINES, track_text(ruling, track, row, number));
        least = fmax(least, (double)lines.count * types[TYPE_CELL].leading + 5);
    }
    return least;
}

struct str ruling_group(const struct ruling *ruling, size_t number)
{
    const struct cell *cell = &ruling->rows.items[number][ruling->group];
    struct str text = {0};

    if (cell->kind == CELL_TEXT)
        text = cell->text;
    if (cell->kind == CELL_FLAG)
        text = cell->integer ? STR("yes") : STR("no");
    return track_named(ruling->block->groups.names, text);
}

double ruling_lead(const struct ruling *ruling, size_t number, bool is_first)
{
    if (ruling->group < 0)
        return 0;
    return is_first || number == 0 ||
                   !str_equal(ruling_group(ruling, number),
                              ruling_group(ruling, number - 1))
               ? GROUP_LEAD
               : 0;
}

struct ruling ruling_make(const struct sheet *sheet, const struct block *block,
                          struct box box)
{
    struct ruling ruling = {.sheet = sheet, .block = block, .group = -1};

    ruling.rows = selection_rows(&block->selection, sheet->words);
    ruling.accent = words_choose(sheet->words, &block->accent);
    if (block->groups.column.len && ruling.rows.table)
        ruling.group = select_column(sheet->words, block->node,
                                     ruling.rows.table, block->groups.column);
    make_tracks(&ruling);
    place_tracks(&ruling, box);
    find_bar_range(&ruling);
    for (size_t i = 0; i < ruling.count; i++)
        if (ruling.tracks[i].spec->show == SHOW_BULLET)
            bullet_scale(&ruling, &ruling.tracks[i]);
        else if (track_is_marks(&ruling.tracks[i]))
            mark_scale(&ruling, &ruling.tracks[i]);
    return ruling;
}

double ruling_width(const struct ruling *ruling)
{
    const struct track *last = &ruling->tracks[ruling->count - 1];

    return last->x + last->w - ruling->tracks[0].x;
}

/* How many rows fit, and in `least` how high they are together. */
size_t ruling_fit(const struct ruling *ruling, size_t first, double room,
                  double *least)
{
    size_t count = 0;
    double used = 0;

    while (first + count < ruling->rows.count) {
        double height = ruling_height(ruling, first + count) +
                        ruling_lead(ruling, first + count, count == 0);
        if (used + height > room)
            break;
        used += height;
        count++;
    }
    *least = used;
    return count;
}

double track_bar(const struct ruling *ruling, const struct track *track,
                 double value)
{
    double range = ruling->bar_high - ruling->bar_low;

    return range > 0 ? track->x + track->w * (value - ruling->bar_low) / range
                     : track->x;
}
