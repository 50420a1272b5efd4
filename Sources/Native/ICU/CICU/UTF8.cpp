#include "UTF8.hpp"

#include "CICU.h"

namespace cicu {

namespace {

bool isTrail(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/// Whether two three-byte characters stand here, none of them overlong or a surrogate.
bool isThreeTwice(uint64_t word) {
    if ((word & 0x0000C0C0F0C0C0F0) != 0x00008080E08080E0) return false;
    const uint32_t first = word & 0x200F, second = word >> 24 & 0x200F;
    return first != 0 && first != 0x200D && second != 0 && second != 0x200D;
}

}  // namespace

size_t sequenceLength(const uint8_t *at, size_t left) {
    const uint8_t lead = at[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    if (lead < 0xE0) return left > 1 && isTrail(at[1]) ? 2 : 0;
    const uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (left < 3 || at[1] < low || at[1] > high || !isTrail(at[2])) return 0;
    if (lead < 0xF0) return 3;
    return left > 3 && isTrail(at[3]) ? 4 : 0;
}

size_t firstInvalid(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    while (at + 8 <= count) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        if (isThreeTwice(word)) {
            at += 6;
        } else if ((word & 0x8080808080808080) == 0) {
            at += 8;
        } else {
            const size_t length = sequenceLength(bytes + at, count - at);
            if (length == 0) return at;
            at += length;
        }
    }
    while (at < count) {
        const size_t length = sequenceLength(bytes + at, count - at);
        if (length == 0) return at;
        at += length;
    }
    return count;
}

std::u32string decodeAll(const std::string &text) {
    std::u32string result;
    result.reserve(text.size());
    auto at = reinterpret_cast<const uint8_t *>(text.data());
    const auto end = at + text.size();
    while (at < end) result.push_back(decode(at));
    return result;
}

std::string encodeAll(const std::u32string &text) {
    std::string result;
    result.reserve(text.size() * 3);
    uint8_t bytes[4];
    for (char32_t c : text) result.append(reinterpret_cast<char *>(bytes), encode(c, bytes));
    return result;
}

}  // namespace cicu

size_t cicu_first_invalid_utf8(const uint8_t *bytes, size_t count) { return cicu::firstInvalid(bytes, count); }
