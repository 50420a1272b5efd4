// Passes over a vocabulary's logits. Included inside a variant's namespace.

static float maximum(const float *values, size_t n, size_t *index) {
    const size_t whole = n / 8 * 8;
    float most = values[0];
    if (whole) {
        Floats lanes = load(values);
        for (size_t place = 8; place < whole; place += 8) lanes = larger(lanes, load(values + place));
        most = largest(lanes);
    }
    for (size_t place = whole; place < n; ++place) most = values[place] > most ? values[place] : most;
    size_t at = 0;
    while (at + 1 < n && values[at] != most) ++at;
    *index = at;
    return most;
}

static double exponentials(const float *values, size_t n, float most, float scale, float *weights,
                           double *block_sums) {
    double total = 0;
    for (size_t first = 0, block = 0; first < n; first += CK_BLOCK, ++block) {
        const size_t end = n - first < CK_BLOCK ? n : first + CK_BLOCK;
        Floats sums = splat(0);
        size_t place = first;
        for (; place + 8 <= end; place += 8) {
            const Floats weight = exponential((load(values + place) - most) * scale);
            if (weights) store(weights + place, weight);
            sums += weight;
        }
        if (place < end) {
            const size_t count = end - place;
            Floats weight = exponential((load_part(values + place, count) - most) * scale);
            for (size_t lane = count; lane < 8; ++lane) weight[lane] = 0;
            if (weights) store_part(weights + place, weight, count);
            sums += weight;
        }
        const double of_block = sum(sums);
        if (block_sums) block_sums[block] = of_block;
        total += of_block;
    }
    return total;
}

static double ahead(const float *weights, size_t n, size_t index, size_t *count) {
    const float own = weights[index];
    const Floats limit = splat(own);
    Doubles low = {0, 0, 0, 0}, high = {0, 0, 0, 0};
    Ints numbers = splat_int(0);
    const size_t whole = n / 8 * 8;
    for (size_t place = 0; place < whole; place += 8) {
        const Floats weight = load(weights + place);
        const Ints mask = weight > limit;
        numbers -= mask;
        const Floats kept = (Floats)((Ints)weight & mask);
        typedef float Half __attribute__((vector_size(16)));
        const Half first = __builtin_shufflevector(kept, kept, 0, 1, 2, 3);
        const Half second = __builtin_shufflevector(kept, kept, 4, 5, 6, 7);
        low += __builtin_convertvector(first, Doubles);
        high += __builtin_convertvector(second, Doubles);
    }
    low += high;
    double total = (low[0] + low[1]) + (low[2] + low[3]);
    size_t found = 0;
    for (int lane = 0; lane < 8; ++lane) found += size_t(numbers[lane]);
    for (size_t place = whole; place < n; ++place)
        if (weights[place] > own) {
            total += double(weights[place]);
            ++found;
        }
    for (size_t place = 0; place < index; ++place)
        if (weights[place] == own) {
            total += double(own);
            ++found;
        }
    *count = found;
    return total;
}
