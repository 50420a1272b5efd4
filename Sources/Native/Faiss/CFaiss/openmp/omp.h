// What FAISS' headers and this shim ask of OpenMP, for compilers that come without its header (the library is there).
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    unsigned char bytes[4];
} omp_lock_t;

void omp_set_num_threads(int);
int omp_get_max_threads(void);
int omp_get_num_threads(void);
int omp_get_thread_num(void);
void omp_init_lock(omp_lock_t *);
void omp_destroy_lock(omp_lock_t *);
void omp_set_lock(omp_lock_t *);
void omp_unset_lock(omp_lock_t *);

#ifdef __cplusplus
}
#endif
