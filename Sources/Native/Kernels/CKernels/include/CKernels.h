// Kernels of a transformer's layers for short sequences: plain C types only, no state, no allocation.
//
// All matrices are row-major float32; a stride is the distance between rows in elements. Results of a row never depend
// on the rows beside it. The variant for the processor at hand is chosen once, when the first kernel runs.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Columns of a packed panel: packed matrices hold whole panels, the last one padded by zeros.
#define CK_PANEL 16

/// Inputs whose products with 16-bit integers are summed exactly; such sums are added as float32.
#define CK_EXACT 512

/// Name of the variant in use: "avx2" or "baseline".
const char *ck_variant(void);
/// Whether the 16-bit integer kernels are fast here; they are exact everywhere.
int ck_has_fast_int16(void);
/// Whether the processor has AVX-512, for which a library's own kernels are the better choice.
int ck_has_avx512(void);

// Multiplication: output[m, n] = input[m, k] · weightᵀ[k, n] + bias[n].

/// Elements of a packed matrix of `n` outputs and `k` inputs.
size_t ck_packed_count(size_t n, size_t k);
/// Packs `weight` [n, k].
void ck_pack_float(const float *weight, size_t n, size_t k, float *packed);
void ck_multiply_float(const float *input, size_t input_stride, size_t m, const float *packed, const float *bias,
                       size_t n, size_t k, float *output, size_t output_stride);

/// Packs `weight` [n, k] as integers times a scale for each output, chosen so that sums of CK_EXACT products cannot
/// overflow 32 bits with inputs of at most `input_limit`; weights reach `weight_limit` at most.
void ck_pack_int16(const float *weight, size_t n, size_t k, int32_t weight_limit, int32_t input_limit,
                   int16_t *packed, float *scales);
/// Rounds rows to integers of at most `limit`, with a scale for each row; `output` rows hold k rounded up to even.
void ck_quantize_int16(const float *input, size_t input_stride, size_t m, size_t k, int32_t limit, int16_t *output,
                       float *scales);
void ck_multiply_int16(const int16_t *input, const float *input_scales, size_t m, const int16_t *packed,
                       const float *scales, const float *bias, size_t n, size_t k, float *output,
                       size_t output_stride);

// Around a library's multiplication.

/// Rounds rows to unsigned bytes, 128 being zero, with a scale for each row.
void ck_quantize_uint8(const float *input, size_t input_stride, size_t m, size_t k, uint8_t *output, float *scales);
/// Rounds rows to bfloat16, to nearest even.
void ck_round_bfloat16(const float *input, size_t input_stride, size_t m, size_t k, uint16_t *output);
/// output = (sums - 128 * weight_sums) * row scale * column scale + bias.
void ck_scale_sums(const int32_t *sums, size_t m, size_t n, const float *row_scales, const float *column_scales,
                   const int32_t *weight_sums, const float *bias, float *output, size_t output_stride);
/// output = input + bias; input rows are n apart.
void ck_add_bias(const float *input, size_t m, size_t n, const float *bias, float *output, size_t output_stride);

// Elementwise.

/// x · Φ(x) by the error function, in place, within 1e-6.
void ck_gelu(float *values, size_t stride, size_t m, size_t n);
/// output = norm(input + residual) * gamma + beta over each row; `residual` may be null, and `output` may be `input`.
void ck_layer_norm(const float *input, const float *residual, size_t m, size_t n, const float *gamma,
                   const float *beta, float epsilon, float *output);
/// output row i = table row tokens[i] + segment_table row segments[i].
void ck_embed(const float *table, const float *segment_table, const int32_t *tokens, const int32_t *segments,
              size_t m, size_t n, float *output);
/// Rotates the pairs (2i, 2i + 1) of every head of a row by its position; `table` rows hold head / 2 cosines, then as
/// many sines.
void ck_rotate(float *values, size_t stride, size_t m, size_t heads, size_t head, const int32_t *positions,
               const float *table);
/// target row rows[i] = source row i, n elements.
void ck_scatter_rows(const float *source, size_t source_stride, size_t m, size_t n, const int32_t *rows, float *target,
                     size_t target_stride);
/// target row i = source row rows[i].
void ck_gather_rows(const float *source, size_t source_stride, size_t m, size_t n, const int32_t *rows, float *target,
                    size_t target_stride);

// Attention.

/// For every query i: softmax(query · keysᵀ / sqrt(head)) · values over the rows `key_rows[starts[i]...]`, `counts[i]`
/// of them. Row r of `cache` holds heads * head keys, then as many values. `scores` has room for the largest count.
void ck_attend(const float *queries, size_t query_stride, size_t m, size_t heads, size_t head, const float *cache,
               size_t cache_stride, const int32_t *key_rows, const int32_t *starts, const int32_t *counts,
               float *scores, float *output, size_t output_stride);

// Distributions over a vocabulary.

/// Elements that share one partial sum in the functions below.
#define CK_BLOCK 64

/// The largest value and its lowest index.
float ck_maximum(const float *values, size_t n, size_t *index);
/// weights = exp((values - maximum) * scale), their sum, and the sum of each block; `weights` may be `values`, or null
/// when only the sum is wanted.
double ck_exponentials(const float *values, size_t n, float maximum, float scale, float *weights, double *block_sums);
/// The index at which the running sum of `weights` first exceeds `target`.
size_t ck_draw(const float *weights, size_t n, const double *block_sums, double target);
/// Sum and number of the weights ranked before that at `index`: larger ones, and equal ones of lower index.
double ck_ahead(const float *weights, size_t n, size_t index, size_t *count);
/// Sets weights ranked `k` or later to 0 and returns the sum of the others, block sums renewed. `indices` has room for
/// n.
double ck_keep_largest(float *weights, size_t n, size_t k, uint32_t *indices, double *block_sums);
/// Sets to 0 the weights that are not needed for the largest ones to reach the sum `mass`, and returns the sum of the
/// others, block sums renewed. `indices` has room for n.
double ck_keep_mass(float *weights, size_t n, double mass, uint32_t *indices, double *block_sums);

// Search for the largest products of rows with a query: a pass in bytes proves of most rows that they are not among
// them.
//
// A row y, less a middle m common to all, is rounded to bytes times a scale: y = m + r + l, r what the bytes say and l
// what rounding lost. By Cauchy and Schwarz the product of two such rows is known from that of their bytes within
// |l1| |y2 - m| + |r1| |l2|.

/// Inputs whose products of bytes are summed in 16 bits.
#define CK_BYTE_INPUTS 64
/// The largest byte of a row; products of two, one of them made unsigned by adding it, fit 16 bits when two are added.
#define CK_BYTE_LIMIT 90
/// The largest length of those bytes of CK_BYTE_INPUTS that are summed in one lane: products of such lengths fit 16
/// bits, too.
#define CK_BYTE_LENGTH 181.0
/// Rows longer than this are not rounded: their products may leave float32.
#define CK_LONGEST_ROW 1e18

/// What rounding made of a row.
typedef struct {
    /// What one step of the bytes is worth.
    float scale;
    /// The row's product with the middle.
    double product;
    /// Lengths: of the row, of what lies off the middle, of what the bytes say of that, and of what they lost.
    double length, centred, rounded, lost;
} ck_rounding;

/// Rounds `row` less `middle` to k bytes. A row that is too long, or holds what is not a number, becomes zeros and has
/// lost an infinite length.
void ck_round_bytes(const float *row, const double *middle, size_t k, int8_t *bytes, ck_rounding *rounding);

/// Bytes of a packed matrix of `n` rows, a multiple of CK_PANEL, and `k` inputs.
size_t ck_packed_byte_count(size_t n, size_t k);
/// Packs rounded rows [n, k].
void ck_pack_bytes(const int8_t *rows, size_t n, size_t k, int8_t *packed);
/// output [m, n] = (input - CK_BYTE_LIMIT) · rowsᵀ, exact. Each input row, and the last one too, may be read up to three
/// bytes behind its end.
void ck_multiply_bytes(const uint8_t *input, size_t input_stride, size_t m, const int8_t *packed, size_t n, size_t k,
                       int32_t *output, size_t output_stride);

/// Of rows of a table, up to a multiple of CK_PANEL of them: scale, product with the middle, and lengths as above.
typedef struct {
    const float *scales, *products, *centred, *lost;
} ck_row_terms;

/// Of a query; `product` is that with the middle, less the middle's own, and `slack` what sums in float32 may be off.
typedef struct {
    float scale, product, rounded, lost, slack;
} ck_query_terms;

/// A row whose product may reach a bound, and what it lies between.
typedef struct {
    uint32_t row;
    float ceiling, floor;
} ck_candidate;

/// Finds the rows whose products with a query are not proven to lie below `bound`, from the sums of products of bytes,
/// which like the terms reach up to a multiple of CK_PANEL. Rows are told from `first_row` on, and `found` has room for
/// n of them. Returns how many there are.
size_t ck_find_above(const int32_t *sums, size_t n, const ck_row_terms *rows, const ck_query_terms *query, float bound,
                     uint32_t first_row, ck_candidate *found);
/// Products of a query with some rows of a table [., k], the same as ck_multiply_float's.
void ck_products(const float *query, size_t k, const float *table, const int32_t *rows, size_t count, float *output);

#ifdef __cplusplus
}
#endif
