// A variant's kernels and its table. The including file opens the namespace and sets CK_AVX2.

#include "Vectors.hpp"

#include "Attention.hpp"
#include "Distribution.hpp"
#include "Elementwise.hpp"
#include "Multiply.hpp"
#include "Rounding.hpp"
#include "Search.hpp"

static Table table(const char *name) {
    return {name,   multiply_float, quantize_int16, multiply_int16, quantize_uint8, scale_sums, add_bias, gelu,
            layer_norm, embed,      rotate,         attend,         maximum,        exponentials, ahead,
            multiply_bytes, find_above, products};
}
