#include "test.h"

#include "base/file.h"
#include "render/pdf.h"

#include <string.h>

/* Documents are looked at with poppler's tools and qpdf. */

#define FONTS "/usr/share/fonts/truetype/"

#define TEXT(literal)                                                          \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

static const struct pdf_info sound_info = {
    .title = TEXT("Net sales € 𝔸"),
    .author = TEXT("A & B <retail>"),
    .subject = TEXT("The executive report"),
    .language = TEXT("en-GB"),
    .created = 951827696, /* 2000-02-29 12:34:56 UTC */
    .id = "00112233445566778899AABBCCDDEEFF",
};

struct fixture {
    struct arena arena;
    struct diag diag;
    char *told;
    size_t told_size;
    struct font *regular, *bold;
    char folder[64];
    const char *path; /* of the document in hand */
};

/* The document ----------------------------------------------------------- */

static const struct colour ink = {0, 0, 0, 1};

/* Every kind of text that must be found again, one a line. */
static const char *const lines[] = {
    "office first fluffy",
    "€214.8m −8.6% ±2",
    "Grüße naïve Łódź",
    "“quoted” – …",
    "Ελληνικά",
    "Привет",
    "مرحبا",
    "שלום",
    "▲ up ▼ down",
    "letter 𝔸 beyond",
    "of\uFB01ce",         /* the ligature as a letter */
    "\u2126 ohm Ω omega", /* two letters that look alike */
};

static void write_text(struct canvas *canvas, struct font *font, double y,
                       const char *text)
{
    canvas_text(canvas, font, 10, 40, y, ALIGN_LEFT, ink, str_of(text));
}

static void draw_table(struct canvas *canvas, const struct fixture *fixture)
{
    static const char *const cells[2][2] = {{"Category", "Sales"},
                                            {"Toys", "1,234.5"}};

    canvas_begin(canvas, TAG_TABLE, STR(""));
    for (int row = 0; row < 2; row++) {
        canvas_begin(canvas, TAG_ROW, STR(""));
        for (int column = 0; column < 2; column++) {
            canvas_begin(canvas,
                         row == 0      ? TAG_HEAD_CELL
                         : column == 0 ? TAG_ROW_HEAD
                                       : TAG_CELL,
                         STR(""));
            canvas_text(canvas, fixture->regular, 9, 215 + 100 * column,
                        300 + 14 * row, ALIGN_RIGHT, ink,
                        str_of(cells[row][column]));
            canvas_end(canvas);
        }
        canvas_move(canvas, 100, 303 + 14 * row);
        canvas_line(canvas, 315, 303 + 14 * row);
        canvas_stroke(canvas, ink, &(struct pen){.width = .5});
        canvas_end(canvas);
    }
    canvas_end(canvas);
}

static void draw_first_page(struct canvas *canvas,
                            const struct fixture *fixture)
{
    canvas_begin(canvas, TAG_SECTION, STR(""));
    canvas_begin(canvas, TAG_H1, STR(""));
    write_text(canvas, fixture->bold, 40, "Net sales grew 5.0%");
    canvas_end(canvas);
    for (size_t i = 0; i < COUNT(lines); i++) {
        canvas_begin(canvas, TAG_P, STR(""));
        write_text(canvas, fixture->regular, 60 + 14 * (double)i, lines[i]);
        canvas_end(canvas);
    }
    draw_table(canvas, fixture);
    canvas_end(canvas);
}

static void draw_second_page(struct canvas *canvas,
                             const struct fixture *fixture)
{
    canvas_begin(canvas, TAG_SECTION, STR(""));
    canvas_begin(canvas, TAG_FIGURE, STR("Sales by month 𝔸"));
    canvas_rect(canvas, 40, 40, 100, 50);
    canvas_fill(canvas, colour_fade(colour_hex(0x0B4F6C), 0.4));
    write_text(canvas, fixture->regular, 60, "April");
    canvas_end(canvas);
    canvas_begin(canvas, TAG_LIST, STR(""));
    canvas_begin(canvas, TAG_ITEM, STR(""));
    write_text(canvas, fixture->regular, 106, "Win back");
    write_text(canvas, fixture->regular, 120, "410 customers");
    canvas_end(canvas);
    canvas_end(canvas);
    canvas_begin(canvas, TAG_P, STR(""));
    canvas_begin(canvas, TAG_LINK, STR("To the first page"));
    write_text(canvas, fixture->regular, 140, "Back");
    canvas_link(canvas, 40, 130, 30, 14, 0);
    canvas_end(canvas);
    canvas_end(canvas);
    canvas_begin(canvas, TAG_ARTIFACT, STR(""));
    write_text(canvas, fixture->regular, 580, "2 / 2");
    canvas_end(canvas);
    canvas_end(canvas);
}

static enum status make(struct fixture *fixture, const struct pdf_info *info,
                        struct str *bytes)
{
    struct pdf *pdf = pdf_open(&fixture->arena, &fixture->diag, info);

    draw_first_page(pdf_page(pdf, 841.89, 595.28), fixture);
    pdf_bookmark(pdf, 0, STR("First (\\ 𝔸"));
    pdf_bookmark(pdf, 1, STR("Below the first"));
    draw_second_page(pdf_page(pdf, 841.89, 595.28), fixture);
    pdf_bookmark(pdf, 0, STR("Second"));
    return pdf_close(pdf, bytes);
}

static const char *make_file(struct fixture *fixture, const char *name,
                             const struct pdf_info *info)
{
    struct str bytes;
    const char *path = file_join(&fixture->arena, fixture->folder, name);

    assert_int_equal(make(fixture, info, &bytes), OK);
    assert_int_equal(file_write(&fixture->diag, path, bytes, 0600), OK);
    return path;
}

static int open_document(void **state)
{
    static struct fixture fixture = {.folder = "/tmp/report-pdf-XXXXXX"};
    static const char *const regular[] = {FONTS "lato/Lato-Regular.ttf",
                                          FONTS "dejavu/DejaVuSans.ttf"};
    static const char *const bold[] = {FONTS "lato/Lato-Bold.ttf"};

    *state = &fixture;
    fixture.diag.out = open_memstream(&fixture.told, &fixture.told_size);
    if (!mkdtemp(fixture.folder) ||
        font_load(&fixture.arena, &fixture.diag, regular, 2,
                  &fixture.regular) ||
        font_load(&fixture.arena, &fixture.diag, bold, 1, &fixture.bold))
        return 1;
    fixture.path = make_file(&fixture, "document.pdf", &sound_info);
    return 0;
}

static int close_document(void **state)
{
    struct fixture *fixture = *state;

    file_remove_tree(&fixture->diag, fixture->folder);
    font_free(fixture->regular);
    font_free(fixture->bold);
    fclose(fixture->diag.out);
    free(fixture->told);
    arena_free(&fixture->arena);
    return 0;
}

/* Looking at it ---------------------------------------------------------- */

/*
 * What a tool prints about the document, which its arguments call $DOCUMENT;
 * the test is skipped where the tool is not installed.
 */
static const char *look(struct fixture *fixture, const char *path,
                        const char *tool, const char *arguments)
{
    struct text out = {.arena = &fixture->arena};
    char part[4096];
    size_t length;
    struct str command = str_format(
        &fixture->arena, "command -v %s >/dev/null || exit 127; %s %s", tool,
        tool, arguments);

    setenv("DOCUMENT", path, 1);
    FILE *pipe = popen(command.at, "r");
    assert_non_null(pipe);
    while ((length = fread(part, 1, sizeof part, pipe)) > 0)
        text_add(&out, (struct str){part, length});
    int result = pclose(pipe);
    if (result == 127 << 8) {
        print_message("# skipped: no %s\n", tool);
        skip();
    }
    assert_int_equal(result, 0);
    text_add(&out, STR("\n"));
    return out.at;
}

static void assert_shown(const char *text, const char *want)
{
    if (strstr(text, want))
        return;
    print_error("no '%s' in:\n%s\n", want, text);
    fail();
}

static void assert_not_shown(const char *text, const char *banned)
{
    if (!strstr(text, banned))
        return;
    print_error("'%s' in:\n%s\n", banned, strstr(text, banned));
    fail();
}

/* All objects in the clear. */
static const char *laid_open(struct fixture *fixture, const char *path)
{
    return look(fixture, path, "qpdf",
                "--qdf --object-streams=disable $DOCUMENT - | tr -d '\\000'");
}

static void its_syntax_is_sound(void **state)
{
    struct fixture *fixture = *state;

    assert_shown(look(fixture, fixture->path, "qpdf", "--check $DOCUMENT"),
                 "No syntax or stream encoding errors found");
}

static void every_text_is_found(void **state)
{
    struct fixture *fixture = *state;
    const char *text =
        look(fixture, fixture->path, "pdftotext", "-q $DOCUMENT - 2>&1");

    assert_shown(text, "Net sales grew 5.0%");
    for (size_t i = 0; i < COUNT(lines); i++)
        assert_shown(text, lines[i]);
    assert_shown(text, "Win back\n");
    assert_shown(text, "410 customers\n");
}

static void reading_it_gives_no_warning(void **state)
{
    struct fixture *fixture = *state;

    assert_string_equal(
        look(fixture, fixture->path, "pdftotext", "$DOCUMENT /dev/null 2>&1"),
        "\n");
}

static void fonts_are_embedded_subsets_with_a_map(void **state)
{
    struct fixture *fixture = *state;
    const char *fonts = look(fixture, fixture->path, "pdffonts", "$DOCUMENT");
    size_t count = 0;

    assert_shown(fonts, "+Lato-Regular");
    assert_shown(fonts, "+Lato-Bold");
    assert_shown(fonts, "+DejaVuSans");
    for (const char *at = fonts; (at = strstr(at, "yes yes yes")); at++)
        count++;
    assert_int_equal(count, 3);
    assert_not_shown(fonts, " no ");
}

static void it_says_what_it_is(void **state)
{
    struct fixture *fixture = *state;
    const char *info = look(fixture, fixture->path, "env",
                            "TZ=UTC pdfinfo -isodates $DOCUMENT");

    assert_shown(info, "Title:           Net sales € 𝔸\n");
    assert_shown(info, "Author:          A & B <retail>\n");
    assert_shown(info, "Subject:         The executive report\n");
    assert_shown(info, "CreationDate:    2000-02-29T12:34:56Z\n");
    assert_shown(info, "ModDate:         2000-02-29T12:34:56Z\n");
    assert_shown(info, "Tagged:          yes\n");
    assert_shown(info, "JavaScript:      no\n");
    assert_shown(info, "Pages:           2\n");
    assert_shown(info, "Page size:       841.89 x 595.28 pts (A4)\n");
    assert_shown(info, "PDF version:     1.7\n");
}

static void its_metadata_is_xml(void **state)
{
    struct fixture *fixture = *state;
    const char *xmp =
        look(fixture, fixture->path, "pdfinfo", "-meta $DOCUMENT");

    assert_shown(xmp, "<rdf:li>A &amp; B &lt;retail&gt;</rdf:li>");
    assert_shown(xmp, "<xmp:CreateDate>2000-02-29T12:34:56Z<");
    look(fixture, fixture->path, "xmllint",
         "--version 2>/dev/null; pdfinfo -meta $DOCUMENT | xmllint --noout -");
}

static void its_structure_is_read_in_order(void **state)
{
    /* clang-format off */
    static const char *const parts[] = {
        "Document", "Sect", "H1", "\"Net sales grew 5.0%\"",
        "P (block)", "\"office first fluffy\"",
        "Table", "TR", "TH", "/Scope /Column", "\"Category\"",
        "TH", "/Scope /Column", "\"Sales\"",
        "TR", "TH", "/Scope /Row", "\"Toys\"", "TD", "\"1,234.5\"",
        "Sect", "Figure", "/BBox [40", "\"April\"",
        "L (block)", "LI", "LBody", "\"Win back 410 customers\"",
        "P (block)", "Link", "\"Back\"", "Object ",
    };
    /* clang-format on */
    struct fixture *fixture = *state;
    const char *at =
        look(fixture, fixture->path, "pdfinfo", "-struct-text $DOCUMENT");

    assert_not_shown(at, "2 / 2");
    for (size_t i = 0; i < COUNT(parts); i++) {
        assert_shown(at, parts[i]);
        at = strstr(at, parts[i]) + strlen(parts[i]);
    }
}

static void figures_and_links_have_a_text_for_all(void **state)
{
    struct fixture *fixture = *state;
    const char *objects = laid_open(fixture, fixture->path);

    /* "Sales by month" and "To the first page" in UTF-16. */
    assert_shown(objects, "/Alt <feff00530061006c00650073002000620079");
    assert_shown(objects, "/Contents <feff0054006f0020007400680065");
    assert_shown(objects, "/Type /OBJR");
    assert_shown(objects, "/Subtype /Link");
    assert_shown(objects, "/Marked true");
    assert_shown(objects, "/DisplayDocTitle true");
    assert_shown(objects, "/Lang <feff0065006e002d00470042>");
    assert_shown(objects, "/Tabs /S");
    assert_shown(objects, "/ca 0.4");
}

static void bookmarks_nest_and_hold_any_text(void **state)
{
    struct fixture *fixture = *state;
    const char *objects = laid_open(fixture, fixture->path);

    /* "First (\ " and a letter beyond U+FFFF. */
    assert_shown(objects, "/Title <feff0046006900720073007400200028005c0020"
                          "d835dd38>");
    assert_shown(objects, "/Title <feff005300650063006f006e0064>");
    assert_shown(objects, "/PageMode /UseOutlines");
    assert_shown(objects, "/PageLabels");
}

static void its_id_is_the_one_given(void **state)
{
    struct fixture *fixture = *state;

    assert_shown(laid_open(fixture, fixture->path),
                 "/ID [<00112233445566778899aabbccddeeff>");
}

static void numbers_end_where_they_are_aligned(void **state)
{
    struct fixture *fixture = *state;
    const char *boxes =
        look(fixture, fixture->path, "pdftotext", "-bbox $DOCUMENT -");
    const char *word = strstr(boxes, ">1,234.5<");

    assert_non_null(word);
    while (strncmp(word, "xMax=\"", 6) != 0)
        word--;
    assert_true(fabs(strtod(word + 6, NULL) - 315) < 0.02);
}

static void the_same_pages_give_the_same_bytes(void **state)
{
    struct fixture *fixture = *state;
    struct str first, second;

    assert_int_equal(make(fixture, &sound_info, &first), OK);
    setenv("TZ", "Asia/Tokyo", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    sleep(1);
    assert_int_equal(make(fixture, &sound_info, &second), OK);
    unsetenv("TZ");
    unsetenv("LC_ALL");
    assert_true(str_equal(first, second));
}

static const char *const hostile[] = {
    ") /OpenAction << /S /JavaScript /JS (app.alert(1)) >> (",
    "> >> endobj 1 0 obj << /Launch /URI /EmbeddedFile",
    "\\) \\",
    "</rdf:li><x/>\x01\xFF]]>",
    "endstream endobj",
};

static void hostile_texts_stay_texts(void **state)
{
    static const char *const banned[] = {
        "/OpenAction", "/JavaScript", "/JS",        "/Launch",
        "/URI",        "/Embedded",   "/RichMedia", "/AA",
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(hostile); i++) {
        struct pdf_info info = sound_info;
        char name[] = "hostile0.pdf";

        name[7] = (char)('0' + i);
        info.title = info.author = info.subject = info.language =
            str_of(hostile[i]);
        const char *path = make_file(fixture, name, &info);
        const char *objects = laid_open(fixture, path);
        look(fixture, path, "qpdf", "--check $DOCUMENT");
        for (size_t j = 0; j < COUNT(banned); j++)
            assert_not_shown(objects, banned[j]);
    }
    assert_shown(
        look(fixture,
             file_join(&fixture->arena, fixture->folder, "hostile0.pdf"),
             "pdfinfo", "$DOCUMENT"),
        hostile[0]);
}

static void a_page_that_cannot_be_is_told_once(void **state)
{
    struct fixture *fixture = *state;
    char *told;
    size_t size;
    struct diag diag = {.out = open_memstream(&told, &size)};
    struct str bytes = STR("untouched");
    struct pdf *pdf = pdf_open(&fixture->arena, &diag, &sound_info);

    /* libharu takes pages from 3 points on. */
    write_text(pdf_page(pdf, 1, 1), fixture->regular, 0, "x");
    write_text(pdf_page(pdf, 1, 1), fixture->regular, 0, "x");
    assert_int_equal(pdf_close(pdf, &bytes), INTERNAL);
    fclose(diag.out);
    assert_true(diag.errors == 1 && bytes.len == 0);
    assert_shown(told, "error: could not build the PDF: ");
    free(told);
}

static void many_pages_are_quick_and_sound(void **state)
{
    enum { PAGES = 300 };
    struct fixture *fixture = *state;
    struct pdf *pdf = pdf_open(&fixture->arena, &fixture->diag, &sound_info);
    const char *path = file_join(&fixture->arena, fixture->folder, "many.pdf");
    struct str bytes;
    for (int i = 0; i < PAGES; i++)
        draw_first_page(pdf_page(pdf, 841.89, 595.28), fixture);
    assert_int_equal(pdf_close(pdf, &bytes), OK);
    assert_int_equal(file_write(&fixture->diag, path, bytes, 0600), OK);
    assert_shown(look(fixture, path, "pdfinfo", "$DOCUMENT"),
                 "Pages:           300\n");
    look(fixture, path, "qpdf", "--check $DOCUMENT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_syntax_is_sound),
        cmocka_unit_test(every_text_is_found),
        cmocka_unit_test(reading_it_gives_no_warning),
        cmocka_unit_test(fonts_are_embedded_subsets_with_a_map),
        cmocka_unit_test(it_says_what_it_is),
        cmocka_unit_test(its_metadata_is_xml),
        cmocka_unit_test(its_structure_is_read_in_order),
        cmocka_unit_test(figures_and_links_have_a_text_for_all),
        cmocka_unit_test(bookmarks_nest_and_hold_any_text),
        cmocka_unit_test(its_id_is_the_one_given),
        cmocka_unit_test(numbers_end_where_they_are_aligned),
        cmocka_unit_test(the_same_pages_give_the_same_bytes),
        cmocka_unit_test(hostile_texts_stay_texts),
        cmocka_unit_test(a_page_that_cannot_be_is_told_once),
        cmocka_unit_test(many_pages_are_quick_and_sound),
    };

    return cmocka_run_group_tests_name("render/pdf", tests, open_document,
                                       close_document);
}
