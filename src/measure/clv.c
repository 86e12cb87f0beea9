#include "measure/clv.h"

#include "base/parallel.h"
#include "fold/radix.h"

/* Fewer customers have no bands; a fifth of them is High, a fifth Low. */
enum { LEAST = 5, PARTS = 5, PERCENTS = 100, CHUNK = 1 << 14 };

static const struct column columns[] = {
    {"customer_id", "Customer", CELL_TEXT, SUM_NONE, NULL},
    {"clv", "CLV", CELL_MONEY, SUM_TOTAL,
     "net sales from the first purchase to the as-of day"},
    {"band", "Band", CELL_TEXT, SUM_NONE,
     "High: the first fifth by CLV; Low: the last fifth; ties take the better "
     "band; none of fewer than 5 customers"},
    {"p_alive", "P(alive)", CELL_RATE, SUM_NONE,
     "the model’s chance that the customer still buys here"},
    {"expected_purchases_12m", "Expected purchases", CELL_RATIO, SUM_NONE,
     "by the model, in the 12 months after the as-of day"},
    {"clv_12m", "12-month CLV", CELL_PRICE, SUM_NONE,
     "the model’s value of these purchases, discounted"},
};

static const struct column band_columns[] = {
    {"band", "Band", CELL_TEXT, SUM_NONE, NULL},
    {"customers", "Customers", CELL_COUNT, SUM_TOTAL,
     "identified, no staff, with a purchase by the as-of day"},
    {"clv", "CLV", CELL_MONEY, SUM_TOTAL,
     "net sales from the first purchase to the as-of day"},
    {"share_customers", "Share of customers", CELL_RATE, SUM_NONE, NULL},
    {"share_clv", "Share of CLV", CELL_RATE, SUM_NONE, NULL},
};

static const struct column curve_columns[] = {
    {"percent", "Per cent of customers", CELL_COUNT, SUM_NONE, NULL},
    {"share", "Share of the lowest", CELL_RATE, SUM_NONE,
     "of all CLV, held by so many per cent of the customers, those of the "
     "lowest CLV, rounded down (Lorenz curve)"},
    {"share_top", "Share of the highest", CELL_RATE, SUM_NONE,
     "held by so many per cent of those of the highest CLV, rounded up"},
};

enum band { BAND_HIGH, BAND_MEDIUM, BAND_LOW, BANDS };

static const char *const names[BANDS] = {"High", "Medium", "Low"};

static enum band band_of(const struct clv_cuts *cuts, int64_t value)
{
    if (value >= cuts->high)
        return BAND_HIGH;
    return value >= cuts->medium ? BAND_MEDIUM : BAND_LOW;
}

const char *clv_band(const struct clv_cuts *cuts, int64_t value)
{
    return cuts->known ? names[band_of(cuts, value)] : NULL;
}

/* High begins at the last of the first fifth, Medium at the last before the
 * last fifth: who has as much is in the better band. */
struct clv_cuts clv_cut(const int64_t *values, size_t count)
{
    size_t part = (count + PARTS - 1) / PARTS;

    if (count < LEAST)
        return (struct clv_cuts){.known = false};
    return (struct clv_cuts){
        .known = true, .high = values[count - part], .medium = values[part]};
}

static const int64_t sign = INT64_MIN;

/* Values as keys to sort by, one of each buyer. */
struct gathering {
    const struct clientele *clientele;
    uint64_t *keys;
};

static void gather_chunk(void *context, size_t number, size_t thread)
{
    const struct gathering *gathering = context;
    const struct clientele *clientele = gathering->clientele;
    const struct roll *buyers = &clientele->buyers;
    struct chunk chunk = chunk_of(number, CHUNK, buyers->count);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++)
        gathering->keys[i] = (uint64_t)profile_store_get(clientele->profiles,
                                                         buyers->customers[i])
                                 .value ^
                             (uint64_t)sign;
}

/* The values of all buyers, ascending. */
static int64_t *sorted_values(struct arena *scratch,
                              const struct clientele *clientele, size_t threads)
{
    size_t count = clientele->buyers.count;
    uint64_t *keys = arena_alloc(scratch, count + 1, sizeof *keys);

    parallel_run(threads, chunk_count(count, CHUNK), gather_chunk,
                 &(struct gathering){.clientele = clientele, .keys = keys});
    radix_sort_by(threads, keys, count);
    for (size_t i = 0; i < count; i++)
        keys[i] ^= (uint64_t)sign;
    return (int64_t *)keys;
}

void clv_set_outlook(const struct clientele *clientele,
                     const struct profile *profile, struct cell *cells)
{
    struct clv_prediction outlook =
        clv_model_predict(clientele->clv_model,
                          &(struct prospect){.first = profile->first,
                                             .last = profile->last_occasion,
                                             .repeats = profile->occasions - 1,
                                             .spend = profile->repeat_spend});

    cells[0] = cell_real(CELL_RATE, outlook.p_alive);
    cells[1] = cell_real(CELL_RATIO, outlook.purchases);
    cells[2] = cell_real(CELL_PRICE, outlook.clv);
}

static void give_row(const void *source, size_t row, struct cell *cells)
{
    const struct clientele *clientele = source;
    uint32_t customer = clientele->buyers.customers[row];
    struct profile profile = profile_store_get(clientele->profiles, customer);
    const char *band = clv_band(&clientele->cuts, profile.value);

    clientele_fetch(clientele, &clientele->buyers, row);
    cells[0] = cell_text(book_customer_id(clientele->book, customer));
    cells[1] = cell_integer(CELL_MONEY, profile.value);
    if (band)
        cells[2] = cell_label(band);
    clv_set_outlook(clientele, &profile, cells + 3);
}

static struct table *make_list(struct arena *arena,
                               const struct clientele *clientele)
{
    struct table *table = table_new(arena, "clv", "Customer lifetime value",
                                    columns, COUNT(columns));

    table_give(table, clientele->buyers.count, give_row, clientele);
    table->is_personal = true;
    return table;
}

/* Shares of a whole of nothing, or of less, say nothing. */
static struct cell share_of(int64_t part, int64_t whole)
{
    return whole > 0 ? cell_ratio(CELL_RATE, (double)part, (double)whole)
                     : (struct cell){0};
}

static struct table *make_bands(struct arena *arena,
                                const struct clv_cuts *cuts,
                                const int64_t *values, size_t count)
{
    struct table *table = table_new(arena, "clv_bands", "CLV bands",
                                    band_columns, COUNT(band_columns));
    int64_t customers[BANDS] = {0};
    int64_t sums[BANDS] = {0};
    int64_t all = 0;

    for (size_t i = 0; i < count; i++) {
        enum band band = band_of(cuts, values[i]);

        customers[band]++;
        sums[band] += values[i];
        all += values[i];
    }
    for (enum band i = 0; cuts->known && i < BANDS; i++) {
        struct cell *cells = table_add(table);

        cells[0] = cell_label(names[i]);
        cells[1] = cell_count(customers[i]);
        cells[2] = cell_integer(CELL_MONEY, sums[i]);
        cells[3] = share_of(customers[i], (int64_t)count);
        cells[4] = share_of(sums[i], all);
    }
    return table;
}

/* The sum of the values before each per cent of them, rounded down. */
static struct table *make_curve(struct arena *arena, const int64_t *values,
                                size_t count)
{
    struct table *table = table_new(arena, "clv_curve", "CLV concentration",
                                    curve_columns, COUNT(curve_columns));
    int64_t sums[PERCENTS + 1] = {0};
    size_t at = 0;

    for (size_t i = 0; i <= PERCENTS; i++) {
        sums[i] = i > 0 ? sums[i - 1] : 0;
        for (; at < count * i / PERCENTS; at++)
            sums[i] += values[at];
    }
    for (size_t i = 0; i <= PERCENTS; i++) {
        int64_t all = sums[PERCENTS];
        struct cell *cells = table_add(table);

        cells[0] = cell_count((int64_t)i);
        cells[1] = share_of(sums[i], all);
        cells[2] = share_of(all - sums[PERCENTS - i], all);
    }
    return table;
}

struct clv_tables clv_make(struct arena *arena, struct clientele *clientele,
                           size_t threads)
{
    struct arena scratch = {0};
    size_t count = clientele->buyers.count;
    int64_t *values = sorted_values(&scratch, clientele, threads);
    struct clv_tables tables = {.list = NULL};

    clientele->cuts = clv_cut(values, count);
    if (count > 0)
        tables = (struct clv_tables){
            .list = make_list(arena, clientele),
            .bands = make_bands(arena, &clientele->cuts, values, count),
            .curve = make_curve(arena, values, count)};
    arena_free(&scratch);
    return tables;
}
