// oneDNN's functions, found when first needed.
#pragma once

#include <oneapi/dnnl/dnnl.h>

#include <stdexcept>
#include <string>

namespace cdnn {

/// What a caller is told when a call fails.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Library {
#define CDNN_FUNCTION(name) decltype(&::name) name = nullptr;
#include "Functions.inc.hpp"
#undef CDNN_FUNCTION
    /// Of the OpenMP library that oneDNN brings, for the calling thread; null without one.
    void (*set_threads)(int) = nullptr;

    /// The opened library. Throws Failure when it cannot be opened.
    static const Library &open();

    /// Throws Failure with what was being done when `status` is not success.
    static void check(dnnl_status_t status, const char *doing);
};

} // namespace cdnn
