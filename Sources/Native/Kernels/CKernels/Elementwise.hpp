// Activation, normalization, embedding and rotary positions. Included inside a variant's namespace.

/// The error function by Abramowitz and Stegun, formula 7.1.26: within 1.5e-7 before rounding.
INLINE Floats gelu_of(Floats x) {
    const Floats z = magnitude(x) * 0.70710678f;
    const Floats t = 1.0f / (1.0f + 0.3275911f * z);
    Floats p = splat(1.061405429f);
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    // Half the tail beyond |x|: Φ(-|x|).
    const Floats tail = 0.5f * p * t * exponential(-z * z);
    return choose(x < splat(0), x * tail, x - x * tail);
}

static void gelu(float *values, size_t stride, size_t m, size_t n) {
    for (size_t row = 0; row < m; ++row) {
        float *at = values + row * stride;
        size_t place = 0;
        for (; place + 8 <= n; place += 8) store(at + place, gelu_of(load(at + place)));
        if (place < n) store_part(at + place, gelu_of(load_part(at + place, n - place)), n - place);
    }
}

static void layer_norm(const float *input, const float *residual, size_t m, size_t n, const float *gamma,
                       const float *beta, float epsilon, float *output) {
    const float share = 1.0f / float(n);
    const size_t whole = n / 8 * 8;
    for (size_t row = 0; row < m; ++row) {
        const float *in = input + row * n, *other = residual ? residual + row * n : nullptr;
        float *out = output + row * n;
        Floats sums = splat(0);
        for (size_t place = 0; place < whole; place += 8) {
            const Floats value = other ? load(in + place) + load(other + place) : load(in + place);
            store(out + place, value);
            sums += value;
        }
        float total = sum(sums);
        for (size_t place = whole; place < n; ++place) {
            out[place] = other ? in[place] + other[place] : in[place];
            total += out[place];
        }
        const float mean = total * share;
        Floats squares = splat(0);
        for (size_t place = 0; place < whole; place += 8) {
            const Floats off = load(out + place) - mean;
            squares += off * off;
        }
        float variance = sum(squares);
        for (size_t place = whole; place < n; ++place) variance += (out[place] - mean) * (out[place] - mean);
        const float factor = 1.0f / sqrtf(variance * share + epsilon);
        for (size_t place = 0; place < whole; place += 8)
            store(out + place, (load(out + place) - mean) * factor * load(gamma + place) + load(beta + place));
        for (size_t place = whole; place < n; ++place)
            out[place] = (out[place] - mean) * factor * gamma[place] + beta[place];
    }
}

static void embed(const float *table, const float *segment_table, const int32_t *tokens, const int32_t *segments,
                  size_t m, size_t n, float *output) {
    for (size_t row = 0; row < m; ++row) {
        const float *token = table + size_t(tokens[row]) * n, *segment = segment_table + size_t(segments[row]) * n;
        for (size_t place = 0; place < n; ++place) output[row * n + place] = token[place] + segment[place];
    }
}

static void rotate(float *values, size_t stride, size_t m, size_t heads, size_t head, const int32_t *positions,
                   const float *table) {
    for (size_t row = 0; row < m; ++row) {
        const float *cosines = table + size_t(positions[row]) * head, *sines = cosines + head / 2;
        for (size_t number = 0; number < heads; ++number) {
            float *at = values + row * stride + number * head;
            for (size_t pair = 0; pair < head / 2; ++pair) {
                const float even = at[2 * pair], odd = at[2 * pair + 1];
                at[2 * pair] = even * cosines[pair] - odd * sines[pair];
                at[2 * pair + 1] = odd * cosines[pair] + even * sines[pair];
            }
        }
    }
}
