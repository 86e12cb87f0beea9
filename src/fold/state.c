#include "fold/state.h"

#include "fold/piece.h"

#include <sys/stat.h>
#include <unistd.h>

/* What is put to the shelf once all of it is known to be sound. */
struct shipment {
    struct shipment *next;
    struct loading loading;
    struct portion *portion;
};

static bool read_at(int file, char *to, uint64_t len, uint64_t from)
{
    while (len > 0) {
        ssize_t got = pread(file, to, len, (off_t)from);

        if (got <= 0)
            return false;
        to += got;
        from += (uint64_t)got;
        len -= (uint64_t)got;
    }
    return true;
}

static bool is_below(uint32_t number, uint64_t count)
{
    return number == MAP_NONE || number < count;
}

/* Whether all that a run says is something that the portion has. */
static bool is_sound(const struct loading *loading, const struct run *run)
{
    const struct state_account *account = loading->account;
    int32_t day = loading_day(loading, run->order.date);

    for (uint32_t i = 0; i < run->order.item_count; i++)
        if (!is_below(run->items[i], account->texts[TEXTS_PRODUCTS]))
            return false;
    for (uint32_t i = 0; i < run->returned_count; i++)
        if (!is_below(run->returned[i], account->texts[TEXTS_PRODUCTS]))
            return false;
    return day >= 0 && loading->has_day[day] &&
           is_below(run->order.store, account->texts[TEXTS_STORES]) &&
           is_below(run->order.channel, account->texts[TEXTS_CHANNELS]) &&
           (!run->has_customer || !key_is_hash(&run->customer) ||
            roster_find(&loading->long_keys, &run->customer) != MAP_NONE);
}

static bool check_part(const struct loading *loading,
                       const struct state_part *part, struct str runs)
{
    uint64_t count = 0;
    uint64_t items = 0;

    while (runs.len > 0) {
        size_t size = run_size(runs.at, runs.len);
        struct run run = {0};

        if (size == 0 || size % sizeof(uint32_t) != 0)
            return false;
        run_unpack(runs.at, &run);
        if (!is_sound(loading, &run))
            return false;
        count++;
        items += run.order.item_count + run.returned_count;
        runs = (struct str){runs.at + size, runs.len - size};
    }
    return count == part->count && items == part->items;
}

/* Whether the runs of all portions are sound, and nothing else is there. */
static bool check_runs(const struct shipment *shipment, struct str runs)
{
    for (; shipment; shipment = shipment->next)
        for (size_t i = 0; shipment->loading.batch && i < KEY_PARTS; i++) {
            const struct state_part *part = shipment->loading.parts + i;

            if (part->len > runs.len ||
                !check_part(&shipment->loading, part,
                            (struct str){runs.at, (size_t)part->len}))
                return false;
            runs = (struct str){runs.at + part->len, runs.len - part->len};
        }
    return runs.len == 0;
}

static void put_runs(const struct shipment *shipment, struct shelf *shelf,
                     const char *runs)
{
    for (; shipment; shipment = shipment->next) {
        if (!shipment->loading.batch)
            continue;
        for (size_t i = 0; i < KEY_PARTS; i++) {
            const struct state_part *part = shipment->loading.parts + i;

            shelf_put_packed(shelf, i, (struct str){runs, (size_t)part->len},
                             part->count, part->items);
            runs += part->len;
        }
        shelf_mark(shelf, shipment->loading.batch);
    }
}

/* The pieces behind a head and a key that are wanted; 0: they are others. */
static uint64_t count_portions(struct cursor *cursor,
                               const struct state_form *form)
{
    const struct state_head *head = cursor_take(cursor, 1, sizeof *head);
    const struct state_preface *preface =
        cursor_take(cursor, 1, sizeof *preface);
    const char *key = preface ? cursor_take(cursor, preface->key_len, 1) : NULL;
    struct state_head wanted;

    state_head_fill(&wanted);
    if (!key || memcmp(head, &wanted, sizeof wanted) != 0 ||
        !str_equal((struct str){key, (size_t)preface->key_len}, form->key))
        return 0;
    return preface->portions;
}

/* What the tail says, which must be what the file is. */
static bool read_tail(int file, struct state_tail *tail)
{
    struct stat about;
    uint64_t size, whole;

    if (fstat(file, &about) != 0 || about.st_size < (off_t)sizeof *tail)
        return false;
    size = (uint64_t)about.st_size;
    return read_at(file, (char *)tail, sizeof *tail, size - sizeof *tail) &&
           !__builtin_add_overflow(tail->kept, tail->runs, &whole) &&
           whole == size - sizeof *tail;
}

static bool is_whole(struct arena *arena, const struct state_tail *tail,
                     const char *kept, const char *runs)
{
    struct fingerprint *fingerprint = fingerprint_new(arena);
    char printed[sizeof tail->fingerprint] = {0};

    fingerprint_add(fingerprint, (struct str){kept, (size_t)tail->kept});
    fingerprint_add(fingerprint, (struct str){runs, (size_t)tail->runs});
    fingerprint_add(fingerprint,
                    (struct str){(const char *)tail,
                                 offsetof(struct state_tail, fingerprint)});
    fingerprint_print(fingerprint, printed);
    return memcmp(printed, tail->fingerprint, sizeof printed) == 0;
}

/* Room for the runs, which need not stay. */
static char *room_for(struct state_reader *reader, size_t len)
{
    if (len > reader->runs_room || !reader->runs) {
        arena_free(&reader->room);
        reader->runs_room = len + len / 4 + 1;
        reader->runs = arena_alloc(&reader->room, reader->runs_room, 1);
    }
    return reader->runs;
}

/* A state that is being read. */
struct reading {
    struct state_reader *reader;
    int file;
    const struct state_form *form;
    const char *name;
    struct state_tail tail;
    char *kept;
};

static struct shipment *load_all(const struct reading *reading,
                                 struct cursor *cursor, uint64_t count)
{
    struct arena *arena = reading->reader->arena;
    struct shipment *first = NULL;
    struct shipment **link = &first;

    for (uint64_t i = 0; i < count; i++) {
        struct shipment *shipment = arena_new(arena, struct shipment);

        shipment->portion = arena_new(arena, struct portion);
        shipment->loading = (struct loading){
            .cursor = cursor,
            .arena = arena,
            .catalogue = reading->form->catalogue,
        };
        if (!loading_take(&shipment->loading, reading->name, shipment->portion))
            return NULL;
        *link = shipment;
        link = &shipment->next;
    }
    return cursor->left == 0 ? first : NULL;
}

/* The portions, if there is no doubt about them. */
static struct portion *read_portions(const struct reading *reading)
{
    const struct state_tail *tail = &reading->tail;
    struct cursor cursor = {reading->kept, (size_t)tail->kept, false};
    uint64_t count = count_portions(&cursor, reading->form);
    struct shipment *shipments;
    char *runs;

    if (count == 0)
        return NULL;
    runs = room_for(reading->reader, (size_t)tail->runs);
    if (!read_at(reading->file, runs, tail->runs, tail->kept) ||
        !is_whole(reading->reader->arena, tail, reading->kept, runs))
        return NULL;
    shipments = load_all(reading, &cursor, count);
    if (!shipments ||
        !check_runs(shipments, (struct str){runs, (size_t)tail->runs}))
        return NULL;
    put_runs(shipments, reading->reader->shelf, runs);
    for (struct shipment *shipment = shipments; shipment->next;
         shipment = shipment->next)
        shipment->portion->next = shipment->next->portion;
    return shipments->portion;
}

struct portion *state_read(struct state_reader *reader, int file,
                           const struct state_form *form, const char *name)
{
    struct reading reading = {
        .reader = reader, .file = file, .form = form, .name = name};
    struct portion *portions = NULL;
    size_t len;

    if (!read_tail(file, &reading.tail))
        return NULL;
    len = (size_t)reading.tail.kept + 1;
    reading.kept = arena_alloc(reader->arena, len, 1);
    if (read_at(file, reading.kept, reading.tail.kept, 0))
        portions = read_portions(&reading);
    if (!portions)
        arena_release(reader->arena, reading.kept, len, 1);
    return portions;
}
