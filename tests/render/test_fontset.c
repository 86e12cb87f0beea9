#include "test.h"

#include "base/file.h"
#include "render/fontset.h"

#include <string.h>

/* A folder with a fonts.yaml of the test's own. */
struct fixture {
    struct arena arena;
    struct diag diag;
    char *told;
    size_t told_size;
    char folder[64];
    struct fontset set;
};

static int open_folder(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){.folder = "/tmp/report-fonts-XXXXXX"};
    fixture.diag.out = open_memstream(&fixture.told, &fixture.told_size);
    *state = &fixture;
    return !mkdtemp(fixture.folder);
}

static int close_folder(void **state)
{
    struct fixture *fixture = *state;

    fontset_free(&fixture->set);
    file_remove_tree(&fixture->diag, fixture->folder);
    fclose(fixture->diag.out);
    free(fixture->told);
    arena_free(&fixture->arena);
    return 0;
}

static void put(struct fixture *fixture, const char *name, struct str content)
{
    const char *path = file_join(&fixture->arena, fixture->folder, name);

    assert_int_equal(file_write(&fixture->diag, path, content, 0600), OK);
}

static enum status load(struct fixture *fixture, const char *family)
{
    enum status status =
        fontset_load(&fixture->arena, &fixture->diag, fixture->folder,
                     str_of(family), &fixture->set);

    fflush(fixture->diag.out);
    return status;
}

static void assert_told(const struct fixture *fixture, const char *want)
{
    if (strstr(fixture->told, want))
        return;
    print_error("no '%s' in: %s\n", want, fixture->told);
    fail();
}

static const char *face(const struct fixture *fixture, enum font_weight weight)
{
    return font_face(fixture->set.fonts[weight], 0)->name;
}

static void the_house_family_is_lato(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(fontset_load(&fixture->arena, &fixture->diag, "fonts",
                                  (struct str){0}, &fixture->set),
                     OK);
    assert_string_equal(face(fixture, WEIGHT_REGULAR), "Lato-Regular");
    assert_string_equal(face(fixture, WEIGHT_BOLD), "Lato-Bold");
    assert_string_equal(face(fixture, WEIGHT_LIGHT), "Lato-Light");
    for (size_t i = 0; i < WEIGHT_COUNT; i++) {
        const struct glyph *glyphs;

        /* A triangle, which Lato lacks. */
        assert_int_equal(font_shape(fixture->set.fonts[i], STR("▲"), &glyphs),
                         1);
        assert_int_equal(glyphs[0].face, 1);
    }
}

static void a_family_without_light_uses_regular(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(fontset_load(&fixture->arena, &fixture->diag, "fonts",
                                  STR("DejaVu Sans"), &fixture->set),
                     OK);
    assert_string_equal(face(fixture, WEIGHT_LIGHT), "DejaVuSans");
    assert_string_equal(face(fixture, WEIGHT_BOLD), "DejaVuSans-Bold");
}

static void an_own_file_is_taken_before_the_systems(void **state)
{
    struct fixture *fixture = *state;
    struct str bold;

    put(fixture, "fonts.yaml",
        STR("default: House\n"
            "folders: /usr/share/fonts/truetype/lato\n"
            "families:\n"
            "  House:\n"
            "    regular: Lato-Regular.ttf\n"
            "    bold: Lato-Bold.ttf\n"));
    assert_int_equal(
        file_read(&fixture->arena, &fixture->diag,
                  "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
                  &bold),
        OK);
    put(fixture, "Lato-Bold.ttf", bold);
    assert_int_equal(load(fixture, ""), OK);
    assert_string_equal(face(fixture, WEIGHT_REGULAR), "Lato-Regular");
    assert_string_equal(face(fixture, WEIGHT_BOLD), "DejaVuSans-Bold");
}

static void an_absent_file_is_told_with_its_package(void **state)
{
    struct fixture *fixture = *state;

    put(fixture, "fonts.yaml",
        STR("default: House\n"
            "families:\n"
            "  House:\n"
            "    regular: House-Regular.ttf\n"
            "    bold: House-Bold.ttf\n"
            "    package: fonts-house\n"));
    assert_int_equal(load(fixture, ""), NO_INPUT);
    assert_told(fixture, "/House-Regular.ttf: error: ");
    assert_told(fixture, "install the package fonts-house");
    assert_int_equal(fixture->diag.errors, 1);
}

static void names_of_asia_are_in_the_last_fallback(void **state)
{
    static const char *const names[] = {"上海旗舰店", "渋谷スクランブル",
                                        "서울강남점", "誠品書店"};
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    assert_int_equal(fontset_load(&fixture->arena, &fixture->diag, "fonts",
                                  (struct str){0}, &fixture->set),
                     OK);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct font *font = fixture->set.fonts[WEIGHT_BOLD];
        size_t count = font_shape(font, str_of(names[i]), &glyphs);

        for (size_t j = 0; j < count; j++)
            assert_string_equal(font_face(font, glyphs[j].face)->name,
                                "WenQuanYiMicroHei");
    }
    fontset_tell(&fixture->set, &fixture->diag);
    assert_int_equal(fixture->diag.warnings, 0);
}

static const char with_optional[] = "default: House\n"
                                    "folders: /usr/share/fonts/truetype/lato\n"
                                    "families:\n"
                                    "  House:\n"
                                    "    regular: Lato-Regular.ttf\n"
                                    "    bold: Lato-Bold.ttf\n"
                                    "    fallback: Rare\n"
                                    "  Rare:\n"
                                    "    regular: Rare.ttf\n"
                                    "    bold: Rare.ttf\n"
                                    "    package: fonts-rare\n"
                                    "    optional: true\n";

static void an_optional_fallback_may_be_absent(void **state)
{
    struct fixture *fixture = *state;
    const struct glyph *glyphs;

    put(fixture, "fonts.yaml", str_of(with_optional));
    assert_int_equal(load(fixture, ""), OK);
    font_shape(fixture->set.fonts[WEIGHT_REGULAR], STR("Café e\xCC\x81"),
               &glyphs);
    fontset_tell(&fixture->set, &fixture->diag);
    assert_int_equal(fixture->diag.warnings, 0);

    /* A letter that is not there is a box, and told once. */
    for (size_t i = 0; i < WEIGHT_COUNT; i++)
        assert_int_equal(
            font_shape(fixture->set.fonts[i], STR("上海"), &glyphs), 2);
    fontset_tell(&fixture->set, &fixture->diag);
    fflush(fixture->diag.out);
    assert_int_equal(fixture->diag.warnings, 1);
    assert_told(fixture, "no font has the letter U+4E0A");
    assert_told(fixture, "install the package fonts-rare");
}

static void an_optional_font_is_a_fallback_only(void **state)
{
    struct fixture *fixture = *state;

    put(fixture, "fonts.yaml", str_of(with_optional));
    assert_int_equal(load(fixture, "Rare"), BAD_DATA);
    assert_told(fixture, "fonts.yaml:9:5: error: an optional font");
    assert_int_equal(fixture->diag.errors, 1);
}

static void an_absent_list_is_told(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(load(fixture, ""), NO_INPUT);
    assert_told(fixture, "/fonts.yaml");
    assert_int_equal(fixture->diag.errors, 1);
}

static const struct wrong {
    const char *name;
    const char *yaml;
    const char *family;
    const char *told;
} wrongs[] = {
    {"a family that is not listed is told with one like it",
     "default: Lato\nfamilies:\n  Lato:\n    regular: a.ttf\n    bold: b.ttf\n",
     "Latto", "unrecognized font family 'Latto'; did you mean 'Lato'?"},
    {"a default that is not listed is told at its place",
     "default: Lota\nfamilies:\n  Lato:\n    regular: a.ttf\n    bold: b.ttf\n",
     "", "fonts.yaml:1:10: error: unrecognized font family 'Lota'"},
    {"a family needs a bold weight",
     "default: A\nfamilies:\n  A:\n    regular: a.ttf\n", "", "'bold'"},
    {"a key of a family must be known",
     "default: A\nfamilies:\n  A:\n    regular: a\n    bold: b\n    thin: c\n",
     "", "fonts.yaml:6:5: error: "},
    {"families are a mapping", "default: A\nfamilies: Lato\n", "",
     "fonts.yaml:2:11: error: "},
    {"there must be families", "default: A\n", "", "'families'"},
};

static void a_wrong_list_is_refused(void **state)
{
    const struct wrong *wrong = *state;
    void *opened = NULL;

    assert_int_equal(open_folder(&opened), 0);
    struct fixture *fixture = opened;
    put(fixture, "fonts.yaml", str_of(wrong->yaml));
    assert_int_equal(load(fixture, wrong->family), BAD_DATA);
    assert_told(fixture, wrong->told);
    assert_null(fixture->set.fonts[0]);
    close_folder(&opened);
}

int main(void)
{
#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, open_folder, close_folder)
    struct CMUnitTest tests[COUNT(wrongs) + 8] = {
        [COUNT(wrongs)] = IN_FOLDER(the_house_family_is_lato),
        IN_FOLDER(a_family_without_light_uses_regular),
        IN_FOLDER(an_own_file_is_taken_before_the_systems),
        IN_FOLDER(an_absent_file_is_told_with_its_package),
        IN_FOLDER(an_absent_list_is_told),
        IN_FOLDER(names_of_asia_are_in_the_last_fallback),
        IN_FOLDER(an_optional_fallback_may_be_absent),
        IN_FOLDER(an_optional_font_is_a_fallback_only),
    };
    put_row_tests(tests, wrongs, a_wrong_list_is_refused);
    return cmocka_run_group_tests_name("render/fontset", tests, NULL, NULL);
}
