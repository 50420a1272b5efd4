// The kernels for any processor of the build's architecture.
#include "Kernels.hpp"

#include <cmath>
#include <cstring>

#pragma clang fp contract(fast)
// Wide vectors never cross a function that is really called: all that take them are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define CK_AVX2 0

namespace kernels {
namespace {
#include "Variant.hpp"
}

const Table &baseline() {
    static const Table kernels = table("baseline");
    return kernels;
}
} // namespace kernels
