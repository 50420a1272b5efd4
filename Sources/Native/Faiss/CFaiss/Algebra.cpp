// The linear algebra that FAISS asks for by the names of BLAS and LAPACK.
//
// Products of matrices go to oneDNN, which the program multiplies with anyway: OpenBLAS would start threads and take
// memory whenever the program starts. Decompositions belong to FAISS' rotations and additive quantizers, none of
// which are made here; the linker wants their names all the same.
#include "CDNN.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace {
[[noreturn]] void absent(const char *name) {
    std::fprintf(stderr, "curate: FAISS asked for %s, which this program does not have\n", name);
    std::abort();
}
} // namespace

extern "C" {

int sgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k, const float *alpha,
           const float *a, const int *lda, const float *b, const int *ldb, const float *beta, float *c,
           const int *ldc) {
    if (cdnn_sgemm(*transa, *transb, *m, *n, *k, *alpha, a, *lda, b, *ldb, *beta, c, *ldc) != 0)
        throw std::runtime_error(cdnn_last_error());
    return 0;
}

int dgemm_(...) { absent("dgemm"); }
int ssyrk_(...) { absent("ssyrk"); }
int ssyev_(...) { absent("ssyev"); }
int dsyev_(...) { absent("dsyev"); }
int sgeqrf_(...) { absent("sgeqrf"); }
int sorgqr_(...) { absent("sorgqr"); }
int sgemv_(...) { absent("sgemv"); }
int sgetrf_(...) { absent("sgetrf"); }
int sgetri_(...) { absent("sgetri"); }
int sgesvd_(...) { absent("sgesvd"); }
int dgesvd_(...) { absent("dgesvd"); }
int sgelsd_(...) { absent("sgelsd"); }

} // extern "C"
