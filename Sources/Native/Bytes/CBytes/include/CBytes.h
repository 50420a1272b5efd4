#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Offset of the first `byte`; `count` when there is none.
size_t cbytes_first(const uint8_t *bytes, size_t count, uint8_t byte);

/// Offset of the last `byte`; `count` when there is none.
size_t cbytes_last(const uint8_t *bytes, size_t count, uint8_t byte);

/// Offset of the first occurrence of `needle`, which is not empty; `count` when there is none.
size_t cbytes_find(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t length);

/// How many bytes equal `byte`.
size_t cbytes_count(const uint8_t *bytes, size_t count, uint8_t byte);

/// Whether the bytes are well-formed UTF-8.
bool cbytes_is_utf8(const uint8_t *bytes, size_t count);

/// Writes the offsets of bytes that equal `one` or `other`, in order; `places` has room for all of them.
void cbytes_places(const uint8_t *bytes, size_t count, uint8_t one, uint8_t other, uint32_t *places);

/// Counts the characters of well-formed UTF-8 texts; text i is `bytes[ends[i - 1]..<ends[i]]`, the first from 0.
void cbytes_characters(const uint8_t *bytes, const uint32_t *ends, size_t rows, uint32_t *counts);

#ifdef __cplusplus
}
#endif
