#pragma once

// UTF-8 in and out, for text already known to be well-formed.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace cicu {

/// Reads one code point of well-formed UTF-8 and moves `at` behind it.
inline char32_t decode(const uint8_t *&at) {
    const uint32_t lead = *at;
    if (lead < 0x80) {
        at += 1;
        return lead;
    }
    if (lead < 0xE0) {
        const char32_t c = (lead & 0x1F) << 6 | (at[1] & 0x3F);
        at += 2;
        return c;
    }
    if (lead < 0xF0) {
        const char32_t c = (lead & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F);
        at += 3;
        return c;
    }
    const char32_t c = (lead & 0x07) << 18 | (at[1] & 0x3F) << 12 | (at[2] & 0x3F) << 6 | (at[3] & 0x3F);
    at += 4;
    return c;
}

/// Writes one code point; `out` needs room for four bytes. Returns the bytes written.
inline size_t encode(char32_t c, uint8_t *out) {
    if (c < 0x80) {
        out[0] = uint8_t(c);
        return 1;
    }
    if (c < 0x800) {
        out[0] = uint8_t(0xC0 | c >> 6);
        out[1] = uint8_t(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = uint8_t(0xE0 | c >> 12);
        out[1] = uint8_t(0x80 | (c >> 6 & 0x3F));
        out[2] = uint8_t(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = uint8_t(0xF0 | c >> 18);
    out[1] = uint8_t(0x80 | (c >> 12 & 0x3F));
    out[2] = uint8_t(0x80 | (c >> 6 & 0x3F));
    out[3] = uint8_t(0x80 | (c & 0x3F));
    return 4;
}

/// The length of the well-formed sequence at `at` (Unicode table 3-7), or 0. `left` is at least 1.
size_t sequenceLength(const uint8_t *at, size_t left);

inline uint32_t fourBytes(const uint8_t *at) {
    uint32_t word;
    memcpy(&word, at, 4);
    return word;
}

/// Whether the first three of the four bytes have the shape of one three-byte character that is not overlong. It may
/// still be a surrogate.
inline bool isThreeBytes(uint32_t word) { return (word & 0x00C0C0F0) == 0x008080E0 && (word & 0x200F) != 0; }

inline char32_t decodeThree(uint32_t word) {
    return (word & 0x0F) << 12 | (word >> 2 & 0x0FC0) | (word >> 16 & 0x3F);
}

std::u32string decodeAll(const std::string &text);
std::string encodeAll(const std::u32string &text);

/// The offset of the first ill-formed sequence, or `count`.
size_t firstInvalid(const uint8_t *bytes, size_t count);

}  // namespace cicu
