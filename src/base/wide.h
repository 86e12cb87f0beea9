/*
 * wide.h - whole numbers of 128 bits, for products and sums of squares that 64
 * do not hold.  ISO C has none, gcc and clang have.
 */
#ifndef REPORT_BASE_WIDE_H
#define REPORT_BASE_WIDE_H

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

#endif
