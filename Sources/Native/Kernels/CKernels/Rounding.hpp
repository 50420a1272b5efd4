// Rows to small integers and back. Included inside a variant's namespace.

INLINE float largest_magnitude(const float *row, size_t n) {
    Floats largest_seen = splat(0);
    size_t place = 0;
    for (; place + 8 <= n; place += 8) largest_seen = larger(largest_seen, magnitude(load(row + place)));
    float result = largest(largest_seen);
    for (; place < n; ++place) result = fabsf(row[place]) > result ? fabsf(row[place]) : result;
    return result;
}

/// To the nearest whole number, ties to even, for magnitudes below 2^22.
INLINE Ints nearest(Floats value) { return (Ints)(value + 12582912.0f) - splat_int(0x4B400000); }

INLINE int32_t nearest_one(float value) {
    const float shifted = value + 12582912.0f;
    int32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    return bits - 0x4B400000;
}

static void quantize_int16(const float *input, size_t input_stride, size_t m, size_t k, int32_t limit, int16_t *output,
                           float *scales) {
    const size_t width = (k + 1) / 2 * 2;
    for (size_t row = 0; row < m; ++row) {
        const float *from = input + row * input_stride;
        int16_t *to = output + row * width;
        const float most = largest_magnitude(from, k);
        const float factor = most > 0 ? float(limit) / most : 0;
        scales[row] = most / float(limit);
        size_t place = 0;
        for (; place + 8 <= k; place += 8) {
            typedef int16_t Shorts __attribute__((vector_size(16)));
            const Shorts values = __builtin_convertvector(nearest(load(from + place) * factor), Shorts);
            memcpy(to + place, &values, sizeof values);
        }
        for (; place < k; ++place) to[place] = int16_t(nearest_one(from[place] * factor));
        if (width > k) to[k] = 0;
    }
}

static void quantize_uint8(const float *input, size_t input_stride, size_t m, size_t k, uint8_t *output,
                           float *scales) {
    for (size_t row = 0; row < m; ++row) {
        const float *from = input + row * input_stride;
        const float most = largest_magnitude(from, k);
        const float factor = most > 0 ? 127.0f / most : 0;
        scales[row] = most / 127.0f;
        for (size_t place = 0; place < k; ++place)
            output[row * k + place] = uint8_t(nearest_one(from[place] * factor) + 128);
    }
}

static void scale_sums(const int32_t *sums, size_t m, size_t n, const float *row_scales, const float *column_scales,
                       const int32_t *weight_sums, const float *bias, float *output, size_t output_stride) {
    for (size_t row = 0; row < m; ++row)
        for (size_t column = 0; column < n; ++column) {
            const float sum = float(sums[row * n + column] - 128 * weight_sums[column]);
            output[row * output_stride + column] = sum * (row_scales[row] * column_scales[column]) + bias[column];
        }
}

static void add_bias(const float *input, size_t m, size_t n, const float *bias, float *output, size_t output_stride) {
    for (size_t row = 0; row < m; ++row)
        for (size_t column = 0; column < n; ++column)
            output[row * output_stride + column] = input[row * n + column] + bias[column];
}
