// Attention of one query over a list of rows. Included inside a variant's namespace.

INLINE float dot(const float *left, const float *right, size_t n) {
    Floats sums = splat(0);
    size_t place = 0;
    for (; place + 8 <= n; place += 8) sums += load(left + place) * load(right + place);
    if (place < n) sums += load_part(left + place, n - place) * load_part(right + place, n - place);
    return sum(sums);
}

/// Scores to probabilities, in place; lanes beyond `count` up to the next eight must be writable.
INLINE void soften(float *scores, size_t count) {
    float most = scores[0];
    for (size_t key = 1; key < count; ++key) most = scores[key] > most ? scores[key] : most;
    float total = 0;
    for (size_t key = 0; key < count; key += 8) {
        const size_t lanes = count - key < 8 ? count - key : 8;
        const Floats weights = exponential(load(scores + key) - most);
        store(scores + key, weights);
        for (size_t lane = 0; lane < lanes; ++lane) total += weights[lane];
    }
    const float share = 1.0f / total;
    for (size_t key = 0; key < count; ++key) scores[key] *= share;
}

INLINE void weigh(const float *scores, const float *values, size_t stride, const int32_t *rows, size_t count,
                  size_t head, float *output) {
    size_t place = 0;
    for (; place + 32 <= head; place += 32) {
        Floats sums[4] = {splat(0), splat(0), splat(0), splat(0)};
        for (size_t key = 0; key < count; ++key) {
            const float *row = values + size_t(rows[key]) * stride + place;
            const Floats share = splat(scores[key]);
            for (int part = 0; part < 4; ++part) sums[part] += share * load(row + 8 * part);
        }
        for (int part = 0; part < 4; ++part) store(output + place + 8 * part, sums[part]);
    }
    for (; place < head; ++place) {
        float total = 0;
        for (size_t key = 0; key < count; ++key) total += scores[key] * values[size_t(rows[key]) * stride + place];
        output[place] = total;
    }
}

static void attend(const float *queries, size_t query_stride, size_t m, size_t heads, size_t head, const float *cache,
                   size_t cache_stride, const int32_t *key_rows, const int32_t *starts, const int32_t *counts,
                   float *scores, float *output, size_t output_stride) {
    const float scale = 1.0f / sqrtf(float(head));
    for (size_t query = 0; query < m; ++query) {
        const int32_t *rows = key_rows + starts[query];
        const size_t count = size_t(counts[query]);
        for (size_t number = 0; number < heads; ++number) {
            const float *from = queries + query * query_stride + number * head;
            const float *keys = cache + number * head, *values = keys + heads * head;
            for (size_t key = 0; key < count; ++key)
                scores[key] = dot(from, keys + size_t(rows[key]) * cache_stride, head) * scale;
            soften(scores, count);
            weigh(scores, values, cache_stride, rows, count, head, output + query * output_stride + number * head);
        }
    }
}
