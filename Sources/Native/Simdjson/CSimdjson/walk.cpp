#include "walk.h"

#include "tokens.h"

namespace cjson {

namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view trimmed_both(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    return trimmed(text);
}

int32_t code_of(simdjson::error_code error) {
    switch (error) {
    case simdjson::UTF8_ERROR: return CJSON_INVALID_UTF8;
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS: return CJSON_BAD_STRING;
    case simdjson::DEPTH_ERROR: return CJSON_TOO_DEEP;
    case simdjson::CAPACITY: return CJSON_CAPACITY;
    case simdjson::MEMALLOC: return CJSON_OUT_OF_MEMORY;
    default: return CJSON_MALFORMED;
    }
}

} // namespace

bool walk::fail(int32_t code, const char *message, const char *place) {
    const size_t offset = place == nullptr ? unknown_offset : static_cast<size_t>(place - text.data());
    failure = {code, message, offset > text.size() ? unknown_offset : offset};
    return false;
}

bool walk::fail(simdjson::error_code error) {
    failure = {code_of(error), simdjson::error_message(error), location()};
    return false;
}

bool walk::fail_at_end(simdjson::error_code error) {
    fail(error);
    failure.offset = trimmed(text).size();
    return false;
}

bool walk::fail_other_value(int32_t code, const char *message) {
    const std::string_view value = trimmed_both(text);
    bool integral = false;
    const char first = value.empty() ? 0 : value.front();
    const bool literal = value == "true" || value == "false" || value == "null";
    if (literal || first == '"' || first == '[' || first == '{' || is_number(value, integral)) {
        return fail(code, message, nullptr);
    }
    return fail(CJSON_MALFORMED, "not a JSON value", value.data());
}

bool walk::begins_with(char byte) const {
    const std::string_view value = trimmed_both(text);
    return !value.empty() && value.front() == byte;
}

/// Where the document stands; its end when it is used up.
size_t walk::location() {
    const char *place = nullptr;
    if (document.current_location().get(place)) return text.size();
    const size_t offset = static_cast<size_t>(place - text.data());
    return offset > text.size() ? unknown_offset : offset;
}

bool walk::open() {
    const size_t readable = text.size() + simdjson::SIMDJSON_PADDING;
    const simdjson::error_code error = parser.iterate(text.data(), text.size(), readable).get(document);
    if (!error) return true;
    size_t offset = std::string_view::npos;
    if (error == simdjson::UTF8_ERROR) offset = find_invalid_utf8(text);
    if (error == simdjson::UNESCAPED_CHARS) offset = find_control(text);
    failure = {code_of(error), simdjson::error_message(error), offset};
    return false;
}

bool walk::expect_end() {
    const char *place = nullptr;
    if (document.current_location().get(place)) return true;
    return fail(CJSON_MALFORMED, "something follows the value", place);
}

bool walk::classify(ondemand::value &value, token &result) {
    result.text = trimmed(value.raw_json_token());
    bool integral = false;
    const std::string_view text = result.text;
    switch (text.empty() ? 0 : text.front()) {
    case '"': result.kind = CJSON_STRING; return true;
    case '{': result.kind = CJSON_OBJECT; return true;
    case '[': result.kind = CJSON_ARRAY; return true;
    case 't': result.kind = CJSON_BOOL; if (text == "true") return true; break;
    case 'f': result.kind = CJSON_BOOL; if (text == "false") return true; break;
    case 'n': result.kind = CJSON_NULL; if (text == "null") return true; break;
    default:
        if (is_number(text, integral)) {
            result.kind = integral ? CJSON_INTEGER : CJSON_DOUBLE;
            return true;
        }
    }
    return fail(CJSON_MALFORMED, "not a JSON value", text.data());
}

bool walk::pass(ondemand::value &value, token &token, int depth) {
    switch (token.kind) {
    case CJSON_STRING: return check_string(token.text.substr(1, token.text.size() - 2));
    case CJSON_ARRAY:
    case CJSON_OBJECT: break;
    default: return true;
    }
    if (depth >= max_depth) return fail(CJSON_TOO_DEEP, "arrays and objects nest too deeply", token.text.data());
    if (!(token.kind == CJSON_ARRAY ? pass_array(value, depth) : pass_object(value, depth))) return false;
    const char *start = token.text.data();
    const size_t end = location();
    if (end == unknown_offset) return fail(CJSON_MALFORMED, "unexpected end", nullptr);
    token.text = trimmed({start, static_cast<size_t>(text.data() + end - start)});
    return true;
}

bool walk::pass_nested(ondemand::value &value, int depth) {
    token token;
    return classify(value, token) && pass(value, token, depth + 1);
}

bool walk::pass_array(ondemand::value &value, int depth) {
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return fail(error);
    for (auto element : array) {
        ondemand::value nested;
        if (auto error = std::move(element).get(nested)) return fail(error);
        if (!pass_nested(nested, depth)) return false;
    }
    return true;
}

bool walk::pass_object(ondemand::value &value, int depth) {
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return fail(error);
    for (auto member : object) {
        ondemand::field field;
        if (auto error = std::move(member).get(field)) return fail(error);
        std::string_view key;
        bool escaped = false;
        if (!raw_key(field, key, escaped) || !pass_nested(field.value(), depth)) return false;
    }
    return true;
}

bool walk::raw_key(ondemand::field &field, std::string_view &key, bool &escaped) {
    const char *start = field.key().raw();
    const char *end = start;
    // The index has made sure that every string is closed.
    for (escaped = false; *end != '"'; end++) {
        if (*end != '\\') continue;
        escaped = true;
        end++;
    }
    key = {start, static_cast<size_t>(end - start)};
    return !escaped || check_string(key);
}

bool walk::check_string(std::string_view content) {
    const char *message = nullptr;
    const size_t offset = find_bad_escape(content, message);
    return offset == std::string_view::npos || fail(CJSON_BAD_STRING, message, content.data() + offset);
}

bool walk::unescape(const token &token, uint8_t *&target) {
    const std::string_view content = token.text.substr(1, token.text.size() - 2);
    if (!memchr(content.data(), '\\', content.size())) {
        memcpy(target, content.data(), content.size());
        target += content.size();
        return true;
    }
    if (!check_string(content)) return false;
    const auto raw = ondemand::raw_json_string(reinterpret_cast<const uint8_t *>(content.data()));
    if (parser.unescape(raw, target).error()) return fail(CJSON_BAD_STRING, "bad string", token.text.data());
    return true;
}

} // namespace cjson
