/*
 * fingerprint.h - XXH3 hashes: 128 bits to name content, 64 for maps.
 *
 * A fingerprint is fed in pieces and does not depend on how they are cut.
 */
#ifndef REPORT_BASE_FINGERPRINT_H
#define REPORT_BASE_FINGERPRINT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

struct fingerprint; /* opaque: the state while bytes are fed */

struct fingerprint *fingerprint_new(struct arena *arena);
void fingerprint_add(struct fingerprint *fingerprint, struct str bytes);

/* 32 hex digits of all bytes so far; more may be added after. */
enum { FINGERPRINT_TEXT = 33 };
void fingerprint_print(const struct fingerprint *fingerprint,
                       char out[static FINGERPRINT_TEXT]);

/* A 64-bit hash of bytes, the same on every machine of one byte order. */
uint64_t fingerprint_hash(struct str bytes);

/* The same by a seed: hashes by two seeds have nothing to do with each other.
 */
uint64_t fingerprint_hash_by(struct str bytes, uint64_t seed);

/* The same with 128 bits, into two words. */
void fingerprint_hash_wide(struct str bytes, uint64_t words[static 2]);

#endif
