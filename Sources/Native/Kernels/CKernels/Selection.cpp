// Drawing an index by its weight, and keeping the largest weights without sorting all.
#include "CKernels.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace {
/// Orders indices by weight, the larger first; equal weights by index.
struct ByWeight {
    const float *weights;
    bool operator()(uint32_t left, uint32_t right) const {
        return weights[left] != weights[right] ? weights[left] > weights[right] : left < right;
    }
};

/// A weight that at least `k` weights reach: the k-th largest of the blocks' maxima; 0 when there are fewer blocks.
float reached_by(const float *weights, size_t n, size_t k) {
    constexpr size_t most_blocks = 1024;
    float maxima[most_blocks];
    const size_t length = std::max<size_t>(16, (n + most_blocks - 1) / most_blocks);
    size_t blocks = 0;
    for (size_t first = 0; first < n; first += length)
        maxima[blocks++] = *std::max_element(weights + first, weights + std::min(n, first + length));
    if (k > blocks) return 0;
    std::nth_element(maxima, maxima + (k - 1), maxima + blocks, std::greater<float>());
    return maxima[k - 1];
}

/// Zeros everything but the first `kept` of `indices`, and sums anew.
double keep(float *weights, size_t n, const uint32_t *indices, size_t kept, double *block_sums) {
    const size_t blocks = (n + CK_BLOCK - 1) / CK_BLOCK;
    std::fill(block_sums, block_sums + blocks, 0.0);

    double total = 0;
    float largest[64];
    if (kept <= 64) {
        for (size_t place = 0; place < kept; ++place) largest[place] = weights[indices[place]];
        memset(weights, 0, n * sizeof(float));
        for (size_t place = 0; place < kept; ++place) weights[indices[place]] = largest[place];
    } else {
        const ByWeight before{weights};
        const uint32_t last = *std::max_element(indices, indices + kept, before);
        const float limit = weights[last];
        for (size_t index = 0; index < n; ++index)
            if (weights[index] < limit || (weights[index] == limit && index > last)) weights[index] = 0;
    }
    for (size_t index = 0; index < n; ++index) block_sums[index / CK_BLOCK] += double(weights[index]);
    for (size_t block = 0; block < blocks; ++block) total += block_sums[block];
    return total;
}
} // namespace

extern "C" {

size_t ck_draw(const float *weights, size_t n, const double *block_sums, double target) {
    const size_t blocks = (n + CK_BLOCK - 1) / CK_BLOCK;
    size_t block = 0;
    while (block + 1 < blocks && target >= block_sums[block]) target -= block_sums[block++];
    const size_t first = block * CK_BLOCK, end = std::min(n, first + CK_BLOCK);
    size_t last = n;
    for (size_t index = first; index < end; ++index) {
        if (weights[index] <= 0) continue;
        last = index;
        if (target < double(weights[index])) return index;
        target -= double(weights[index]);
    }
    if (last < n) return last;
    // Rounding led beyond the last weight of the sum: the nearest one before it, else the nearest after.
    for (size_t index = first; index-- > 0;)
        if (weights[index] > 0) return index;
    for (size_t index = end; index < n; ++index)
        if (weights[index] > 0) return index;
    return 0;
}

double ck_keep_largest(float *weights, size_t n, size_t k, uint32_t *indices, double *block_sums) {
    if (k > n) k = n;
    const float least = reached_by(weights, n, k);
    size_t candidates = 0;
    for (size_t index = 0; index < n; ++index)
        if (weights[index] >= least) indices[candidates++] = uint32_t(index);
    if (k < candidates) std::nth_element(indices, indices + k, indices + candidates, ByWeight{weights});
    return keep(weights, n, indices, k, block_sums);
}

double ck_keep_mass(float *weights, size_t n, double mass, uint32_t *indices, double *block_sums) {
    for (size_t index = 0; index < n; ++index) indices[index] = uint32_t(index);
    size_t sorted = 0, kept = 0;
    double sum = 0;
    // Few are wanted as a rule: sort as many as needed, in growing parts.
    for (size_t part = 64; sorted < n && (kept == 0 || sum < mass); part *= 4) {
        const size_t end = std::min(n, sorted + part);
        std::partial_sort(indices + sorted, indices + end, indices + n, ByWeight{weights});
        for (; kept < end && (kept == 0 || sum < mass); ++kept) sum += double(weights[indices[kept]]);
        sorted = end;
    }
    return keep(weights, n, indices, kept, block_sums);
}
}
