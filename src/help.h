/*
 * help.h - what the program says about itself, from the rows of option.def.
 *
 * Lost output is noticed by cli_close_stdout().
 */
#ifndef REPORT_HELP_H
#define REPORT_HELP_H

#include <stdio.h>

void help_print(FILE *out);
void help_print_version(FILE *out);
void help_print_man(FILE *out);  /* for man(1), in man macros */
void help_print_bash(FILE *out); /* a completion for bash */

#endif
