/*
 * profile_store.h - the profiles of very many customers in some forty bytes
 * each.
 *
 * A number takes as many bytes as it needs, and none where it is 0 or what
 * another one is, as most are of who has bought once or not for long.
 */
#ifndef REPORT_MEASURE_PROFILE_STORE_H
#define REPORT_MEASURE_PROFILE_STORE_H

#include "base/arena.h"
#include "measure/profile.h"

/* Put profiles of so many customers at the most, by so many threads, in an
 * arena that lasts as long. */
struct profile_store *profile_store_new(struct arena *arena, uint32_t customers,
                                        size_t threads);

/* Each customer once at the most; `thread` is below the threads. */
void profile_store_put(struct profile_store *store, uint32_t customer,
                       const struct profile *profile, size_t thread);

/* All are there: the store now lives in the arena alone. */
void profile_store_close(struct profile_store *store, struct arena *arena);

/* The profile of a customer; all 0, and not seen, where none was put. */
struct profile profile_store_get(const struct profile_store *store,
                                 uint32_t customer);

/* Whether there is one, and its row in the customers extract, or MAP_NONE. */
bool profile_store_has(const struct profile_store *store, uint32_t customer);
uint32_t profile_store_row(const struct profile_store *store,
                           uint32_t customer);

/* Fetch where a profile is; and then the profile itself. */
void profile_store_fetch_place(const struct profile_store *store,
                               uint32_t customer);
void profile_store_fetch(const struct profile_store *store, uint32_t customer);

#endif
