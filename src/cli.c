#include "cli.h"

#include "base/decimal.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>

enum { THREADS_MAX = 64, LONG_BASE = 256 };

#define TRY "; try 'report --help'"

static const struct place program = {0};

const struct cli_option cli_options[CLI_COUNT] = {
#define OPTION(id, full, short, type, value, of, words)                        \
    [CLI_##id] = {.name = (full),                                              \
                  .letter = (short),                                           \
                  .kind = OPTION_##type,                                       \
                  .argument = (value),                                         \
                  .group = GROUP_##of,                                         \
                  .help = (words),                                             \
                  .offset = offsetof(struct cli, id)},
#include "option.def"
#undef OPTION
};

const struct cli_command cli_commands[CLI_COMMANDS] = {
    {.name = "check",
     .command = COMMAND_CHECK,
     .help = "say what would be read, rejected and missing; no pack"},
    {.name = "periods",
     .command = COMMAND_PERIODS,
     .help = "list the calendar's periods and how far the data covers them"},
    {.name = "explain",
     .command = COMMAND_EXPLAIN,
     .help = "say what a KPI means, and what its figure is made of",
     .operands = {"KPI"}},
    {.name = "diff",
     .command = COMMAND_DIFF,
     .help = "say what changed between two periods, or two folders of packs",
     .operands = {"period or pack, P1", "second period or pack, P2"}},
    {.name = "mail",
     .command = COMMAND_MAIL,
     .help = "hand a pack that was written to its recipients"},
    {.name = "calendar",
     .command = COMMAND_CALENDAR,
     .help = "print a fiscal_calendar.csv made by a rule"},
};

/* What getopt_long() needs, made from cli_options. */
struct getopt_tables {
    struct option longs[CLI_COUNT + 1];
    char shorts[2 * CLI_COUNT + 2];
};

static void fill_tables(struct getopt_tables *tables)
{
    char *shorts = tables->shorts;

    memset(tables, 0, sizeof *tables);
    *shorts++ = ':'; /* tell a missing value from an unrecognized option */
    for (int i = 0; i < CLI_COUNT; i++) {
        const struct cli_option *option = &cli_options[i];

        tables->longs[i].name = option->name;
        tables->longs[i].has_arg =
            option->argument ? required_argument : no_argument;
        tables->longs[i].val = LONG_BASE + i;
        if (option->letter) {
            *shorts++ = option->letter;
            if (option->argument)
                *shorts++ = ':';
        }
    }
}

/* The option that getopt_long() returned, by letter or by number. */
static const struct cli_option *find_option(int value)
{
    if (value >= LONG_BASE)
        return &cli_options[value - LONG_BASE];
    for (size_t i = 0; i < CLI_COUNT; i++)
        if (value != 0 && cli_options[i].letter == value)
            return &cli_options[i];
    return NULL;
}

static enum status refuse_value(struct diag *diag,
                                const struct cli_option *option,
                                const char *text, const char *expected)
{
    char quoted[DIAG_QUOTE];

    return diag_error(diag, BAD_USAGE, program,
                      "invalid value '%s' of '--%s'; expected %s" TRY,
                      diag_quote(quoted, str_of(text)), option->name, expected);
}

/* "pdf,csv" as a set; 0 if a part is none of them. */
static unsigned parse_formats(struct str text)
{
    static const struct {
        const char *name;
        enum format format;
    } formats[] = {{"pdf", FORMAT_PDF},
                   {"xlsx", FORMAT_XLSX},
                   {"customers", FORMAT_CUSTOMERS},
                   {"csv", FORMAT_CSV}};
    unsigned all = 0;

    for (;;) {
        struct str part = {text.at, str_find(text, ',')};
        unsigned before = all;

        for (size_t i = 0; i < COUNT(formats); i++)
            if (str_equal(part, str_of(formats[i].name)))
                all |= formats[i].format;
        if (all == before)
            return 0;
        if (part.len == text.len)
            return all;
        text = (struct str){text.at + part.len + 1, text.len - part.len - 1};
    }
}

static enum status set_count(struct diag *diag, const struct cli_option *option,
                             const char *text, size_t *field)
{
    int64_t value;

    if (decimal_parse(str_of(text), '.', 0, &value) != DECIMAL_OK ||
        value < 1 || value > THREADS_MAX)
        return refuse_value(diag, option, text, "a number from 1 to 64");
    *field = (size_t)value;
    return OK;
}

static enum status set_value(struct diag *diag, struct cli *cli,
                             const struct cli_option *option, const char *text)
{
    void *field = (char *)cli + option->offset;

    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return OK;
    case OPTION_TEXT:
        *(const char **)field = text;
        return text[0] ? OK : refuse_value(diag, option, text, "a text");
    case OPTION_DATE:
        return date_parse(str_of(text), field)
                   ? OK
                   : refuse_value(diag, option, text, "a date like 2023-12-31");
    case OPTION_COUNT:
        return set_count(diag, option, text, field);
    case OPTION_FORMATS:
        *(unsigned *)field = parse_formats(str_of(text));
        return *(unsigned *)field
                   ? OK
                   : refuse_value(diag, option, text,
                                  "pdf, xlsx, customers, csv or several "
                                  "of them with commas");
    }
    return INTERNAL;
}

/* The name in "--name=value" or "--name". */
static struct str long_name(const char *argument)
{
    struct str text = str_of(argument + 2);

    text.len = str_find(text, '=');
    return text;
}

/* The options that a name is the beginning of: getopt takes it for one. */
static size_t count_like(struct str name)
{
    size_t count = 0;

    for (size_t i = 0; i < CLI_COUNT; i++)
        count += str_starts(str_of(cli_options[i].name), name);
    return count;
}

static enum status refuse_unrecognized(struct diag *diag, const char *argument)
{
    const char *names[CLI_COUNT];
    struct str name = long_name(argument);
    const char *nearest;
    char quoted[DIAG_QUOTE];

    for (size_t i = 0; i < CLI_COUNT; i++)
        names[i] = cli_options[i].name;
    nearest = diag_nearest(name, names, CLI_COUNT);
    diag_quote(quoted, name);
    if (count_like(name) > 1)
        return diag_error(diag, BAD_USAGE, program,
                          "option '--%s' stands for several; give its whole "
                          "name" TRY,
                          quoted);
    if (nearest)
        return diag_error(diag, BAD_USAGE, program,
                          "unrecognized option '--%s' (did you mean "
                          "'--%s'?)" TRY,
                          quoted, nearest);
    return diag_error(diag, BAD_USAGE, program,
                      "unrecognized option '--%s'" TRY, quoted);
}

/* Tell what getopt_long() did not take; ':' is a missing value. */
static enum status refuse(struct diag *diag, int result, char **argv)
{
    const struct cli_option *option = find_option(optopt);
    char letter[2] = {(char)optopt, '\0'};
    char quoted[DIAG_QUOTE];

    if (option && result == ':')
        return diag_error(diag, BAD_USAGE, program,
                          "option '--%s' needs a %s" TRY, option->name,
                          option->argument);
    if (option)
        return diag_error(diag, BAD_USAGE, program,
                          "option '--%s' takes no value" TRY, option->name);
    if (optopt == 0)
        return refuse_unrecognized(diag, argv[optind - 1]);
    return diag_error(diag, BAD_USAGE, program, "unrecognized option '-%s'" TRY,
                      diag_quote(quoted, str_of(letter)));
}

/* FY24P06, 2023-12 …, latest: a period that --period= was left out before. */
static bool is_like_period(const char *word)
{
    return strcmp(word, "latest") == 0 ||
           strspn(word, "0123456789") == sizeof "2023" - 1 ||
           (strncmp(word, "FY", 2) == 0 && word[2] >= '0' && word[2] <= '9');
}

static enum status take_command(struct diag *diag, const char *word,
                                struct cli *cli)
{
    const char *names[CLI_COMMANDS];
    const char *nearest;
    char quoted[DIAG_QUOTE];

    for (size_t i = 0; i < CLI_COMMANDS; i++) {
        names[i] = cli_commands[i].name;
        if (strcmp(word, names[i]) == 0) {
            cli->command = cli_commands[i].command;
            return OK;
        }
    }
    nearest = diag_nearest(str_of(word), names, CLI_COMMANDS);
    diag_quote(quoted, str_of(word));
    if (is_like_period(word))
        return diag_error(diag, BAD_USAGE, program,
                          "unrecognized command '%s' (did you mean "
                          "'--period=%s'?)" TRY,
                          quoted, quoted);
    if (nearest)
        return diag_error(diag, BAD_USAGE, program,
                          "unrecognized command '%s' (did you mean '%s'?)" TRY,
                          quoted, nearest);
    return diag_error(diag, BAD_USAGE, program,
                      "unrecognized command '%s'; expected %s, %s, %s, %s, %s "
                      "or %s" TRY,
                      quoted, names[0], names[1], names[2], names[3], names[4],
                      names[5]);
}

/* The row of a command; NULL for a pack, which has no name. */
static const struct cli_command *find_command(enum command command)
{
    for (size_t i = 0; i < CLI_COMMANDS; i++)
        if (cli_commands[i].command == command)
            return cli_commands + i;
    return NULL;
}

/* What stands behind a command: as many operands as it has, and no more. */
static enum status take_operands(struct diag *diag, int count, char **words,
                                 struct cli *cli)
{
    const struct cli_command *command = find_command(cli->command);
    int taken = 0;
    char quoted[DIAG_QUOTE];

    for (; command && taken < CLI_OPERANDS && command->operands[taken];
         taken++) {
        if (taken == count)
            return diag_error(diag, BAD_USAGE, program, "%s needs a %s" TRY,
                              command->name, command->operands[taken]);
        cli->operands[taken] = words[taken];
    }
    if (taken < count)
        return diag_error(diag, BAD_USAGE, program,
                          "unexpected argument '%s'" TRY,
                          diag_quote(quoted, str_of(words[taken])));
    return OK;
}

/* The commands that go before all others; PACK if none is asked for. */
static enum status find_early(struct diag *diag, struct cli *cli)
{
    if (cli->help)
        cli->command = COMMAND_HELP;
    else if (cli->version)
        cli->command = COMMAND_VERSION;
    else if (cli->generate && strcmp(cli->generate, "man") == 0)
        cli->command = COMMAND_MAN;
    else if (cli->generate && strcmp(cli->generate, "bash") == 0)
        cli->command = COMMAND_BASH;
    else if (cli->generate)
        return refuse_value(diag, &cli_options[CLI_generate], cli->generate,
                            "man or bash");
    return OK;
}

/* Whether a command has the options of a group. */
static bool has_group(enum command command, enum option_group group)
{
    switch (group) {
    case GROUP_PERIOD:
        return command == COMMAND_PACK || command == COMMAND_EXPLAIN ||
               command == COMMAND_MAIL;
    case GROUP_AS_OF:
        return command == COMMAND_PACK || command == COMMAND_EXPLAIN;
    case GROUP_PARTIAL:
        return command == COMMAND_PACK || command == COMMAND_EXPLAIN ||
               command == COMMAND_DIFF;
    case GROUP_PACK:
        return command == COMMAND_PACK;
    case GROUP_OUTPUT:
        return command == COMMAND_PACK || command == COMMAND_MAIL;
    case GROUP_MAIL:
        return command == COMMAND_MAIL;
    case GROUP_EXPLAIN:
        return command == COMMAND_EXPLAIN;
    case GROUP_INPUT:
        return command != COMMAND_CALENDAR && command != COMMAND_MAIL;
    case GROUP_CALENDAR:
        return command == COMMAND_CALENDAR;
    case GROUP_ALL:
        break;
    }
    return true;
}

static const char *command_name(enum command command)
{
    const struct cli_command *row = find_command(command);

    return row ? row->name : "a pack";
}

static enum status check_groups(struct diag *diag, const struct cli *cli,
                                const bool given[CLI_COUNT])
{
    for (size_t i = 0; i < CLI_COUNT; i++)
        if (given[i] && !has_group(cli->command, cli_options[i].group))
            return diag_error(diag, BAD_USAGE, program,
                              "option '--%s' is not for %s" TRY,
                              cli_options[i].name, command_name(cli->command));
    if (cli->quiet && cli->verbose)
        return diag_error(diag, BAD_USAGE, program,
                          "--quiet and --verbose exclude each other" TRY);
    if (cli->cache && cli->no_cache)
        return diag_error(diag, BAD_USAGE, program,
                          "--cache and --no-cache exclude each other" TRY);
    return OK;
}

static enum status check_calendar(struct diag *diag, const struct cli *cli)
{
    if (!cli->make || cli->from == DATE_NONE || cli->to == DATE_NONE)
        return diag_error(diag, BAD_USAGE, program,
                          "a calendar needs --make, --from and --to" TRY);
    if (cli->from > cli->to)
        return diag_error(diag, BAD_USAGE, program,
                          "--from lies after --to" TRY);
    return OK;
}

static enum status check(struct diag *diag, const struct cli *cli,
                         const bool given[CLI_COUNT])
{
    enum status status = check_groups(diag, cli, given);

    if (status != OK)
        return status;
    if (has_group(cli->command, GROUP_PERIOD) && !cli->period)
        return diag_error(diag, BAD_USAGE, program, "no --period given" TRY);
    if (cli->command == COMMAND_CALENDAR)
        return check_calendar(diag, cli);
    return OK;
}

/* Take all options; early ones end it, whatever stands behind them. */
static enum status take_options(struct diag *diag, int argc, char **argv,
                                struct cli *cli, bool given[CLI_COUNT])
{
    struct getopt_tables tables;
    enum status status = OK;
    int value;

    fill_tables(&tables);
    opterr = 0;
    optind = 0; /* from the start, should this not be the first time */
    while (status == OK && cli->command == COMMAND_PACK &&
           (value = getopt_long(argc, argv, tables.shorts, tables.longs,
                                NULL)) != -1) {
        const struct cli_option *option =
            value == ':' || value == '?' ? NULL : find_option(value);

        if (!option)
            return refuse(diag, value, argv);
        given[option - cli_options] = true;
        status = set_value(diag, cli, option, optarg);
        if (status == OK)
            status = find_early(diag, cli);
    }
    return status;
}

enum status cli_parse(struct diag *diag, int argc, char **argv, struct cli *cli)
{
    bool given[CLI_COUNT] = {false};
    enum status status;

    *cli = (struct cli){.as_of = DATE_NONE,
                        .only = FORMAT_ALL,
                        .output = "output",
                        .input = "input",
                        .from = DATE_NONE,
                        .to = DATE_NONE};
    status = take_options(diag, argc, argv, cli, given);
    if (status != OK || cli->command != COMMAND_PACK)
        return status;
    if (optind < argc)
        status = take_command(diag, argv[optind], cli);
    if (status == OK)
        status = take_operands(diag, argc - optind - 1, argv + optind + 1, cli);
    return status == OK ? check(diag, cli, given) : status;
}

enum status cli_close_stdout(struct diag *diag)
{
    bool failed = ferror(stdout) != 0;
    int reason;

    errno = 0;
    if (fclose(stdout) == 0 && !failed)
        return OK;
    reason = errno ? errno : EIO;
    return diag_error(diag, IO_FAILED, program, "could not write to stdout: %s",
                      strerror(reason));
}
