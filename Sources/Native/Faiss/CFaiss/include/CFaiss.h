// Approximate nearest rows by FAISS behind an opaque handle: no C++ and no FAISS type crosses this header.
//
// Every call works on the calling thread alone, so that what comes out does not depend on how many there are.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How rows are laid out for search.
enum cfaiss_kind {
    /// Inverted lists of the rows nearest to each of `size` centres; `effort` lists are searched.
    CFAISS_LISTS = 0,
    /// A navigable graph with `size` links a row; `effort` candidates are kept while searching.
    CFAISS_GRAPH = 1,
};

typedef struct cfaiss_index cfaiss_index;

/// What went wrong in this thread's last call that returned a status other than 0.
const char *cfaiss_last_error(void);

/// Lays out `count` rows of `columns` numbers, which are copied. Returns a status, 0 for success.
int cfaiss_create(enum cfaiss_kind kind, const float *rows, int64_t count, int32_t columns, int32_t size,
                  cfaiss_index **index);
void cfaiss_destroy(cfaiss_index *index);

/// The `most` rows with the largest inner products of each query, the largest first; -1 where there are fewer.
/// Threads may search one index. Returns a status, 0 for success.
int cfaiss_search(const cfaiss_index *index, const float *queries, int64_t count, int64_t most, int32_t effort,
                  float *products, int64_t *found);

#ifdef __cplusplus
}
#endif
