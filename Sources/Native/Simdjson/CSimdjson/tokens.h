// Grammar of single tokens (RFC 8259), which simdjson's index does not check.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cjson {

/// True for a JSON number; `integral` when it has neither fraction nor exponent.
bool is_number(std::string_view text, bool &integral);

/// The first wrong escape in a string's content, npos when there is none; `message` says what is wrong.
size_t find_bad_escape(std::string_view content, const char *&message);

/// Writes a string's content to `target`, never more bytes than it has, and moves `target` past them. Returns the
/// first wrong escape, npos when there is none.
size_t unescape(std::string_view content, uint8_t *&target, const char *&message);

/// Offset of the first byte that is not well-formed UTF-8, npos when there is none.
size_t find_invalid_utf8(std::string_view text);

/// Offset of the first control character other than tab, npos when there is none.
size_t find_control(std::string_view text);

} // namespace cjson
