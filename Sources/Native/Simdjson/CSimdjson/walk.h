// A walk over one JSON text that checks all of it and tells the first thing wrong.
//
// On-Demand alone checks only what it is asked for. Walking every value with it, and checking the tokens of numbers
// and literals here, checks as much as simdjson's DOM does, keeps numbers as they were written (however large), and
// needs no tree.
#pragma once

#include <cstring>
#include <string_view>

#define SIMDJSON_DEVELOPMENT_CHECKS 0
#include <simdjson.h>

#include "CSimdjson.h"

namespace cjson {

namespace ondemand = simdjson::ondemand;

/// Arrays and objects within each other; the walk needs stack for each.
constexpr int max_depth = 512;
constexpr size_t unknown_offset = SIZE_MAX;

struct problem {
    int32_t code = CJSON_OK;
    const char *message = nullptr;
    size_t offset = unknown_offset;
};

/// A scalar, or the first byte of an array or object; `text` is what stands in the input.
struct token {
    uint8_t kind;
    std::string_view text;
};

class walk {
public:
    /// `text` must be followed by simdjson::SIMDJSON_PADDING readable bytes.
    walk(ondemand::parser &parser, std::string_view text) : parser(parser), text(text) {}

    /// Indexes the text; false when it cannot be JSON.
    bool open();

    /// Requires that nothing follows the value just read.
    bool expect_end();

    /// Tells what `value` is and checks scalars. Strings are checked by `unescape` or `check`.
    bool classify(ondemand::value &value, token &result);

    /// Checks all of a value and moves past it. For arrays and objects `token.text` becomes their whole text.
    bool pass(ondemand::value &value, token &token, int depth = 1);

    /// Writes a string token's content to `target`, which moves past it; needs room for its text and padding.
    bool unescape(const token &token, uint8_t *&target);

    /// Text of a key between its quotes, as written.
    bool raw_key(ondemand::field &field, std::string_view &key, bool &escaped);

    /// True when the first byte that is not blank is `byte`.
    bool begins_with(char byte) const;

    bool fail(int32_t code, const char *message, const char *place);
    bool fail(simdjson::error_code error);

    /// An array or object that is not closed by the text's last token.
    bool fail_at_end(simdjson::error_code error);

    /// A text of another kind than wanted: `code` when it could be JSON, malformed otherwise.
    bool fail_other_value(int32_t code, const char *message);

    problem failure;
    ondemand::document document;

private:
    bool pass_array(ondemand::value &value, int depth);
    bool pass_object(ondemand::value &value, int depth);
    bool pass_nested(ondemand::value &value, int depth);
    bool check_string(std::string_view content);
    size_t location();

    ondemand::parser &parser;
    std::string_view text;
};

} // namespace cjson
