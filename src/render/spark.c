#include "render/spark.h"

#include <math.h>

#define LINE 1.1
#define DOT  2.1

struct end {
    double x, y;
};

/* A point for each value; a gap where one is undefined. */
static struct end trace(const struct sheet *sheet, const double *values,
                        size_t count, struct box box)
{
    double low = (double)INFINITY, high = -(double)INFINITY;
    struct end end = {0};
    bool drawing = false;

    for (size_t i = 0; i < count; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    for (size_t i = 0; i < count; i++) {
        bool defined = isfinite(values[i]);

        end.x = box.x + box.w * (double)(i + SPARKS - count) / (SPARKS - 1);
        end.y = box.y + box.h / 2;
        if (defined && high > low)
            end.y = box.y + box.h * (high - values[i]) / (high - low);
        if (defined && drawing)
            canvas_line(sheet->canvas, end.x, end.y);
        else if (defined)
            canvas_move(sheet->canvas, end.x, end.y);
        drawing = defined;
    }
    return end;
}

void spark_draw(const struct sheet *sheet, const double *values, size_t count,
                struct box box)
{
    const struct pen pen = {.width = LINE, .round = true};
    struct end end;

    if (!count || count > SPARKS || !isfinite(values[count - 1]))
        return;
    sheet_begin(sheet, TAG_ARTIFACT);
    end = trace(sheet, values, count, box);
    canvas_stroke(sheet->canvas, theme_colour(sheet->theme, COLOUR_LAST_YEAR),
                  &pen);
    sheet_end(sheet);
    sheet_dot(sheet, end.x, end.y, DOT, COLOUR_BRAND);
}
