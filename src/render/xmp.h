/*
 * xmp.h - what a PDF says about itself, as XMP.
 */
#ifndef REPORT_RENDER_XMP_H
#define REPORT_RENDER_XMP_H

#include "render/pdf.h"

struct str xmp_packet(struct arena *arena, const struct pdf_info *info);

#endif
