// xxHash is compiled into this file: short rows cost no call into a library.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "CXXHash.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)

static cxxhash_128 halves(XXH128_hash_t hash) {
    cxxhash_128 result = {hash.high64, hash.low64};
    return result;
}

uint64_t cxxhash64(const void *bytes, size_t count, uint64_t seed) { return XXH3_64bits_withSeed(bytes, count, seed); }

cxxhash_128 cxxhash128(const void *bytes, size_t count, uint64_t seed) {
    return halves(XXH3_128bits_withSeed(bytes, count, seed));
}

void cxxhash64_rows(const uint8_t *bytes, const uint32_t *ends, size_t rows, uint64_t seed, uint64_t *hashes) {
    size_t start = 0;
    for (size_t row = 0; row < rows; row++) {
        hashes[row] = cxxhash64(bytes + start, ends[row] - start, seed);
        start = ends[row];
    }
}

void cxxhash128_rows(const uint8_t *bytes, const uint32_t *ends, size_t rows, uint64_t seed, cxxhash_128 *hashes) {
    size_t start = 0;
    for (size_t row = 0; row < rows; row++) {
        hashes[row] = cxxhash128(bytes + start, ends[row] - start, seed);
        start = ends[row];
    }
}

cxxhash_stream *cxxhash_stream_create(uint64_t seed) {
    XXH3_state_t *state = XXH3_createState();
    // The 128-bit reset prepares the same state as the 64-bit one: either digest can be taken from it.
    if (state != NULL) XXH3_128bits_reset_withSeed(state, seed);
    return (cxxhash_stream *)state;
}

void cxxhash_stream_destroy(cxxhash_stream *stream) { XXH3_freeState((XXH3_state_t *)stream); }

void cxxhash_stream_update(cxxhash_stream *stream, const void *bytes, size_t count) {
    XXH3_128bits_update((XXH3_state_t *)stream, bytes, count);
}

uint64_t cxxhash_stream_64(const cxxhash_stream *stream) { return XXH3_64bits_digest((const XXH3_state_t *)stream); }

cxxhash_128 cxxhash_stream_128(const cxxhash_stream *stream) {
    return halves(XXH3_128bits_digest((const XXH3_state_t *)stream));
}

const char *cxxhash_version(void) {
    return TEXT(XXH_VERSION_MAJOR) "." TEXT(XXH_VERSION_MINOR) "." TEXT(XXH_VERSION_RELEASE);
}
