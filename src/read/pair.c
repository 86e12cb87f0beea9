#include "read/pair.h"

#include "read/lane.h"

/* Look for lines with an odd quote; classify() finds quotes and line feeds. */
INLINE void pair(struct scan_lines *lines, const char *bytes, size_t len,
                 void (*classify)(const char *bytes, struct lane *lane))
{
    uint64_t inside = 0;

    *lines = (struct scan_lines){0};
    for (size_t at = 0; at < len; at += SCAN_LANE) {
        struct lane lane = {0};
        uint64_t within = inside;

        classify(bytes + at, &lane);
        if (len - at < SCAN_LANE)
            cut_lane(&lane, len - at);
        if (lane.quote)
            within ^= turns(lane.quote);
        if (lane.feed & within) {
            lines->is_odd = true;
            lane.feed &= (lane.feed & within) - 1;
            lane.feed &= ~within;
            within = 0;
            len = 0;
        }
        lines->count += (size_t)__builtin_popcountll(lane.feed);
        if (lane.feed)
            lines->end = at + SCAN_LANE - (size_t)__builtin_clzll(lane.feed);
        inside = 0 - (within >> 63);
    }
}

INLINE void classify_lines_portably(const char *bytes, struct lane *lane)
{
    for (unsigned i = 0; i < SCAN_LANE; i += 8) {
        uint64_t eight = load_eight(bytes + i);

        lane->feed |= equal_eight(eight, '\n') << i;
        lane->quote |= equal_eight(eight, '"') << i;
    }
}

void pair_portably(struct scan_lines *lines, const char *bytes, size_t len)
{
    pair(lines, bytes, len, classify_lines_portably);
}

#if defined(__x86_64__)

AVX2 INLINE void classify_lines_avx2(const char *bytes, struct lane *lane)
{
    __m256i half[2];

    memcpy(half, bytes, sizeof half);
    lane->feed = equal_avx2(half, '\n');
    lane->quote = equal_avx2(half, '"');
}

AVX2 void pair_avx2(struct scan_lines *lines, const char *bytes, size_t len)
{
    pair(lines, bytes, len, classify_lines_avx2);
}

AVX512 INLINE void classify_lines_avx512(const char *bytes, struct lane *lane)
{
    __m512i all;

    memcpy(&all, bytes, sizeof all);
    lane->feed = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('\n'));
    lane->quote = _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8('"'));
}

AVX512 void pair_avx512(struct scan_lines *lines, const char *bytes, size_t len)
{
    pair(lines, bytes, len, classify_lines_avx512);
}

#elif defined(__aarch64__)

INLINE void classify_lines_neon(const char *bytes, struct lane *lane)
{
    uint8x16_t quarter[4];

    memcpy(quarter, bytes, sizeof quarter);
    lane->feed = equal_neon(quarter, '\n');
    lane->quote = equal_neon(quarter, '"');
}

void pair_neon(struct scan_lines *lines, const char *bytes, size_t len)
{
    pair(lines, bytes, len, classify_lines_neon);
}

#endif
