// Moving whole rows, and rounding them to bfloat16.
#include "CKernels.h"

#include <cstring>

extern "C" {

void ck_scatter_rows(const float *source, size_t source_stride, size_t m, size_t n, const int32_t *rows, float *target,
                     size_t target_stride) {
    for (size_t row = 0; row < m; ++row)
        memcpy(target + size_t(rows[row]) * target_stride, source + row * source_stride, n * sizeof(float));
}

void ck_gather_rows(const float *source, size_t source_stride, size_t m, size_t n, const int32_t *rows, float *target,
                    size_t target_stride) {
    for (size_t row = 0; row < m; ++row)
        memcpy(target + row * target_stride, source + size_t(rows[row]) * source_stride, n * sizeof(float));
}

void ck_round_bfloat16(const float *input, size_t input_stride, size_t m, size_t k, uint16_t *output) {
    for (size_t row = 0; row < m; ++row)
        for (size_t place = 0; place < k; ++place) {
            uint32_t bits;
            memcpy(&bits, input + row * input_stride + place, sizeof bits);
            output[row * k + place] = uint16_t((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
        }
}
}
