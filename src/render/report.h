/*
 * report.h - the executive report: a PDF from a study and a template.
 */
#ifndef REPORT_RENDER_REPORT_H
#define REPORT_RENDER_REPORT_H

#include "measure/study.h"

struct report_options {
    const char *template; /* executive.yaml */
    const char *findings; /* findings.yaml */
    const char *brand;    /* brand.yaml; NULL: the house style */
    const char *fonts;    /* the folder with fonts.yaml */
    int64_t created;      /* seconds since 1970: the date inside */
};

/* A document that was drawn. */
struct report_file {
    struct str bytes; /* of the PDF */
    size_t pages;
};

/*
 * The bytes of the PDF, in `arena`.  BAD_DATA for a wrong template or brand,
 * NO_INPUT for one that is missing, told with its place.
 */
enum status report_render(struct arena *arena, struct diag *diag,
                          const struct study *study,
                          const struct report_options *options,
                          struct report_file *file);

#endif
