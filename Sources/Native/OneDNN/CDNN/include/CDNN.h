// Matrix multiplication by oneDNN behind opaque handles: no C++ and no oneDNN type crosses this header.
//
// The library is opened when it is first needed, not when the program starts: it takes several megabytes of memory,
// which programs that multiply nothing do not have to pay.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a matrix is made of. Sums are float32, or int32 for bytes.
enum cdnn_type {
    CDNN_FLOAT32 = 0,
    CDNN_BFLOAT16 = 1,
    /// Unsigned inputs, signed weights.
    CDNN_INT8 = 2,
};

/// Weights in the order that the library likes best for multiplications of one number of rows.
typedef struct cdnn_matrix cdnn_matrix;

/// Version of the library, such as 2.6.3, as three numbers in one: 20603; 0 when it cannot be opened.
int cdnn_version(void);
/// What went wrong in this thread's last call that returned a status other than 0.
const char *cdnn_last_error(void);
/// Whether the library's kernels for this processor multiply `type` by instructions made for it.
int cdnn_is_fast(enum cdnn_type type);

/// Packs `weight` [n, k] in the type's own elements for inputs of `rows` rows. `bias` [n] is added to float32 sums and
/// may be null. Returns a status, 0 for success.
int cdnn_matrix_create(enum cdnn_type type, const void *weight, const float *bias, int64_t n, int64_t k, int64_t rows,
                       cdnn_matrix **matrix);
void cdnn_matrix_destroy(cdnn_matrix *matrix);
/// output [rows, n] = input [rows, k] · weightᵀ on the calling thread alone. Threads may share a matrix.
int cdnn_matrix_multiply(const cdnn_matrix *matrix, const void *input, void *output);

/// C [m, n] = alpha · op(A) · op(B) + beta · C on the calling thread alone, all of them column by column as in BLAS' sgemm.
int cdnn_sgemm(char transa, char transb, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda,
               const float *b, int64_t ldb, float beta, float *c, int64_t ldc);

#ifdef __cplusplus
}
#endif
