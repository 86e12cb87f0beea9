#include "test.h"

#include "base/file.h"
#include "render/canvas.h"
#include "render/canvas_picture.h"

#include <cairo.h>
#include <string.h>

static struct arena arena;
static struct diag diag;
static char *told;
static size_t told_size;
static char folder[] = "/tmp/pictureXXXXXX";

static const char *put(const char *name, const char *content)
{
    const char *path = file_join(&arena, folder, name);
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    return path;
}

static enum status load(const char *path, struct picture *picture)
{
    return picture_load(&arena, &diag, (struct place){"brand.yaml", 3, 7}, path,
                        picture);
}

static uint32_t pixel(const struct picture *picture, int x, int y)
{
    uint32_t word;

    memcpy(&word, picture->argb + y * picture->stride + x * 4, sizeof word);
    return word;
}

static void an_svg_is_drawn_as_large_as_may_be(void **state)
{
    struct picture picture;

    (void)state;
    assert_int_equal(
        load(put("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' "
                          "viewBox='0 0 40 10'><rect width='20' height='10' "
                          "fill='#ff0000'/></svg>"),
             &picture),
        OK);
    assert_int_equal(picture.width, 1024);
    assert_int_equal(picture.height, 256);
    assert_int_equal(pixel(&picture, 100, 128), 0xFFFF0000);
    assert_int_equal(pixel(&picture, 900, 128), 0);
}

static const char *png_of(int width, int height)
{
    const char *path = file_join(&arena, folder, "a.png");
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source_rgba(cairo, 0, 0, 1, 0.5);
    cairo_paint(cairo);
    assert_int_equal(cairo_surface_write_to_png(surface, path),
                     CAIRO_STATUS_SUCCESS);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return path;
}

static void a_png_keeps_its_pixels(void **state)
{
    struct picture picture;

    (void)state;
    assert_int_equal(load(png_of(30, 20), &picture), OK);
    assert_int_equal(picture.width, 30);
    assert_int_equal(picture.height, 20);
    assert_int_equal(pixel(&picture, 15, 10), 0x80000080);
}

static void a_large_png_is_made_smaller(void **state)
{
    struct picture picture;

    (void)state;
    assert_int_equal(load(png_of(3000, 150), &picture), OK);
    assert_int_equal(picture.width, 1024);
    assert_int_equal(picture.height, 51);
    assert_int_equal(pixel(&picture, 500, 25), 0x80000080);
}

static void what_is_no_picture_is_told_with_its_place(void **state)
{
    static const char *const wrong[] = {
        "", "GIF89a", "<svg", "\x89PNG\r\n\x1A\n", "<html xmlns='x'/>"};
    struct picture picture;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        rewind(diag.out);
        assert_int_equal(load(put("wrong", wrong[i]), &picture), BAD_DATA);
        fflush(diag.out);
        assert_non_null(strstr(told, "brand.yaml:3:7: error: '"));
        assert_non_null(strstr(told, "cannot be drawn as a PNG or an SVG: "));
    }
}

static void a_picture_that_is_missing_is_told(void **state)
{
    struct picture picture;

    (void)state;
    assert_int_equal(load(file_join(&arena, folder, "none.svg"), &picture),
                     NO_INPUT);
}

/* An SVG may not look into other files. */
static void an_svg_opens_nothing(void **state)
{
    struct picture picture;
    const char *png = png_of(30, 20);

    (void)state;
    assert_int_equal(
        load(put("b.svg",
                 str_format(&arena,
                            "<svg xmlns='http://www.w3.org/2000/svg' "
                            "xmlns:xlink='http://www.w3.org/1999/xlink' "
                            "width='30' height='20'><image width='30' "
                            "height='20' xlink:href='file://%s'/></svg>",
                            png)
                     .at),
             &picture),
        OK);
    assert_int_equal(pixel(&picture, 500, 300), 0);
}

static int open_all(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    diag = (struct diag){.out = open_memstream(&told, &told_size)};
    return diag.out ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    assert_int_equal(file_remove_tree(&diag, folder), OK);
    fclose(diag.out);
    free(told);
    arena_free(&arena);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_svg_is_drawn_as_large_as_may_be),
        cmocka_unit_test(a_png_keeps_its_pixels),
        cmocka_unit_test(a_large_png_is_made_smaller),
        cmocka_unit_test(what_is_no_picture_is_told_with_its_place),
        cmocka_unit_test(a_picture_that_is_missing_is_told),
        cmocka_unit_test(an_svg_opens_nothing),
    };

    return cmocka_run_group_tests_name("render/canvas_picture", tests, open_all,
                                       close_all);
}
