/*
 * cover.h - the first page: the period on the brand's field, linked contents,
 * and three results.
 */
#ifndef REPORT_RENDER_COVER_H
#define REPORT_RENDER_COVER_H

#include "render/cover_contents.h"

void cover_draw(const struct sheet *sheet, const struct cover *cover,
                const struct contents *contents);

#endif
