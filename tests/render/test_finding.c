#include "test.h"

#include "render/facts.h"
#include "render/finding.h"
#include "render/sample.h"
#include "render/scrap.h"

#include <stdlib.h>
#include <string.h>

/* What is told of a findings.yaml, a line each; "!…": the mistake. */
static const struct want {
    const char *name;
    const char *yaml;
    const char *want;
} wants[] = {
    {"the largest comes first, whatever its sign",
     "findings:\n"
     "- {title: small, size: kpis.net_sales.ly_pct_per_day}\n"
     "- {title: large, size: kpis.net_sales.value}\n",
     "large|\nsmall|\n"},
    {"a weight tips the scales",
     "findings:\n"
     "- {title: light, size: kpis.net_sales.value, weight: 0.5}\n"
     "- {title: heavy, size: kpis.net_sales.value}\n",
     "heavy|\nlight|\n"},
    {"of two as large the first is told first",
     "findings:\n- title: first\n- title: second\n", "first|\nsecond|\n"},
    {"three are told at the most",
     "findings:\n- title: a\n- title: b\n- title: c\n- title: d\n",
     "a|\nb|\nc|\n"},
    {"one is told on a topic",
     "findings:\n"
     "- {topic: sales, title: a, weight: 1}\n"
     "- {topic: sales, title: b, weight: 3}\n"
     "- {topic: order, title: c, weight: 2}\n",
     "b|\nc|\n"},
    {"the same is not told twice",
     "findings:\n- {topic: x, title: a}\n- {topic: y, title: a}\n", "a|\n"},
    {"a condition that does not hold",
     "findings:\n- {title: a, when: 2 < 1}\n- {title: b, when: 1 < 2}\n",
     "b|\n"},
    {"a title that cannot be said",
     "findings:\n- title: \"{prev.reason}\"\n- title: b\n", "b|\n"},
    {"a size that is undefined",
     "findings:\n- {title: a, size: prev.reason}\n- title: b\n", "b|\n"},
    {"a text that cannot be said is left out",
     "findings:\n"
     "- {title: a, text: \"{prev.reason}\"}\n"
     "- {title: b, text: \"{stores#2.name}\"}\n",
     "a|\nb|Eastgate\n"},
    {"decisions are not told as findings", "decisions:\n- title: a\n", ""},
    {"a candidate needs a title", "findings:\n- text: a\n", "!title"},
    {"a key that is none", "findings:\n- {title: a, topics: b}\n",
     "!unrecognized key 'topics'; did you mean 'topic'?"},
    {"a wrong reference is told, chosen or not",
     "decisions:\n- {title: a, when: 2 < 1, text: \"{kpis.none.value}\"}\n",
     "!:2:35: error: unrecognized KPI 'none'"},
};

/* What is told of the findings, or of what is wrong with them. */
static struct str tell(const struct want *want, struct words *words)
{
    struct findings findings = {0};
    struct finding told[MOST_FINDINGS];
    struct text text = {.arena = words->arena};
    char path[SCRAP_PATH];
    size_t count;

    scrap_write(path, want->yaml);
    words->status = findings_load(words->arena, words->diag, path, &findings);
    findings_check(&findings, words);
    count = findings_choose(&findings.moved, words, told);
    for (size_t i = 0; i < count; i++) {
        text_add(&text, told[i].title);
        text_add(&text, STR("|"));
        text_add(&text, told[i].text);
        text_add(&text, STR("\n"));
    }
    unlink(path);
    return text_str(&text);
}

static void check(void **state)
{
    const struct want *want = *state;
    struct arena arena = {0};
    char *mistakes = NULL;
    size_t len = 0;
    struct diag diag = {.out = open_memstream(&mistakes, &len)};
    struct sample *sample = sample_make(&arena, true);
    struct words words = {.arena = &arena,
                          .diag = &diag,
                          .tables = &sample->study.tables,
                          .style =
                              number_style(&arena, &number_house, STR("AUD")),
                          .small_cell = 10};
    struct str told;

    facts_make(&words, &sample->study);
    told = tell(want, &words);
    fflush(diag.out);
    if (want->want[0] == '!') {
        assert_int_equal(words.status, BAD_DATA);
        if (!strstr(mistakes, want->want + 1))
            fail_msg("told '%s', want '%s'", mistakes, want->want + 1);
    } else {
        assert_string_equal(mistakes, "");
        assert_string_equal(str_z(&arena, told), want->want);
    }
    fclose(diag.out);
    free(mistakes);
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants)];

    put_row_tests(tests, wants, check);
    return cmocka_run_group_tests_name("render/finding", tests, NULL, NULL);
}
