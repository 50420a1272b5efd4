// Weights into panels: done once, in plain code.
#include "CKernels.h"

#include <cmath>
#include <cstring>

namespace {
size_t padded(size_t n) { return (n + CK_PANEL - 1) / CK_PANEL * CK_PANEL; }

/// The factor that brings a row into its limits: the largest weight, and the sum of CK_EXACT, each by what it may reach.
double row_factor(const float *row, size_t k, int32_t weight_limit, int32_t input_limit) {
    double largest = 0, largest_sum = 0;
    for (size_t first = 0; first < k; first += CK_EXACT) {
        double sum = 0;
        for (size_t place = first; place < k && place < first + CK_EXACT; ++place) {
            largest = std::fmax(largest, std::fabs(double(row[place])));
            sum += std::fabs(double(row[place]));
        }
        largest_sum = std::fmax(largest_sum, sum);
    }
    if (largest == 0) return 0;
    // Rounding adds up to one half to each weight.
    const double sum_limit = 2147483647.0 / input_limit - CK_EXACT / 2.0 - 1;
    return std::fmin(weight_limit / largest, sum_limit / largest_sum);
}
} // namespace

extern "C" {

size_t ck_packed_count(size_t n, size_t k) { return padded(n) * ((k + 1) / 2 * 2); }

void ck_pack_float(const float *weight, size_t n, size_t k, float *packed) {
    memset(packed, 0, ck_packed_count(n, k) * sizeof(float));
    for (size_t column = 0; column < n; ++column) {
        float *panel = packed + column / CK_PANEL * CK_PANEL * k;
        for (size_t place = 0; place < k; ++place)
            panel[place * CK_PANEL + column % CK_PANEL] = weight[column * k + place];
    }
}

void ck_pack_int16(const float *weight, size_t n, size_t k, int32_t weight_limit, int32_t input_limit,
                   int16_t *packed, float *scales) {
    const size_t width = (k + 1) / 2 * 2;
    memset(packed, 0, ck_packed_count(n, k) * sizeof(int16_t));
    for (size_t column = 0; column < n; ++column) {
        const float *row = weight + column * k;
        const double factor = row_factor(row, k, weight_limit, input_limit);
        scales[column] = factor == 0 ? 0 : float(1 / factor);
        int16_t *panel = packed + column / CK_PANEL * CK_PANEL * width;
        for (size_t place = 0; place < k; ++place)
            panel[(place / 2 * CK_PANEL + column % CK_PANEL) * 2 + place % 2] =
                int16_t(std::lrint(double(row[place]) * factor));
    }
}
}
