#include "test.h"

#include "base/stage.h"

#include <stdlib.h>

/* What the end of a stage tells a diag; to be freed. */
static char *told(bool verbose)
{
    struct stage stage = stage_begin("fold");
    struct diag diag = {.verbose = verbose};
    char *text;
    size_t len;

    diag.out = open_memstream(&text, &len);
    assert_non_null(diag.out);
    stage_end(&stage, &diag);
    fclose(diag.out);
    return text;
}

static void a_stage_is_told_with_times_and_memory(void **state)
{
    char *text = told(true);
    double seconds, used;
    long memory;

    (void)state;
    assert_int_equal(
        sscanf(text,
               "report: note: fold: %lf s, %lf s of processors, %ld MB so far",
               &seconds, &used, &memory),
        3);
    assert_true(seconds >= 0 && seconds < 60);
    assert_true(used >= 0 && used < 60);
    assert_true(memory > 0);
    free(text);
}

static void nothing_is_told_unless_asked_for(void **state)
{
    char *text = told(false);

    (void)state;
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stage_is_told_with_times_and_memory),
        cmocka_unit_test(nothing_is_told_unless_asked_for),
    };

    return cmocka_run_group_tests_name("base/stage", tests, NULL, NULL);
}
