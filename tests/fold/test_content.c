#include "runs.h"

#include "fold/content.h"

enum { MOST = 40, WORDS = 8 * MOST + 16 };

/* Goods drawn by lot. */
struct drawn {
    uint32_t sold[MOST];
    uint32_t returned[MOST];
    int64_t sold_nets[MOST];
    int64_t returned_nets[MOST];
    struct goods goods;
};

static void draw_goods(struct drawn *drawn, unsigned *seed)
{
    bool is_wide = draw(seed, 4) == 0;
    struct goods *goods = &drawn->goods;

    *goods = (struct goods){.sold = drawn->sold,
                            .sold_nets = drawn->sold_nets,
                            .sold_count = draw(seed, MOST + 1),
                            .returned_count =
                                draw_bool(seed) ? 0 : draw(seed, MOST + 1),
                            .returned = drawn->returned,
                            .returned_nets = drawn->returned_nets};
    for (size_t i = 0; i < MOST; i++) {
        drawn->sold[i] = (uint32_t)draw_bits(seed);
        drawn->returned[i] = (uint32_t)draw_bits(seed);
        drawn->sold_nets[i] =
            is_wide ? draw_amount(seed) : (int32_t)draw_bits(seed);
        drawn->returned_nets[i] =
            is_wide ? draw_amount(seed) : (int32_t)draw_bits(seed);
    }
}

static void check_goods(const struct content *got, const struct goods *want)
{
    assert_int_equal(got->sold_count, want->sold_count);
    assert_int_equal(got->returned_count, want->returned_count);
    for (uint32_t i = 0; i < want->sold_count; i++) {
        assert_int_equal(content_product(got, i), want->sold[i]);
        assert_true(content_net(got, i) == want->sold_nets[i]);
    }
    for (uint32_t i = 0; i < want->returned_count; i++) {
        uint32_t number = want->sold_count + i;

        assert_int_equal(content_product(got, number), want->returned[i]);
        assert_true(content_net(got, number) == want->returned_nets[i]);
    }
}

static void what_is_put_is_there(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (size_t trial = 0; trial < 20000; trial++) {
        struct drawn drawn;
        struct order order = {.gross = draw_amount(&seed) / 4,
                              .discount = draw_amount(&seed) / 4};
        int64_t net = order_net(&order);
        struct cost_sums costs = draw_side(&seed, &order).costs;
        uint32_t words[WORDS] = {0};
        struct content content;
        unsigned form;
        size_t size;

        draw_goods(&drawn, &seed);
        form = content_form(&drawn.goods, &costs, net);
        size = content_size(&drawn.goods, form);
        assert_true(form < 1U << CONTENT_BITS);
        assert_true(size < WORDS);
        for (size_t i = size; i < WORDS; i++)
            words[i] = 0xA5A5A5A5;
        content_put(words, &drawn.goods, &costs, form);
        for (size_t i = size; i < WORDS; i++)
            assert_int_equal(words[i], 0xA5A5A5A5);
        content = content_of(words, drawn.goods.sold_count, form, net);
        check_goods(&content, &drawn.goods);
        assert_true(content.costs.costed_net == costs.costed_net);
        assert_true(content.costs.cost == costs.cost);
    }
}

static const struct want {
    const char *name;
    size_t words;
    uint32_t sold;
    uint32_t returned;
    int64_t net; /* of the last product */
    struct cost_sums costs;
} wants[] = {
    {"nothing takes nothing", 0, 0, 0, 0, {0, 0}},
    {"a product takes two words", 6, 3, 0, INT32_MAX, {0, 0}},
    {"one net of more than 32 bits makes all wide",
     9,
     3,
     0,
     (int64_t)INT32_MAX + 1,
     {0, 0}},
    {"what is brought back takes as much, and a word",
     7,
     2,
     1,
     INT32_MIN,
     {0, 0}},
    {"returns alone", 3, 0, 1, -5, {0, 0}},
    {"a cost in whole money takes a word", 1, 0, 0, 0, {7, 3000}},
    {"a cost below money takes two", 2, 0, 0, 0, {7, 3001}},
    {"the largest short cost", 1, 0, 0, 0, {7, INT64_C(1000) * INT32_MAX}},
    {"a larger one", 2, 0, 0, 0, {7, INT64_C(1000) << 31}},
    {"a cost of a part takes four", 4, 0, 0, 0, {6, 3000}},
    {"what costs nothing has a cost", 1, 0, 0, 0, {7, 0}},
};

static void a_content_takes_its_words(void **state)
{
    static const uint32_t products[MOST] = {1, 2, 3, 4};
    const struct want *want = *state;
    int64_t sold_nets[MOST] = {0};
    int64_t returned_nets[MOST] = {0};
    struct goods goods = {products,       sold_nets, want->sold,
                          want->returned, products,  returned_nets};
    struct content content;
    uint32_t words[WORDS];
    unsigned form;

    if (want->returned > 0)
        returned_nets[want->returned - 1] = want->net;
    else if (want->sold > 0)
        sold_nets[want->sold - 1] = want->net;
    form = content_form(&goods, &want->costs, 7);
    assert_int_equal(content_size(&goods, form), want->words);
    content_put(words, &goods, &want->costs, form);
    content = content_of(words, want->sold, form, 7);
    check_goods(&content, &goods);
    assert_true(content.costs.costed_net == want->costs.costed_net);
    assert_true(content.costs.cost == want->costs.cost);
}

static void nothing_has_no_products(void **state)
{
    struct content content = content_of(NULL, 0, 0, 5);

    (void)state;
    assert_int_equal(content_count(&content), 0);
    assert_int_equal(content.costs.costed_net, 0);
    assert_int_equal(content.costs.cost, 0);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(wants) + 2] = {
        cmocka_unit_test(what_is_put_is_there),
        cmocka_unit_test(nothing_has_no_products),
    };

    put_row_tests(tests + 2, wants, a_content_takes_its_words);
    return cmocka_run_group_tests_name("fold/content", tests, NULL, NULL);
}
