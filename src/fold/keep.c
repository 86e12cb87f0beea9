#include "fold/state.h"

#include "fold/piece.h"

#include <errno.h>
#include <unistd.h>

enum { SINK_BYTES = 1024 * 1024 };

/* Where a state is written to. */
struct sink {
    int file;
    struct fingerprint *fingerprint;
    char *bytes; /* that have not been written yet */
    size_t len;
    uint64_t total;
    bool has_failed;
};

/* A portion that is being written. */
struct writing {
    struct sink *sink;
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct control *control;
    const struct ledger *ledger;
    const struct batch *batch;     /* NULL: there is none */
    const struct lexicon *lexicon; /* an empty one then */
    const struct map *long_ids;    /* likewise */
    uint32_t *classes; /* of the catalogue -> of the state; MAP_NONE: none */
    uint32_t *used;    /* and the other way */
    uint32_t class_count;
    struct state_account account;
};

static void flush(struct sink *sink)
{
    size_t done = 0;

    fingerprint_add(sink->fingerprint, (struct str){sink->bytes, sink->len});
    while (!sink->has_failed && done < sink->len) {
        ssize_t wrote = write(sink->file, sink->bytes + done, sink->len - done);

        if (wrote > 0)
            done += (size_t)wrote;
        else if (wrote == 0 || errno != EINTR)
            sink->has_failed = true;
    }
    sink->len = 0;
}

static void put(struct sink *sink, const void *bytes, size_t len)
{
    const char *from = bytes;

    sink->total += len;
    while (len > 0) {
        size_t room = SINK_BYTES - sink->len;
        size_t now = len < room ? len : room;

        memcpy(sink->bytes + sink->len, from, now);
        sink->len += now;
        from += now;
        len -= now;
        if (sink->len == SINK_BYTES)
            flush(sink);
    }
}

/* The piece ends here. */
static void align(struct sink *sink)
{
    static const char zeros[STATE_ALIGN];
    size_t past = (size_t)(sink->total % STATE_ALIGN);

    if (past > 0)
        put(sink, zeros, STATE_ALIGN - past);
}

/* Bytes that are a piece by themselves. */
static void put_piece(struct sink *sink, const void *bytes, size_t len)
{
    if (len > 0)
        put(sink, bytes, len);
    align(sink);
}

/* The classes that products have, and the unknown one before all. */
static void number_classes(struct writing *writing)
{
    size_t count = writing->catalogue->class_count;
    const struct lexicon *lexicon = writing->lexicon;

    writing->classes = arena_array(writing->arena, uint32_t, count);
    writing->used = arena_array(writing->arena, uint32_t, count);
    for (size_t i = 1; i < count; i++)
        writing->classes[i] = MAP_NONE;
    writing->class_count = 1;
    for (size_t i = 0; i < lexicon->products.count; i++) {
        uint32_t class = lexicon->product_class[i];

        if (writing->classes[class] != MAP_NONE)
            continue;
        writing->used[writing->class_count] = class;
        writing->classes[class] = writing->class_count++;
    }
}

/* A text of a kind, of as many as count_texts() counts. */
static const struct str *text_of(const struct writing *writing,
                                 enum state_texts kind, size_t number)
{
    const struct lexicon *lexicon = writing->lexicon;
    const struct product_class *class;
    const struct reject *reject;

    switch (kind) {
    case TEXTS_STORES:
        return lexicon->stores.items + number;
    case TEXTS_CHANNELS:
        return lexicon->channels.items + number;
    case TEXTS_PRODUCTS:
        return lexicon->products.items + number;
    case TEXTS_LONG_IDS:
        return writing->long_ids->items + number;
    case TEXTS_CLASSES:
        class = writing->catalogue->classes + writing->used[number / 2];
        return number % 2 ? &class->category : &class->department;
    case TEXTS_REJECTS:
        reject = writing->ledger->rejects + number / 2;
        return number % 2 ? &reject->excerpt : &reject->reason;
    case TEXTS_KINDS:
        break;
    }
    return NULL;
}

static void count_texts(struct writing *writing)
{
    struct state_account *account = &writing->account;
    const struct lexicon *lexicon = writing->lexicon;

    account->texts[TEXTS_STORES] = lexicon->stores.count;
    account->texts[TEXTS_CHANNELS] = lexicon->channels.count;
    account->texts[TEXTS_PRODUCTS] = lexicon->products.count;
    account->texts[TEXTS_LONG_IDS] = writing->long_ids->count;
    account->texts[TEXTS_CLASSES] = 2 * (uint64_t)writing->class_count;
    account->texts[TEXTS_REJECTS] = 2 * writing->ledger->reject_count;
    for (enum state_texts kind = 0; kind < TEXTS_KINDS; kind++)
        for (size_t i = 0; i < account->texts[kind]; i++)
            account->text_bytes[kind] += text_of(writing, kind, i)->len;
}

static void put_texts(const struct writing *writing, enum state_texts kind)
{
    size_t count = writing->account.texts[kind];

    for (size_t i = 0; i < count; i++)
        put(writing->sink,
            &(uint32_t){(uint32_t)text_of(writing, kind, i)->len},
            sizeof(uint32_t));
    align(writing->sink);
    for (size_t i = 0; i < count; i++) {
        const struct str *text = text_of(writing, kind, i);

        if (text->len > 0)
            put(writing->sink, text->at, text->len);
    }
    align(writing->sink);
}

static void fill_account(struct writing *writing)
{
    const struct control *control = writing->control;
    const struct batch *batch = writing->batch;
    struct state_account *account = &writing->account;

    *account = (struct state_account){
        .rows = control->rows,
        .accepted = control->accepted,
        .rejected = control->rejected,
        .set_aside = control->set_aside,
        .ignored = control->ignored,
        .net_accepted = control->net_accepted,
        .net_rejected = control->net_rejected,
        .net_set_aside = control->net_set_aside,
        .first_date = control->first_date,
        .last_date = control->last_date,
        .has_net = control->has_net,
        .net_overflow = control->net_overflow,
        .has_file = control->file_count > 0,
        .has_batch = batch != NULL,
    };
    if (account->has_file) {
        account->bytes = control->files[0].bytes;
        memcpy(account->fingerprint, control->files[0].fingerprint,
               sizeof control->files[0].fingerprint);
    }
    if (batch) {
        account->tallies = batch->tallies;
        account->sites = batch->lexicon->site_count;
        account->sheets = batch->sheet_count;
        account->wide_sites = batch->wide_sites.count;
        account->wide_products = batch->wide_products.count;
    }
    count_texts(writing);
}

static void put_rejects(const struct writing *writing)
{
    for (size_t i = 0; i < writing->ledger->reject_count; i++) {
        const struct reject *reject = writing->ledger->rejects + i;
        const struct state_reject kept = {
            .line = reject->line,
            .column = reject->column,
            .by_rule = reject->by_rule,
        };

        put(writing->sink, &kept, sizeof kept);
    }
    align(writing->sink);
}

/* Classes, products and sites; class numbers are the state's. */
static void put_lexicon(const struct writing *writing)
{
    const struct catalogue *catalogue = writing->catalogue;
    const struct lexicon *lexicon = writing->lexicon;

    for (uint32_t i = 0; i < writing->class_count; i++) {
        const struct product_class *class =
            catalogue->classes + writing->used[i];
        uint32_t flags = (class->counts_units ? CLASS_COUNTS_UNITS : 0U) |
                         (class->is_sales ? CLASS_IS_SALES : 0U);

        put(writing->sink, &flags, sizeof flags);
    }
    align(writing->sink);
    for (size_t i = 0; i < lexicon->products.count; i++) {
        struct state_product product = {
            .unit_cost = state_unit_cost(catalogue, lexicon->products.items[i]),
            .class = writing->classes[lexicon->product_class[i]],
        };

        put(writing->sink, &product, sizeof product);
    }
    align(writing->sink);
    for (size_t i = 0; i < lexicon->site_count; i++) {
        struct site site = lexicon->sites[i];

        site.class = writing->classes[site.class];
        put(writing->sink, &site, sizeof site);
    }
    align(writing->sink);
}

static bool is_empty(const struct sums *sums)
{
    static const struct sums none;

    return memcmp(sums, &none, sizeof none) == 0;
}

/* The bins with lines, in whatever form they are; or how many, without sink. */
static uint32_t put_bins(struct sink *sink, const struct bins *bins)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < bins->cell_count; i++) {
        if (bins->cells[i].lines == 0)
            continue;
        count++;
        if (sink)
            put(sink, &(struct bin){bin_key(i, false) + 1, bins->cells[i]},
                sizeof(struct bin));
    }
    for (uint32_t i = 0; i < bins->room; i++) {
        if (bins->items[i].key == 0 || bins->items[i].sums.lines == 0)
            continue;
        count++;
        if (sink)
            put(sink, bins->items + i, sizeof(struct bin));
    }
    if (sink)
        align(sink);
    return count;
}

static void put_sheet_head(const struct writing *writing,
                           const struct sheet *sheet)
{
    struct state_sheet head = {
        .date = sheet->date,
        .sites = put_bins(NULL, &sheet->sites),
        .products = put_bins(NULL, &sheet->products),
        .stores = (uint32_t)sheet_store_count(sheet, writing->lexicon),
    };

    for (uint32_t i = 0; i < writing->class_count; i++)
        head.classes += !is_empty(sheet->classes + writing->used[i]);
    put(writing->sink, &head, sizeof head);
}

static void put_sheets(const struct writing *writing)
{
    const struct batch *batch = writing->batch;

    for (size_t i = 0; i < batch->sheet_count; i++)
        put_sheet_head(writing, batch->sheets + i);
    align(writing->sink);
    for (size_t i = 0; i < batch->sheet_count; i++) {
        const struct sheet *sheet = batch->sheets + i;

        for (uint32_t j = 0; j < writing->class_count; j++) {
            struct state_class_sums sums = {j,
                                            sheet->classes[writing->used[j]]};

            if (!is_empty(&sums.sums))
                put(writing->sink, &sums, sizeof sums);
        }
        align(writing->sink);
        put_bins(writing->sink, &sheet->sites);
        put_bins(writing->sink, &sheet->products);
        put_piece(writing->sink, sheet->store_costs,
                  sheet_store_count(sheet, writing->lexicon) *
                      sizeof *sheet->store_costs);
    }
    put_piece(writing->sink, batch->wide_sites.items,
              batch->wide_sites.count * sizeof(struct wide_bin));
    put_piece(writing->sink, batch->wide_products.items,
              batch->wide_products.count * sizeof(struct wide_bin));
}

/* The runs of one part; or how many bytes they are, without a sink. */
static uint64_t put_runs(struct sink *sink, const struct batch *batch,
                         size_t part)
{
    struct run_place place = {0};
    uint64_t total = 0;
    const char *runs;
    size_t len;

    if (batch->before)
        place = batch->before->parts[part].end;
    while ((runs = shelf_next(batch->shelf, batch, part, &place, &len)) !=
           NULL) {
        total += len;
        if (sink)
            put(sink, runs, len);
    }
    return total;
}

static void put_parts(const struct writing *writing)
{
    for (size_t i = 0; i < KEY_PARTS; i++) {
        const struct state_part part = {
            .len = put_runs(NULL, writing->batch, i),
            .count = writing->batch->parts[i].count,
            .items = writing->batch->parts[i].items,
        };

        put(writing->sink, &part, sizeof part);
    }
    align(writing->sink);
}

/* All of a portion but its runs. */
static void put_portion(struct sink *sink, struct arena *arena,
                        const struct catalogue *catalogue,
                        const struct portion *portion)
{
    static const struct lexicon no_lexicon;
    static const struct map no_ids;
    const struct batch *batch = portion->batch;
    struct writing writing = {
        .sink = sink,
        .arena = arena,
        .catalogue = catalogue,
        .ledger = &portion->ledger,
        .control = portion->ledger.controls + EXTRACT_transactions,
        .batch = batch,
        .lexicon = batch ? batch->lexicon : &no_lexicon,
        .long_ids = batch ? &batch->long_ids : &no_ids,
    };

    if (batch)
        number_classes(&writing);
    fill_account(&writing);
    put_piece(sink, &writing.account, sizeof writing.account);
    put_rejects(&writing);
    for (enum state_texts kind = 0; kind < TEXTS_KINDS; kind++)
        put_texts(&writing, kind);
    if (!batch)
        return;
    put_lexicon(&writing);
    put_sheets(&writing);
    put_parts(&writing);
}

static void put_all(struct sink *sink, struct arena *arena,
                    const struct state_form *form,
                    const struct portion *portions)
{
    struct state_preface preface = {.key_len = form->key.len};
    struct state_head head;
    struct state_tail tail = {0};

    for (const struct portion *portion = portions; portion;
         portion = portion->next)
        preface.portions++;
    state_head_fill(&head);
    put_piece(sink, &head, sizeof head);
    put_piece(sink, &preface, sizeof preface);
    put_piece(sink, form->key.at, form->key.len);
    for (const struct portion *portion = portions; portion;
         portion = portion->next)
        put_portion(sink, arena, form->catalogue, portion);
    tail.kept = sink->total;
    for (const struct portion *portion = portions; portion;
         portion = portion->next)
        for (size_t i = 0; portion->batch && i < KEY_PARTS; i++)
            put_runs(sink, portion->batch, i);
    tail.runs = sink->total - tail.kept;
    put(sink, &tail, offsetof(struct state_tail, fingerprint));
    flush(sink);
    fingerprint_print(sink->fingerprint, tail.fingerprint);
    put(sink, tail.fingerprint, sizeof tail.fingerprint);
    flush(sink);
}

bool state_write(int file, struct arena *arena, const struct state_form *form,
                 const struct portion *portions)
{
    struct sink sink = {
        .file = file,
        .fingerprint = fingerprint_new(arena),
        .bytes = arena_array(arena, char, SINK_BYTES),
    };

    put_all(&sink, arena, form, portions);
    return !sink.has_failed;
}
