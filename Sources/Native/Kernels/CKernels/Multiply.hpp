// Multiplication by a packed matrix: panels of 16 columns, tiles of up to 6 rows whose sums stay in registers.
//
// A block of inputs, so long that a panel's part of it stays in the first-level cache, passes by all panels before the
// next. Every sum runs over k in order, whatever the tile, so a row's result does not depend on the rows beside it.
// Included inside a variant's namespace.

/// Vectors of a panel's row, and rows of a tile: their sums take twelve of sixteen registers.
enum { VECTORS = CK_PANEL / 8, ROWS = 6 };
/// Rows that pass by all panels together, and inputs of a block of float32.
enum { BLOCK_ROWS = 96, BLOCK_INPUTS = 384 };

INLINE size_t least(size_t left, size_t right) { return left < right ? left : right; }

/// Where a tile's results go, and what was there before.
struct Target {
    float *output;
    size_t stride;
    /// Of the panel: 16, or fewer in the last.
    size_t columns;
    /// Whether inputs before these were summed into the output.
    bool goes_on;
    /// Whether these inputs are the last; scales may be null, for ones.
    bool ends;
    const float *row_scales;
    const float *scales;
    const float *bias;
};

INLINE Floats finished(Floats total, const Target &target, size_t row, size_t part, size_t count) {
    if (!target.ends) return total;
    if (count == 8) {
        if (target.scales) total *= splat(target.row_scales[row]) * load(target.scales + part * 8);
        return total + load(target.bias + part * 8);
    }
    if (target.scales) total *= splat(target.row_scales[row]) * load_part(target.scales + part * 8, count);
    return total + load_part(target.bias + part * 8, count);
}

template <int rows> INLINE void write_tile(const Floats (&sums)[rows][VECTORS], const Target &target) {
    for (int row = 0; row < rows; ++row)
        for (size_t part = 0; part < VECTORS && part * 8 < target.columns; ++part) {
            const size_t count = least(target.columns - part * 8, 8);
            float *to = target.output + row * target.stride + part * 8;
            Floats total = sums[row][part];
            if (count == 8) {
                if (target.goes_on) total += load(to);
                store(to, finished(total, target, row, part, 8));
            } else {
                if (target.goes_on) total += load_part(to, count);
                store_part(to, finished(total, target, row, part, count), count);
            }
        }
}

template <int rows>
INLINE void float_tile(const float *input, size_t stride, const float *panel, size_t k, const Target &target) {
    Floats sums[rows][VECTORS];
    for (int row = 0; row < rows; ++row)
        for (int part = 0; part < VECTORS; ++part) sums[row][part] = splat(0);
    for (size_t place = 0; place < k; ++place) {
        Floats weights[VECTORS];
        for (int part = 0; part < VECTORS; ++part) weights[part] = load(panel + place * CK_PANEL + part * 8);
        for (int row = 0; row < rows; ++row) {
            const Floats value = splat(input[row * stride + place]);
            for (int part = 0; part < VECTORS; ++part) sums[row][part] += value * weights[part];
        }
    }
    write_tile<rows>(sums, target);
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

/// Exact sums of at most CK_EXACT products, two inputs at a time; `stride` counts pairs.
template <int rows>
INLINE void int16_tile(const int16_t *input, size_t stride, const int16_t *panel, size_t pairs, const Target &target) {
    Ints sums[rows][VECTORS];
    for (int row = 0; row < rows; ++row)
        for (int part = 0; part < VECTORS; ++part) sums[row][part] = splat_int(0);
    for (size_t pair = 0; pair < pairs; ++pair) {
        Ints weights[VECTORS];
        for (int part = 0; part < VECTORS; ++part) weights[part] = load_ints(panel + pair * 2 * CK_PANEL + part * 16);
        for (int row = 0; row < rows; ++row) {
            int32_t two;
            memcpy(&two, input + (row * stride + pair) * 2, sizeof two);
            const Ints value = splat_int(two);
            for (int part = 0; part < VECTORS; ++part) sums[row][part] += multiply_pairs(value, weights[part]);
        }
    }
    Floats totals[rows][VECTORS];
    for (int row = 0; row < rows; ++row)
        for (int part = 0; part < VECTORS; ++part) totals[row][part] = __builtin_convertvector(sums[row][part], Floats);
    write_tile<rows>(totals, target);
}

/// Calls `tile` for all rows from `first` to `end`: `most` at a time, six at most, then what is left.
#define FOR_TILES(most, first, end, tile)                                                                              \
    do {                                                                                                               \
        size_t row = first;                                                                                            \
        for (; row + most <= end; row += most) { tile(most); }                                                         \
        switch (end - row) {                                                                                           \
        case 1: tile(1); break;                                                                                        \
        case 2: tile(2); break;                                                                                        \
        case 3: tile(3); break;                                                                                        \
        case 4: tile(4); break;                                                                                        \
        case 5: tile(5); break;                                                                                        \
        default: break;                                                                                                \
        }                                                                                                              \
    } while (0)

static void multiply_float(const float *input, size_t input_stride, size_t m, const float *packed, const float *bias,
                           size_t n, size_t k, float *output, size_t output_stride) {
    for (size_t first = 0; first < m; first += BLOCK_ROWS) {
        const size_t end = least(first + BLOCK_ROWS, m);
        for (size_t start = 0; start < k; start += BLOCK_INPUTS) {
            const size_t length = least(BLOCK_INPUTS, k - start);
            for (size_t column = 0; column < n; column += CK_PANEL) {
                const float *panel = packed + column * k + start * CK_PANEL;
                Target target = {nullptr, output_stride, least(CK_PANEL, n - column), start > 0, start + length == k,
                                 nullptr, nullptr,       bias + column};
#define TILE(rows)                                                                                                     \
    target.output = output + row * output_stride + column;                                                             \
    float_tile<rows>(input + row * input_stride + start, input_stride, panel, length, target)
                FOR_TILES(ROWS, first, end, TILE);
#undef TILE
            }
        }
    }
}

static void multiply_int16(const int16_t *input, const float *input_scales, size_t m, const int16_t *packed,
                           const float *scales, const float *bias, size_t n, size_t k, float *output,
                           size_t output_stride) {
    const size_t pairs = (k + 1) / 2;
    for (size_t first = 0; first < m; first += BLOCK_ROWS) {
        const size_t end = least(first + BLOCK_ROWS, m);
        for (size_t start = 0; start < pairs; start += CK_EXACT / 2) {
            const size_t length = least(CK_EXACT / 2, pairs - start);
            for (size_t column = 0; column < n; column += CK_PANEL) {
                const int16_t *panel = packed + (column * pairs + start * CK_PANEL) * 2;
                Target target = {nullptr, output_stride,   least(CK_PANEL, n - column), start > 0,
                                 start + length == pairs, nullptr, scales + column, bias + column};
#define TILE(rows)                                                                                                     \
    target.output = output + row * output_stride + column;                                                             \
    target.row_scales = input_scales + row;                                                                            \
    int16_tile<rows>(input + (row * pairs + start) * 2, pairs, panel, length, target)
                FOR_TILES(ROWS, first, end, TILE);
#undef TILE
            }
        }
    }
}
