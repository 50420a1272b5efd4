// The search for the largest products of rows: a pass in bytes, what it proves, and exact products of what is left.
// Included inside a variant's namespace.

/// Four inputs of a column side by side, so many of them to a chunk.
enum { QUAD = 4, CHUNK_QUADS = CK_BYTE_INPUTS / QUAD };
/// Rows of a tile, fewer than of other tiles for each sum wants one more register; and rows that pass by all panels
/// together: their bytes stay in the first-level cache.
enum { BYTE_TILE_ROWS = 5, BYTE_ROWS = 60 };

#if CK_AVX2
/// Products of unsigned and signed bytes, each two neighbours added up: sixteen sums of 16 bits, added to `sums`.
INLINE Ints add_quads(Ints sums, Ints left, Ints right) {
    return (Ints)_mm256_add_epi16((__m256i)sums, _mm256_maddubs_epi16((__m256i)left, (__m256i)right));
}

/// Neighbouring sums of 16 bits added up in 32.
INLINE Ints widened(Ints sums) { return (Ints)_mm256_madd_epi16((__m256i)sums, _mm256_set1_epi16(1)); }
#else
typedef uint16_t Wrapping __attribute__((vector_size(32)));

INLINE Ints add_quads(Ints sums, Ints left, Ints right) {
    uint8_t a[32];
    int8_t b[32];
    Wrapping total;
    memcpy(a, &left, sizeof a);
    memcpy(b, &right, sizeof b);
    memcpy(&total, &sums, sizeof total);
    for (int lane = 0; lane < 16; ++lane)
        total[lane] += uint16_t(a[2 * lane] * b[2 * lane] + a[2 * lane + 1] * b[2 * lane + 1]);
    return (Ints)total;
}

INLINE Ints widened(Ints sums) {
    int16_t halves[16];
    Ints result;
    memcpy(halves, &sums, sizeof halves);
    for (int lane = 0; lane < 8; ++lane) result[lane] = int32_t(halves[2 * lane]) + halves[2 * lane + 1];
    return result;
}
#endif

/// The 16-bit sums of a chunk wrap around; begun at what the inputs' offset will have added, they end within 16 bits.
template <int rows>
INLINE void byte_tile(const uint8_t *input, size_t stride, const int8_t *panel, size_t quads, int32_t *output,
                      size_t output_stride) {
    Ints totals[rows][VECTORS];
    for (int row = 0; row < rows; ++row)
        for (int part = 0; part < VECTORS; ++part) totals[row][part] = splat_int(0);
    for (size_t start = 0; start < quads; start += CHUNK_QUADS) {
        const size_t length = least(CHUNK_QUADS, quads - start);
        Ints sums[rows][VECTORS];
        for (int row = 0; row < rows; ++row)
            for (int part = 0; part < VECTORS; ++part) sums[row][part] = load_ints(panel + part * 32);
        panel += CK_PANEL * QUAD;
        for (size_t quad = 0; quad < length; ++quad, panel += CK_PANEL * QUAD) {
            Ints weights[VECTORS];
            for (int part = 0; part < VECTORS; ++part) weights[part] = load_ints(panel + part * 32);
            for (int row = 0; row < rows; ++row) {
                int32_t four;
                memcpy(&four, input + row * stride + (start + quad) * QUAD, sizeof four);
                const Ints value = splat_int(four);
                for (int part = 0; part < VECTORS; ++part)
                    sums[row][part] = add_quads(sums[row][part], value, weights[part]);
            }
        }
        for (int row = 0; row < rows; ++row)
            for (int part = 0; part < VECTORS; ++part) totals[row][part] += widened(sums[row][part]);
    }
    for (int row = 0; row < rows; ++row) memcpy(output + row * output_stride, totals[row], sizeof totals[row]);
}

static void multiply_bytes(const uint8_t *input, size_t input_stride, size_t m, const int8_t *packed, size_t n,
                           size_t k, int32_t *output, size_t output_stride) {
    const size_t quads = (k + QUAD - 1) / QUAD;
    const size_t panel_bytes = (quads + (quads + CHUNK_QUADS - 1) / CHUNK_QUADS) * CK_PANEL * QUAD;
    for (size_t first = 0; first < m; first += BYTE_ROWS) {
        const size_t end = least(first + BYTE_ROWS, m);
        for (size_t column = 0; column < n; column += CK_PANEL) {
            const int8_t *panel = packed + column / CK_PANEL * panel_bytes;
#define TILE(rows)                                                                                                     \
    byte_tile<rows>(input + row * input_stride, input_stride, panel, quads, output + row * output_stride + column,    \
                    output_stride)
            FOR_TILES(BYTE_TILE_ROWS, first, end, TILE);
#undef TILE
        }
    }
}
#undef FOR_TILES

/// What a query's products with some rows lie between.
struct Limits {
    Floats middle, margin;

    INLINE_MEMBER Floats ceilings() const { return middle + margin; }
    INLINE_MEMBER Floats floors() const { return middle - margin; }
};

/// A query's terms in all lanes.
struct Query {
    const Floats scale, product, rounded, lost, slack;

    explicit INLINE_MEMBER Query(const ck_query_terms &terms)
        : scale(splat(terms.scale)), product(splat(terms.product)), rounded(splat(terms.rounded)),
          lost(splat(terms.lost)), slack(splat(terms.slack)) {}

    INLINE_MEMBER Limits limits(const int32_t *sums, const ck_row_terms &rows, size_t first) const {
        const Floats products = __builtin_convertvector(load_ints(sums + first), Floats) * load(rows.scales + first);
        return {products * scale + (load(rows.products + first) + product),
                lost * load(rows.centred + first) + (rounded * load(rows.lost + first) + slack)};
    }
};

INLINE size_t write_candidates(const Limits &limits, unsigned chosen, uint32_t row, ck_candidate *found) {
    size_t count = 0;
    float high[8], low[8];
    store(high, limits.ceilings());
    store(low, limits.floors());
    for (; chosen != 0; chosen &= chosen - 1) {
        const unsigned lane = unsigned(__builtin_ctz(chosen));
        found[count++] = {row + lane, high[lane], low[lane]};
    }
    return count;
}

static size_t find_above(const int32_t *sums, size_t n, const ck_row_terms *rows, const ck_query_terms *terms,
                         float bound, uint32_t first_row, ck_candidate *found) {
    size_t count = 0;
    const Query query(*terms);
    const ck_row_terms table = *rows;
    const Floats least = splat(bound);
    for (size_t first = 0; first < n; first += CK_PANEL) {
        const Limits left = query.limits(sums, table, first), right = query.limits(sums, table, first + 8);
        // What is not a number is a candidate, too.
        const Ints left_below = left.ceilings() < least, right_below = right.ceilings() < least;
        if (lanes(left_below & right_below) == 0xFF) continue;
        unsigned chosen = ~(lanes(left_below) | lanes(right_below) << 8) & 0xFFFF;
        if (n - first < CK_PANEL) chosen &= (1u << (n - first)) - 1;
        const uint32_t row = first_row + uint32_t(first);
        count += write_candidates(left, chosen & 0xFF, row, found + count);
        count += write_candidates(right, chosen >> 8, row + 8, found + count);
    }
    return count;
}

/// As multiply_float sums: the inputs of a block in order, then the blocks.
template <int rows> INLINE void product_tile(const float *query, size_t k, const float *const *from, float *products) {
    for (size_t start = 0; start < k; start += BLOCK_INPUTS) {
        const size_t end = least(start + BLOCK_INPUTS, k);
        float sums[rows] = {};
        for (size_t place = start; place < end; ++place)
            for (int row = 0; row < rows; ++row) sums[row] += query[place] * from[row][place];
        for (int row = 0; row < rows; ++row) products[row] = start > 0 ? sums[row] + products[row] : sums[row];
    }
}

static void products(const float *query, size_t k, const float *table, const int32_t *rows, size_t count,
                     float *output) {
    enum { TOGETHER = 12 };
    const float *from[TOGETHER];
    size_t first = 0;
    for (; first + TOGETHER <= count; first += TOGETHER) {
        for (size_t row = 0; row < TOGETHER; ++row) from[row] = table + size_t(rows[first + row]) * k;
        product_tile<TOGETHER>(query, k, from, output + first);
    }
    for (; first < count; ++first) {
        from[0] = table + size_t(rows[first]) * k;
        product_tile<1>(query, k, from, output + first);
    }
}
