// The kernels for processors with AVX2 and fused multiply-add.
#include "Kernels.hpp"

#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang fp contract(fast)

#define CK_AVX2 1

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
namespace kernels {
namespace {
#include "Variant.hpp"
}
} // namespace kernels
#pragma clang attribute pop

namespace kernels {
const Table &avx2() {
    static const Table kernels = table("avx2");
    return kernels;
}
} // namespace kernels
#endif
