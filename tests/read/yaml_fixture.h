/*
 * yaml_fixture.h - a YAML file in a folder of its own, and what was said of it.
 */
#ifndef REPORT_TESTS_YAML_FIXTURE_H
#define REPORT_TESTS_YAML_FIXTURE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

#include <string.h>

struct yaml_fixture {
    struct arena arena;
    struct diag diag;
    char folder[32];
    char path[64];
    char *said;
    size_t said_len;
};

/* With `content` NULL, a folder without the file. */
static inline void fixture_open(struct yaml_fixture *fixture,
                                const char *content)
{
    *fixture = (struct yaml_fixture){.folder = "/tmp/report-yaml-XXXXXX"};
    fixture->diag.out = open_memstream(&fixture->said, &fixture->said_len);
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof fixture->path, "%s/report.yaml",
             fixture->folder);
    if (content)
        assert_int_equal(
            file_write(&fixture->diag, fixture->path, str_of(content), 0600),
            OK);
}

/* What was said, without the folder in front of "report.yaml". */
static inline const char *fixture_said(struct yaml_fixture *fixture)
{
    struct text text = {.arena = &fixture->arena};
    size_t len = strlen(fixture->folder) + 1;
    const char *at;

    fflush(fixture->diag.out);
    at = fixture->said;
    text_addf(&text, "%s", "");
    while (*at) {
        const char *found = strstr(at, fixture->folder);
        size_t before = found ? (size_t)(found - at) : strlen(at);

        text_add(&text, (struct str){at, before});
        at += before + (found ? len : 0);
    }
    return text.at;
}

static inline void fixture_close(struct yaml_fixture *fixture)
{
    fclose(fixture->diag.out);
    free(fixture->said);
    file_remove_tree(&(struct diag){.out = stderr}, fixture->folder);
    arena_free(&fixture->arena);
}

#endif
