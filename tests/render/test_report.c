#include "test.h"

#include "render/report.h"
#include "render/sample.h"
#include "render/theme.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
    struct arena arena;
    struct diag diag;
    char *told;
    size_t told_len;
};

static int open_diag(void **state)
{
    static struct fixture fixture;

    fixture = (struct fixture){0};
    fixture.diag.out = open_memstream(&fixture.told, &fixture.told_len);
    *state = &fixture;
    return !fixture.diag.out;
}

static int close_diag(void **state)
{
    struct fixture *fixture = *state;

    fclose(fixture->diag.out);
    free(fixture->told);
    arena_free(&fixture->arena);
    return 0;
}

static const struct report_options ours = {
    .template = "templates/executive.yaml",
    .findings = "templates/findings.yaml",
    .brand = "templates/brand.yaml",
    .fonts = "fonts",
};

static enum status render(struct fixture *fixture, const struct study *study,
                          const struct report_options *options,
                          struct report_file *file)
{
    enum status status =
        report_render(&fixture->arena, &fixture->diag, study, options, file);

    fflush(fixture->diag.out);
    return status;
}

/* What pdftotext reads from a PDF. */
static struct str text_of(struct fixture *fixture, struct str bytes)
{
    char path[] = "/tmp/report-pdf-XXXXXX";
    char command[96];
    struct text text = {.arena = &fixture->arena};
    char piece[4096];
    size_t got;
    int file = mkstemp(path);
    FILE *pipe;

    assert_true(file >= 0);
    assert_int_equal(write(file, bytes.at, bytes.len), (ssize_t)bytes.len);
    close(file);
    snprintf(command, sizeof command, "pdftotext -layout %s -", path);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    while ((got = fread(piece, 1, sizeof piece, pipe)) > 0)
        text_add(&text, (struct str){piece, got});
    assert_int_equal(pclose(pipe), 0);
    unlink(path);
    return (struct str){str_z(&fixture->arena, text_str(&text)), text.len};
}

static void assert_says(struct str text, const char *what)
{
    if (!strstr(text.at, what))
        fail_msg("the report does not say '%s'", what);
}

static void headlines_say_what_happened(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_file file;
    struct str text;

    assert_int_equal(render(fixture, &sample->study, &ours, &file), OK);
    assert_string_equal(fixture->told, "");
    text = text_of(fixture, file.bytes);
    assert_says(text, "Net sales grew 5.0% to $214.8m; margin rate fell 0.7");
    assert_says(text, "Home & Living added 2.0");
    assert_says(text, "+1,235");
    assert_says(text, "Harbour Quay leads with");
    assert_says(text, "27 Nov \xE2\x80\x93 31 Dec 2023");
    assert_says(text, "rose most on last year, ");
    assert_says(text, "left out");
    assert_says(text, "the products extract gives no departments");
}

static void without_last_year_it_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, false);
    struct report_file file;
    struct str text;

    assert_int_equal(render(fixture, &sample->study, &ours, &file), OK);
    text = text_of(fixture, file.bytes);
    assert_says(text, "Net sales were $214.8m, up 15.8% a day on P05");
    assert_says(text, "no last year in the data");
    assert_says(text, "n/a vs LY: the data begins on 1 Jul 2023");
}

static void an_incomplete_period_is_marked_on_every_page(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_file file;
    struct str text;
    size_t marks = 0;

    sample->study.comparison.incomplete = true;
    sample->study.comparison.now.end -= 14;
    assert_int_equal(render(fixture, &sample->study, &ours, &file), OK);
    text = text_of(fixture, file.bytes);
    for (const char *at = text.at;
         (at = strstr(at, "INCOMPLETE \xC2\xB7 day 21 of 35")); at++)
        marks++;
    /* The cover says it in its own words. */
    assert_int_equal(marks, file.pages - 1);
    assert_says(text, "Day 21 of 35");
}

static void without_tables_the_pages_are_left_out(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_file file;
    struct str text;

    sample->study.tables.count = 2; /* extracts and reasons always are */
    assert_int_equal(render(fixture, &sample->study, &ours, &file), OK);
    text = text_of(fixture, file.bytes);
    /* The cover, and data quality with the list of what is left out. */
    assert_true(file.pages <= 5);
    assert_says(text, "Sales trend");
    assert_says(text, "no rows in trends");
}

static void write_file(char *path, const char *text)
{
    int file = mkstemp(path);

    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
}

static void
a_page_that_would_say_nothing_is_left_out_with_its_reason(void **state)
{
    static const char pages[] =
        "pages:\n"
        "  - {id: a, title: Moon, headline: M, when: stores#count < 2,\n"
        "     missing: [{when: stores#count < 2, say: one},\n"
        "               '{stores#count|plural store stores} are enough']}\n"
        "  - {id: b, title: Sun, headline: S, when: stores#count > 1}\n"
        "  - {id: d, title: Stars, headline: T, missing: none shines, rows: [\n"
        "     {when: stores#count < 2, blocks: [{kind: table, table: stores,\n"
        "      columns: [name]}]}]}\n"
        "  - {id: c, title: Rest, headline: R, rows: [{blocks: [{kind: table,\n"
        "     table: left_out, columns: [what]}]}]}\n";
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_options options = ours;
    char template[] = "/tmp/report-template-XXXXXX";
    struct report_file file;
    struct str text;

    write_file(template, pages);
    options.template = template;
    assert_int_equal(render(fixture, &sample->study, &options, &file), OK);
    unlink(template);
    text = text_of(fixture, file.bytes);
    assert_int_equal(file.pages, 3);
    assert_says(text, "Page “Moon”: 84 stores are enough");
    assert_says(text, "Page “Stars”: none shines");
    assert_null(strstr(text.at, "“Sun”"));
}

static void the_same_study_gives_the_same_bytes(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_file one, two;

    assert_int_equal(render(fixture, &sample->study, &ours, &one), OK);
    assert_int_equal(render(fixture, &sample->study, &ours, &two), OK);
    assert_true(str_equal(one.bytes, two.bytes));
}

/* Templates and brands that are wrong, and what is told of them. */
static const struct wrong {
    const char *name;
    const char *template; /* NULL: ours */
    const char *brand;
    const char *want;
} wrongs[] = {
    {"an unknown key of a page", "pages: [{id: a, title: A, headlin: x}]", NULL,
     ":1:27: error: unrecognized key 'headlin'; did you mean 'headline'?"},
    {"an unknown kind of block",
     "pages: [{id: a, title: A, headline: x, rows: [{blocks: [{kind: pie}]}]}]",
     NULL, "pie"},
    {"a wrong reference in a headline",
     "pages:\n  - {id: a, title: A, headline: \"{stores#1.nam}\"}\n", NULL,
     ":2:35: error: unrecognized column 'nam'; did you mean 'name'?"},
    {"a wrong sort column",
     "pages: [{id: a, title: A, headline: x, rows: [{blocks: [{kind: table, "
     "table: stores, sort: nett}]}]}]",
     NULL, "unrecognized column 'nett' of table 'stores'"},
    {"bars without parts",
     "pages: [{id: a, title: A, headline: x, rows: [{blocks: [{kind: "
     "stacked}]}]}]",
     NULL, "columns"},
    {"bars of too many parts",
     "pages: [{id: a, title: A, headline: x, rows: [{blocks: [{kind: grouped, "
     "columns: [a, b, c, d, e, f, g]}]}]}]",
     NULL, ":1:82: error: too many columns: bars have at most 6 parts"},
    {"a colour that is none", NULL, "palette: {ink: black}",
     "invalid colour 'black'; write it as '#0B4F6C'"},
    {"text that cannot be read on its ground", NULL,
     "palette: {muted: \"#C0C0C0\"}",
     "'muted' on 'white' cannot be read: contrast 1.8, at least 4.5"},
    {"a brand too light for white text", NULL, "palette: {brand: \"#8FD0FF\"}",
     "'brand' on 'white' cannot be read"},
};

static void what_is_wrong_is_told_with_its_place(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);

    for (size_t i = 0; i < COUNT(wrongs); i++) {
        char template[] = "/tmp/report-template-XXXXXX";
        char brand[] = "/tmp/report-brand-XXXXXX";
        struct report_options options = ours;
        struct report_file file;
        write_file(template, wrongs[i].template ? wrongs[i].template : "");
        write_file(brand, wrongs[i].brand ? wrongs[i].brand : "");
        if (wrongs[i].template)
            options.template = template;
        if (wrongs[i].brand)
            options.brand = brand;
        assert_int_equal(render(fixture, &sample->study, &options, &file),
                         BAD_DATA);
        if (!strstr(fixture->told, wrongs[i].want))
            fail_msg("%s: told '%s'", wrongs[i].name, fixture->told);
        unlink(template);
        unlink(brand);
    }
}

static void a_template_that_is_missing_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_options options = ours;
    struct report_file file;

    options.template = "templates/none.yaml";
    assert_int_equal(render(fixture, &sample->study, &options, &file),
                     NO_INPUT);
    assert_non_null(strstr(fixture->told, "templates/none.yaml"));
}

static void findings_that_are_missing_are_told(void **state)
{
    struct fixture *fixture = *state;
    struct sample *sample = sample_make(&fixture->arena, true);
    struct report_options options = ours;
    struct report_file file;

    options.findings = "templates/nothing.yaml";
    assert_int_equal(render(fixture, &sample->study, &options, &file),
                     NO_INPUT);
    assert_non_null(strstr(fixture->told, "templates/nothing.yaml"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, open_diag, close_diag)
        CASE(headlines_say_what_happened),
        CASE(without_last_year_it_says_so),
        CASE(an_incomplete_period_is_marked_on_every_page),
        CASE(without_tables_the_pages_are_left_out),
        CASE(a_page_that_would_say_nothing_is_left_out_with_its_reason),
        CASE(the_same_study_gives_the_same_bytes),
        CASE(what_is_wrong_is_told_with_its_place),
        CASE(a_template_that_is_missing_is_told),
        CASE(findings_that_are_missing_are_told),
#undef CASE
    };

    return cmocka_run_group_tests_name("render/report", tests, NULL, NULL);
}
