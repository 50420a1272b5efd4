#include "CDNN.h"

#include <dnnl_version.h>
#include <oneapi/dnnl/dnnl.h>

extern "C" int cdnn_version(void) {
    const dnnl_version_t *version = dnnl_version();
    return version->major * 10000 + version->minor * 100 + version->patch;
}
