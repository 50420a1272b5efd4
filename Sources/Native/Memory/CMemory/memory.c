#include "CMemory.h"

#if defined(__GLIBC__) || __has_include(<malloc.h>)
#include <malloc.h>
#endif

void cmemory_return_freed(void) {
#ifdef M_TRIM_THRESHOLD
    // The allocator raises both by itself as large blocks are freed; these are its first values.
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
    mallopt(M_TRIM_THRESHOLD, 128 << 10);
#endif
}
