/*
 * cli.h - the command line as a struct.
 *
 * The options are the rows of option.def; texts point into argv.
 */
#ifndef REPORT_CLI_H
#define REPORT_CLI_H

#include "base/date.h"
#include "base/diag.h"

#include <stdio.h>

/* What the program is asked for. */
enum command {
    COMMAND_PACK, /* no command: make a pack */
    COMMAND_CHECK,
    COMMAND_PERIODS,
    COMMAND_CALENDAR,
    COMMAND_EXPLAIN,
    COMMAND_DIFF,
    COMMAND_MAIL,
    COMMAND_HELP, /* by option; goes before everything else */
    COMMAND_VERSION,
    COMMAND_MAN,
    COMMAND_BASH,
};

/* What --only names. */
enum format {
    FORMAT_PDF = 1,
    FORMAT_XLSX = 2,
    FORMAT_CUSTOMERS = 4,
    FORMAT_CSV = 8,
    FORMAT_ALL = 15
};

/* How the value of an option is read, and the type of its field. */
enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_DATE,
    OPTION_COUNT,
    OPTION_FORMATS,
};
#define FIELD_FLAG    bool
#define FIELD_TEXT    const char *
#define FIELD_DATE    int32_t
#define FIELD_COUNT   size_t
#define FIELD_FORMATS unsigned

enum { CLI_OPERANDS = 2 };

struct cli {
    enum command command;
    const char *operands[CLI_OPERANDS]; /* behind the command */
#define OPTION(id, name, letter, kind, argument, group, help) FIELD_##kind id;
#include "option.def"
#undef OPTION
};

/* Which commands an option is for, and where help lists it. */
enum option_group {
    GROUP_PERIOD,
    GROUP_PARTIAL, /* listed with the period; for two of them as well */
    GROUP_AS_OF,   /* the same, but for mail */
    GROUP_PACK,
    GROUP_OUTPUT, /* listed with the pack */
    GROUP_MAIL,
    GROUP_EXPLAIN,
    GROUP_INPUT,
    GROUP_CALENDAR,
    GROUP_ALL
};

struct cli_option {
    const char *name; /* "as-of" */
    char letter;      /* 0: none */
    enum option_kind kind;
    const char *argument; /* "DATE"; NULL for a flag */
    enum option_group group;
    const char *help;
    size_t offset; /* in struct cli */
};

enum {
#define OPTION(id, name, letter, kind, argument, group, help) CLI_##id,
#include "option.def"
#undef OPTION
    CLI_COUNT
};

extern const struct cli_option cli_options[CLI_COUNT];

/* A command that is an operand. */
struct cli_command {
    const char *name;
    enum command command;
    const char *help;
    const char *operands[CLI_OPERANDS]; /* what they are called; NULL: none */
};

enum { CLI_COMMANDS = 6 };
extern const struct cli_command cli_commands[CLI_COMMANDS];

/*
 * Read the command line over the defaults.  BAD_USAGE, told in one line that
 * ends in "try 'report --help'", if it is wrong.
 */
enum status cli_parse(struct diag *diag, int argc, char **argv,
                      struct cli *cli);

/* Finish stdout: IO_FAILED, told, if anything written to it was lost. */
enum status cli_close_stdout(struct diag *diag);

#endif
