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

int hex_digit(char byte) {
    if (is_digit(byte)) return byte - '0';
    const char lower = static_cast<char>(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The code unit of four hexadecimal digits, -1 when they are not that.
int code_unit(const char *place, const char *end) {
    if (end - place < 4) return -1;
    int unit = 0;
    for (int index = 0; index < 4; index++) {
        const int digit = hex_digit(place[index]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// Moves past what follows "\u"; false when it is no character.
bool skip_unicode(const char *&place, const char *end, const char *&message) {
    const int unit = code_unit(place, end);
    message = unit < 0 ? "\\u without four hexadecimal digits" : "unpaired surrogate";
    if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff)) return false;
    place += 4;
    if (unit < 0xd800 || unit > 0xdbff) return true;
    if (end - place < 6 || place[0] != '\\' || place[1] != 'u') return false;
    const int low = code_unit(place + 2, end);
    place += 6;
    return low >= 0xdc00 && low <= 0xdfff;
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
    const char *place = content.data();
    const char *end = place + content.size();
    while ((place = static_cast<const char *>(memchr(place, '\\', static_cast<size_t>(end - place))))) {
        const size_t offset = static_cast<size_t>(place - content.data());
        message = "unknown escape";
        if (end - place < 2 || !strchr("\"\\/bfnrtu", place[1]) || place[1] == 0) return offset;
        const bool unicode = place[1] == 'u';
        place += 2;
        if (unicode && !skip_unicode(place, end, message)) return offset;
    }
    return std::string_view::npos;
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
