// A matrix packed for multiplications of one shape.
#pragma once

#include "CDNN.h"
#include "Library.hpp"

#include <vector>

namespace cdnn {

/// The primitive and its weights; constant after construction.
class Matrix {
  public:
    Matrix(cdnn_type type, const void *weight, const float *bias, int64_t n, int64_t k, int64_t rows);
    ~Matrix();
    Matrix(const Matrix &) = delete;
    Matrix &operator=(const Matrix &) = delete;

    void multiply(const void *input, void *output) const;

  private:
    struct Shapes;

    void make_primitive(const Shapes &shapes, dnnl_primitive_attr_t attributes);
    void pack(const Shapes &shapes, const void *weight);
    void release();

    const Library &library;
    std::vector<float> bias;
    dnnl_primitive_desc_t description = nullptr;
    dnnl_primitive_t primitive = nullptr;
    dnnl_memory_t weights = nullptr;
};

} // namespace cdnn
