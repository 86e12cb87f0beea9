/*
 * lane.h - 64 bytes as bits: which are what; for scan.c and pair.c.
 */
#ifndef REPORT_READ_LANE_H
#define REPORT_READ_LANE_H

#include "read/scan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* Of 64 bytes, one bit each: which are what. */
struct lane {
    uint64_t delimiter;
    uint64_t feed;
    uint64_t carriage;
    uint64_t quote;
    uint64_t nul;
    uint64_t wide; /* beyond ASCII */
};

#define INLINE static inline __attribute__((always_inline))

/* Each bit, and all above it, turned over once for each bit that is set. */
INLINE uint64_t turns(uint64_t bits)
{
    for (unsigned shift = 1; shift < SCAN_LANE; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* Only the bits of the first `len` bytes. */
INLINE void cut_lane(struct lane *lane, size_t len)
{
    uint64_t kept = (UINT64_C(1) << len) - 1;

    lane->delimiter &= kept;
    lane->feed &= kept;
    lane->carriage &= kept;
    lane->quote &= kept;
    lane->nul &= kept;
    lane->wide &= kept;
}

/* The first byte in the lowest bits. */
INLINE uint64_t load_eight(const char *bytes)
{
    uint64_t eight;

    memcpy(&eight, bytes, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/* One bit for each of eight bytes that is 0, which is 0x80 in `zeros`. */
INLINE uint64_t gather(uint64_t zeros)
{
    return (zeros >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

INLINE uint64_t zeros_of(uint64_t bytes)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);

    return ~(((bytes & low) + low) | bytes | low);
}

INLINE uint64_t equal_eight(uint64_t bytes, char byte)
{
    return gather(
        zeros_of(bytes ^ (unsigned char)byte * UINT64_C(0x0101010101010101)));
}

#if defined(__x86_64__)

#define AVX2   __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,bmi,bmi2,popcnt")))

AVX2 INLINE uint64_t equal_avx2(const __m256i *half, char byte)
{
    __m256i all = _mm256_set1_epi8(byte);
    __m256i low = _mm256_cmpeq_epi8(half[0], all);
    __m256i high = _mm256_cmpeq_epi8(half[1], all);

    return (uint32_t)_mm256_movemask_epi8(low) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

#elif defined(__aarch64__)

/* One bit for each of 64 bytes, which are 0 or 0xFF. */
INLINE uint64_t gather_neon(const uint8x16_t *quarter)
{
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                        1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t weight = vld1q_u8(weights);
    uint8x16_t low =
        vpaddq_u8(vandq_u8(quarter[0], weight), vandq_u8(quarter[1], weight));
    uint8x16_t high =
        vpaddq_u8(vandq_u8(quarter[2], weight), vandq_u8(quarter[3], weight));

    low = vpaddq_u8(low, high);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(low, low)), 0);
}

INLINE uint64_t equal_neon(const uint8x16_t *quarter, char byte)
{
    uint8x16_t all = vdupq_n_u8((uint8_t)byte);
    uint8x16_t equal[4];

    for (size_t i = 0; i < 4; i++)
        equal[i] = vceqq_u8(quarter[i], all);
    return gather_neon(equal);
}

#endif

#endif
