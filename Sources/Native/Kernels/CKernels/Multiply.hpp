// Multiplication by a packed matrix: panels of 16 columns, tiles of up to 6 rows whose sums stay in registers.
// Every sum runs over k in order, whatever the tile, so a row's result does not depend on the rows beside it.
// Included inside a variant's namespace.

/// Rows whose inputs stay in the second-level cache while all panels pass by.
INLINE size_t block_rows(size_t k, size_t element) {
    const size_t rows = (size_t(288) << 10) / (k * element);
    return rows < 12 ? 12 : rows > 96 ? 96 : rows - rows % 6;
}

template <int rows>
INLINE void float_tile(const float *input, size_t stride, const float *panel, size_t k, const float *bias,
                       size_t columns, float *output, size_t output_stride) {
    Floats sums[rows][2];
    for (int row = 0; row < rows; ++row) sums[row][0] = sums[row][1] = splat(0);
    for (size_t place = 0; place < k; ++place) {
        const Floats left = load(panel + place * CK_PANEL), right = load(panel + place * CK_PANEL + 8);
        for (int row = 0; row < rows; ++row) {
            const Floats value = splat(input[row * stride + place]);
            sums[row][0] += value * left;
            sums[row][1] += value * right;
        }
    }
    if (columns == CK_PANEL) {
        for (int row = 0; row < rows; ++row) {
            store(output + row * output_stride, sums[row][0] + load(bias));
            store(output + row * output_stride + 8, sums[row][1] + load(bias + 8));
        }
        return;
    }
    for (int row = 0; row < rows; ++row)
        for (size_t column = 0; column < columns; ++column)
            output[row * output_stride + column] = sums[row][column / 8][column % 8] + bias[column];
}

static void multiply_float(const float *input, size_t input_stride, size_t m, const float *packed, const float *bias,
                           size_t n, size_t k, float *output, size_t output_stride) {
    const size_t block = block_rows(k, sizeof(float));
    for (size_t first = 0; first < m; first += block) {
        const size_t end = first + block < m ? first + block : m;
        for (size_t column = 0; column < n; column += CK_PANEL) {
            const float *panel = packed + column * k;
            const size_t columns = n - column < CK_PANEL ? n - column : CK_PANEL;
            size_t row = first;
#define TILE(rows)                                                                                                     \
    float_tile<rows>(input + row * input_stride, input_stride, panel, k, bias + column, columns,                       \
                     output + row * output_stride + column, output_stride)
            for (; row + 6 <= end; row += 6) TILE(6);
            switch (end - row) {
            case 1: TILE(1); break;
            case 2: TILE(2); break;
            case 3: TILE(3); break;
            case 4: TILE(4); break;
            case 5: TILE(5); break;
            default: break;
            }
#undef TILE
        }
    }
}

/// Products of neighbours, added in pairs: eight sums of two.
INLINE Ints multiply_pairs(Ints left, Ints right) {
#if CK_AVX2
    return (Ints)_mm256_madd_epi16((__m256i)left, (__m256i)right);
#else
    int16_t a[16], b[16];
    memcpy(a, &left, sizeof a);
    memcpy(b, &right, sizeof b);
    Ints result;
    for (int lane = 0; lane < 8; ++lane)
        result[lane] = int32_t(a[2 * lane]) * b[2 * lane] + int32_t(a[2 * lane + 1]) * b[2 * lane + 1];
    return result;
#endif
}

INLINE Ints load_ints(const void *from) {
    Ints value;
    memcpy(&value, from, sizeof value);
    return value;
}

INLINE Floats to_floats(Ints v) { return __builtin_convertvector(v, Floats); }

template <int rows>
INLINE void int16_tile(const int16_t *input, size_t pairs, const float *input_scales, const int16_t *panel,
                       const float *scales, const float *bias, size_t columns, float *output, size_t output_stride) {
    Floats totals[rows][2];
    for (int row = 0; row < rows; ++row) totals[row][0] = totals[row][1] = splat(0);
    for (size_t first = 0; first < pairs; first += CK_EXACT / 2) {
        const size_t end = first + CK_EXACT / 2 < pairs ? first + CK_EXACT / 2 : pairs;
        Ints sums[rows][2];
        for (int row = 0; row < rows; ++row) sums[row][0] = sums[row][1] = splat_int(0);
        for (size_t pair = first; pair < end; ++pair) {
            const Ints left = load_ints(panel + pair * 2 * CK_PANEL);
            const Ints right = load_ints(panel + pair * 2 * CK_PANEL + 16);
            for (int row = 0; row < rows; ++row) {
                int32_t two;
                memcpy(&two, input + (row * pairs + pair) * 2, sizeof two);
                const Ints value = splat_int(two);
                sums[row][0] += multiply_pairs(value, left);
                sums[row][1] += multiply_pairs(value, right);
            }
        }
        for (int row = 0; row < rows; ++row) {
            totals[row][0] += to_floats(sums[row][0]);
            totals[row][1] += to_floats(sums[row][1]);
        }
    }
    for (int row = 0; row < rows; ++row) {
        const Floats scale = splat(input_scales[row]);
        if (columns == CK_PANEL) {
            store(output + row * output_stride, totals[row][0] * (scale * load(scales)) + load(bias));
            store(output + row * output_stride + 8, totals[row][1] * (scale * load(scales + 8)) + load(bias + 8));
            continue;
        }
        for (size_t part = 0; part < columns; part += 8) {
            const size_t count = columns - part < 8 ? columns - part : 8;
            const Floats factor = scale * load_part(scales + part, count);
            store_part(output + row * output_stride + part,
                       totals[row][part / 8] * factor + load_part(bias + part, count), count);
        }
    }
}

static void multiply_int16(const int16_t *input, const float *input_scales, size_t m, const int16_t *packed,
                           const float *scales, const float *bias, size_t n, size_t k, float *output,
                           size_t output_stride) {
    const size_t pairs = (k + 1) / 2, block = block_rows(k, sizeof(int16_t));
    for (size_t first = 0; first < m; first += block) {
        const size_t end = first + block < m ? first + block : m;
        for (size_t column = 0; column < n; column += CK_PANEL) {
            const int16_t *panel = packed + column * pairs * 2;
            const size_t columns = n - column < CK_PANEL ? n - column : CK_PANEL;
            size_t row = first;
#define TILE(rows)                                                                                                     \
    int16_tile<rows>(input + row * pairs * 2, pairs, input_scales + row, panel, scales + column, bias + column,        \
                     columns, output + row * output_stride + column, output_stride)
            for (; row + 6 <= end; row += 6) TILE(6);
            switch (end - row) {
            case 1: TILE(1); break;
            case 2: TILE(2); break;
            case 3: TILE(3); break;
            case 4: TILE(4); break;
            case 5: TILE(5); break;
            default: break;
            }
#undef TILE
        }
    }
}
