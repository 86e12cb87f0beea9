/*
 * operators.h - PDF syntax as bytes: numbers, points, colours, text strings.
 *
 * Numbers are rounded to the places asked for and printed without a locale,
 * an exponent or trailing zeros, so the same drawing gives the same bytes.
 */
#ifndef REPORT_RENDER_OPERATORS_H
#define REPORT_RENDER_OPERATORS_H

#include "base/str.h"

#include <stdint.h>

/* A number and a space; it must be finite, places at most 5. */
void operators_number(struct text *out, double value, int places);

/* "x y " at 1/100 point. */
void operators_point(struct text *out, double x, double y);

/* Four or two hexadecimal digits. */
void operators_hex16(struct text *out, unsigned value);
void operators_hex8(struct text *out, unsigned value);

/* UTF-8 as hexadecimal digits of UTF-16; invalid bytes as U+FFFD. */
void operators_utf16(struct text *out, struct str text);

/* The same as the bytes of a PDF text string: big-endian, with a mark. */
struct str operators_text_string(struct arena *arena, struct str text);

/* As XML text: escaped, and U+FFFD for what XML bars. */
void operators_xml(struct text *out, struct str text);

#endif
