#define _GNU_SOURCE
#include "CBytes.h"

#include <stdbool.h>
#include <string.h>

// 64 bytes and their comparison as 64 bits; the compiler chooses the instructions.
typedef uint8_t block __attribute__((ext_vector_type(64)));
typedef bool flags __attribute__((ext_vector_type(64)));
enum { width = sizeof(block) };

static inline uint64_t bits(flags which) {
    uint64_t result;
    memcpy(&result, &which, sizeof result);
    return result;
}

// Which of 64 bytes equal one of the two.
static inline uint64_t equal(const uint8_t *bytes, uint8_t one, uint8_t other) {
    block these;
    memcpy(&these, bytes, width);
    return bits(__builtin_convertvector((these == (block)one) | (these == (block)other), flags));
}

size_t cbytes_first(const uint8_t *bytes, size_t count, uint8_t byte) {
    const uint8_t *found = count == 0 ? NULL : memchr(bytes, byte, count);
    return found == NULL ? count : (size_t)(found - bytes);
}

size_t cbytes_find(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t length) {
    if (length == 0 || length > count) return count;
    const uint8_t *found = memmem(bytes, count, needle, length);
    return found == NULL ? count : (size_t)(found - bytes);
}

size_t cbytes_last(const uint8_t *bytes, size_t count, uint8_t byte) {
    const uint8_t *found = count == 0 ? NULL : memrchr(bytes, byte, count);
    return found == NULL ? count : (size_t)(found - bytes);
}

// Counts in lanes of 8 bits, which hold 255.
static size_t count_lanes(const uint8_t *bytes, size_t blocks, uint8_t byte) {
    uint8_t sums[width] = {0};
    for (size_t i = 0; i < blocks; i++) {
        for (size_t lane = 0; lane < width; lane++) sums[lane] += bytes[i * width + lane] == byte;
    }
    size_t result = 0;
    for (size_t lane = 0; lane < width; lane++) result += sums[lane];
    return result;
}

size_t cbytes_count(const uint8_t *bytes, size_t count, uint8_t byte) {
    size_t result = 0;
    size_t start = 0;
    while (count - start >= width) {
        size_t blocks = (count - start) / width;
        if (blocks > 255) blocks = 255;
        result += count_lanes(bytes + start, blocks, byte);
        start += blocks * width;
    }
    for (; start < count; start++) result += bytes[start] == byte;
    return result;
}

static inline uint32_t *write_places(uint64_t which, size_t start, uint32_t *places) {
    for (; which != 0; which &= which - 1) *places++ = (uint32_t)(start + (size_t)__builtin_ctzll(which));
    return places;
}

void cbytes_places(const uint8_t *bytes, size_t count, uint8_t one, uint8_t other, uint32_t *places) {
    size_t start = 0;
    for (; start + width <= count; start += width) {
        places = write_places(equal(bytes + start, one, other), start, places);
    }
    size_t rest = count - start;
    if (rest == 0) return;
    uint8_t padded[width] = {0};
    memcpy(padded, bytes + start, rest);
    uint64_t within = ((uint64_t)1 << rest) - 1;
    write_places(equal(padded, one, other) & within, start, places);
}

void cbytes_characters(const uint8_t *bytes, const uint32_t *ends, size_t rows, uint32_t *counts) {
    size_t start = 0;
    for (size_t row = 0; row < rows; row++) {
        uint32_t count = 0;
        // Every byte but those that continue a character, 10xxxxxx.
        for (size_t i = start; i < ends[row]; i++) count += (int8_t)bytes[i] >= -64;
        counts[row] = count;
        start = ends[row];
    }
}
