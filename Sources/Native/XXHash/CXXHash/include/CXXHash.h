#pragma once
#include <stddef.h>
#include <stdint.h>

/// The two halves of a 128-bit hash.
typedef struct {
    uint64_t high;
    uint64_t low;
} cxxhash_128;

typedef struct cxxhash_stream cxxhash_stream;

uint64_t cxxhash64(const void *bytes, size_t count, uint64_t seed);
cxxhash_128 cxxhash128(const void *bytes, size_t count, uint64_t seed);

/// Hashes rows of `bytes`; row i ends before ends[i] and begins where the one before it ends.
void cxxhash64_rows(const uint8_t *bytes, const uint32_t *ends, size_t rows, uint64_t seed, uint64_t *hashes);
void cxxhash128_rows(const uint8_t *bytes, const uint32_t *ends, size_t rows, uint64_t seed, cxxhash_128 *hashes);

/// NULL when memory is exhausted.
cxxhash_stream *cxxhash_stream_create(uint64_t seed);
void cxxhash_stream_destroy(cxxhash_stream *stream);
void cxxhash_stream_update(cxxhash_stream *stream, const void *bytes, size_t count);
uint64_t cxxhash_stream_64(const cxxhash_stream *stream);
cxxhash_128 cxxhash_stream_128(const cxxhash_stream *stream);

/// Such as "0.8.1".
const char *cxxhash_version(void);
