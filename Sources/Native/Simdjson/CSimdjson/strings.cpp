// Arrays of strings, and the scan that writing strings needs.

#include <string>
#include <vector>

#include "walk.h"

using namespace cjson;

#define CJSON_TEXT_OF(text) #text
#define CJSON_TEXT(text) CJSON_TEXT_OF(text)

namespace {

/// Keeps its memory, up to a size that hurts nobody.
struct string_reader {
    token_index index;
    std::vector<uint8_t> padded, arena;
    std::vector<uint32_t> ends;

    problem read(const uint8_t *bytes, size_t count);

private:
    bool read_array(walk &walk);
    bool read_string(walk &walk, uint8_t *&end);
};

constexpr size_t kept_bytes = 1 << 20;

problem string_reader::read(const uint8_t *bytes, size_t count) {
    padded.assign(bytes, bytes + count);
    padded.resize(count + padding, ' ');
    arena.resize(count + 1);
    ends.clear();
    walk walk(index, {reinterpret_cast<const char *>(padded.data()), count});
    if (walk.open()) read_array(walk);
    return walk.failure;
}

bool string_reader::read_array(walk &walk) {
    if (!walk.take('[')) return walk.fail_other_value(CJSON_NOT_STRINGS, "not an array");
    if (walk.take(']')) return walk.expect_end();
    uint8_t *end = arena.data();
    do {
        if (!read_string(walk, end)) return false;
    } while (walk.take(','));
    return walk.expect(']', "neither a comma nor the end of the array") && walk.expect_end();
}

bool string_reader::read_string(walk &walk, uint8_t *&end) {
    token value;
    if (!walk.value(value)) return false;
    if (value.kind != CJSON_STRING) return walk.fail(CJSON_NOT_STRINGS, "not a string", value.text.data());
    if (!walk.unescape(value, end)) return false;
    ends.push_back(static_cast<uint32_t>(end - arena.data()));
    return true;
}

} // namespace

extern "C" {

int cjson_parse_strings(const uint8_t *bytes, size_t count, cjson_strings *strings) {
    thread_local string_reader reader;
    try {
        if (reader.padded.capacity() > kept_bytes && count <= kept_bytes) reader = string_reader();
        const problem problem = reader.read(bytes, count);
        const size_t used = reader.ends.empty() ? 0 : reader.ends.back();
        *strings = {
            reader.arena.data(), used, reader.ends.data(), reader.ends.size(),
            {0, problem.offset, problem.code, problem.message},
        };
        return problem.code;
    } catch (...) {
        return CJSON_OUT_OF_MEMORY;
    }
}

size_t cjson_plain_prefix(const uint8_t *bytes, size_t count) {
    constexpr size_t block = 32;
    size_t place = 0;
    // Whole blocks without a branch inside: the compiler makes vector instructions of it.
    for (; place + block <= count; place += block) {
        uint8_t special = 0;
        for (size_t index = 0; index < block; index++) {
            const uint8_t byte = bytes[place + index];
            special |= static_cast<uint8_t>((byte < 0x20) | (byte == '"') | (byte == '\\'));
        }
        if (special) break;
    }
    while (place < count && bytes[place] >= 0x20 && bytes[place] != '"' && bytes[place] != '\\') place++;
    return place;
}

const char *cjson_version(void) { return CJSON_TEXT(SIMDJSON_VERSION); }

const char *cjson_instruction_set(void) {
    static const std::string name = simdjson::get_active_implementation()->name();
    return name.c_str();
}
}
