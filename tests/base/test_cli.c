#include "test.h"

#include "cli.h"
#include "help.h"
#include "version.h"

#include <string.h>

enum { ARGUMENTS = 12, LINE_MAX_WIDTH = 80 };

/* A command line taken apart at spaces. */
struct line {
    char text[256];
    char *argv[ARGUMENTS + 2];
    int argc;
};

static void split(struct line *line, const char *arguments)
{
    char *at = line->text;

    snprintf(line->text, sizeof line->text, "report %s", arguments);
    line->argc = 0;
    while (*at) {
        assert_true(line->argc <= ARGUMENTS);
        line->argv[line->argc++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    line->argv[line->argc] = NULL;
}

/* A wrong command line, and the one line that is said of it. */
struct wrong_case {
    const char *arguments;
    const char *said;
};

#define TRY "; try 'report --help'\n"

static const struct wrong_case wrong_cases[] = {
    {"", "no --period given" TRY},
    {"--perid=2024-02",
     "unrecognized option '--perid' (did you mean '--period'?)" TRY},
    {"--fo=2024-01-01 --f=x", "option '--force' takes no value" TRY},
    {"--f=x", "option '--f' stands for several; give its whole name" TRY},
    {"--colour", "unrecognized option '--colour'" TRY},
    {"--period", "option '--period' needs a NAME" TRY},
    {"--period=", "invalid value '' of '--period'; expected a text" TRY},
    {"-x", "unrecognized option '-x'" TRY},
    {"-p", "option '--period' needs a NAME" TRY},
    {"--quiet=3", "option '--quiet' takes no value" TRY},
    {"chek", "unrecognized command 'chek' (did you mean 'check'?)" TRY},
    {"burn", "unrecognized command 'burn'; expected check, periods, explain, "
             "diff, mail or calendar" TRY},
    {"FY24P06",
     "unrecognized command 'FY24P06' (did you mean '--period=FY24P06'?)" TRY},
    {"2023-12",
     "unrecognized command '2023-12' (did you mean '--period=2023-12'?)" TRY},
    {"latest",
     "unrecognized command 'latest' (did you mean '--period=latest'?)" TRY},
    {"mail", "no --period given" TRY},
    {"mail --period=FY24P06 --as-of=2023-12-31",
     "option '--as-of' is not for mail" TRY},
    {"mail --period=FY24P06 --input=in",
     "option '--input' is not for mail" TRY},
    {"--period=FY24P06 --outbox=out",
     "option '--outbox' is not for a pack" TRY},
    {"explain", "explain needs a KPI" TRY},
    {"explain aov", "no --period given" TRY},
    {"explain aov upt --period=latest", "unexpected argument 'upt'" TRY},
    {"diff FY24P05", "diff needs a second period or pack, P2" TRY},
    {"diff a b c", "unexpected argument 'c'" TRY},
    {"diff a b --period=latest", "option '--period' is not for diff" TRY},
    {"--period=latest --scope=all", "option '--scope' is not for a pack" TRY},
    {"check twice", "unexpected argument 'twice'" TRY},
    {"check --period=2024-02", "option '--period' is not for check" TRY},
    {"calendar --input=x", "option '--input' is not for calendar" TRY},
    {"--period=latest --make=months", "option '--make' is not for a pack" TRY},
    {"--threads=many --period=latest",
     "invalid value 'many' of '--threads'; expected a number from 1 to 64" TRY},
    {"--threads=0 --period=latest",
     "invalid value '0' of '--threads'; expected a number from 1 to 64" TRY},
    {"--threads=65 --period=latest",
     "invalid value '65' of '--threads'; expected a number from 1 to 64" TRY},
    {"--only=pdf,docx",
     "invalid value 'pdf,docx' of '--only'; expected pdf, xlsx, "
     "customers, csv or several of them with commas" TRY},
    {"--as-of=2023-02-30", "invalid value '2023-02-30' of '--as-of'; expected "
                           "a date like 2023-12-31" TRY},
    {"-q -v --period=latest", "--quiet and --verbose exclude each other" TRY},
    {"calendar --make=months --from=2021-01-01",
     "a calendar needs --make, --from and --to" TRY},
    {"calendar --make=months --from=2021-01-02 --to=2021-01-01",
     "--from lies after --to" TRY},
    {"--generate=html",
     "invalid value 'html' of '--generate'; expected man or bash" TRY},
};

static void a_wrong_line_is_one_line_of_error(void **state)
{
    const struct wrong_case *want = *state;
    struct diag diag = {0};
    struct line line;
    struct cli cli;
    char *said = NULL;
    size_t len = 0;

    diag.out = open_memstream(&said, &len);
    split(&line, want->arguments);
    assert_int_equal(cli_parse(&diag, line.argc, line.argv, &cli), BAD_USAGE);
    fclose(diag.out);
    assert_int_equal(strncmp(said, "report: error: ", 15), 0);
    assert_string_equal(said + 15, want->said);
    free(said);
}

static void parse(struct line *line, const char *arguments, struct cli *cli)
{
    struct diag diag = {.out = stderr};

    split(line, arguments);
    assert_int_equal(cli_parse(&diag, line->argc, line->argv, cli), OK);
}

static void defaults_are_those_of_the_help(void **state)
{
    struct line line;
    struct cli cli;

    (void)state;
    parse(&line, "--period=FY24P06", &cli);
    assert_int_equal(cli.command, COMMAND_PACK);
    assert_string_equal(cli.period, "FY24P06");
    assert_string_equal(cli.input, "input");
    assert_string_equal(cli.output, "output");
    assert_null(cli.brand);
    assert_null(cli.template);
    assert_int_equal(cli.only, FORMAT_ALL);
    assert_int_equal(cli.as_of, DATE_NONE);
    assert_int_equal(cli.threads, 0);
    assert_false(cli.allow_partial);
    assert_false(cli.force);
    assert_false(cli.quiet);
    assert_false(cli.verbose);
}

static void options_come_in_any_order_long_and_short(void **state)
{
    struct line line;
    struct cli cli;

    (void)state;
    parse(&line, "-i in -qf --only=csv,pdf --as-of 2023-12-24 -p latest -j2",
          &cli);
    assert_string_equal(cli.input, "in");
    assert_string_equal(cli.period, "latest");
    assert_int_equal(cli.only, FORMAT_CSV | FORMAT_PDF);
    assert_int_equal(cli.as_of, date_of(2023, 12, 24));
    assert_int_equal(cli.threads, 2);
    assert_true(cli.quiet);
    assert_true(cli.force);
    parse(&line, "--input=in check --verbose", &cli);
    assert_int_equal(cli.command, COMMAND_CHECK);
    assert_true(cli.verbose);
    parse(&line, "-- periods", &cli);
    assert_int_equal(cli.command, COMMAND_PERIODS);
    parse(&line, "calendar --make=4-4-5 --from=2021-06-28 --to=2025-06-29",
          &cli);
    assert_int_equal(cli.command, COMMAND_CALENDAR);
    assert_string_equal(cli.make, "4-4-5");
    assert_int_equal(cli.from, date_of(2021, 6, 28));
    assert_int_equal(cli.to, date_of(2025, 6, 29));
}

static void help_and_version_go_before_what_stands_behind_them(void **state)
{
    struct line line;
    struct cli cli;

    (void)state;
    parse(&line, "--help --colour", &cli);
    assert_int_equal(cli.command, COMMAND_HELP);
    parse(&line, "check -V", &cli);
    assert_int_equal(cli.command, COMMAND_VERSION);
    parse(&line, "--generate=man", &cli);
    assert_int_equal(cli.command, COMMAND_MAN);
    parse(&line, "--generate=bash", &cli);
    assert_int_equal(cli.command, COMMAND_BASH);
}

/* What one of help.h's functions prints; the caller frees it. */
static char *print(void (*function)(FILE *))
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    assert_non_null(out);
    function(out);
    fclose(out);
    return text;
}

static void help_names_every_option_and_fits_a_terminal(void **state)
{
    char *help = print(help_print);
    char *man = print(help_print_man);
    char *bash = print(help_print_bash);

    (void)state;
    for (size_t i = 0; i < CLI_COUNT; i++) {
        char name[32];

        snprintf(name, sizeof name, "--%s", cli_options[i].name);
        assert_non_null(strstr(help, name));
        assert_non_null(strstr(bash, name));
    }
    for (const char *line = help; *line; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") < LINE_MAX_WIDTH);
    assert_non_null(strstr(man, "\\fB\\-\\-allow\\-partial\\fR"));
    free(help);
    free(man);
    free(bash);
}

static void exit_codes_are_in_help_and_man_page(void **state)
{
    static const int codes[] = {BAD_USAGE, BAD_DATA,  NO_INPUT,  INTERNAL,
                                NO_MEMORY, NO_OUTPUT, IO_FAILED, INCOMPLETE};
    char *help = print(help_print);
    char *man = print(help_print_man);

    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        char line[32];

        snprintf(line, sizeof line, "\n  %-4d", codes[i]);
        assert_non_null(strstr(help, line));
        snprintf(line, sizeof line, "\n\\fB%d\\fR\n", codes[i]);
        assert_non_null(strstr(man, line));
    }
    free(help);
    free(man);
}

static void the_version_stands_alone_on_its_line(void **state)
{
    char *version = print(help_print_version);

    (void)state;
    assert_string_equal(version, "report " REPORT_VERSION "\n");
    free(version);
}

static void options_have_names_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < CLI_COUNT; i++)
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(cli_options[i].name, cli_options[j].name);
            assert_true(!cli_options[i].letter ||
                        cli_options[i].letter != cli_options[j].letter);
        }
}

static const struct CMUnitTest plain_tests[] = {
    cmocka_unit_test(defaults_are_those_of_the_help),
    cmocka_unit_test(options_come_in_any_order_long_and_short),
    cmocka_unit_test(help_and_version_go_before_what_stands_behind_them),
    cmocka_unit_test(help_names_every_option_and_fits_a_terminal),
    cmocka_unit_test(exit_codes_are_in_help_and_man_page),
    cmocka_unit_test(the_version_stands_alone_on_its_line),
    cmocka_unit_test(options_have_names_of_their_own),
};

int main(void)
{
    struct CMUnitTest tests[COUNT(plain_tests) + COUNT(wrong_cases)];

    memcpy(tests, plain_tests, sizeof plain_tests);
    for (size_t i = 0; i < COUNT(wrong_cases); i++)
        tests[COUNT(plain_tests) + i] = (struct CMUnitTest){
            .name = wrong_cases[i].arguments[0] ? wrong_cases[i].arguments
                                                : "nothing",
            .test_func = a_wrong_line_is_one_line_of_error,
            .initial_state = (void *)(uintptr_t)&wrong_cases[i],
        };
    return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
