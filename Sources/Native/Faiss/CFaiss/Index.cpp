#include "CFaiss.h"

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFFlat.h>
#include <omp.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>

struct cfaiss_index {
    enum cfaiss_kind kind;
    /// Centres of lists; it must outlive them.
    std::unique_ptr<faiss::IndexFlat> centres;
    std::unique_ptr<faiss::Index> rows;
};

namespace {
thread_local std::string last_error;

/// The one place where exceptions end.
template <typename Body> int guarded(const Body &body) {
    try {
        omp_set_num_threads(1);
        body();
        return 0;
    } catch (const std::bad_alloc &) {
        last_error = "memory ran out while searching vectors";
    } catch (const std::exception &failure) {
        last_error = failure.what();
    } catch (...) {
        last_error = "FAISS failed without a reason";
    }
    return 1;
}

/// Rows for each centre to learn from: FAISS' own 256 are four times slower for centres that are no better to search.
constexpr int most_rows_for_centre = 64;

void make_lists(cfaiss_index &index, const float *rows, int64_t count, int32_t columns, int32_t lists) {
    index.centres = std::make_unique<faiss::IndexFlat>(columns, faiss::METRIC_INNER_PRODUCT);
    auto made = std::make_unique<faiss::IndexIVFFlat>(index.centres.get(), columns, lists,
                                                      faiss::METRIC_INNER_PRODUCT);
    made->cp.spherical = true;
    made->cp.niter = 10;
    made->cp.seed = 1;
    made->cp.min_points_per_centroid = 1;
    made->cp.max_points_per_centroid = most_rows_for_centre;
    made->train(count, rows);
    made->add(count, rows);
    index.rows = std::move(made);
}

void make_graph(cfaiss_index &index, const float *rows, int64_t count, int32_t columns, int32_t links) {
    auto made = std::make_unique<faiss::IndexHNSWFlat>(columns, links, faiss::METRIC_INNER_PRODUCT);
    made->hnsw.efConstruction = 80;
    made->add(count, rows);
    index.rows = std::move(made);
}
} // namespace

extern "C" {

const char *cfaiss_last_error(void) { return last_error.c_str(); }

int cfaiss_create(enum cfaiss_kind kind, const float *rows, int64_t count, int32_t columns, int32_t size,
                  cfaiss_index **index) {
    return guarded([&] {
        auto made = std::make_unique<cfaiss_index>();
        made->kind = kind;
        if (kind == CFAISS_LISTS)
            make_lists(*made, rows, count, columns, size);
        else
            make_graph(*made, rows, count, columns, size);
        *index = made.release();
    });
}

void cfaiss_destroy(cfaiss_index *index) { delete index; }

int cfaiss_search(const cfaiss_index *index, const float *queries, int64_t count, int64_t most, int32_t effort,
                  float *products, int64_t *found) {
    return guarded([&] {
        if (index->kind == CFAISS_LISTS) {
            faiss::IVFSearchParameters parameters;
            parameters.nprobe = effort;
            index->rows->search(count, queries, most, products, found, &parameters);
        } else {
            faiss::SearchParametersHNSW parameters;
            parameters.efSearch = std::max<int>(effort, int(most));
            index->rows->search(count, queries, most, products, found, &parameters);
        }
    });
}

} // extern "C"
