#include "render/binder.h"

#include "render/number.h"
#include "render/period_name.h"

#include <math.h>

const struct leaf *binder_leaf(const struct binder *binder,
                               enum sheet_kind kind)
{
    for (size_t i = 0; i < binder->leaf_count; i++)
        if (binder->leaves[i].plan->kind == kind)
            return &binder->leaves[i];
    return NULL;
}

const struct style *binder_style(const struct binder *binder,
                                 const struct look *look)
{
    return xlsx_style(binder->xlsx, look);
}

const char *binder_format(const struct binder *binder, enum figure figure)
{
    return figure_format(binder->arena, figure, binder->currency);
}

struct look binder_look(const struct binder *binder, enum figure figure)
{
    struct look look = {.number = binder_format(binder, figure),
                        .below = LINE_THIN,
                        .below_colour = TINT_HAIRLINE};

    if (figure_is_number(figure))
        look.align = LOOK_RIGHT;
    else if (figure == FIGURE_RANK || figure == FIGURE_MOVE ||
             figure == FIGURE_YES_NO)
        look.align = LOOK_CENTRE;
    if (figure == FIGURE_STATUS || figure == FIGURE_CONTROL) {
        look.bold = true;
        look.indent = 1;
    }
    return look;
}

struct look binder_head(bool right, bool filter)
{
    return (struct look){.size = 9.5,
                         .bold = true,
                         .colour = TINT_BRAND,
                         .fill = TINT_HEAD,
                         .align = right ? LOOK_RIGHT : LOOK_LEFT,
                         .indent = right ? 1 : 0,
                         .wrap = true,
                         .top = filter,
                         .below = LINE_MEDIUM,
                         .below_colour = TINT_BRAND};
}

struct str binder_say(const struct binder *binder,
                      const struct phrases *phrases, struct str otherwise)
{
    struct str said = words_choose(binder->words, phrases);

    return said.len ? said : otherwise;
}

static struct str dates_of(const struct binder *binder,
                           const struct window *window)
{
    return number_dates(binder->arena, &number_house, window->start,
                        window->end);
}

struct str binder_window(const struct binder *binder,
                         const struct window *window)
{
    return period_is_days(window->name) ? dates_of(binder, window)
                                        : window->name;
}

struct str binder_dates(const struct binder *binder,
                        const struct window *window)
{
    return period_is_days(window->name) ? (struct str){0}
                                        : dates_of(binder, window);
}

static void frame_subtitle(const struct binder *binder, const struct leaf *leaf)
{
    const struct comparison *comparison = &binder->study->comparison;
    struct look muted = {.colour = TINT_MUTED};
    struct look warning = {.colour = TINT_CLOSE, .bold = true};
    struct str subtitle =
        binder_say(binder, &leaf->plan->subtitle, comparison->rule);
    struct grid_run runs[2] = {
        {str_format(binder->arena, "Day %d of %d · ",
                    (int)window_days(&comparison->now),
                    (int)window_days(&comparison->asked)),
         binder_style(binder, &warning)},
        {subtitle, binder_style(binder, &muted)},
    };

    if (comparison->incomplete)
        grid_runs(leaf->grid, ROW_SUBTITLE, COLUMN_FIRST, runs, runs[1].style);
    else
        grid_text(leaf->grid, ROW_SUBTITLE, COLUMN_FIRST, runs[1].text,
                  runs[1].style);
}

static struct str frame_title(const struct binder *binder,
                              const struct leaf *leaf)
{
    struct str title = binder_say(binder, &leaf->plan->title, leaf->plan->name);

    if (!leaf->goes_on)
        return title;
    return str_format(binder->arena, "%.*s (continued)", STR_ARGS(title));
}

void binder_top(const struct binder *binder, const struct leaf *leaf,
                uint32_t last_column)
{
    struct grid *grid = leaf->grid;
    const struct leaf *contents = binder_leaf(binder, SHEET_CONTENTS);
    struct look band = {.fill = TINT_BRAND};
    struct look link = {.size = 9, .bold = true, .colour = TINT_LINK};
    struct look kicker = {
        .size = 9, .colour = TINT_MUTED, .align = LOOK_RIGHT, .indent = 1};
    struct look title = {.size = 16, .bold = true};

    grid_column(grid, 0, 0, 2);
    grid_row(grid, ROW_BAND, 6, binder_style(binder, &band));
    grid_row(grid, ROW_KICKER, 20, NULL);
    if (contents)
        grid_link(
            grid, ROW_KICKER, COLUMN_FIRST,
            &(struct grid_run){STR("◄ Contents"), binder_style(binder, &link)},
            &(struct grid_target){.sheet = grid_name(contents->grid)});
    if (last_column == COLUMN_FIRST)
        last_column++; /* beside the link, not on it */
    grid_text(grid, ROW_KICKER, last_column, binder->kicker,
              binder_style(binder, &kicker));
    grid_row(grid, ROW_TITLE, 27, NULL);
    grid_text(grid, ROW_TITLE, COLUMN_FIRST, frame_title(binder, leaf),
              binder_style(binder, &title));
    grid_row(grid, ROW_SUBTITLE, 16, NULL);
    frame_subtitle(binder, leaf);
    grid_row(grid, ROW_SPACE, 8, NULL);
}

void binder_frame(const struct binder *binder, const struct leaf *leaf,
                  uint32_t last_column)
{
    binder_top(binder, leaf, last_column);
    grid_row(leaf->grid, ROW_GROUPS, 17, NULL);
    grid_row(leaf->grid, ROW_HEAD, 20, NULL);
}

uint32_t binder_last(const struct grid *grid, uint32_t column)
{
    /* What a page takes at full size. */
    static const double least = 960;

    while (grid_pixels(grid, 0, column) < least)
        column++;
    return column;
}

void binder_group(const struct binder *binder, struct grid *grid,
                  const struct cells *cells, struct str label)
{
    struct look look = {.size = 9,
                        .bold = true,
                        .colour = TINT_MUTED,
                        .below = LINE_THIN,
                        .below_colour = TINT_MID};
    const struct style *style = binder_style(binder, &look);

    grid_text(grid, cells->first_row, cells->first_column, label, style);
    for (uint32_t i = cells->first_column + 1; i <= cells->last_column; i++)
        grid_blank(grid, cells->first_row, i, style);
}

void binder_cell(struct grid *grid, uint32_t row, uint32_t column,
                 const struct cell *cell, const struct dress *dress)
{
    if (!cell || !cell_is_defined(cell))
        grid_blank(grid, row, column, dress->style);
    else if (cell->kind == CELL_TEXT)
        grid_text(grid, row, column, cell->text, dress->style);
    else if (cell->kind == CELL_DATE)
        grid_date(grid, row, column, (int32_t)cell->integer, dress->style);
    else if (dress->figure == FIGURE_YES_NO)
        grid_text(grid, row, column, cell->integer ? STR("Yes") : STR("No"),
                  dress->style);
    else
        grid_number(grid, row, column, figure_value(dress->figure, cell),
                    dress->style);
}

void binder_heads(const struct binder *binder, struct grid *grid, uint32_t row,
                  const struct head *heads, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct head *head = &heads[i];
        struct look look = binder_head(head->right, false);

        if (!head->column)
            continue;
        if (head->column > COLUMN_FIRST && i && !heads[i].right &&
            heads[i - 1].right)
            look.indent = 1;
        grid_text(grid, row, head->column, head->text,
                  binder_style(binder, &look));
        if (head->width > 0)
            grid_column(grid, head->column, head->column, head->width);
        if (head->note)
            grid_note(grid, row, head->column, str_of(head->note));
    }
}

void binder_panel(const struct binder *binder, struct grid *grid, uint32_t row,
                  uint32_t column, struct str title)
{
    struct look look = {.size = 12, .bold = true};

    grid_text(grid, row, column, title, binder_style(binder, &look));
}

void binder_note(const struct binder *binder, struct grid *grid, uint32_t row,
                 uint32_t column, struct str text)
{
    struct look look = {.size = 9, .colour = TINT_MUTED};

    grid_text(grid, row, column, text, binder_style(binder, &look));
}

static const struct {
    enum figure figure;
    bool up_good;
} effect_kinds[] = {
    {FIGURE_CHANGE, true},  {FIGURE_CHANGE, false}, {FIGURE_POINTS, true},
    {FIGURE_POINTS, false}, {FIGURE_MOVE, true},    {FIGURE_MOVE, false},
};

void effects_add(struct arena *arena, struct effects *effects,
                 const struct cells *cells, enum figure figure, bool up_good)
{
    struct effect *effect = effects->kinds;

    for (size_t i = 0; i < COUNT(effect_kinds); i++)
        if (effect_kinds[i].figure == figure &&
            effect_kinds[i].up_good == up_good)
            effect = &effects->kinds[i];
    if (effect->ranges.len)
        text_add(&effect->ranges, STR(" "));
    else
        *effect = (struct effect){*cells, {.arena = arena}};
    text_add(&effect->ranges, excel_area(arena, cells));
}

static void effect_draw(struct grid *grid, const struct effect *effect,
                        enum figure figure, bool up_good)
{
    double least = figure_least(figure);
    struct grid_rule up = {.kind = RULE_AT_LEAST,
                           .ranges = text_str(&effect->ranges),
                           .low = least,
                           .colour = up_good ? TINT_GOOD : TINT_BAD};
    struct grid_rule down = {.kind = RULE_AT_MOST,
                             .ranges = up.ranges,
                             .low = -least,
                             .colour = up_good ? TINT_BAD : TINT_GOOD};
    /* So that no -0.0 shows. */
    struct grid_rule still = {.kind = RULE_BETWEEN,
                              .ranges = up.ranges,
                              .low = -least,
                              .high = least,
                              .number = figure == FIGURE_POINTS
                                            ? "0.0\" pp\"_w;0.0\" pp\"_w"
                                            : "0.0%_w;0.0%_w"};

    grid_rule(grid, &effect->first, &up);
    grid_rule(grid, &effect->first, &down);
    if (figure != FIGURE_MOVE)
        grid_rule(grid, &effect->first, &still);
}

void effects_draw(struct grid *grid, const struct effects *effects)
{
    for (size_t i = 0; i < COUNT(effect_kinds); i++)
        if (effects->kinds[i].ranges.len)
            effect_draw(grid, &effects->kinds[i], effect_kinds[i].figure,
                        effect_kinds[i].up_good);
}

double binder_width(double widest, bool filter)
{
    double width = widest * 1.08 + 2;

    if (width < 5.5)
        width = 5.5;
    if (width > 60)
        width = 60;
    return filter ? width + 2.5 : width;
}

double binder_height(struct str text, double width)
{
    double lines = ceil(excel_width(text) / (1.1 * width));

    return 13 * (lines < 1 ? 1 : lines) + 5;
}
