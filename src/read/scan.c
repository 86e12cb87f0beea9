#include "read/scan.h"

#include "read/lane.h"
#include "read/pair.h"

#include <string.h>

/* What one lane leaves for the next. */
struct carry {
    uint64_t inside;   /* all ones within quotes */
    uint64_t start;    /* a field begins */
    uint64_t closed;   /* a quote was closed */
    uint64_t returned; /* a carriage return outside quotes */
};

/* How a kernel puts bits to use. */
struct tools {
    /* Their positions, from `base` on; gives their number. */
    size_t (*put)(uint32_t *to, size_t base, uint64_t bits);
    /* Those of `bits` that stand at bits of `mask`, side by side. */
    uint64_t (*close_up)(uint64_t bits, uint64_t mask);
};

/* The position of the lowest bit, which is taken off; any if there is none. */
INLINE uint32_t take_bit(size_t base, uint64_t *bits)
{
    unsigned at = (unsigned)__builtin_ctzll(*bits | UINT64_C(1) << 63);

    *bits &= *bits - 1;
    return (uint32_t)base + at;
}

/*
 * The positions of the bits.  Sixteen are put whether they are there or not:
 * whether a lane has eight or nine fields is not to be foretold.
 */
INLINE size_t put_bits(uint32_t *to, size_t base, uint64_t bits)
{
    size_t count = (size_t)__builtin_popcountll(bits);

    for (size_t i = 0; i < 16 || i < count; i += 4) {
        to[i] = take_bit(base, &bits);
        to[i + 1] = take_bit(base, &bits);
        to[i + 2] = take_bit(base, &bits);
        to[i + 3] = take_bit(base, &bits);
    }
    return count;
}

/* Bit by bit: most lanes have few that are wanted. */
INLINE uint64_t close_up(uint64_t bits, uint64_t mask)
{
    uint64_t closed = 0;

    for (bits &= mask; bits; bits &= bits - 1) {
        uint64_t below = (bits & (0 - bits)) - 1;

        closed |= UINT64_C(1) << __builtin_popcountll(mask & below);
    }
    return closed;
}

static const struct tools plain_tools = {put_bits, close_up};

/* Put bits behind the `count` that are there; what follows them is 0. */
INLINE void append_bits(uint64_t *to, size_t count, uint64_t bits)
{
    unsigned shift = (unsigned)count % 64;

    to[count / 64] |= bits << shift;
    to[count / 64 + 1] = shift ? bits >> (64 - shift) : 0;
}

/* The bits outside quotes, and those that are odd because of quotes. */
INLINE uint64_t mark_quotes(const struct lane *lane, struct carry *carry,
                            uint64_t *odd)
{
    uint64_t inside = turns(lane->quote) ^ carry->inside;
    uint64_t ends = (lane->delimiter | lane->feed) & ~inside;
    uint64_t starts = ends << 1 | carry->start;
    uint64_t closing = lane->quote & ~inside;
    uint64_t closed = closing << 1 | carry->closed;

    *odd |= lane->quote & inside & ~starts;
    *odd |= closed & ~(ends | lane->carriage);
    *odd |= lane->feed & inside;
    carry->closed = closing >> 63;
    carry->inside = 0 - (inside >> 63);
    return ~inside;
}

/* Which of the ends of a lane are line feeds: as a rule none or one. */
INLINE void add_feeds(struct scan *scan, uint64_t ends, uint64_t feeds)
{
    for (; feeds; feeds &= feeds - 1) {
        uint64_t before = ends & ((feeds & (0 - feeds)) - 1);

        scan->feeds[scan->feed_count++] =
            (uint32_t)scan->end_count + (uint32_t)__builtin_popcountll(before);
    }
}

INLINE void add_lane(struct scan *scan, size_t base, const struct lane *lane,
                     struct carry *carry, const struct tools *tools)
{
    uint64_t outside = UINT64_MAX;
    uint64_t odd = lane->nul;
    uint64_t ends, returns, returned;

    if (lane->quote | carry->inside | carry->closed) {
        outside = mark_quotes(lane, carry, &odd);
        scan->has_quotes = true;
    }
    ends = (lane->delimiter | lane->feed) & outside;
    append_bits(scan->empties, scan->end_count,
                tools->close_up(ends & (ends << 1 | carry->start), ends));
    carry->start = ends >> 63;
    returns = lane->carriage & outside;
    returned = returns << 1 | carry->returned;
    odd |= returned & ~(lane->feed & outside);
    carry->returned = returns >> 63;
    add_feeds(scan, ends, lane->feed & outside);
    scan->end_count +=
        tools->put(scan->edges + 1 + scan->end_count, base, ends);
    if (odd)
        scan->odd_count += put_bits(scan->odds + scan->odd_count, base, odd);
    if (lane->wide)
        scan->wides[scan->wide_count++] = (uint32_t)(base / SCAN_LANE);
}

/* Look at all bytes: classify() 64 of them. */
INLINE void
run(struct scan *scan, const char *bytes, size_t len, char delimiter,
    void (*classify)(const char *bytes, char delimiter, struct lane *lane),
    const struct tools *tools)
{
    struct carry carry = {.start = 1};
    size_t at = 0;

    if (len > SCAN_MOST)
        len = SCAN_MOST;
    scan->end_count = scan->feed_count = 0;
    scan->odd_count = scan->wide_count = 0;
    scan->edges[0] = UINT32_MAX;
    scan->empties[0] = 0;
    scan->has_quotes = false;
    while (at < len && scan->end_count < SCAN_ENDS &&
           scan->odd_count < SCAN_ODDS) {
        struct lane lane;

        classify(bytes + at, delimiter, &lane);
        if (len - at < SCAN_LANE)
            cut_lane(&lane, len - at);
        add_lane(scan, at, &lane, &carry, tools);
        at += SCAN_LANE;
    }
    scan->len = at < len ? at : len;
}

INLINE void classify_portably(const char *bytes, char delimiter,
                              struct lane *lane)
{
    *lane = (struct lane){0};
    for (unsigned i = 0; i < SCAN_LANE; i += 8) {
        uint64_t eight = load_eight(bytes + i);

        lane->delimiter |= equal_eight(eight, delimiter) << i;
        lane->feed |= equal_eight(eight, '\n') << i;
        lane->carriage |= equal_eight(eight, '\r') << i;
        lane->quote |= equal_eight(eight, '"') << i;
        lane->nul |= equal_eight(eight, '\0') << i;
        lane->wide |= gather(eight & UINT64_C(0x8080808080808080)) << i;
    }
}

static void run_portably(struct scan *scan, const char *bytes, size_t len,
                         char delimiter)
{
    run(scan, bytes, len, delimiter, classify_portably, &plain_tools);
}

#if defined(__x86_64__)

AVX2 INLINE void classify_avx2(const char *bytes, char delimiter,
                               struct lane *lane)
{
    __m256i half[2];

    memcpy(half, bytes, sizeof half);
    lane->delimiter = equal_avx2(half, delimiter);
    lane->feed = equal_avx2(half, '\n');
    lane->carriage = equal_avx2(half, '\r');
    lane->quote = equal_avx2(half, '"');
    lane->nul = equal_avx2(half, '\0');
    lane->wide = (uint32_t)_mm256_movemask_epi8(half[0]) |
                 (uint64_t)(uint32_t)_mm256_movemask_epi8(half[1]) << 32;
}

AVX2 INLINE uint64_t close_up_avx2(uint64_t bits, uint64_t mask)
{
    return _pext_u64(bits, mask);
}

AVX2 static void run_avx2(struct scan *scan, const char *bytes, size_t len,
                          char delimiter)
{
    static const struct tools tools = {put_bits, close_up_avx2};

    run(scan, bytes, len, delimiter, classify_avx2, &tools);
}

AVX512 INLINE void classify_avx512(const char *bytes, char delimiter,
                                   struct lane *lane)
{
    __m512i all;

    memcpy(&all, bytes, sizeof all);
    lane->delimiter = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8(delimiter));
    lane->feed = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\n'));
    lane->carriage = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\r'));
    lane->quote = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('"'));
    lane->nul = _mm512_testn_epi8_mask(all, all);
    lane->wide = _mm512_movepi8_mask(all);
}

/* Sixteen numbers of 32 bits close up to those whose bits are set. */
AVX512 INLINE size_t put_bits_avx512(uint32_t *to, size_t base, uint64_t bits)
{
    const __m512i step = _mm512_set1_epi32(16);
    __m512i numbers =
        _mm512_add_epi32(_mm512_set1_epi32((int)base),
                         _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
                                           12, 13, 14, 15));
    size_t count = 0;

    for (unsigned i = 0; i < SCAN_LANE; i += 16) {
        __mmask16 some = (__mmask16)(bits >> i);

        _mm512_storeu_si512(to + count,
                            _mm512_maskz_compress_epi32(some, numbers));
        count += (size_t)__builtin_popcount(some);
        numbers = _mm512_add_epi32(numbers, step);
    }
    return count;
}

AVX512 INLINE uint64_t close_up_avx512(uint64_t bits, uint64_t mask)
{
    return _pext_u64(bits, mask);
}

AVX512 static void run_avx512(struct scan *scan, const char *bytes, size_t len,
                              char delimiter)
{
    static const struct tools tools = {put_bits_avx512, close_up_avx512};

    run(scan, bytes, len, delimiter, classify_avx512, &tools);
}

static const struct scan_kernel kernels[] = {
    {"AVX-512", run_avx512, pair_avx512},
    {"AVX2", run_avx2, pair_avx2},
    {"portable", run_portably, pair_portably},
};

/* How many of the fastest this machine lacks. */
static size_t lacking(void)
{
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2"))
        return 2;
    return __builtin_cpu_supports("avx512bw") ? 0 : 1;
}

#elif defined(__aarch64__)

INLINE void classify_neon(const char *bytes, char delimiter, struct lane *lane)
{
    uint8x16_t quarter[4], wide[4];

    memcpy(quarter, bytes, sizeof quarter);
    for (size_t i = 0; i < 4; i++)
        wide[i] = vcgeq_u8(quarter[i], vdupq_n_u8(0x80));
    lane->delimiter = equal_neon(quarter, delimiter);
    lane->feed = equal_neon(quarter, '\n');
    lane->carriage = equal_neon(quarter, '\r');
    lane->quote = equal_neon(quarter, '"');
    lane->nul = equal_neon(quarter, '\0');
    lane->wide = gather_neon(wide);
}

static void run_neon(struct scan *scan, const char *bytes, size_t len,
                     char delimiter)
{
    run(scan, bytes, len, delimiter, classify_neon, &plain_tools);
}

static const struct scan_kernel kernels[] = {
    {"NEON", run_neon, pair_neon},
    {"portable", run_portably, pair_portably},
};

static size_t lacking(void)
{
    return 0;
}

#else

static const struct scan_kernel kernels[] = {
    {"portable", run_portably, pair_portably}};

static size_t lacking(void)
{
    return 0;
}

#endif

const struct scan_kernel *scan_kernels(size_t *count)
{
    size_t first = lacking();

    *count = sizeof kernels / sizeof kernels[0] - first;
    return kernels + first;
}
