#include "Matrix.hpp"

#include "Shapes.hpp"

namespace cdnn {
namespace {

dnnl_engine_t processor(const Library &library) {
    static const dnnl_engine_t engine = [&] {
        dnnl_engine_t created = nullptr;
        Library::check(library.dnnl_engine_create(&created, dnnl_cpu, 0), "starting");
        return created;
    }();
    return engine;
}

/// What a thread needs to run primitives: made once, with the library's own threads switched off for it.
struct Runner {
    const Library &library;
    dnnl_stream_t stream = nullptr;
    std::vector<char> scratch;

    explicit Runner(const Library &library) : library(library) {
        if (library.set_threads) library.set_threads(1);
        Library::check(library.dnnl_stream_create(&stream, processor(library), dnnl_stream_default_flags), "starting");
    }

    ~Runner() { library.dnnl_stream_destroy(stream); }

    static Runner &current(const Library &library) {
        thread_local Runner runner(library);
        return runner;
    }
};

/// Memory that someone else owns, for the time of a call.
struct Lent {
    const Library &library;
    dnnl_memory_t memory = nullptr;

    Lent(const Library &library, ShapePointer shape, const void *data) : library(library) {
        Library::check(
            library.dnnl_memory_create(&memory, shape, processor(library), const_cast<void *>(data)), "lending memory");
    }

    ~Lent() { library.dnnl_memory_destroy(memory); }
    Lent(const Lent &) = delete;
    Lent &operator=(const Lent &) = delete;
};

void *room(std::vector<char> &scratch, size_t bytes) {
    if (scratch.size() < bytes + 64) scratch.resize(bytes + 64);
    const auto start = reinterpret_cast<uintptr_t>(scratch.data());
    return reinterpret_cast<void *>((start + 63) / 64 * 64);
}
} // namespace

struct Matrix::Shapes {
    const Library &library;
    Shape input, weight, packed, bias, output;

    Shapes(const Library &library, cdnn_type type, int64_t n, int64_t k, int64_t rows) : library(library) {
        const dnnl_data_type_t input_type = type == CDNN_FLOAT32 ? dnnl_f32 : type == CDNN_BFLOAT16 ? dnnl_bf16 : dnnl_u8;
        const dnnl_data_type_t weight_type = type == CDNN_INT8 ? dnnl_s8 : input_type;
        input = shape(library, rows, k, input_type, dnnl_ab);
        // [n, k] by rows is [k, n] by columns.
        weight = shape(library, k, n, weight_type, dnnl_ba);
        packed = shape(library, k, n, weight_type, dnnl_format_tag_any);
        bias = shape(library, 1, n, dnnl_f32, dnnl_ab);
        output = shape(library, rows, n, type == CDNN_INT8 ? dnnl_s32 : dnnl_f32, dnnl_ab);
    }

    ~Shapes() {
        for (Shape *each : {&input, &weight, &packed, &bias, &output}) destroy(library, *each);
    }
};

Matrix::Matrix(cdnn_type type, const void *weight, const float *bias, int64_t n, int64_t k, int64_t rows)
    : library(Library::open()) {
    if (bias) this->bias.assign(bias, bias + n);
    const Shapes shapes(library, type, n, k, rows);
    dnnl_primitive_attr_t attributes = nullptr;
    try {
        Library::check(library.dnnl_primitive_attr_create(&attributes), "preparing a multiplication");
        Library::check(
            library.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
            "preparing a multiplication");
        // The number of threads shapes the primitive: it must be known here, too.
        Runner::current(library);
        make_primitive(shapes, attributes);
        pack(shapes, weight);
        library.dnnl_primitive_attr_destroy(attributes);
    } catch (...) {
        if (attributes) library.dnnl_primitive_attr_destroy(attributes);
        release();
        throw;
    }
}

Matrix::~Matrix() { release(); }

void Matrix::make_primitive(const Shapes &shapes, dnnl_primitive_attr_t attributes) {
    const char *doing = "preparing a multiplication";
    const ShapePointer bias_shape = bias.empty() ? nullptr : pointer(shapes.bias);
#if DNNL_VERSION_MAJOR >= 3
    Library::check(
        library.dnnl_matmul_primitive_desc_create(&description, processor(library), shapes.input, shapes.packed,
                                                  bias_shape, shapes.output, attributes),
        doing);
#else
    dnnl_matmul_desc_t operation;
    Library::check(
        library.dnnl_matmul_desc_init(&operation, &shapes.input, &shapes.packed, bias_shape, &shapes.output), doing);
    Library::check(
        library.dnnl_primitive_desc_create(&description, &operation, attributes, processor(library), nullptr), doing);
#endif
    Library::check(library.dnnl_primitive_create(&primitive, description), doing);
}

void Matrix::pack(const Shapes &shapes, const void *weight) {
    const char *doing = "packing weights";
    const ShapePointer packed = library.dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
    const dnnl_engine_t engine = processor(library);
    Library::check(library.dnnl_memory_create(&weights, packed, engine, DNNL_MEMORY_ALLOCATE), doing);
    const Lent plain(library, pointer(shapes.weight), weight);
    dnnl_primitive_desc_t order = nullptr;
    dnnl_primitive_t reorder = nullptr;
    Library::check(
        library.dnnl_reorder_primitive_desc_create(&order, pointer(shapes.weight), engine, packed, engine, nullptr),
        doing);
    const dnnl_status_t made = library.dnnl_primitive_create(&reorder, order);
    library.dnnl_primitive_desc_destroy(order);
    Library::check(made, doing);
    const dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, plain.memory}, {DNNL_ARG_TO, weights}};
    Runner &runner = Runner::current(library);
    dnnl_status_t done = library.dnnl_primitive_execute(reorder, runner.stream, 2, arguments);
    if (done == dnnl_success) done = library.dnnl_stream_wait(runner.stream);
    library.dnnl_primitive_destroy(reorder);
    Library::check(done, doing);
}

void Matrix::multiply(const void *input, void *output) const {
    Runner &runner = Runner::current(library);
    const auto shape = [this](dnnl_query_t what) { return library.dnnl_primitive_desc_query_md(description, what, 0); };
    const ShapePointer scratch_shape = shape(dnnl_query_scratchpad_md);
    const Lent in(library, shape(dnnl_query_src_md), input), out(library, shape(dnnl_query_dst_md), output);
    const Lent scratch(
        library, scratch_shape, room(runner.scratch, library.dnnl_memory_desc_get_size(scratch_shape)));
    std::vector<dnnl_exec_arg_t> arguments = {{DNNL_ARG_SRC, in.memory},
                                              {DNNL_ARG_WEIGHTS, weights},
                                              {DNNL_ARG_DST, out.memory},
                                              {DNNL_ARG_SCRATCHPAD, scratch.memory}};
    const auto run = [&] {
        Library::check(
            library.dnnl_primitive_execute(primitive, runner.stream, int(arguments.size()), arguments.data()),
            "multiplying");
        Library::check(library.dnnl_stream_wait(runner.stream), "multiplying");
    };
    if (bias.empty()) return run();
    const Lent added(library, library.dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 1), bias.data());
    arguments.push_back({DNNL_ARG_BIAS, added.memory});
    run();
}

void Matrix::release() {
    if (weights) library.dnnl_memory_destroy(weights);
    if (primitive) library.dnnl_primitive_destroy(primitive);
    if (description) library.dnnl_primitive_desc_destroy(description);
}

} // namespace cdnn
