// The table of kernels that each variant fills.
#pragma once

#include "CKernels.h"

namespace kernels {

struct Table {
    const char *name;
    decltype(&ck_multiply_float) multiply_float;
    decltype(&ck_quantize_int16) quantize_int16;
    decltype(&ck_multiply_int16) multiply_int16;
    decltype(&ck_quantize_uint8) quantize_uint8;
    decltype(&ck_scale_sums) scale_sums;
    decltype(&ck_add_bias) add_bias;
    decltype(&ck_gelu) gelu;
    decltype(&ck_layer_norm) layer_norm;
    decltype(&ck_embed) embed;
    decltype(&ck_rotate) rotate;
    decltype(&ck_attend) attend;
    decltype(&ck_maximum) maximum;
    decltype(&ck_exponentials) exponentials;
    decltype(&ck_ahead) ahead;
    decltype(&ck_multiply_bytes) multiply_bytes;
    decltype(&ck_find_above) find_above;
    decltype(&ck_products) products;
};

const Table &baseline();
#if defined(__x86_64__)
const Table &avx2();
#endif

/// The variant for this processor.
const Table &chosen();

} // namespace kernels
