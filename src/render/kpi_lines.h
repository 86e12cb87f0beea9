/*
 * kpi_lines.h - the KPIs of Summary and Trends in the template's order, under
 * its headings, and where each stands on the Trends sheet.
 */
#ifndef REPORT_RENDER_KPI_LINES_H
#define REPORT_RENDER_KPI_LINES_H

#include "render/binder.h"

/* The KPI that leads Trends: above all others, per day, with last year. */
#define KPI_LEAD STR("net_sales")

struct kpi_line {
    struct str heading; /* of those that follow; empty for a KPI */
    struct str kpi;     /* its id */
    size_t row;         /* its first row in the table it was made from */
    bool flow;          /* adds up over days: compares per day */
    uint32_t at;        /* its row on the sheet */
    uint32_t per_day;   /* of its values per day on Trends; 0: none */
};

struct kpi_lines {
    struct kpi_line *items;
    size_t count;
};

/* The KPIs of scope all of the tables kpis or trends. */
struct kpi_lines kpi_lines_make(const struct binder *binder,
                                const struct table *table);

/* The same for Trends, with their rows there. */
struct kpi_lines kpi_lines_trends(const struct binder *binder,
                                  const struct leaf *leaf);
const struct kpi_line *kpi_lines_find(const struct kpi_lines *lines,
                                      struct str kpi);

/* The row of a KPI in the table kpis, or NULL. */
const struct cell *kpi_row(const struct binder *binder, struct str kpi);

/* Its change on a base ("prev", "ly") as it is reported, and how it prints. */
struct kpi_change {
    const struct cell *cell; /* NULL: none */
    enum figure figure;
    int good; /* 1: up is good, -1: up is bad, 0: neither */
};
struct kpi_change kpi_change(const struct binder *binder, struct str kpi,
                             const char *base);

/* What a KPI means, for a note: formula, population, window, null rule. */
struct str kpi_note(const struct binder *binder, struct str kpi);

/* How the values of a KPI print, the largest of which is given. */
enum figure kpi_figure(enum cell_kind kind, double largest);

#endif
