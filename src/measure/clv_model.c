#include "measure/clv_model_own.h"

#include "base/parallel.h"

#include <math.h>

enum { WEEKS = 52, STEPS = 12, CHUNK = 256 };

static const double discount_rate = 0.10; /* a year */

/* Who spends more, or comes more often, counts as if he did so little. */
static const int64_t spend_most = (INT64_C(1) << 48) - 1;
enum { SPENDS_MOST = UINT16_MAX };

static double weeks_of(uint32_t days)
{
    return (double)days / WEEK_DAYS;
}

/* Staff are none of the population. */
static void leave_out_staff(const struct view *view, struct history *histories)
{
    for (uint32_t i = 0; i < book_customer_count(view->book); i++)
        if (view->members.staff && view->members.staff[i])
            histories[i] = (struct history){.first = DATE_NONE};
}

/* Keys of the customers known on the as-of day. */
static struct purchase_data gather(struct arena *arena, uint64_t *keys,
                                   const struct clv_model *model,
                                   const struct view *view)
{
    uint32_t customers = book_customer_count(view->book);
    size_t count = 0;

    for (uint32_t i = 0; i < customers; i++) {
        const struct history *history = model->histories + i;

        if (history->first != DATE_NONE)
            keys[count++] = purchase_key(
                history->repeats, (uint32_t)(history->last - history->first),
                (uint32_t)(model->end - history->first));
    }
    return purchase_data_make(arena, keys, count, view->threads);
}

static struct calibration *bucket_of(struct clv_model *model, uint32_t repeats)
{
    return model->calibration + (repeats < CALIBRATION_BUCKETS - 1
                                     ? repeats
                                     : CALIBRATION_BUCKETS - 1);
}

/* Keys of those known before the hold-out; what they did in it is counted. */
static struct purchase_data gather_early(struct arena *arena, uint64_t *keys,
                                         struct clv_model *model,
                                         const struct view *view)
{
    uint32_t customers = book_customer_count(view->book);
    int32_t early = model->end - HOLDOUT;
    size_t count = 0;

    for (uint32_t i = 0; i < customers; i++) {
        const struct history *history = model->histories + i;
        struct calibration *bucket = bucket_of(model, history->early_repeats);

        if (history->first == DATE_NONE || history->first > early)
            continue;
        keys[count++] =
            purchase_key(history->early_repeats,
                         (uint32_t)(history->early_last - history->first),
                         (uint32_t)(early - history->first));
        bucket->customers++;
        bucket->actual += history->repeats - history->early_repeats;
    }
    return purchase_data_make(arena, keys, count, view->threads);
}

/* Purchases in the hold-out, by what was known before it. */
static void foretell(struct clv_model *model, const struct purchase_model *fit,
                     const struct purchase_data *early)
{
    double expected = 0;

    for (size_t i = 0; i < early->count; i++) {
        uint64_t key = early->classes[i].key;
        uint32_t x = purchase_repeats(key);
        double age = weeks_of(purchase_age(key));

        if (i == 0 || early->classes[i - 1].key >> 20 != key >> 20)
            expected = purchase_model_expected(fit, x, age, weeks_of(HOLDOUT));
        bucket_of(model, x)->predicted +=
            (double)early->classes[i].count * expected *
            purchase_model_alive(fit, x, weeks_of(purchase_recency(key)), age);
    }
}

static void hold_out(struct clv_model *model, uint64_t *keys,
                     const struct view *view)
{
    struct arena scratch = {0};
    struct purchase_data early = gather_early(&scratch, keys, model, view);

    model->early_agrees = early.repeats > 0;
    if (early.repeats > 0) {
        struct purchase_fit fit = purchase_model_fit(&early, view->threads);

        model->early_agrees = fit.agrees;
        foretell(model, &fit.model, &early);
    }
    for (size_t i = 0; i < CALIBRATION_BUCKETS; i++) {
        model->holdout.customers += model->calibration[i].customers;
        model->holdout.actual += model->calibration[i].actual;
        model->holdout.predicted += model->calibration[i].predicted;
    }
    arena_free(&scratch);
}

double clv_model_error(const struct clv_model *model)
{
    double actual = (double)model->holdout.actual;

    return model->early_agrees && actual > 0
               ? model->holdout.predicted / actual - 1
               : (double)NAN;
}

/* Returns may leave nothing of what somebody bought: it is no spend. */
static void fit_spend(struct clv_model *model, uint64_t *keys,
                      const struct view *view)
{
    size_t count = 0;

    for (uint32_t i = 0; i < book_customer_count(view->book); i++) {
        const struct history *history = model->histories + i;
        uint32_t x =
            history->repeats < SPENDS_MOST ? history->repeats : SPENDS_MOST;
        int64_t spend =
            history->spend < spend_most ? history->spend : spend_most;

        if (x > 0 && spend > 0)
            keys[count++] = spend_key(x, spend);
    }
    model->spend = count > 0 ? spend_model_fit(keys, count, view->threads)
                             : (struct spend_fit){.agrees = false};
}

/* The share of customers expected not to have come again, by their ages. */
static double expect_none(const struct clv_model *model)
{
    double none = 0;

    for (size_t i = 0; i < model->data.count; i++) {
        const struct purchase_class *class = model->data.classes + i;

        none += (double)class->count *
                purchase_model_none(&model->purchase.model,
                                    weeks_of(purchase_age(class->key)));
    }
    return none / (double)model->data.customers;
}

static const char *judge_data(const struct clv_model *model)
{
    if (model->data.repeaters < REPEATERS_LEAST)
        return "fewer than 200 customers came again";
    if (model->history_days < HISTORY_LEAST)
        return "the data is of less than 52 weeks";
    return NULL;
}

static const char *judge_fit(const struct clv_model *model)
{
    if (!model->purchase.agrees || !model->early_agrees)
        return "purchases have no clear law: fits from two starts differ";
    if (!model->spend.agrees)
        return "spend has no clear law: fits from two starts differ";
    if (!(model->spend.model.q > 1))
        return "spend varies so much that its mean is not finite";
    if (!(fabs(clv_model_error(model)) <= holdout_most))
        return "purchases of the last 26 weeks are missed by more than 20 %";
    return NULL;
}

/* The next 52 weeks in twelve steps, each counted at its end. */
static void look_out(void *context, size_t number, size_t thread)
{
    const struct clv_model *model = context;
    struct chunk chunk = chunk_of(number, CHUNK, model->outlook_count);

    (void)thread;
    for (size_t i = chunk.first; i < chunk.end; i++) {
        struct outlook *outlook = model->outlooks + i;
        uint64_t key = outlook->pair << 20;

        for (int step = 1; step <= STEPS; step++) {
            double before = outlook->purchases;

            outlook->purchases = purchase_model_expected(
                &model->purchase.model, purchase_repeats(key),
                weeks_of(purchase_age(key)), (double)WEEKS * step / STEPS);
            outlook->worth += (outlook->purchases - before) *
                              pow(1 + discount_rate, -(double)step / STEPS);
        }
    }
}

static void look_ahead(struct arena *arena, struct clv_model *model,
                       size_t threads)
{
    size_t count = 0;

    model->outlooks = arena_array(arena, struct outlook, model->data.count + 1);
    for (size_t i = 0; i < model->data.count; i++) {
        uint64_t pair = model->data.classes[i].key >> 20;

        if (count == 0 || model->outlooks[count - 1].pair != pair)
            model->outlooks[count++].pair = pair;
    }
    model->outlook_count = count;
    parallel_run(threads, chunk_count(count, CHUNK), look_out, model);
}

static void fit(struct arena *arena, struct clv_model *model, uint64_t *keys,
                const struct view *view)
{
    model->is_fitted = true;
    model->purchase = purchase_model_fit(&model->data, view->threads);
    model->none_expected = expect_none(model);
    fit_spend(model, keys, view);
    hold_out(model, keys, view);
    model->reason = judge_fit(model);
    if (!model->reason)
        look_ahead(arena, model, view->threads);
}

struct clv_model *clv_model_make(struct arena *arena, const struct view *view)
{
    struct arena scratch = {0};
    struct clv_model *model = arena_new(arena, struct clv_model);
    uint32_t customers = book_customer_count(view->book);
    uint64_t *keys = arena_array(&scratch, uint64_t, (size_t)customers + 1);
    struct history *histories;

    model->end = view->windows[SLOT_NOW].end;
    model->history_days = model->end - view->comparison->data_first + 1;
    histories =
        histories_make(&scratch, view, model->end, model->end - HOLDOUT);
    leave_out_staff(view, histories);
    model->histories = histories;
    model->data = gather(arena, keys, model, view);
    model->reason = judge_data(model);
    if (!model->reason)
        fit(arena, model, keys, view);
    model->histories = NULL;
    arena_free(&scratch);
    return model->data.customers > 0 ? model : NULL;
}

const char *clv_model_reason(const struct clv_model *model)
{
    return model->reason;
}

static const struct outlook *find_outlook(const struct clv_model *model,
                                          uint64_t pair)
{
    size_t low = 0;
    size_t high = model->outlook_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (model->outlooks[middle].pair < pair)
            low = middle + 1;
        else
            high = middle;
    }
    return model->outlooks + low; /* as it was made from all customers */
}

struct clv_prediction clv_model_predict(const struct clv_model *model,
                                        const struct prospect *prospect)
{
    struct clv_prediction prediction = {(double)NAN, (double)NAN, (double)NAN};
    const struct outlook *outlook;
    uint32_t age;
    double spend;

    if (!model || model->reason)
        return prediction;
    age = (uint32_t)(model->end - prospect->first);
    outlook =
        find_outlook(model, purchase_key(prospect->repeats, 0, age) >> 20);
    spend = prospect->spend > 0 ? (double)prospect->spend / MONEY_ONE : 0;
    prediction.p_alive = purchase_model_alive(
        &model->purchase.model, prospect->repeats,
        weeks_of((uint32_t)(prospect->last - prospect->first)), weeks_of(age));
    prediction.purchases = prediction.p_alive * outlook->purchases;
    prediction.clv =
        prediction.p_alive * outlook->worth *
        spend_model_mean(&model->spend.model, prospect->repeats,
                         prospect->repeats > 0 ? spend / prospect->repeats : 0);
    return prediction;
}
