/*
 * page.h - pages of memory that go from hand to hand.
 *
 * Memory that the process has not used yet costs more than to fill it: the
 * system clears it first, and the host may have to find it.  So what holds
 * much for a while is kept in pages, which others take when they are given
 * back.  Any thread may do both.
 */
#ifndef REPORT_BASE_PAGE_H
#define REPORT_BASE_PAGE_H

enum { PAGE_BYTES = 16 * 1024 };

/* A page, aligned for anything; what it holds is not to be foretold. */
void *page_take(void);

void page_give(void *page);

#endif
