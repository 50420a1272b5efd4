// The C functions: each calls the variant chosen for this processor.
#include "Kernels.hpp"

namespace kernels {
const Table &chosen() {
#if defined(__x86_64__)
    static const Table &table = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? avx2() : baseline();
#else
    static const Table &table = baseline();
#endif
    return table;
}
} // namespace kernels

using kernels::chosen;

extern "C" {

const char *ck_variant(void) { return chosen().name; }

int ck_has_fast_int16(void) { return &chosen() != &kernels::baseline(); }

int ck_has_avx512(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#else
    return 0;
#endif
}

void ck_multiply_float(const float *input, size_t input_stride, size_t m, const float *packed, const float *bias,
                       size_t n, size_t k, float *output, size_t output_stride) {
    chosen().multiply_float(input, input_stride, m, packed, bias, n, k, output, output_stride);
}

void ck_quantize_int16(const float *input, size_t input_stride, size_t m, size_t k, int32_t limit, int16_t *output,
                       float *scales) {
    chosen().quantize_int16(input, input_stride, m, k, limit, output, scales);
}

void ck_multiply_int16(const int16_t *input, const float *input_scales, size_t m, const int16_t *packed,
                       const float *scales, const float *bias, size_t n, size_t k, float *output,
                       size_t output_stride) {
    chosen().multiply_int16(input, input_scales, m, packed, scales, bias, n, k, output, output_stride);
}

void ck_quantize_uint8(const float *input, size_t input_stride, size_t m, size_t k, uint8_t *output, float *scales) {
    chosen().quantize_uint8(input, input_stride, m, k, output, scales);
}

void ck_scale_sums(const int32_t *sums, size_t m, size_t n, const float *row_scales, const float *column_scales,
                   const int32_t *weight_sums, const float *bias, float *output, size_t output_stride) {
    chosen().scale_sums(sums, m, n, row_scales, column_scales, weight_sums, bias, output, output_stride);
}

void ck_add_bias(const float *input, size_t m, size_t n, const float *bias, float *output, size_t output_stride) {
    chosen().add_bias(input, m, n, bias, output, output_stride);
}

void ck_gelu(float *values, size_t stride, size_t m, size_t n) { chosen().gelu(values, stride, m, n); }

void ck_layer_norm(const float *input, const float *residual, size_t m, size_t n, const float *gamma,
                   const float *beta, float epsilon, float *output) {
    chosen().layer_norm(input, residual, m, n, gamma, beta, epsilon, output);
}

void ck_embed(const float *table, const float *segment_table, const int32_t *tokens, const int32_t *segments,
              size_t m, size_t n, float *output) {
    chosen().embed(table, segment_table, tokens, segments, m, n, output);
}

void ck_rotate(float *values, size_t stride, size_t m, size_t heads, size_t head, const int32_t *positions,
               const float *table) {
    chosen().rotate(values, stride, m, heads, head, positions, table);
}

void ck_attend(const float *queries, size_t query_stride, size_t m, size_t heads, size_t head, const float *cache,
               size_t cache_stride, const int32_t *key_rows, const int32_t *starts, const int32_t *counts,
               float *scores, float *output, size_t output_stride) {
    chosen().attend(queries, query_stride, m, heads, head, cache, cache_stride, key_rows, starts, counts, scores,
                    output, output_stride);
}

float ck_maximum(const float *values, size_t n, size_t *index) { return chosen().maximum(values, n, index); }

double ck_exponentials(const float *values, size_t n, float maximum, float scale, float *weights,
                       double *block_sums) {
    return chosen().exponentials(values, n, maximum, scale, weights, block_sums);
}

double ck_ahead(const float *weights, size_t n, size_t index, size_t *count) {
    return chosen().ahead(weights, n, index, count);
}

void ck_multiply_bytes(const uint8_t *input, size_t input_stride, size_t m, const int8_t *packed, size_t n, size_t k,
                       int32_t *output, size_t output_stride) {
    chosen().multiply_bytes(input, input_stride, m, packed, n, k, output, output_stride);
}

size_t ck_find_above(const int32_t *sums, size_t n, const ck_row_terms *rows, const ck_query_terms *query, float bound,
                     uint32_t first_row, ck_candidate *found) {
    return chosen().find_above(sums, n, rows, query, bound, first_row, found);
}

void ck_products(const float *query, size_t k, const float *table, const int32_t *rows, size_t count, float *output) {
    chosen().products(query, k, table, rows, count, output);
}
}
