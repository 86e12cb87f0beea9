/*
 * memory.h - what happens when there is no memory.
 */
#ifndef REPORT_BASE_MEMORY_H
#define REPORT_BASE_MEMORY_H

/* Say on stderr that memory ran out, and end the program with NO_MEMORY. */
_Noreturn void memory_exhausted(void);

#endif
