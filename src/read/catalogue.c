#include "read/catalogue.h"

#include "read/extract.h"

#include <math.h>

/* What reading a dimension goes along with. */
struct shelf {
    struct arena *arena;
    const struct config *config;
    struct catalogue *catalogue;
    struct map class_keys; /* department, NUL, category -> classes[] */
    struct map target_keys;
    struct text key; /* the one being looked up */
    size_t product_capacity;
    size_t class_capacity;
    size_t store_capacity;
    size_t target_capacity;
};

static bool is_listed(struct str text, const struct str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(text, list[i]))
            return true;
    return false;
}

/* The number of three texts together; a NUL cannot be in a field. */
static uint32_t put_key(struct shelf *shelf, struct map *map,
                        const struct str parts[static 3])
{
    shelf->key.len = 0;
    for (size_t i = 0; i < 3; i++) {
        text_add(&shelf->key, parts[i]);
        text_add(&shelf->key, (struct str){"", 1});
    }
    return map_put(map, text_str(&shelf->key));
}

static uint32_t class_of(struct shelf *shelf, struct str department,
                         struct str category)
{
    struct catalogue *catalogue = shelf->catalogue;
    const struct config *config = shelf->config;
    uint32_t number = put_key(shelf, &shelf->class_keys,
                              (struct str[3]){department, category});

    if (number < catalogue->class_count)
        return number;
    catalogue->classes =
        arena_grow(shelf->arena, catalogue->classes, &shelf->class_capacity,
                   number + 1, sizeof *catalogue->classes);
    catalogue->class_count = number + 1;
    catalogue->classes[number] = (struct product_class){
        .department = str_copy(shelf->arena, department),
        .category = str_copy(shelf->arena, category),
        .counts_units =
            !is_listed(department, config->units_exclude_departments,
                       config->units_exclude_department_count),
        .is_sales = !is_listed(category, config->exclude_categories,
                               config->exclude_category_count)};
    return number;
}

/* The words of a column, kept. */
static struct str keep(const struct shelf *shelf, const struct extract *extract,
                       enum column_id column)
{
    struct str text = extract_words(extract, column);

    return text.len > 0 ? str_copy(shelf->arena, text) : (struct str){0};
}

static double real_of(const struct extract *extract, enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? value->real : (double)NAN;
}

static int32_t date_of_column(const struct extract *extract,
                              enum column_id column)
{
    const struct value *value = extract_get(extract, column);

    return value->state == VALUE_KNOWN ? (int32_t)value->number : DATE_NONE;
}

static bool says_text(const struct extract *extract, enum column_id column,
                      struct str text)
{
    return str_equal(extract_words(extract, column), text);
}

static bool says_real(const struct extract *extract, enum column_id column,
                      double real)
{
    double said = real_of(extract, column);

    return said == real || (isnan(said) && isnan(real));
}

/* Whether the row says of a product just what is known of it. */
static bool repeats_product(const struct shelf *shelf,
                            const struct extract *extract,
                            const struct product *product)
{
    const struct product_class *class =
        shelf->catalogue->classes + product->class;
    const struct value *cost = extract_get(extract, COLUMN_products_unit_cost);

    return says_text(extract, COLUMN_products_name, product->name) &&
           says_text(extract, COLUMN_products_brand, product->brand) &&
           says_text(extract, COLUMN_products_department, class->department) &&
           says_text(extract, COLUMN_products_category, class->category) &&
           says_real(extract, COLUMN_products_rating, product->rating) &&
           says_real(extract, COLUMN_products_rating_count,
                     product->rating_count) &&
           (cost->state == VALUE_KNOWN) == product->has_cost &&
           (!product->has_cost || cost->number == product->unit_cost);
}

static void take_product(void *context, struct extract *extract)
{
    struct shelf *shelf = context;
    struct catalogue *catalogue = shelf->catalogue;
    const struct value *cost = extract_get(extract, COLUMN_products_unit_cost);
    size_t count = catalogue->product_ids.count;
    uint32_t number =
        map_put(&catalogue->product_ids,
                extract_get(extract, COLUMN_products_product_id)->text);

    if (number < count) {
        if (repeats_product(shelf, extract, catalogue->products + number))
            extract_ignore(extract);
        else
            extract_reject(extract, COLUMN_products_product_id,
                           "duplicate product_id");
        return;
    }
    extract_accept(extract);
    catalogue->products =
        arena_grow(shelf->arena, catalogue->products, &shelf->product_capacity,
                   count + 1, sizeof *catalogue->products);
    catalogue->products[number] = (struct product){
        .id = catalogue->product_ids.items[number],
        .name = keep(shelf, extract, COLUMN_products_name),
        .brand = keep(shelf, extract, COLUMN_products_brand),
        .class =
            class_of(shelf, extract_words(extract, COLUMN_products_department),
                     extract_words(extract, COLUMN_products_category)),
        .rating = real_of(extract, COLUMN_products_rating),
        .rating_count = real_of(extract, COLUMN_products_rating_count),
        .unit_cost = cost->state == VALUE_KNOWN ? cost->number : 0,
        .has_cost = cost->state == VALUE_KNOWN};
    catalogue->has_costs |= cost->state == VALUE_KNOWN;
}

/* The same of a store. */
static bool repeats_store(const struct extract *extract,
                          const struct store *store)
{
    return says_text(extract, COLUMN_stores_name, store->name) &&
           says_text(extract, COLUMN_stores_market, store->market) &&
           says_text(extract, COLUMN_stores_region, store->region) &&
           says_text(extract, COLUMN_stores_state, store->state) &&
           says_text(extract, COLUMN_stores_postcode, store->postcode) &&
           date_of_column(extract, COLUMN_stores_opened) == store->opened &&
           date_of_column(extract, COLUMN_stores_closed) == store->closed;
}

static void take_store(void *context, struct extract *extract)
{
    struct shelf *shelf = context;
    struct catalogue *catalogue = shelf->catalogue;
    size_t count = catalogue->store_ids.count;
    uint32_t number =
        map_put(&catalogue->store_ids,
                extract_get(extract, COLUMN_stores_store_id)->text);

    if (number < count) {
        if (repeats_store(extract, catalogue->stores + number))
            extract_ignore(extract);
        else
            extract_reject(extract, COLUMN_stores_store_id,
                           "duplicate store_id");
        return;
    }
    extract_accept(extract);
    catalogue->stores =
        arena_grow(shelf->arena, catalogue->stores, &shelf->store_capacity,
                   count + 1, sizeof *catalogue->stores);
    catalogue->stores[number] =
        (struct store){.id = catalogue->store_ids.items[number],
                       .name = keep(shelf, extract, COLUMN_stores_name),
                       .market = keep(shelf, extract, COLUMN_stores_market),
                       .region = keep(shelf, extract, COLUMN_stores_region),
                       .state = keep(shelf, extract, COLUMN_stores_state),
                       .postcode = keep(shelf, extract, COLUMN_stores_postcode),
                       .opened = date_of_column(extract, COLUMN_stores_opened),
                       .closed = date_of_column(extract, COLUMN_stores_closed)};
}

static void take_target(void *context, struct extract *extract)
{
    struct shelf *shelf = context;
    struct catalogue *catalogue = shelf->catalogue;
    struct target target = {.period =
                                keep(shelf, extract, COLUMN_targets_period),
                            .kpi = keep(shelf, extract, COLUMN_targets_kpi),
                            .scope = keep(shelf, extract, COLUMN_targets_scope),
                            .value = real_of(extract, COLUMN_targets_target)};

    if (put_key(shelf, &shelf->target_keys,
                (struct str[3]){target.period, target.kpi, target.scope}) <
        catalogue->target_count) {
        extract_reject_row(extract, COLUMN_targets_period, "duplicate target");
        return;
    }
    extract_accept(extract);
    catalogue->targets =
        arena_grow(shelf->arena, catalogue->targets, &shelf->target_capacity,
                   catalogue->target_count + 1, sizeof target);
    catalogue->targets[catalogue->target_count++] = target;
}

enum status catalogue_read(struct arena *arena, struct diag *diag,
                           const struct config *config, struct ledger *ledger,
                           struct catalogue *catalogue)
{
    struct extract_run run = {
        .arena = arena, .diag = diag, .config = config, .ledger = ledger};
    struct shelf shelf = {.arena = arena,
                          .config = config,
                          .catalogue = catalogue,
                          .key = {.arena = arena},
                          .class_keys = {.arena = arena},
                          .target_keys = {.arena = arena}};
    const struct {
        enum extract_id extract;
        void (*take)(void *context, struct extract *extract);
    } parts[] = {{EXTRACT_products, take_product},
                 {EXTRACT_stores, take_store},
                 {EXTRACT_targets, take_target}};
    enum status status = OK;

    *catalogue = (struct catalogue){.product_ids = {.arena = arena},
                                    .store_ids = {.arena = arena},
                                    .customers = {.arena = arena}};
    class_of(&shelf, (struct str){0}, (struct str){0});
    for (size_t i = 0; status == OK && i < COUNT(parts); i++)
        status = extract_read(
            &run, parts[i].extract,
            &(struct extract_taker){.take = parts[i].take, .context = &shelf});
    if (status == OK)
        status = subscription_read(arena, diag, config, ledger,
                                   &catalogue->subscriptions);
    if (status == OK)
        status = offers_read(&run, &catalogue->offers);
    if (status == OK)
        status = centres_read(&run, &catalogue->centres);
    if (status == OK)
        status = campaigns_read(&run, &catalogue->campaigns);
    if (status == OK)
        status = promotions_read(&run, &catalogue->promotions);
    catalogue->has_products = ledger->controls[EXTRACT_products].delivered;
    catalogue->has_stores = ledger->controls[EXTRACT_stores].delivered;
    catalogue->has_targets = ledger->controls[EXTRACT_targets].delivered;
    return status;
}

uint32_t catalogue_find_customer(const struct catalogue *catalogue,
                                 struct str id)
{
    return customers_find(&catalogue->customers, id);
}

bool catalogue_is_member(const struct catalogue *catalogue, uint32_t customer,
                         int32_t date)
{
    const struct customer *row;

    if (!catalogue->has_customers)
        return true;
    if (customer == MAP_NONE)
        return false;
    row = &catalogue->customers.rows[customer];
    if (row->is_staff)
        return false;
    if (row->member_from == DATE_NONE && row->member_to == DATE_NONE)
        return row->is_member;
    return (row->member_from == DATE_NONE || row->member_from <= date) &&
           (row->member_to == DATE_NONE || row->member_to >= date);
}

bool catalogue_tells_members(const struct catalogue *catalogue)
{
    return !catalogue->has_customers || catalogue->customers.has_membership;
}

uint32_t catalogue_class(const struct catalogue *catalogue, struct str product)
{
    uint32_t number = map_find(&catalogue->product_ids, product);

    return number == MAP_NONE ? 0 : catalogue->products[number].class;
}
