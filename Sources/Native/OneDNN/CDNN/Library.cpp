#include "Library.hpp"

#include "CDNN.h"

#include <dlfcn.h>

namespace cdnn {
namespace {
#define CDNN_TEXT(number) #number
#define CDNN_NAME(major) "libdnnl.so." CDNN_TEXT(major)

/// By the version that the headers were of: another one has other types.
void *open_library() {
    void *handle = dlopen(CDNN_NAME(DNNL_VERSION_MAJOR), RTLD_NOW | RTLD_LOCAL);
    if (handle) return handle;
    throw Failure(std::string("the matrix library oneDNN cannot be opened (") + dlerror() +
                  "): install the package libdnnl" + CDNN_TEXT(DNNL_VERSION_MAJOR) + " or libdnnl-dev");
}

Library load() {
    void *handle = open_library();
    Library library;
    const char *missing = nullptr;
#define CDNN_FUNCTION(name)                                                                                            \
    library.name = reinterpret_cast<decltype(&::name)>(dlsym(handle, #name));                                          \
    if (!library.name) missing = #name;
#include "Functions.inc.hpp"
#undef CDNN_FUNCTION
    if (missing)
        throw Failure(std::string("the matrix library oneDNN lacks ") + missing +
                      ": install libdnnl-dev and build the program again");
    library.set_threads = reinterpret_cast<void (*)(int)>(dlsym(handle, "omp_set_num_threads"));
    return library;
}
} // namespace

const Library &Library::open() {
    static const Library library = load();
    return library;
}

void Library::check(dnnl_status_t status, const char *doing) {
    if (status == dnnl_success) return;
    const char *reason = status == dnnl_out_of_memory      ? "memory ran out"
                         : status == dnnl_unimplemented    ? "this processor or library version cannot do it"
                         : status == dnnl_invalid_arguments ? "invalid arguments"
                                                            : "error";
    throw Failure(std::string("oneDNN failed ") + doing + ": " + reason + " (status " + std::to_string(status) + ")");
}

} // namespace cdnn
