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

// The library takes matrices row by row, which are the transposes of what is given: Cᵀ = op(B)ᵀ · op(A)ᵀ.
int cdnn_sgemm(char transa, char transb, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda,
               const float *b, int64_t ldb, float beta, float *c, int64_t ldc) {
    return guarded([&] {
        const auto &library = cdnn::Library::open();
        if (library.set_threads) library.set_threads(1);
        cdnn::Library::check(library.dnnl_sgemm(transb, transa, n, m, k, alpha, b, ldb, a, lda, beta, c, ldc),
                             "multiplying matrices");
    });
}
}
