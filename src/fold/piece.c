#include "fold/piece.h"

#include "version.h"

#include <assert.h>
#include <string.h>

void state_head_fill(struct state_head *head)
{
    static_assert(sizeof REPORT_VERSION <= sizeof head->version,
                  "the program's version has room in a state");
    memset(head, 0, sizeof *head);
    memcpy(head->magic, "RPTSTATE", sizeof head->magic);
    head->format = STATE_FORMAT;
    head->sizes[0] = sizeof(struct state_account);
    head->sizes[1] = sizeof(struct sums);
    head->sizes[2] = sizeof(struct bin);
    head->sizes[3] = sizeof(struct wide_bin);
    head->sizes[4] = sizeof(struct site);
    head->sizes[5] = sizeof(struct tallies);
    head->sizes[6] = RUN_BYTES;
    head->sizes[7] = KEY_PARTS;
    memcpy(head->version, REPORT_VERSION, sizeof REPORT_VERSION);
}

int64_t state_unit_cost(const struct catalogue *catalogue, struct str product)
{
    uint32_t number = map_find(&catalogue->product_ids, product);

    return number != MAP_NONE && catalogue->products[number].has_cost
               ? catalogue->products[number].unit_cost
               : WITHOUT_COST;
}

void *cursor_take(struct cursor *cursor, uint64_t count, size_t size)
{
    void *piece = cursor->at;
    uint64_t bytes;

    if (__builtin_mul_overflow(count, (uint64_t)size, &bytes) ||
        bytes > cursor->left)
        cursor->has_failed = true;
    if (cursor->has_failed)
        return NULL;
    bytes = (bytes + STATE_ALIGN - 1) / STATE_ALIGN * STATE_ALIGN;
    if (bytes > cursor->left)
        cursor->has_failed = true;
    if (cursor->has_failed)
        return NULL;
    cursor->at += bytes;
    cursor->left -= bytes;
    return piece;
}
