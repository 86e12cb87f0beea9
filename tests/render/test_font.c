#include "test.h"

#include "base/file.h"
#include "render/font.h"

#include <string.h>

#define LATO   "/usr/share/fonts/truetype/lato/Lato-Regular.ttf"
#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

/* What every test gets: Lato with DejaVu Sans behind it. */
struct fixture {
    struct arena arena;
    struct diag diag;
    char *told;
    size_t told_size;
    char folder[64];
    struct font *font;
};

static int open_font(void **state)
{
    static const char *const paths[] = {LATO, DEJAVU};
    static struct fixture fixture;

    fixture = (struct fixture){.folder = "/tmp/report-font-XXXXXX"};
    fixture.diag.out = open_memstream(&fixture.told, &fixture.told_size);
    *state = &fixture;
    return !mkdtemp(fixture.folder) ||
           font_load(&fixture.arena, &fixture.diag, paths, COUNT(paths),
                     &fixture.font) != OK;
}

static int close_font(void **state)
{
    struct fixture *fixture = *state;

    font_free(fixture->font);
    file_remove_tree(&fixture->diag, fixture->folder);
    fclose(fixture->diag.out);
    free(fixture->told);
    arena_free(&fixture->arena);
    return 0;
}

static void figures_are_of_one_width(void **state)
{
    struct fixture *fixture = *state;
    /* 580 thousandths of an em in Lato 2.0. */
    struct str figures = STR("0123456789");

    for (size_t i = 0; i < figures.len; i++)
        assert_close(
            font_width(fixture->font, 10, (struct str){figures.at + i, 1}),
            5.8);
}

static void letters_are_kerned(void **state)
{
    struct fixture *fixture = *state;
    struct str text = STR("AVATAR To Wave Ty.");
    double apart = 0;

    for (size_t i = 0; i < text.len; i++)
        apart += font_width(fixture->font, 10, (struct str){text.at + i, 1});
    /* 97.7 without kerning, 91.4 with it, measured by another program. */
    assert_true(fabs(apart - 97.7) < 0.1);
    assert_true(fabs(font_width(fixture->font, 10, text) - 91.4) < 0.1);
}

static void width_grows_with_size(void **state)
{
    struct fixture *fixture = *state;

    assert_close(font_width(fixture->font, 24, STR("Net sales")),
                 3 * font_width(fixture->font, 8, STR("Net sales")));
    assert_close(font_width(fixture->font, 24, (struct str){0}), 0);
}

static void a_ligature_stands_for_both_letters(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    assert_int_equal(font_shape(fixture->font, STR("fi"), &glyphs), 1);
    assert_int_equal(glyphs[0].cluster, 0);
    assert_int_equal(glyphs[0].length, 2);
}

static void what_a_face_lacks_comes_from_the_next(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    /* Lato has no triangle. */
    assert_int_equal(font_shape(fixture->font, STR("A▲B"), &glyphs), 3);
    assert_int_equal(glyphs[0].face, 0);
    assert_int_equal(glyphs[1].face, 1);
    assert_int_equal(glyphs[2].face, 0);
    assert_int_not_equal(glyphs[1].id, 0);
}

static void invalid_bytes_are_shown_as_replacements(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;
    uint32_t replacement;

    assert_int_equal(font_shape(fixture->font, STR("\uFFFD"), &glyphs), 1);
    replacement = glyphs[0].id;
    assert_int_equal(font_shape(fixture->font, STR("a\xFF\xC3"), &glyphs), 3);
    assert_int_equal(glyphs[1].id, replacement);
    assert_int_equal(glyphs[2].id, replacement);
}

static void line_ends_and_tabs_are_spaces(void **state)
{
    struct fixture *fixture = *state;

    assert_close(font_width(fixture->font, 10, STR("a\tb\nc\rd")),
                 font_width(fixture->font, 10, STR("a b c d")));
}

static void a_soft_hyphen_takes_no_room(void **state)
{
    struct fixture *fixture = *state;

    assert_close(font_width(fixture->font, 10, STR("soft\u00ADhyphen")),
                 font_width(fixture->font, 10, STR("softhyphen")));
}

static void hebrew_is_set_from_right_to_left(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    /* alef bet */
    assert_int_equal(font_shape(fixture->font, STR("אב"), &glyphs), 2);
    assert_int_equal(glyphs[0].cluster, 2);
    assert_int_equal(glyphs[1].cluster, 0);
}

static void figures_in_hebrew_run_from_left_to_right(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    /* alef, space, 12: drawn as 12, space, alef. */
    assert_int_equal(font_shape(fixture->font, STR("א 12"), &glyphs), 4);
    assert_int_equal(glyphs[0].cluster, 3);
    assert_int_equal(glyphs[1].cluster, 4);
    assert_int_equal(glyphs[2].cluster, 2);
    assert_int_equal(glyphs[3].cluster, 0);
}

static void latin_words_keep_their_place_in_latin_text(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    /* a, space, alef, bet, space, b. */
    assert_int_equal(font_shape(fixture->font, STR("a אב b"), &glyphs), 6);
    assert_int_equal(glyphs[0].cluster, 0);
    assert_int_equal(glyphs[2].cluster, 4);
    assert_int_equal(glyphs[3].cluster, 2);
    assert_int_equal(glyphs[5].cluster, 7);
}

static void a_text_shaped_again_has_the_same_glyphs(void **state)
{
    struct fixture *fixture = *state;
    struct str text = STR("Größe − ▲ fi");
    struct glyph first[32];
    const struct glyph *glyphs;
    size_t count = font_shape(fixture->font, text, &glyphs);

    assert_in_range(count, 1, COUNT(first));
    memcpy(first, glyphs, count * sizeof *first);
    font_shape(fixture->font, STR("something else"), &glyphs);
    assert_int_equal(font_shape(fixture->font, text, &glyphs), count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(glyphs[i].id, first[i].id);
        assert_close(glyphs[i].advance, first[i].advance);
    }
}

static void a_subset_is_a_small_font_file(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;
    uint32_t ids[8];
    size_t count = font_shape(fixture->font, STR("Report"), &glyphs);

    for (size_t i = 0; i < count; i++)
        ids[i] = glyphs[i].id;
    struct str file =
        font_subset(&fixture->arena, fixture->font, 0, ids, count);
    assert_in_range(file.len, 500, 40000);
    assert_memory_equal(file.at, "\0\1\0\0", 4);
}

static void an_outline_is_as_tall_as_the_letter(void **state)
{
    struct fixture *fixture = *state;
    const struct face *face = font_face(fixture->font, 0);
    const struct glyph *glyphs;
    const struct outline *outline;
    double top = 0, bottom = 1;

    font_shape(fixture->font, STR("H"), &glyphs);
    size_t count = font_outline(fixture->font, 0, glyphs[0].id, &outline);
    assert_in_range(count, 12, 20);
    for (size_t i = 0; i < count; i++) {
        if (outline[i].step != OUTLINE_LINE)
            continue;
        top = fmax(top, outline[i].xy[1]);
        bottom = fmin(bottom, outline[i].xy[1]);
    }
    assert_true(fabs(top - face->cap_height) < 0.01);
    assert_true(fabs(bottom) < 0.01);
}

static void a_postscript_font_gives_its_bare_outlines(void **state)
{
    struct fixture *fixture = *state;
    const char *path = getenv("REPORT_OTF");
    struct font *font;
    const struct glyph *glyphs;

    if (!path)
        path = "/usr/share/fonts/opentype/cantarell/Cantarell-Regular.otf";
    if (!file_exists(path)) {
        print_message("# skipped: no OpenType font at %s\n", path);
        skip();
    }
    assert_int_equal(
        font_load(&fixture->arena, &fixture->diag, &path, 1, &font), OK);
    assert_true(font_face(font, 0)->is_cff);
    font_shape(font, STR("H"), &glyphs);
    struct str table = font_subset(&fixture->arena, font, 0, &glyphs[0].id, 1);
    assert_in_range(table.len, 100, 20000);
    assert_memory_equal(table.at, "\1\0", 2); /* the version of CFF */
    font_free(font);
}

/* Texts that must be shared out among their glyphs without gap or overlap. */
static const char *const texts[] = {
    "Net sales grew 5.0%",
    "office first fluffy",
    "e\u0301 x\u0304 𝔸",
    "مرحبا 123 של abc",
    "\xFF\xFE bad \xC3",
    "\x01\x02\x7F",
    "क्ष あ 👍",
};

static void every_byte_belongs_to_one_glyph(void **state)
{
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct str text = str_of(texts[i]);
        const struct glyph *glyphs;
        size_t count = font_shape(fixture->font, text, &glyphs), covered = 0;

        for (size_t j = 0; j < count; j++)
            covered += glyphs[j].length;
        assert_int_equal(covered, text.len);
    }
}

static void hostile_bytes_do_no_harm(void **state)
{
    struct fixture *fixture = *state;
    unsigned seed = 1;

    for (int round = 0; round < 2000; round++) {
        char bytes[24];
        const struct glyph *glyphs;

        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245 + 12345;
            bytes[i] = (char)(seed >> 16);
        }
        size_t count = font_shape(fixture->font,
                                  (struct str){bytes, sizeof bytes}, &glyphs);
        for (size_t i = 0; i < count; i++) {
            assert_true(isfinite(glyphs[i].advance));
            assert_true(glyphs[i].cluster + glyphs[i].length <= sizeof bytes);
        }
    }
}

static enum status load(struct fixture *fixture, const char *path)
{
    struct font *font;
    enum status status =
        font_load(&fixture->arena, &fixture->diag, &path, 1, &font);

    font_free(font);
    fflush(fixture->diag.out);
    return status;
}

static void an_absent_font_is_told_with_its_path(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(load(fixture, "/nowhere/Brand.ttf"), NO_INPUT);
    assert_non_null(strstr(fixture->told, "/nowhere/Brand.ttf: error: "));
    assert_non_null(strstr(fixture->told, "fonts.yaml"));
    assert_int_equal(fixture->diag.errors, 1);
}

static void a_broken_font_is_refused(void **state)
{
    /* How much of Lato the file has. */
    static const size_t lengths[] = {0, 3, 12, 400, 20000, 300000};
    struct fixture *fixture = *state;
    struct str whole;

    assert_int_equal(file_read(&fixture->arena, &fixture->diag, LATO, &whole),
                     OK);
    for (size_t i = 0; i < COUNT(lengths); i++) {
        const char *path =
            str_format(&fixture->arena, "%s/%zu.ttf", fixture->folder, i).at;
        struct str part = {whole.at, lengths[i]};

        assert_true(lengths[i] < whole.len);
        assert_int_equal(file_write(&fixture->diag, path, part, 0600), OK);
        assert_int_equal(load(fixture, path), BAD_DATA);
        assert_non_null(strstr(fixture->told, path));
    }
    assert_int_equal(fixture->diag.errors, COUNT(lengths));
}

int main(void)
{
#define WITH_FONT(test)                                                        \
    cmocka_unit_test_setup_teardown(test, open_font, close_font)
    const struct CMUnitTest tests[] = {
        WITH_FONT(figures_are_of_one_width),
        WITH_FONT(letters_are_kerned),
        WITH_FONT(width_grows_with_size),
        WITH_FONT(a_ligature_stands_for_both_letters),
        WITH_FONT(what_a_face_lacks_comes_from_the_next),
        WITH_FONT(invalid_bytes_are_shown_as_replacements),
        WITH_FONT(line_ends_and_tabs_are_spaces),
        WITH_FONT(a_soft_hyphen_takes_no_room),
        WITH_FONT(hebrew_is_set_from_right_to_left),
        WITH_FONT(figures_in_hebrew_run_from_left_to_right),
        WITH_FONT(latin_words_keep_their_place_in_latin_text),
        WITH_FONT(a_text_shaped_again_has_the_same_glyphs),
        WITH_FONT(a_subset_is_a_small_font_file),
        WITH_FONT(a_postscript_font_gives_its_bare_outlines),
        WITH_FONT(an_outline_is_as_tall_as_the_letter),
        WITH_FONT(every_byte_belongs_to_one_glyph),
        WITH_FONT(hostile_bytes_do_no_harm),
        WITH_FONT(an_absent_font_is_told_with_its_path),
        WITH_FONT(a_broken_font_is_refused),
    };

    return cmocka_run_group_tests_name("render/font", tests, NULL, NULL);
}
