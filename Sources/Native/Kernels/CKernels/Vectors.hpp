// Vectors of eight lanes by the compiler's own extension: a variant's target decides what instructions they become.
// Included inside a variant's namespace.

typedef float Floats __attribute__((vector_size(32)));
typedef int32_t Ints __attribute__((vector_size(32)));
typedef double Doubles __attribute__((vector_size(32)));

#define INLINE static inline __attribute__((always_inline))
#define INLINE_MEMBER inline __attribute__((always_inline))

INLINE Floats load(const float *from) {
    Floats value;
    memcpy(&value, from, sizeof value);
    return value;
}

INLINE void store(float *to, Floats value) { memcpy(to, &value, sizeof value); }

INLINE Floats splat(float value) { return Floats{value, value, value, value, value, value, value, value}; }

INLINE Ints splat_int(int32_t value) { return Ints{value, value, value, value, value, value, value, value}; }

INLINE Floats choose(Ints mask, Floats yes, Floats no) { return mask ? yes : no; }

INLINE Floats larger(Floats left, Floats right) { return choose(left > right, left, right); }

INLINE Floats smaller(Floats left, Floats right) { return choose(left < right, left, right); }

/// A bit for each lane in which a comparison holds.
INLINE unsigned lanes(Ints mask) {
#if CK_AVX2
    return unsigned(_mm256_movemask_ps((__m256)mask));
#else
    unsigned bits = 0;
    for (int lane = 0; lane < 8; ++lane) bits |= unsigned(mask[lane] & 1) << lane;
    return bits;
#endif
}

/// Always in this order, so that a sum does not depend on the variant of the code around it.
INLINE float sum(Floats v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

INLINE float largest(Floats v) {
    float result = v[0];
    for (int lane = 1; lane < 8; ++lane) result = v[lane] > result ? v[lane] : result;
    return result;
}

INLINE Floats magnitude(Floats v) { return (Floats)((Ints)v & splat_int(0x7FFFFFFF)); }

/// The first `count` lanes from memory, zeros after them.
INLINE Floats load_part(const float *from, size_t count) {
    Floats value = splat(0);
    memcpy(&value, from, count * sizeof(float));
    return value;
}

INLINE void store_part(float *to, Floats value, size_t count) { memcpy(to, &value, count * sizeof(float)); }

/// e to the x within 2 units in the last place, for x of at most 0 or little more; 0 below -87.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2, and Taylor's polynomial of degree 7 for e^r.
INLINE Floats exponential(Floats x) {
    const Ints tiny = x < splat(-87.0f);
    x = choose(tiny, splat(-87.0f), x);
    // Adding 1.5 * 2^23 rounds to a whole number, which the low bits then hold.
    const Floats shifted = x * 1.44269504f + 12582912.0f;
    const Floats n = shifted - 12582912.0f;
    const Floats r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    Floats p = splat(1.0f / 5040);
    p = p * r + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    const Ints power = ((Ints)shifted - splat_int(0x4B400000) + splat_int(127)) << 23;
    return choose(tiny, splat(0), p * (Floats)power);
}
