/*
 * The allocator under the libraries: it gives memory or ends the program.
 *
 * cairo, libxlsxwriter and libharu do not survive a refused malloc(): they
 * crash, or go on with content missing.  So the C library's allocator is
 * called through these, which end the program with NO_MEMORY instead; packs
 * are renamed into place only when complete, so nothing half-written stays.
 * Sanitizers bring an allocator of their own, which is left alone.
 */
#include "base/memory.h"

#include "base/status.h"

#include <stdlib.h>
#include <unistd.h>

void memory_exhausted(void)
{
    static const char message[] = "report: error: out of memory\n";

    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(NO_MEMORY);
    _exit(NO_MEMORY);
}

/* How clang says what gcc says with __SANITIZE_ADDRESS__. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define __SANITIZE_ADDRESS__ /* NOLINT(bugprone-reserved-identifier) */
#endif
#endif

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&         \
    defined(__GLIBC__)

/* The names are the C library's: NOLINTBEGIN(bugprone-reserved-identifier,
 * readability-identifier-naming,
 * readability-inconsistent-declaration-parameter-name) */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    void *at = __libc_malloc(size);

    if (!at && size > 0)
        memory_exhausted();
    return at;
}

void *calloc(size_t count, size_t size)
{
    void *at = __libc_calloc(count, size);

    if (!at && count > 0 && size > 0)
        memory_exhausted();
    return at;
}

void *realloc(void *old, size_t size)
{
    void *at = __libc_realloc(old, size);

    if (!at && size > 0)
        memory_exhausted();
    return at;
}

/* NOLINTEND(bugprone-reserved-identifier,
 * readability-identifier-naming,
 * readability-inconsistent-declaration-parameter-name) */
#endif
