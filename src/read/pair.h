/*
 * pair.h - lines whose quotes come in pairs, found 64 bytes at a time.
 *
 * For scan.c, whose kernels have one of these each: struct scan_kernel says
 * what they do.
 */
#ifndef REPORT_READ_PAIR_H
#define REPORT_READ_PAIR_H

#include "read/scan.h"

void pair_portably(struct scan_lines *lines, const char *bytes, size_t len);

#if defined(__x86_64__)
void pair_avx2(struct scan_lines *lines, const char *bytes, size_t len);
void pair_avx512(struct scan_lines *lines, const char *bytes, size_t len);
#elif defined(__aarch64__)
void pair_neon(struct scan_lines *lines, const char *bytes, size_t len);
#endif

#endif
