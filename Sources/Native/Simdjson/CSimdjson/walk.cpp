#include "walk.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "tokens.h"

namespace cjson {

namespace {

int32_t code_of(simdjson::error_code error) {
    switch (error) {
    case simdjson::UTF8_ERROR: return CJSON_INVALID_UTF8;
    case simdjson::UNESCAPED_CHARS: return CJSON_BAD_STRING;
    case simdjson::CAPACITY: return CJSON_CAPACITY;
    default: return CJSON_MALFORMED;
    }
}

/// The literal that a token is, CJSON_MISSING when it is none.
uint8_t literal_kind(std::string_view text) {
    if (text == "null") return CJSON_NULL;
    return text == "true" || text == "false" ? CJSON_BOOL : CJSON_MISSING;
}

} // namespace

// MARK: - Index

/// Grows in steps, so that lines that get a little longer each time do not allocate each time.
void token_index::reserve(size_t length) {
    constexpr size_t least = 64 << 10;
    constexpr size_t largest_step = 1 << 20;
    const size_t wanted = std::max(least, length + std::min(length, largest_step));
    const simdjson::error_code error =
        implementation ? implementation->set_capacity(wanted)
                       : simdjson::get_active_implementation()->create_dom_parser_implementation(
                             wanted, max_depth, implementation);
    if (error) throw std::bad_alloc();
    capacity = wanted;
}

simdjson::error_code token_index::build(std::string_view text) {
    if (text.size() > simdjson::SIMDJSON_MAXSIZE_BYTES - (2 << 20)) return simdjson::CAPACITY;
    if (text.size() > capacity || !implementation) reserve(text.size());
    const auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
    return implementation->stage1(bytes, text.size(), simdjson::stage1_mode::regular);
}

// MARK: - Tokens

bool walk::open() {
    const simdjson::error_code error = index.build(text);
    if (error) {
        size_t offset = unknown_offset;
        if (error == simdjson::UTF8_ERROR) offset = find_invalid_utf8(text);
        if (error == simdjson::UNESCAPED_CHARS) offset = find_control(text);
        failure = {code_of(error), simdjson::error_message(error), offset};
        return false;
    }
    next = index.begin();
    last = index.end();
    any_escapes = memchr(text.data(), '\\', text.size()) != nullptr;
    return true;
}

bool walk::scalar(token &value) {
    if (next == last) return fail_here("a value is missing");
    value.text = take_token();
    bool integral = false;
    if (is_number(value.text, integral)) {
        value.kind = integral ? CJSON_INTEGER : CJSON_DOUBLE;
        return true;
    }
    value.kind = literal_kind(value.text);
    return value.kind != CJSON_MISSING || fail(CJSON_MALFORMED, "not a JSON value", value.text.data());
}

// MARK: - Arrays and objects

bool walk::nested(token &value, int depth) {
    if (depth >= max_depth) return fail(CJSON_TOO_DEEP, "arrays and objects nest too deeply", text.data() + *next);
    const size_t start = *next++;
    const bool is_array = text[start] == '[';
    if (!(is_array ? array(depth) : object(depth))) return false;
    const size_t end = next[-1] + 1;
    value = {static_cast<uint8_t>(is_array ? CJSON_ARRAY : CJSON_OBJECT), text.substr(start, end - start)};
    return true;
}

bool walk::array(int depth) {
    if (take(']')) return true;
    do {
        if (!nested_value(depth)) return false;
    } while (take(','));
    return expect(']', "neither a comma nor the end of the array");
}

bool walk::object(int depth) {
    if (take('}')) return true;
    do {
        token name;
        if (!key(name) || !check_string(name) || !nested_value(depth)) return false;
    } while (take(','));
    return expect('}', "neither a comma nor the end of the object");
}

bool walk::nested_value(int depth) {
    token token;
    return value(token, depth + 1) && (token.kind != CJSON_STRING || check_string(token));
}

// MARK: - Strings

bool walk::check_string(const token &string) {
    if (!has_escapes(string)) return true;
    const char *message = nullptr;
    const size_t offset = find_bad_escape(string.content(), message);
    return offset == std::string_view::npos || fail(CJSON_BAD_STRING, message, string.content().data() + offset);
}

bool walk::unescape(const token &string, uint8_t *&target) {
    const std::string_view content = string.content();
    if (!any_escapes) {
        memcpy(target, content.data(), content.size());
        target += content.size();
        return true;
    }
    const char *message = nullptr;
    const size_t offset = cjson::unescape(content, target, message);
    return offset == std::string_view::npos || fail(CJSON_BAD_STRING, message, content.data() + offset);
}

// MARK: - Failures

bool walk::fail(int32_t code, const char *message, const char *place) {
    failure = {code, message, place == nullptr ? unknown_offset : static_cast<size_t>(place - text.data())};
    return false;
}

bool walk::fail_here(const char *message) {
    if (next < last) return fail(CJSON_MALFORMED, message, text.data() + *next);
    return fail(CJSON_MALFORMED, "unexpected end", text.data() + trimmed(text).size());
}

bool walk::fail_other_value(int32_t code, const char *message) {
    token token;
    return value(token) && expect_end() && fail(code, message, nullptr);
}

} // namespace cjson
