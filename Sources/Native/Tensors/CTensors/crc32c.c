#include "CTensors.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2")))
static uint32_t byInstruction(uint32_t crc, const uint8_t *bytes, size_t count) {
    uint64_t state = crc;
    while (count >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        state = _mm_crc32_u64(state, word);
        bytes += 8;
        count -= 8;
    }
    while (count--) state = _mm_crc32_u8((uint32_t)state, *bytes++);
    return (uint32_t)state;
}
#endif

/// Four bits at a time: small, and only for machines without the instruction.
static uint32_t byTable(uint32_t crc, const uint8_t *bytes, size_t count) {
    uint32_t table[16];
    for (uint32_t nibble = 0; nibble < 16; nibble++) {
        uint32_t value = nibble;
        for (int bit = 0; bit < 4; bit++) value = value >> 1 ^ (value & 1 ? 0x82F63B78 : 0);
        table[nibble] = value;
    }
    while (count--) {
        crc ^= *bytes++;
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return crc;
}

uint32_t ctensors_crc32c(uint32_t crc, const uint8_t *bytes, size_t count) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~byInstruction(~crc, bytes, count);
#endif
    return ~byTable(~crc, bytes, count);
}
