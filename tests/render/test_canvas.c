#include "test.h"

#include "base/file.h"
#include "render/drawing.h"

#include <cairo.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define LATO "/usr/share/fonts/truetype/lato/Lato-Regular.ttf"

enum { WIDTH = 120, HEIGHT = 80 };

/* A page of WIDTH x HEIGHT points, and an image of as many pixels. */
struct fixture {
    struct arena arena;
    struct diag diag;
    struct font *font;
    struct ink ink;
    struct drawing drawing;
    struct canvas *page, *image;
    char path[64];
    cairo_surface_t *picture; /* once it was looked at */
};

static int open_canvases(void **state)
{
    static struct fixture fixture;
    static const char *const paths[] = {LATO};

    fixture = (struct fixture){
        .diag.out = stderr,
        .drawing = {.width = WIDTH, .height = HEIGHT},
        .path = "/tmp/report-canvas-XXXXXX",
    };
    *state = &fixture;
    int file = mkstemp(fixture.path);
    if (file < 0 || close(file) ||
        font_load(&fixture.arena, &fixture.diag, paths, 1, &fixture.font))
        return 1;
    fixture.ink.arena = &fixture.arena;
    structure_init(&fixture.ink.structure, &fixture.arena);
    fixture.page = canvas_open_page(&fixture.ink, &fixture.drawing);
    fixture.image = canvas_open_image(&fixture.arena, WIDTH, HEIGHT, 1);
    return 0;
}

static void look(struct fixture *fixture)
{
    canvas_close_page(fixture->page);
    assert_int_equal(
        canvas_close_image(fixture->image, &fixture->diag, fixture->path), OK);
    fixture->picture = cairo_image_surface_create_from_png(fixture->path);
    assert_int_equal(cairo_surface_status(fixture->picture),
                     CAIRO_STATUS_SUCCESS);
}

static int close_canvases(void **state)
{
    struct fixture *fixture = *state;

    if (!fixture->picture)
        look(fixture);
    cairo_surface_destroy(fixture->picture);
    unlink(fixture->path);
    font_free(fixture->font);
    arena_free(&fixture->arena);
    return 0;
}

static unsigned pixel(const struct fixture *fixture, int x, int y)
{
    const unsigned char *rows = cairo_image_surface_get_data(fixture->picture);
    int stride = cairo_image_surface_get_stride(fixture->picture);
    uint32_t value;

    memcpy(&value, rows + (ptrdiff_t)y * stride + (ptrdiff_t)x * 4,
           sizeof value);
    return value & 0xFFFFFF;
}

/* How dark a part of the picture is, 0 (white) … 1 (black). */
static double darkness(const struct fixture *fixture, int x, int y, int w,
                       int h)
{
    double sum = 0;

    for (int row = y; row < y + h; row++)
        for (int column = x; column < x + w; column++)
            sum += 1 - (pixel(fixture, column, row) & 0xFF) / 255.0;
    return sum / (w * h);
}

static struct str operators(const struct fixture *fixture)
{
    return text_str(&fixture->drawing.operators);
}

static void assert_written(const struct fixture *fixture, const char *want)
{
    if (strstr(operators(fixture).at, want))
        return;
    print_error("no '%s' in:\n%s\n", want, operators(fixture).at);
    fail();
}

static size_t count_of(const struct fixture *fixture, const char *want)
{
    size_t count = 0;

    for (const char *at = operators(fixture).at; (at = strstr(at, want)); at++)
        count++;
    return count;
}

static void a_colour_is_taken_apart(void **state)
{
    struct colour colour = colour_fade(colour_hex(0x0B4F6C), 0.5);

    (void)state;
    assert_close(colour.r, 11 / 255.0);
    assert_close(colour.g, 79 / 255.0);
    assert_close(colour.b, 108 / 255.0);
    assert_close(colour.a, 0.5);
}

static void draw_box(struct canvas *canvas)
{
    canvas_rect(canvas, 10, 20, 30, 40);
    canvas_fill(canvas, colour_hex(0xFF0000));
}

static void a_fill_covers_its_path(void **state)
{
    struct fixture *fixture = *state;

    draw_box(fixture->image);
    look(fixture);
    assert_int_equal(pixel(fixture, 10, 20), 0xFF0000);
    assert_int_equal(pixel(fixture, 39, 59), 0xFF0000);
    assert_int_equal(pixel(fixture, 9, 20), 0xFFFFFF);
    assert_int_equal(pixel(fixture, 40, 60), 0xFFFFFF);
}

static void a_page_has_its_y_upward(void **state)
{
    struct fixture *fixture = *state;

    draw_box(fixture->page);
    assert_written(fixture, "1 0 0 rg\n"
                            "10 60 m\n40 60 l\n40 20 l\n10 20 l\nh\nf\n");
}

static void an_arc_is_written_as_curves(void **state)
{
    struct fixture *fixture = *state;

    canvas_circle(fixture->page, 50, 40, 10);
    canvas_fill(fixture->page, colour_hex(0));
    assert_written(fixture, "60 40 m\n");
    assert_in_range(count_of(fixture, " c\n"), 4, 8);
    assert_int_equal(count_of(fixture, " m\n"), 1);
}

static void a_colour_is_set_only_where_it_changes(void **state)
{
    struct fixture *fixture = *state;

    draw_box(fixture->page);
    draw_box(fixture->page);
    assert_int_equal(count_of(fixture, " rg\n"), 1);
    canvas_save(fixture->page);
    canvas_rect(fixture->page, 0, 0, 1, 1);
    canvas_fill(fixture->page, colour_hex(0x00FF00));
    canvas_restore(fixture->page);
    draw_box(fixture->page);
    /* Red came back with the state. */
    assert_int_equal(count_of(fixture, " rg\n"), 2);
}

static void a_pen_has_width_dash_and_ends(void **state)
{
    struct fixture *fixture = *state;
    struct pen pen = {.width = 1.25, .dash = {3, 2.5}, .round = true};

    canvas_move(fixture->page, 0, 0);
    canvas_line(fixture->page, 10, 10);
    canvas_stroke(fixture->page, colour_hex(0xFF0000), &pen);
    assert_written(fixture, "1 0 0 RG\n1.25 w\n1 J 1 j\n[3 2.5 ] 0 d\n"
                            "0 80 m\n10 70 l\nS\n");
    canvas_move(fixture->page, 0, 0);
    canvas_line(fixture->page, 10, 10);
    canvas_stroke(fixture->page, colour_hex(0xFF0000),
                  &(struct pen){.width = 1});
    assert_written(fixture, "1 w\n0 J 0 j\n[] 0 d\n");
}

static void opacity_is_a_state_of_its_own(void **state)
{
    struct fixture *fixture = *state;

    canvas_rect(fixture->page, 0, 0, 10, 10);
    canvas_fill(fixture->page, colour_fade(colour_hex(0), 0.16));
    assert_written(fixture, "q\n/A160 gs\n");
    assert_written(fixture, "f\nQ\n");
    assert_true(fixture->ink.opacities[160]);
    assert_false(fixture->ink.opacities[159]);
}

static void draw_clipped(struct canvas *canvas)
{
    canvas_save(canvas);
    canvas_clip(canvas, 10, 10, 20, 20);
    canvas_rect(canvas, 0, 0, WIDTH, HEIGHT);
    canvas_fill(canvas, colour_hex(0));
    canvas_restore(canvas);
    canvas_rect(canvas, 50, 50, 5, 5);
    canvas_fill(canvas, colour_hex(0));
}

static void a_clip_holds_until_it_is_restored(void **state)
{
    struct fixture *fixture = *state;

    draw_clipped(fixture->image);
    look(fixture);
    assert_close(darkness(fixture, 10, 10, 20, 20), 1);
    assert_close(darkness(fixture, 31, 0, 10, 40), 0);
    assert_close(darkness(fixture, 50, 50, 5, 5), 1);
    fixture->page = canvas_open_page(&fixture->ink, &fixture->drawing);
    draw_clipped(fixture->page);
    assert_written(fixture, "10 50 l\nh\nW n\n");
    canvas_close_page(fixture->page);
    assert_int_equal(count_of(fixture, "q\n"), 1);
    assert_int_equal(count_of(fixture, "Q\n"), 1);
}

static void a_hatch_covers_its_share_of_the_path(void **state)
{
    struct fixture *fixture = *state;

    canvas_rect(fixture->image, 20, 20, 60, 40);
    canvas_hatch(fixture->image, colour_hex(0), 1, 4);
    look(fixture);
    /* Lines 1 wide every 4. */
    assert_true(fabs(darkness(fixture, 20, 20, 60, 40) - 0.25) < 0.02);
    assert_close(darkness(fixture, 0, 0, WIDTH, 20), 0);
    assert_close(darkness(fixture, 80, 0, 40, HEIGHT), 0);
}

static void hatch_lines_rise(void **state)
{
    struct fixture *fixture = *state;

    canvas_rect(fixture->page, 0, 0, 20, 20);
    canvas_hatch(fixture->page, colour_hex(0), 1, 10);
    /* From the bottom (y 60 from below) to the top, to the right. */
    assert_written(fixture, "-5.86 60 m\n14.14 80 l\n");
}

static void text_reaches_as_far_as_it_measures(void **state)
{
    struct fixture *fixture = *state;
    struct colour black = colour_hex(0);
    double width = font_width(fixture->font, 20, STR("HEH"));

    assert_close(canvas_text(fixture->image, fixture->font, 20, 110, 40,
                             ALIGN_RIGHT, black, STR("HEH")),
                 width);
    look(fixture);
    int left = (int)floor(110 - width);
    /* Stems stand just inside of both ends, and nothing outside. */
    assert_true(darkness(fixture, left, 27, 5, 12) > 0.2);
    assert_true(darkness(fixture, 105, 27, 5, 12) > 0.2);
    assert_close(darkness(fixture, 110, 0, 10, HEIGHT), 0);
    assert_close(darkness(fixture, 0, 0, left, HEIGHT), 0);
    /* Capitals stand on the baseline. */
    assert_close(darkness(fixture, 0, 41, WIDTH, HEIGHT - 41), 0);
    assert_true(darkness(fixture, left, 38, (int)width, 2) > 0.1);
}

static void text_is_placed_by_its_alignment(void **state)
{
    struct fixture *fixture = *state;
    struct colour black = colour_hex(0);

    /* Two figures at 10 points are 11.6 wide. */
    canvas_text(fixture->page, fixture->font, 10, 50, 30, ALIGN_LEFT, black,
                STR("12"));
    canvas_text(fixture->page, fixture->font, 10, 50, 40, ALIGN_CENTRE, black,
                STR("34"));
    canvas_text(fixture->page, fixture->font, 10, 50, 50, ALIGN_RIGHT, black,
                STR("56"));
    assert_written(fixture, "BT\n50 50 Td\n/F0 10 Tf\n[<");
    assert_written(fixture, "BT\n44.2 40 Td\n");
    assert_written(fixture, "BT\n38.4 30 Td\n");
}

static void empty_text_draws_nothing(void **state)
{
    struct fixture *fixture = *state;

    assert_close(canvas_text(fixture->page, fixture->font, 10, 0, 0, ALIGN_LEFT,
                             colour_hex(0), (struct str){0}),
                 0);
    assert_int_equal(operators(fixture).len, 0);
}

static void a_glyph_with_another_text_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct colour black = colour_hex(0);

    /* U+FB01 is drawn by the same glyph as f and i together. */
    canvas_text(fixture->page, fixture->font, 10, 0, 10, ALIGN_LEFT, black,
                STR("fi"));
    assert_int_equal(count_of(fixture, "/ActualText"), 0);
    canvas_text(fixture->page, fixture->font, 10, 0, 20, ALIGN_LEFT, black,
                STR("\uFB01"));
    canvas_text(fixture->page, fixture->font, 10, 0, 30, ALIGN_LEFT, black,
                STR("fi"));
    assert_written(fixture, "/Span <</ActualText <FEFFFB01>>> BDC\n");
    assert_int_equal(count_of(fixture, "/ActualText"), 1);
}

static void marks_follow_the_structure(void **state)
{
    struct fixture *fixture = *state;
    struct canvas *page = fixture->page;

    canvas_begin(page, TAG_H1, STR(""));
    canvas_text(page, fixture->font, 10, 0, 10, ALIGN_LEFT, colour_hex(0),
                STR("a"));
    draw_box(page);
    canvas_end(page);
    canvas_begin(page, TAG_FIGURE, STR("a box"));
    draw_box(page);
    canvas_text(page, fixture->font, 10, 0, 10, ALIGN_LEFT, colour_hex(0),
                STR("b"));
    canvas_end(page);
    draw_box(page);
    canvas_close_page(page);
    assert_written(fixture, "/H1 <</MCID 0>> BDC\n");
    assert_written(fixture, "ET\nEMC\n/Artifact BMC\n");
    assert_written(fixture, "EMC\n/Figure <</MCID 1>> BDC\n");
    assert_int_equal(count_of(fixture, " BDC\n"), 2);
    assert_int_equal(count_of(fixture, "/Artifact BMC\n"), 2);
    assert_int_equal(count_of(fixture, "EMC\n"), 4);
    assert_int_equal(fixture->drawing.mark_count, 2);
}

static void a_figure_is_as_large_as_what_shows_of_it(void **state)
{
    struct fixture *fixture = *state;
    struct canvas *page = fixture->page;
    const struct element *figure;

    canvas_begin(page, TAG_FIGURE, STR("a box"));
    canvas_rect(page, 30, 30, 10, 10);
    canvas_fill(page, colour_hex(0));
    canvas_save(page);
    canvas_clip(page, 20, 30, 30, 20);
    canvas_rect(page, -500, -500, 1000, 1000);
    canvas_fill(page, colour_hex(0));
    canvas_restore(page);
    canvas_end(page);
    figure = fixture->ink.structure.last;
    assert_string_equal(figure->name, "Figure");
    assert_close(figure->extent.left, 20);
    assert_close(figure->extent.right, 50);
    assert_close(figure->extent.bottom, HEIGHT - 50);
    assert_close(figure->extent.top, HEIGHT - 30);
}

static void a_point_far_away_is_drawn_in_that_direction(void **state)
{
    struct fixture *fixture = *state;

    canvas_move(fixture->page, 10, 10);
    canvas_line(fixture->page, 1e30, 10);
    canvas_stroke(fixture->page, colour_hex(0), &(struct pen){.width = 1});
    canvas_arc(fixture->page, 10, 10, 1e300, 0, 1);
    canvas_fill(fixture->page, colour_hex(0));
    assert_written(fixture, "16000 70 l\n");
}

/* What must never be drawn. */
static void draw_nan_point(struct canvas *canvas, struct font *font)
{
    (void)font;
    canvas_line(canvas, (double)NAN, 0);
}

static void draw_infinite_arc(struct canvas *canvas, struct font *font)
{
    (void)font;
    canvas_arc(canvas, 0, 0, (double)INFINITY, 0, 1);
}

static void draw_text_nowhere(struct canvas *canvas, struct font *font)
{
    canvas_text(canvas, font, 10, (double)NAN, 0, ALIGN_LEFT, colour_hex(0),
                STR("x"));
}

static void numbers_that_are_none_are_a_bug(void **state)
{
    static void (*const bugs[])(struct canvas *, struct font *) = {
        draw_nan_point, draw_infinite_arc, draw_text_nowhere};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(bugs); i++) {
        int result;
        pid_t child = fork();

        if (child == 0) {
            fclose(stderr);
            bugs[i](fixture->page, fixture->font);
            _exit(0);
        }
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_true(WIFSIGNALED(result));
        assert_int_equal(WTERMSIG(result), SIGABRT);
    }
}

static void a_picture_that_cannot_be_written_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct canvas *image = canvas_open_image(&fixture->arena, 5, 5, 1);
    char *told;
    size_t size;
    struct diag diag = {.out = open_memstream(&told, &size)};

    assert_int_equal(canvas_close_image(image, &diag, "/nowhere/a.png"),
                     NO_OUTPUT);
    fclose(diag.out);
    assert_non_null(strstr(told, "/nowhere/a.png: error: "));
    free(told);
}

int main(void)
{
#define WITH_CANVAS(test)                                                      \
    cmocka_unit_test_setup_teardown(test, open_canvases, close_canvases)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_colour_is_taken_apart),
        WITH_CANVAS(a_fill_covers_its_path),
        WITH_CANVAS(a_page_has_its_y_upward),
        WITH_CANVAS(an_arc_is_written_as_curves),
        WITH_CANVAS(a_colour_is_set_only_where_it_changes),
        WITH_CANVAS(a_pen_has_width_dash_and_ends),
        WITH_CANVAS(opacity_is_a_state_of_its_own),
        WITH_CANVAS(a_clip_holds_until_it_is_restored),
        WITH_CANVAS(a_hatch_covers_its_share_of_the_path),
        WITH_CANVAS(hatch_lines_rise),
        WITH_CANVAS(text_reaches_as_far_as_it_measures),
        WITH_CANVAS(text_is_placed_by_its_alignment),
        WITH_CANVAS(empty_text_draws_nothing),
        WITH_CANVAS(a_glyph_with_another_text_says_so),
        WITH_CANVAS(marks_follow_the_structure),
        WITH_CANVAS(a_figure_is_as_large_as_what_shows_of_it),
        WITH_CANVAS(a_point_far_away_is_drawn_in_that_direction),
        WITH_CANVAS(numbers_that_are_none_are_a_bug),
        WITH_CANVAS(a_picture_that_cannot_be_written_is_told),
    };

    return cmocka_run_group_tests_name("render/canvas", tests, NULL, NULL);
}
