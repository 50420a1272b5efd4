#include "tokens.h"

#include <cstdint>
#include <cstring>

namespace cjson {

namespace {

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Moves past digits; false when there is none.
bool skip_digits(const char *&place, const char *end) {
    const char *start = place;
    while (place < end && is_digit(*place)) place++;
    return place > start;
}

bool skip_exponent(const char *&place, const char *end) {
    place++;
    if (place < end && (*place == '+' || *place == '-')) place++;
    return skip_digits(place, end);
}

/// Values of the hexadecimal digits, -1 for all other bytes.
struct hex_table {
    int8_t digits[256];
    constexpr hex_table() : digits() {
        for (auto &digit : digits) digit = -1;
        for (int value = 0; value < 10; value++) digits['0' + value] = static_cast<int8_t>(value);
        for (int value = 10; value < 16; value++) {
            digits['a' + value - 10] = static_cast<int8_t>(value);
            digits['A' + value - 10] = static_cast<int8_t>(value);
        }
    }
};
constexpr hex_table hex;

/// The code unit of four hexadecimal digits, negative when they are not that.
int code_unit(const char *place, const char *end) {
    if (end - place < 4) return -1;
    int unit = 0;
    for (int index = 0; index < 4; index++) unit = unit * 16 | hex.digits[static_cast<uint8_t>(place[index])];
    return unit;
}

/// Moves past what follows "\u" and tells the character; false when it is none.
bool read_unicode(const char *&place, const char *end, uint32_t &scalar, const char *&message) {
    const int unit = code_unit(place, end);
    message = unit < 0 ? "\\u without four hexadecimal digits" : "unpaired surrogate";
    if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff)) return false;
    scalar = static_cast<uint32_t>(unit);
    place += 4;
    if (unit < 0xd800 || unit > 0xdbff) return true;
    if (end - place < 6 || place[0] != '\\' || place[1] != 'u') return false;
    const int low = code_unit(place + 2, end);
    place += 6;
    scalar = 0x10000 + ((static_cast<uint32_t>(unit) - 0xd800) << 10) + (static_cast<uint32_t>(low) - 0xdc00);
    return low >= 0xdc00 && low <= 0xdfff;
}

/// Moves past an escape, backslash included, and tells the character; false when it is none.
bool read_escape(const char *&place, const char *end, uint32_t &scalar, const char *&message) {
    message = "unknown escape";
    if (end - place < 2) return false;
    const char letter = place[1];
    place += 2;
    switch (letter) {
    case '"':
    case '\\':
    case '/': scalar = static_cast<uint32_t>(letter); return true;
    case 'b': scalar = '\b'; return true;
    case 'f': scalar = '\f'; return true;
    case 'n': scalar = '\n'; return true;
    case 'r': scalar = '\r'; return true;
    case 't': scalar = '\t'; return true;
    case 'u': return read_unicode(place, end, scalar, message);
    default: return false;
    }
}

uint8_t continuation(uint32_t scalar, int shift) { return static_cast<uint8_t>(0x80 | ((scalar >> shift) & 0x3f)); }

void append_utf8(uint32_t scalar, uint8_t *&target) {
    if (scalar < 0x80) {
        *target++ = static_cast<uint8_t>(scalar);
        return;
    }
    if (scalar < 0x800) {
        *target++ = static_cast<uint8_t>(0xc0 | (scalar >> 6));
    } else if (scalar < 0x10000) {
        *target++ = static_cast<uint8_t>(0xe0 | (scalar >> 12));
        *target++ = continuation(scalar, 6);
    } else {
        *target++ = static_cast<uint8_t>(0xf0 | (scalar >> 18));
        *target++ = continuation(scalar, 12);
        *target++ = continuation(scalar, 6);
    }
    *target++ = continuation(scalar, 0);
}

/// The next backslash; escapes often come in rows.
const char *find_escape(const char *place, const char *end) {
    if (place < end && *place == '\\') return place;
    const void *found = memchr(place, '\\', static_cast<size_t>(end - place));
    return found ? static_cast<const char *>(found) : end;
}

/// Length of the well-formed UTF-8 sequence at `place`, 0 when there is none.
size_t sequence_length(const uint8_t *place, size_t rest) {
    const uint8_t lead = place[0];
    if (lead < 0x80) return 1;
    const size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || rest < length) return 0;
    for (size_t index = 1; index < length; index++) {
        if ((place[index] & 0xc0) != 0x80) return 0;
    }
    const uint8_t second = place[1];
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool outside = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
    return overlong || outside ? 0 : length;
}

} // namespace

bool is_number(std::string_view text, bool &integral) {
    const char *place = text.data();
    const char *end = place + text.size();
    integral = true;
    if (place < end && *place == '-') place++;
    const bool leading_zero = place < end && *place == '0';
    const char *digits = place;
    if (!skip_digits(place, end) || (leading_zero && place - digits > 1)) return false;
    if (place < end && *place == '.') {
        integral = false;
        if (!skip_digits(++place, end)) return false;
    }
    if (place < end && (*place | 0x20) == 'e') {
        integral = false;
        if (!skip_exponent(place, end)) return false;
    }
    return place == end;
}

size_t find_bad_escape(std::string_view content, const char *&message) {
    const char *end = content.data() + content.size();
    const char *place = find_escape(content.data(), end);
    uint32_t scalar = 0;
    while (place < end) {
        const size_t offset = static_cast<size_t>(place - content.data());
        if (!read_escape(place, end, scalar, message)) return offset;
        place = find_escape(place, end);
    }
    return std::string_view::npos;
}

size_t unescape(std::string_view content, uint8_t *&target, const char *&message) {
    const char *place = content.data();
    const char *end = place + content.size();
    uint32_t scalar = 0;
    while (true) {
        const char *escape = find_escape(place, end);
        const size_t plain = static_cast<size_t>(escape - place);
        memcpy(target, place, plain);
        target += plain;
        if (escape == end) return std::string_view::npos;
        place = escape;
        if (!read_escape(place, end, scalar, message)) return static_cast<size_t>(escape - content.data());
        append_utf8(scalar, target);
    }
}

size_t find_invalid_utf8(std::string_view text) {
    const auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
    size_t offset = 0;
    while (offset < text.size()) {
        const size_t length = sequence_length(bytes + offset, text.size() - offset);
        if (length == 0) return offset;
        offset += length;
    }
    return std::string_view::npos;
}

size_t find_control(std::string_view text) {
    for (size_t offset = 0; offset < text.size(); offset++) {
        const auto byte = static_cast<uint8_t>(text[offset]);
        if (byte < 0x20 && byte != '\t') return offset;
    }
    return std::string_view::npos;
}

} // namespace cjson
