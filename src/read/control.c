#include "read/control.h"

#include "base/date.h"
#include "base/decimal.h"

#include <stdlib.h>
#include <string.h>

void ledger_init(struct ledger *ledger, struct arena *arena)
{
    *ledger = (struct ledger){.arena = arena, .texts = {.arena = arena}};
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        ledger->controls[i].extract = (enum extract_id)i;
        ledger->controls[i].first_date = DATE_NONE;
        ledger->controls[i].last_date = DATE_NONE;
    }
}

/* The ledger's own copy of a text; there is one of each. */
static struct str keep(struct ledger *ledger, struct str text)
{
    uint32_t number = map_put(&ledger->texts, text); /* may move the items */

    return ledger->texts.items[number];
}

void ledger_add_file(struct ledger *ledger, enum extract_id extract,
                     const struct file_total *file)
{
    struct control *control = &ledger->controls[extract];
    struct file_total *added;

    control->files =
        arena_grow(ledger->arena, control->files, &control->file_capacity,
                   control->file_count + 1, sizeof *file);
    added = &control->files[control->file_count++];
    *added = *file;
    added->file = keep(ledger, str_of(file->file)).at;
    control->delivered = true;
}

void ledger_date_file(struct ledger *ledger, enum extract_id extract,
                      const char *file, const struct control *dates)
{
    struct control *control = &ledger->controls[extract];

    /* It is one of the last that were added. */
    for (size_t i = control->file_count; i > 0; i--)
        if (strcmp(control->files[i - 1].file, file) == 0) {
            control->files[i - 1].first_date = dates->first_date;
            control->files[i - 1].last_date = dates->last_date;
            return;
        }
}

void control_add_date(struct control *control, int32_t date)
{
    if (date == DATE_NONE)
        return;
    if (control->first_date == DATE_NONE || date < control->first_date)
        control->first_date = date;
    if (control->last_date == DATE_NONE || date > control->last_date)
        control->last_date = date;
}

void control_add_net(struct control *control, int64_t *sum, int64_t net)
{
    if (!decimal_add(sum, net))
        control->net_overflow = true;
}

static void add_reject(struct ledger *ledger, const struct reject *reject)
{
    struct reject *added;

    ledger->rejects =
        arena_grow(ledger->arena, ledger->rejects, &ledger->reject_capacity,
                   ledger->reject_count + 1, sizeof *reject);
    added = &ledger->rejects[ledger->reject_count++];
    *added = *reject;
    added->file = keep(ledger, str_of(reject->file)).at;
    added->reason = keep(ledger, reject->reason);
    added->excerpt = str_copy(ledger->arena, reject->excerpt);
}

void ledger_reject(struct ledger *ledger, const struct reject *reject)
{
    struct control *control = &ledger->controls[reject->extract];

    add_reject(ledger, reject);
    if (reject->by_rule)
        control->set_aside++;
    else
        control->rejected++;
}

static void merge_control(struct ledger *into, const struct control *from)
{
    struct control *control = &into->controls[from->extract];

    for (size_t i = 0; i < from->file_count; i++)
        ledger_add_file(into, from->extract, &from->files[i]);
    control->delivered = control->delivered || from->delivered;
    control->rows += from->rows;
    control->accepted += from->accepted;
    control->rejected += from->rejected;
    control->set_aside += from->set_aside;
    control->ignored += from->ignored;
    control_add_date(control, from->first_date);
    control_add_date(control, from->last_date);
    control->has_net = control->has_net || from->has_net;
    control->net_overflow = control->net_overflow || from->net_overflow;
    control_add_net(control, &control->net_accepted, from->net_accepted);
    control_add_net(control, &control->net_rejected, from->net_rejected);
    control_add_net(control, &control->net_set_aside, from->net_set_aside);
}

void ledger_merge(struct ledger *into, const struct ledger *from)
{
    for (size_t i = 0; i < EXTRACT_COUNT; i++)
        merge_control(into, &from->controls[i]);
    for (size_t i = 0; i < from->reject_count; i++)
        add_reject(into, &from->rejects[i]);
}

static int by_file(const void *a, const void *b)
{
    const struct file_total *one = a;
    const struct file_total *other = b;

    return strcmp(one->file, other->file);
}

static int by_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct reject *one = a;
    const struct reject *other = b;
    int order = by_number(one->extract, other->extract);

    if (order == 0)
        order = strcmp(one->file, other->file);
    if (order == 0)
        order = by_number(one->line, other->line);
    if (order == 0)
        order = by_number(one->column, other->column);
    return order ? order : str_compare(one->reason, other->reason);
}

void ledger_seal(struct ledger *ledger)
{
    for (size_t i = 0; i < EXTRACT_COUNT; i++) {
        struct control *control = &ledger->controls[i];

        if (control->file_count > 0)
            qsort(control->files, control->file_count, sizeof *control->files,
                  by_file);
    }
    if (ledger->reject_count > 0)
        qsort(ledger->rejects, ledger->reject_count, sizeof *ledger->rejects,
              by_place);
}

/* Most frequent first, then by the reason, rejects before rows set aside. */
static int by_count(const void *a, const void *b)
{
    const struct reason_count *one = a;
    const struct reason_count *other = b;
    int order = by_number(other->count, one->count);

    if (order == 0)
        order = str_compare(one->reason, other->reason);
    return order ? order : (int)one->by_rule - (int)other->by_rule;
}

/* Two counts a reason: what was rejected, and what rules set aside. */
size_t ledger_reasons(const struct ledger *ledger, enum extract_id extract,
                      struct arena *arena, struct reason_count **reasons)
{
    size_t most = 2 * ledger->texts.count;
    struct reason_count *counts = arena_array(arena, struct reason_count, most);
    size_t used = 0;

    for (size_t i = 0; i < ledger->reject_count; i++) {
        const struct reject *reject = &ledger->rejects[i];
        size_t at = 2 * (size_t)map_find(&ledger->texts, reject->reason);

        if (reject->extract != extract)
            continue;
        counts[at + reject->by_rule].reason = reject->reason;
        counts[at + reject->by_rule].by_rule = reject->by_rule;
        counts[at + reject->by_rule].count++;
    }
    for (size_t i = 0; i < most; i++)
        if (counts[i].count > 0)
            counts[used++] = counts[i];
    if (used > 0)
        qsort(counts, used, sizeof *counts, by_count);
    *reasons = counts;
    return used;
}
