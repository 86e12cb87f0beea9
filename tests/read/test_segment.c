#include "test.h"

#include "read/segment.h"
#include "read/yaml_fixture.h"

static void expect_text(struct str got, const char *want)
{
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.at, want, got.len);
}

/* The segments of metrics.md 6, by R from 1 and F from 1. */
static void the_templates_map_is_that_of_the_contract(void **state)
{
    static const char *const want[SEGMENT_SCORES][SEGMENT_SCORES] = {
        {"Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose"},
        {"Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose"},
        {"About to Sleep", "About to Sleep", "Need Attention", "Loyal",
         "Loyal"},
        {"Promising", "Potential Loyalist", "Potential Loyalist", "Loyal",
         "Loyal"},
        {"New", "Potential Loyalist", "Potential Loyalist", "Champions",
         "Champions"}};
    struct arena arena = {0};
    struct diag diag = {.out = stderr};
    struct segments segments;

    (void)state;
    assert_int_equal(
        segments_load(&arena, &diag, "templates/segments.yaml", &segments), OK);
    assert_int_equal(segments.count, 10);
    for (size_t r = 0; r < SEGMENT_SCORES; r++)
        for (size_t f = 0; f < SEGMENT_SCORES; f++)
            expect_text(segments.items[segments.of[r][f]].name, want[r][f]);
    for (size_t i = 0; i < segments.count; i++) {
        assert_true(segments.items[i].action.len > 0);
        assert_true(segments.items[i].colour.len > 0);
    }
    arena_free(&arena);
}

#define REST ", colour: brand, action: Act}\n"

static void a_segment_may_have_cells_in_several_places(void **state)
{
    struct yaml_fixture fixture;
    struct segments segments;

    (void)state;
    fixture_open(&fixture, "segments:\n"
                           "  - {name: Corners, cells: [R1 F1, R5  F5]" REST
                           "  - {name: Low, cells: [R1 F2-5, R2-4 F1-5]" REST
                           "  - {name: High, cells: R5 F1-4" REST);
    assert_int_equal(
        segments_load(&fixture.arena, &fixture.diag, fixture.path, &segments),
        OK);
    assert_int_equal(segments.of[0][0], 0);
    assert_int_equal(segments.of[4][4], 0);
    assert_int_equal(segments.of[0][1], 1);
    assert_int_equal(segments.of[4][3], 2);
    expect_text(segments.items[2].name, "High");
    expect_text(segments.items[2].colour, "brand");
    expect_text(segments.items[2].action, "Act");
    fixture_close(&fixture);
}

static void an_action_fits_what_the_retailer_has(void **state)
{
    struct yaml_fixture fixture;
    struct segments segments;
    struct segments *fitting;

    (void)state;
    fixture_open(&fixture,
                 "segments:\n"
                 "  - {name: Low, cells: R1-4 F1-5, colour: mid, action: Enrol,"
                 " needs: programme, otherwise: Write}\n"
                 "  - {name: High, cells: R5 F1-4, colour: mid, action: Offer,"
                 " needs: subscription, otherwise: Upsell}\n"
                 "  - {name: Best, cells: R5 F5" REST);
    assert_int_equal(
        segments_load(&fixture.arena, &fixture.diag, fixture.path, &segments),
        OK);
    fitting = segments_fitting(&fixture.arena, &segments, true, false);
    expect_text(fitting->items[0].action, "Enrol");
    expect_text(fitting->items[1].action, "Upsell");
    expect_text(fitting->items[2].action, "Act");
    fitting = segments_fitting(&fixture.arena, &segments, false, true);
    expect_text(fitting->items[0].action, "Write");
    expect_text(fitting->items[1].action, "Offer");
    assert_int_equal(fitting->of[4][4], 2);
    fixture_close(&fixture);
}

static const struct want {
    const char *name;
    const char *content;
    const char *said;
} wants[] = {
    {"cells that are left out are named",
     "segments:\n"
     "  - {name: All, cells: [R1-4 F1-5, R5 F2-4]" REST,
     "report.yaml:2:3: error: no segment has R5 F1, R5 F5\n"},
    {"cells that are claimed twice are named",
     "segments:\n"
     "  - {name: All, cells: R1-5 F1-5" REST
     "  - {name: Best, cells: R5 F4-5" REST,
     "report.yaml:3:25: error: R5 F4, R5 F5 also in 'All' of line 2\n"},
    {"a cell may not be twice in one segment",
     "segments:\n"
     "  - {name: All, cells: [R1-5 F1-5, R3 F3]" REST,
     "report.yaml:2:36: error: R3 F3 also in 'All' of line 2\n"},
    {"scores are from 1 to 5",
     "segments:\n"
     "  - {name: All, cells: [R1-5 F1-5, R0 F6]" REST,
     "report.yaml:2:36: error: invalid cells 'R0 F6'; expected scores from 1 "
     "to 5, like R1-2 F5\n"},
    {"scores ascend",
     "segments:\n"
     "  - {name: All, cells: [R1-5 F1-5, R2-1 F1]" REST,
     "report.yaml:2:36: error: invalid cells 'R2-1 F1'; expected scores from "
     "1 to 5, like R1-2 F5\n"},
    {"both scores are given",
     "segments:\n"
     "  - {name: All, cells: [R1-5 F1-5, R2]" REST,
     "report.yaml:2:36: error: invalid cells 'R2'; expected scores from 1 to "
     "5, like R1-2 F5\n"},
    {"nothing follows the scores",
     "segments:\n"
     "  - {name: All, cells: [R1-5 F1-5, R2 F1 M1]" REST,
     "report.yaml:2:36: error: invalid cells 'R2 F1 M1'; expected scores from "
     "1 to 5, like R1-2 F5\n"},
    {"a name is given once",
     "segments:\n"
     "  - {name: All, cells: R1-4 F1-5" REST
     "  - {name: All, cells: R5 F1-5" REST,
     "report.yaml:3:12: error: segment 'All' is also in line 2\n"},
    {"'none' is no name",
     "segments:\n"
     "  - {name: none, cells: R1-5 F1-5" REST,
     "report.yaml:2:12: error: invalid value 'none' of 'name'; expected a "
     "name; 'none' is for who is in no segment\n"},
    {"an action is needed",
     "segments:\n"
     "  - {name: All, cells: R1-5 F1-5, colour: brand}\n",
     "report.yaml:2:5: error: key 'action' is missing\n"},
    {"an action that needs something has another beside it",
     "segments:\n"
     "  - {name: All, cells: R1-5 F1-5, needs: programme" REST,
     "report.yaml:2:5: error: key 'otherwise' is missing\n"},
    {"keys are known",
     "segments:\n"
     "  - {name: All, cells: R1-5 F1-5, color: brand, colour: mid, action: A}"
     "\n",
     "report.yaml:2:35: error: unrecognized key 'color'; did you mean "
     "'colour'?\n"},
    {"a map is needed", "{}\n",
     "report.yaml:1:1: error: key 'segments' is missing\n"},
    {"a map is a list", "segments: {All: R1-5}\n",
     "report.yaml:1:11: error: 'segments' has keys of its own; expected a list "
     "([a, b], or lines that begin with '- ')\n"},
    {"a segment has keys", "segments: [Champions]\n", NULL},
};

static void a_wrong_map_is_refused(void **state)
{
    const struct want *want = *state;
    struct yaml_fixture fixture;
    struct segments segments;

    fixture_open(&fixture, want->content);
    assert_int_equal(
        segments_load(&fixture.arena, &fixture.diag, fixture.path, &segments),
        BAD_DATA);
    if (want->said)
        assert_string_equal(fixture_said(&fixture), want->said);
    fixture_close(&fixture);
}

static void a_map_that_is_not_there_is_told(void **state)
{
    struct yaml_fixture fixture;
    struct segments segments;

    (void)state;
    fixture_open(&fixture, NULL);
    assert_int_equal(
        segments_load(&fixture.arena, &fixture.diag, fixture.path, &segments),
        NO_INPUT);
    fixture_close(&fixture);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 4] = {
        [COUNT(wants)] =
            cmocka_unit_test(the_templates_map_is_that_of_the_contract),
        [COUNT(wants) + 1] =
            cmocka_unit_test(a_segment_may_have_cells_in_several_places),
        [COUNT(wants) + 2] = cmocka_unit_test(a_map_that_is_not_there_is_told),
        [COUNT(wants) + 3] =
            cmocka_unit_test(an_action_fits_what_the_retailer_has),
    };

    put_row_tests(tests, wants, a_wrong_map_is_refused);
    return cmocka_run_group_tests_name("read/segment", tests, NULL, NULL);
}
