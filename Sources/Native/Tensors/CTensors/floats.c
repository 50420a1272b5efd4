#include "CTensors.h"

#include <string.h>

static inline uint32_t word32(const uint8_t *bytes) {
    uint32_t word;
    memcpy(&word, bytes, 4);
    return word;
}

static inline uint32_t word16(const uint8_t *bytes) {
    uint16_t word;
    memcpy(&word, bytes, 2);
    return word;
}

static inline float asFloat(uint32_t bits) {
    float value;
    memcpy(&value, &bits, 4);
    return value;
}

/// Scaling by 2^112 moves the exponent from float16's bias to float32's, subnormal numbers included.
static inline float fromHalf(uint32_t half) {
    const uint32_t sign = (half & 0x8000) << 16;
    const uint32_t rest = half & 0x7FFF;
    if (rest >= 0x7C00) return asFloat(sign | 0x7F800000 | (rest & 0x3FF) << 13);
    const float magnitude = asFloat(rest << 13) * 0x1p112f;
    uint32_t bits;
    memcpy(&bits, &magnitude, 4);
    return asFloat(sign | bits);
}

static inline float element(int32_t type, const uint8_t *bytes, size_t place) {
    switch (type) {
    case CTENSORS_FLOAT16: return fromHalf(word16(bytes + 2 * place));
    case CTENSORS_BFLOAT16: return asFloat(word16(bytes + 2 * place) << 16);
    default: return asFloat(word32(bytes + 4 * place));
    }
}

void ctensors_decode(int32_t type, const uint8_t *bytes, size_t count, float *floats) {
    switch (type) {
    case CTENSORS_FLOAT16:
        for (size_t place = 0; place < count; place++) floats[place] = fromHalf(word16(bytes + 2 * place));
        break;
    case CTENSORS_BFLOAT16:
        for (size_t place = 0; place < count; place++) floats[place] = asFloat(word16(bytes + 2 * place) << 16);
        break;
    default:
        if (count) memcpy(floats, bytes, 4 * count);
    }
}

/// Tiles keep both the rows read and the rows written in the cache.
void ctensors_decode_transposed(int32_t type, const uint8_t *bytes, size_t rows, size_t columns, float *floats) {
    const size_t tile = 32;
    for (size_t top = 0; top < rows; top += tile) {
        const size_t bottom = top + tile < rows ? top + tile : rows;
        for (size_t left = 0; left < columns; left += tile) {
            const size_t right = left + tile < columns ? left + tile : columns;
            for (size_t row = top; row < bottom; row++) {
                for (size_t column = left; column < right; column++) {
                    floats[column * rows + row] = element(type, bytes, row * columns + column);
                }
            }
        }
    }
}

size_t ctensors_first_nonfinite(int32_t type, const uint8_t *bytes, size_t count) {
    const uint32_t mask = type == CTENSORS_FLOAT16 ? 0x7C00 : type == CTENSORS_BFLOAT16 ? 0x7F80 : 0x7F800000;
    const size_t block = 4096;
    for (size_t start = 0; start < count; start += block) {
        const size_t end = start + block < count ? start + block : count;
        uint32_t found = 0;
        if (type == CTENSORS_FLOAT32) {
            for (size_t place = start; place < end; place++) found |= (word32(bytes + 4 * place) & mask) == mask;
        } else {
            for (size_t place = start; place < end; place++) found |= (word16(bytes + 2 * place) & mask) == mask;
        }
        if (!found) continue;
        for (size_t place = start; place < end; place++) {
            const uint32_t bits = type == CTENSORS_FLOAT32 ? word32(bytes + 4 * place) : word16(bytes + 2 * place);
            if ((bits & mask) == mask) return place;
        }
    }
    return count;
}
