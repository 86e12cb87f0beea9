/*
 * version.h - the program's version, as --version, packs and manifests say it.
 */
#ifndef REPORT_VERSION_H
#define REPORT_VERSION_H

#define REPORT_VERSION "0.1.0"

#endif
