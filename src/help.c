#include "help.h"

#include "cli.h"
#include "version.h"

#include <string.h>

enum { WIDTH = 79, INDENT = 28 };

static const char sentence[] =
    "Make a branded PDF report and an Excel workbook of retail KPIs from a "
    "folder of CSV extracts.";

static const char *const usages[] = {
    "report --period=NAME [OPTION]...",
    "report check [OPTION]...",
    "report periods [OPTION]...",
    "report explain KPI --period=NAME [--scope=SCOPE] [OPTION]...",
    "report diff P1 P2 [OPTION]...",
    "report mail --period=NAME [OPTION]...",
    "report calendar --make=RULE --from=DATE --to=DATE [--year-end=RULE]",
};

static const char example[] =
    "report --input=extracts --period=FY24P06 --output=packs";

static const struct {
    enum option_group group;
    const char *title; /* NULL: goes on under the one before */
} groups[] = {
    {GROUP_PERIOD, "The period"},   {GROUP_AS_OF, NULL},
    {GROUP_PARTIAL, NULL},          {GROUP_EXPLAIN, "What is explained"},
    {GROUP_PACK, "The pack"},       {GROUP_OUTPUT, NULL},
    {GROUP_MAIL, "Mail"},           {GROUP_INPUT, "Input"},
    {GROUP_CALENDAR, "A calendar"}, {GROUP_ALL, "Always"},
};

static const struct {
    enum status status;
    const char *meaning;
} exits[] = {
    {OK, "done"},
    {BAD_USAGE, "the command line is wrong"},
    {BAD_DATA, "an extract, report.yaml or a template breaks its format"},
    {NO_INPUT, "an extract is missing or cannot be read"},
    {INTERNAL, "a bug in report, or totals that do not agree"},
    {NO_MEMORY, "not enough memory"},
    {NO_OUTPUT, "a file of the pack cannot be created"},
    {IO_FAILED, "reading or writing broke half-way"},
    {INCOMPLETE, "the data ends before the period does (--allow-partial)"},
};

/* Text from column `column` on, wrapped at words to lines that begin there. */
static void put_wrapped(FILE *out, const char *words, int column)
{
    int at = column;

    while (*words) {
        int len = (int)strcspn(words, " ");

        if (at > column && at + 1 + len > WIDTH) {
            fprintf(out, "\n%*s", column, "");
            at = column;
        } else if (at > column) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", len, words);
        at += len;
        words += len + (words[len] == ' ');
    }
    fputc('\n', out);
}

/* "  -p, --period=NAME", and what it does from column INDENT on. */
static void put_option(FILE *out, const struct cli_option *option)
{
    int width;

    if (option->letter)
        width = fprintf(out, "  -%c, ", option->letter);
    else
        width = fprintf(out, "      ");
    width += fprintf(out, "--%s%s%s", option->name, option->argument ? "=" : "",
                     option->argument ? option->argument : "");
    fprintf(out, "%*s", width < INDENT ? INDENT - width : 1, "");
    put_wrapped(out, option->help, INDENT);
}

static void put_groups(FILE *out)
{
    for (size_t i = 0; i < COUNT(groups); i++) {
        if (groups[i].title)
            fprintf(out, "\n%s:\n", groups[i].title);
        for (size_t j = 0; j < CLI_COUNT; j++)
            if (cli_options[j].group == groups[i].group)
                put_option(out, &cli_options[j]);
    }
}

void help_print(FILE *out)
{
    for (size_t i = 0; i < COUNT(usages); i++)
        fprintf(out, "%s %s\n", i == 0 ? "Usage:" : "  or: ", usages[i]);
    fputc('\n', out);
    put_wrapped(out, sentence, 0);
    fprintf(out, "\nCommands:\n");
    for (size_t i = 0; i < CLI_COMMANDS; i++) {
        fprintf(out, "  %-*s", INDENT - 2, cli_commands[i].name);
        put_wrapped(out, cli_commands[i].help, INDENT);
    }
    put_groups(out);
    fprintf(out, "\nExit codes:\n");
    for (size_t i = 0; i < COUNT(exits); i++)
        fprintf(out, "  %-4d%s\n", (int)exits[i].status, exits[i].meaning);
    fprintf(out, "\nExample:\n  %s\n", example);
}

void help_print_version(FILE *out)
{
    fprintf(out, "report %s\n", REPORT_VERSION);
}

/* Text for troff: no hyphens from minus signs, no escapes, no requests. */
static void put_troff(FILE *out, const char *words)
{
    if (*words == '.' || *words == '\'')
        fputs("\\&", out);
    for (; *words; words++) {
        if (*words == '-')
            fputs("\\-", out);
        else if (*words == '\\')
            fputs("\\e", out);
        else
            fputc(*words, out);
    }
}

static void put_man_option(FILE *out, const struct cli_option *option)
{
    fputs(".TP\n", out);
    if (option->letter)
        fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    fputs("\\fB\\-\\-", out);
    put_troff(out, option->name);
    fputs("\\fR", out);
    if (option->argument)
        fprintf(out, "=\\fI%s\\fR", option->argument);
    fputc('\n', out);
    put_troff(out, option->help);
    fputc('\n', out);
}

static void put_man_options(FILE *out)
{
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; i < COUNT(groups); i++) {
        if (groups[i].title)
            fprintf(out, ".SS %s\n", groups[i].title);
        for (size_t j = 0; j < CLI_COUNT; j++)
            if (cli_options[j].group == groups[i].group)
                put_man_option(out, &cli_options[j]);
    }
}

static void put_man_head(FILE *out)
{
    fprintf(out,
            ".TH REPORT 1 \"\" \"report %s\" \"User Commands\"\n"
            ".SH NAME\nreport \\- retail KPI reports from CSV extracts\n"
            ".SH SYNOPSIS\n",
            REPORT_VERSION);
    for (size_t i = 0; i < COUNT(usages); i++) {
        fputs(i == 0 ? "" : ".br\n", out);
        put_troff(out, usages[i]);
        fputc('\n', out);
    }
    fputs(".SH DESCRIPTION\n", out);
    put_troff(out, sentence);
    fputs("\n.SH COMMANDS\n", out);
    for (size_t i = 0; i < CLI_COMMANDS; i++) {
        fprintf(out, ".TP\n\\fB%s\\fR\n", cli_commands[i].name);
        put_troff(out, cli_commands[i].help);
        fputc('\n', out);
    }
}

void help_print_man(FILE *out)
{
    put_man_head(out);
    put_man_options(out);
    fputs(".SH EXIT STATUS\n", out);
    for (size_t i = 0; i < COUNT(exits); i++) {
        fprintf(out, ".TP\n\\fB%d\\fR\n", (int)exits[i].status);
        put_troff(out, exits[i].meaning);
        fputc('\n', out);
    }
    fputs(".SH EXAMPLE\n", out);
    put_troff(out, example);
    fputc('\n', out);
}

/* How the value of an option completes: a file, a folder, or not at all. */
static void put_bash_values(FILE *out, const char *argument, const char *action)
{
    const char *bar = "";

    fputs("    ", out);
    for (size_t i = 0; i < CLI_COUNT; i++)
        if (cli_options[i].argument &&
            strcmp(cli_options[i].argument, argument) == 0) {
            fprintf(out, "%s--%s", bar, cli_options[i].name);
            bar = " | ";
        }
    fprintf(out, ") COMPREPLY=($(compgen %s -- \"$word\")); return ;;\n",
            action);
}

void help_print_bash(FILE *out)
{
    fputs("# bash completion for report, made by 'report --generate=bash'\n"
          "_report() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]}\n"
          "    local option=${COMP_WORDS[COMP_CWORD - 1]}\n"
          "    if [[ $word == '=' ]]; then\n"
          "        word=\n"
          "    elif [[ $option == '=' ]]; then\n"
          "        option=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    fi\n"
          "    case $option in\n",
          out);
    put_bash_values(out, "FILE", "-f");
    put_bash_values(out, "DIR", "-d");
    fputs("    esac\n    COMPREPLY=($(compgen -W '", out);
    for (size_t i = 0; i < CLI_COMMANDS; i++)
        fprintf(out, "%s ", cli_commands[i].name);
    for (size_t i = 0; i < CLI_COUNT; i++)
        fprintf(out, "--%s%s", cli_options[i].name,
                i + 1 < CLI_COUNT ? " " : "");
    fputs("' -- \"$word\"))\n}\ncomplete -F _report report\n", out);
}
