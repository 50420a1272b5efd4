// The C functions, and the one place where exceptions end.
#include "CDNN.h"
#include "Library.hpp"
#include "Matrix.hpp"

struct cdnn_matrix {
    cdnn::Matrix matrix;
};

namespace {
thread_local std::string last_error;

template <typename Body> int guarded(const Body &body) {
    try {
        body();
        return 0;
    } catch (const std::bad_alloc &) {
        last_error = "memory ran out while multiplying matrices";
    } catch (const std::exception &failure) {
        last_error = failure.what();
    } catch (...) {
        last_error = "oneDNN failed without a reason";
    }
    return 1;
}
} // namespace

extern "C" {

int cdnn_version(void) {
    int number = 0;
    guarded([&] {
        const dnnl_version_t *version = cdnn::Library::open().dnnl_version();
        number = version->major * 10000 + version->minor * 100 + version->patch;
    });
    return number;
}

const char *cdnn_last_error(void) { return last_error.c_str(); }

int cdnn_is_fast(enum cdnn_type type) {
    int fast = 0;
    guarded([&] {
        const int isa = cdnn::Library::open().dnnl_get_effective_cpu_isa();
        const int needed = type == CDNN_FLOAT32    ? dnnl_cpu_isa_avx512_core
                           : type == CDNN_BFLOAT16 ? dnnl_cpu_isa_avx512_core_bf16
                                                   : dnnl_cpu_isa_avx512_core_vnni;
        fast = (isa & needed) == needed;
    });
    return fast;
}

int cdnn_matrix_create(enum cdnn_type type, const void *weight, const float *bias, int64_t n, int64_t k, int64_t rows,
                       cdnn_matrix **matrix) {
    return guarded([&] { *matrix = new cdnn_matrix{{type, weight, bias, n, k, rows}}; });
}

void cdnn_matrix_destroy(cdnn_matrix *matrix) { delete matrix; }

int cdnn_matrix_multiply(const cdnn_matrix *matrix, const void *input, void *output) {
    return guarded([&] { matrix->matrix.multiply(input, output); });
}
}
