// Descriptions of the tables that take part in a multiplication, over both generations of the library's interface.
#pragma once

#include "Library.hpp"

#include <initializer_list>

namespace cdnn {

#if DNNL_VERSION_MAJOR >= 3
using Shape = dnnl_memory_desc_t;
using ShapePointer = const_dnnl_memory_desc_t;
inline ShapePointer pointer(const Shape &shape) { return shape; }
inline void destroy(const Library &library, Shape &shape) { library.dnnl_memory_desc_destroy(shape); }
#else
using Shape = dnnl_memory_desc_t;
using ShapePointer = const dnnl_memory_desc_t *;
inline ShapePointer pointer(const Shape &shape) { return &shape; }
inline void destroy(const Library &, Shape &) {}
#endif

inline Shape shape(const Library &library, int64_t rows, int64_t columns, dnnl_data_type_t type,
                   dnnl_format_tag_t tag) {
    const dnnl_dims_t sizes = {rows, columns};
    Shape result;
#if DNNL_VERSION_MAJOR >= 3
    Library::check(library.dnnl_memory_desc_create_with_tag(&result, 2, sizes, type, tag), "describing a matrix");
#else
    Library::check(library.dnnl_memory_desc_init_by_tag(&result, 2, sizes, type, tag), "describing a matrix");
#endif
    return result;
}

} // namespace cdnn
