/*
 * main.c - the pipeline: read, fold, measure, render, deliver.
 */
#include "base/file.h"
#include "cli.h"
#include "command/almanac.h"
#include "command/burst.h"
#include "command/check.h"
#include "command/compare.h"
#include "command/explain.h"
#include "command/mail.h"
#include "command/periods.h"
#include "command/publish.h"
#include "command/share.h"
#include "command/warning.h"
#include "deliver/archive.h"
#include "help.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* One worker for each processor that is there. */
static size_t thread_count(const struct cli *cli)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (cli->threads > 0)
        return cli->threads;
    return processors > 0 ? (size_t)processors : 1;
}

/* Where what was read is kept; a command that writes nothing must be told. */
static const char *cache_folder(const struct cli *cli, struct arena *arena)
{
    if (cli->no_cache)
        return NULL;
    if (!cli->cache && cli->command == COMMAND_PACK)
        return file_join(arena, cli->output, ".cache");
    return cli->cache;
}

static struct examine_options
examine_how(const struct cli *cli, struct arena *arena, const char *period)
{
    return (struct examine_options){.period = str_of(period),
                                    .templates = share_find(arena).templates,
                                    .as_of = cli->as_of,
                                    .allow_partial = cli->allow_partial,
                                    .threads = thread_count(cli)};
}

static enum status make_pack(const struct cli *cli, const struct intake *intake)
{
    struct share share = share_find(intake->arena);
    struct publish_options options = {
        .examine = examine_how(cli, intake->arena, cli->period),
        .pack = {.output = cli->output,
                 .templates = share.templates,
                 .fonts = share.fonts,
                 .report_template = cli->template,
                 .brand = cli->brand,
                 .pdf = cli->only & FORMAT_PDF,
                 .xlsx = cli->only & FORMAT_XLSX,
                 .customers = cli->only & FORMAT_CUSTOMERS,
                 .csv = cli->only & FORMAT_CSV,
                 .threads = thread_count(cli),
                 .force = cli->force},
        .burst = cli->burst,
    };

    return publish(intake, &options);
}

static enum status read_input(const struct cli *cli, struct arena *arena,
                              struct diag *diag, struct intake *intake)
{
    enum status status;

    *intake = (struct intake){
        .arena = arena, .diag = diag, .cache = cache_folder(cli, arena)};
    status = intake_read(intake, cli->input, thread_count(cli));
    if (status == OK)
        warnings_of_data(intake);
    return status;
}

static enum status explain(const struct cli *cli, const struct intake *intake)
{
    struct examine_options how = examine_how(cli, intake->arena, cli->period);
    struct explain_options options = {
        .kpi = str_of(cli->operands[0]),
        .scope = str_of(cli->scope ? cli->scope : "all"),
    };

    return explain_print(intake, &how, &options, stdout);
}

/* The commands that look at the extracts. */
static enum status run_on_input(const struct cli *cli, struct arena *arena,
                                struct diag *diag)
{
    struct intake intake;
    enum status status = OK;

    if (cli->command == COMMAND_EXPLAIN)
        status = explain_check(diag, str_of(cli->operands[0]));
    else if (cli->burst)
        status = burst_check(diag, cli->burst);
    if (status == OK)
        status = read_input(cli, arena, diag, &intake);
    if (status != OK)
        return status;
    if (cli->command == COMMAND_CHECK)
        return check_print(&intake, stdout);
    if (cli->command == COMMAND_EXPLAIN)
        return explain(cli, &intake);
    if (cli->command == COMMAND_PERIODS) {
        periods_print(&intake, stdout);
        return OK;
    }
    return make_pack(cli, &intake);
}

/* Two packs need no extracts; a period is measured, and has no '/'. */
static enum status print_diff(const struct cli *cli, struct arena *arena,
                              struct diag *diag)
{
    struct compared sides[CLI_OPERANDS];
    struct intake intake = {0};
    enum status status = OK;

    for (size_t i = 0; status == OK && i < CLI_OPERANDS; i++) {
        struct examine_options how = examine_how(cli, arena, cli->operands[i]);

        if (strchr(cli->operands[i], '/') ||
            archive_is_pack(arena, cli->operands[i])) {
            status = compared_pack(arena, diag, cli->operands[i], &sides[i]);
            continue;
        }
        if (!intake.arena)
            status = read_input(cli, arena, diag, &intake);
        if (status == OK)
            status = compared_period(&intake, &how, &sides[i]);
    }
    if (status == OK)
        compared_print(arena, &sides[0], &sides[1], stdout);
    return status;
}

static enum status print_calendar(const struct cli *cli, struct arena *arena,
                                  struct diag *diag)
{
    struct almanac almanac = {
        .rule = cli->make,
        .year_end = cli->year_end,
        .from = cli->from,
        .to = cli->to,
    };
    struct str text;
    enum status status = almanac_make(arena, diag, &almanac, &text);

    if (status == OK)
        fwrite(text.at, 1, text.len, stdout);
    return status;
}

/* The pack lies in a folder of its period's name. */
static enum status send_mail(const struct cli *cli, struct arena *arena,
                             struct diag *diag)
{
    struct mail_options options = {
        .pack = file_join(arena, cli->output, cli->period),
        .recipients =
            cli->recipients
                ? cli->recipients
                : file_join(arena, share_find(arena).templates, "mail.yaml"),
        .outbox = cli->outbox,
    };

    return mail_send(arena, diag, &options);
}

static enum status run(const struct cli *cli, struct arena *arena,
                       struct diag *diag)
{
    switch (cli->command) {
    case COMMAND_HELP:
        help_print(stdout);
        return OK;
    case COMMAND_VERSION:
        help_print_version(stdout);
        return OK;
    case COMMAND_MAN:
        help_print_man(stdout);
        return OK;
    case COMMAND_BASH:
        help_print_bash(stdout);
        return OK;
    case COMMAND_CALENDAR:
        return print_calendar(cli, arena, diag);
    case COMMAND_MAIL:
        return send_mail(cli, arena, diag);
    case COMMAND_DIFF:
        return print_diff(cli, arena, diag);
    case COMMAND_PACK:
    case COMMAND_EXPLAIN:
    case COMMAND_CHECK:
    case COMMAND_PERIODS:
        return run_on_input(cli, arena, diag);
    }
    return INTERNAL;
}

int main(int argc, char **argv)
{
    static char printed[32768];
    struct arena arena = {0};
    struct diag diag = {.out = stderr};
    struct cli cli;
    enum status status = cli_parse(&diag, argc, argv, &cli);
    enum status closed;

    /* So that it is the last write that fails, whose reason is known. */
    setvbuf(stdout, printed, _IOFBF, sizeof printed);
    arena_setup();
    signal(SIGXFSZ, SIG_IGN); /* a file over the limit is a failed write */
    diag.quiet = status == OK && cli.quiet;
    diag.verbose = status == OK && cli.verbose;
    if (status == OK)
        status = run(&cli, &arena, &diag);
    closed = cli_close_stdout(&diag);
    arena_free(&arena);
    return (int)(status == OK ? closed : status);
}
