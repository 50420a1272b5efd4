// Rows from lines: one JSON object each.

#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "walk.h"

using namespace cjson;

namespace {

/// Uninitialized bytes that only grow, between uses.
class byte_buffer {
public:
    uint8_t *ensure(size_t count) {
        if (count > capacity) {
            bytes.reset();
            capacity = 0;
            bytes.reset(static_cast<uint8_t *>(malloc(count)));
            if (!bytes) throw std::bad_alloc();
            capacity = count;
        }
        return bytes.get();
    }

private:
    struct release {
        void operator()(uint8_t *bytes) const { free(bytes); }
    };
    std::unique_ptr<uint8_t, release> bytes;
    size_t capacity = 0;
};

bool is_blank_line(const uint8_t *start, const uint8_t *end) {
    while (start < end && (*start == ' ' || *start == '\t' || *start == '\r')) start++;
    return start == end;
}

} // namespace

struct cjson_extractor {
    std::vector<std::string> names;
    ondemand::parser parser;
    byte_buffer padded;
    byte_buffer arena_bytes;
    uint8_t *arena = nullptr;
    uint8_t *arena_end = nullptr;
    std::vector<uint32_t> row_lines, row_starts, row_lengths, cell_starts, cell_ends;
    std::vector<uint8_t> cell_kinds;
    std::vector<cjson_failure> failures;
    size_t lines = 0;

    void extract(const uint8_t *bytes, size_t begin, size_t end, size_t count);

private:
    void clear(size_t count);
    void read_line(const uint8_t *bytes, size_t start, size_t end, size_t count);
    void read_row(std::string_view text);
    bool read_object(walk &walk);
    bool read_member(walk &walk, ondemand::field &field);
    bool store(walk &walk, ondemand::value &value, token &token, size_t cell);
    bool decode_key(walk &walk, std::string_view &key);
    size_t find_field(std::string_view key) const;
    void reserve_parser(size_t length);
};

void cjson_extractor::clear(size_t count) {
    lines = 0;
    for (auto *column : {&row_lines, &row_starts, &row_lengths, &cell_starts, &cell_ends}) column->clear();
    cell_kinds.clear();
    failures.clear();
    // What is decoded is never longer than what was written; simdjson writes whole vectors.
    arena = arena_bytes.ensure(count + simdjson::SIMDJSON_PADDING + 64);
    arena_end = arena;
}

void cjson_extractor::extract(const uint8_t *bytes, size_t begin, size_t end, size_t count) {
    clear(end - begin);
    for (size_t start = begin; start < end; lines++) {
        const void *newline = memchr(bytes + start, '\n', end - start);
        const size_t stop = newline ? static_cast<size_t>(static_cast<const uint8_t *>(newline) - bytes) : end;
        if (!is_blank_line(bytes + start, bytes + stop)) read_line(bytes, start, stop, count);
        start = stop + 1;
    }
}

/// Copies the line when the bytes after it may not be looked at, or could be taken for a part of it.
void cjson_extractor::read_line(const uint8_t *bytes, size_t start, size_t end, size_t count) {
    const size_t length = end - start;
    const uint8_t *line = bytes + start;
    row_lines.push_back(static_cast<uint32_t>(lines));
    row_starts.push_back(static_cast<uint32_t>(start));
    row_lengths.push_back(static_cast<uint32_t>(length > 0 && bytes[end - 1] == '\r' ? length - 1 : length));
    if (count - end < simdjson::SIMDJSON_PADDING || bytes[end] != '\n') {
        uint8_t *copy = padded.ensure(length + simdjson::SIMDJSON_PADDING);
        memcpy(copy, line, length);
        memset(copy + length, ' ', simdjson::SIMDJSON_PADDING);
        line = copy;
    }
    read_row({reinterpret_cast<const char *>(line), length});
}

/// A failed row keeps no cell and no bytes.
void cjson_extractor::read_row(std::string_view text) {
    const size_t first = cell_kinds.size();
    uint8_t *const arena_start = arena_end;
    const auto empty = static_cast<uint32_t>(arena_start - arena);
    cell_kinds.resize(first + names.size(), CJSON_MISSING);
    cell_starts.resize(first + names.size(), empty);
    cell_ends.resize(first + names.size(), empty);
    reserve_parser(text.size());
    walk walk(parser, text);
    if (walk.open() && read_object(walk)) return;
    if (walk.failure.code == CJSON_OUT_OF_MEMORY) throw std::bad_alloc();
    failures.push_back({row_lines.size() - 1, walk.failure.offset, walk.failure.code, walk.failure.message});
    arena_end = arena_start;
    for (size_t cell = first; cell < cell_kinds.size(); cell++) {
        cell_kinds[cell] = CJSON_MISSING;
        cell_starts[cell] = cell_ends[cell] = empty;
    }
}

/// Grows in steps: lines that get a little longer each time must not allocate each time.
void cjson_extractor::reserve_parser(size_t length) {
    if (length <= parser.capacity()) return;
    const size_t capacity = std::max<size_t>(length + length / 2, 64 << 10);
    if (parser.allocate(std::min<size_t>(capacity, simdjson::SIMDJSON_MAXSIZE_BYTES), max_depth + 2)) throw std::bad_alloc();
}

bool cjson_extractor::read_object(walk &walk) {
    ondemand::object object;
    if (!walk.begins_with('{')) return walk.fail_other_value(CJSON_NOT_AN_OBJECT, "the line is not an object");
    if (auto error = walk.document.get_object().get(object)) return walk.fail_at_end(error);
    for (auto member : object) {
        ondemand::field field;
        if (auto error = std::move(member).get(field)) return walk.fail(error);
        if (!read_member(walk, field)) return false;
    }
    return walk.expect_end();
}

bool cjson_extractor::read_member(walk &walk, ondemand::field &field) {
    std::string_view key;
    bool escaped = false;
    if (!walk.raw_key(field, key, escaped)) return false;
    const char *place = key.data() - 1;
    if (escaped && !decode_key(walk, key)) return false;
    const size_t index = find_field(key);
    ondemand::value &value = field.value();
    token token;
    if (!walk.classify(value, token)) return false;
    if (index == names.size()) return walk.pass(value, token);
    const size_t cell = cell_kinds.size() - names.size() + index;
    if (cell_kinds[cell] == CJSON_MISSING) return store(walk, value, token, cell);
    return walk.fail(CJSON_DUPLICATE_KEY, "the key stands twice in the object", place);
}

bool cjson_extractor::store(walk &walk, ondemand::value &value, token &token, size_t cell) {
    cell_starts[cell] = static_cast<uint32_t>(arena_end - arena);
    if (token.kind == CJSON_STRING) {
        if (!walk.unescape(token, arena_end)) return false;
    } else {
        if (!walk.pass(value, token)) return false;
        memcpy(arena_end, token.text.data(), token.text.size());
        arena_end += token.text.size();
    }
    cell_ends[cell] = static_cast<uint32_t>(arena_end - arena);
    cell_kinds[cell] = token.kind;
    return true;
}

/// An escaped key is decoded behind the arena's end, where nothing is yet.
bool cjson_extractor::decode_key(walk &walk, std::string_view &key) {
    uint8_t *end = arena_end;
    if (!walk.unescape({CJSON_STRING, {key.data() - 1, key.size() + 2}}, end)) return false;
    key = {reinterpret_cast<const char *>(arena_end), static_cast<size_t>(end - arena_end)};
    return true;
}

/// Number of the requested field, that of all fields when it is none.
size_t cjson_extractor::find_field(std::string_view key) const {
    size_t field = 0;
    while (field < names.size() && names[field] != key) field++;
    return field;
}

extern "C" {

cjson_extractor *cjson_extractor_create(const uint8_t *names, const uint32_t *ends, size_t count) {
    try {
        auto extractor = std::make_unique<cjson_extractor>();
        size_t start = 0;
        for (size_t index = 0; index < count; index++) {
            extractor->names.emplace_back(reinterpret_cast<const char *>(names) + start, ends[index] - start);
            start = ends[index];
        }
        return extractor.release();
    } catch (...) {
        return nullptr;
    }
}

void cjson_extractor_destroy(cjson_extractor *extractor) { delete extractor; }

int cjson_extract(
    cjson_extractor *extractor, const uint8_t *bytes, size_t begin, size_t end, size_t count, cjson_rows *rows) {
    try {
        extractor->extract(bytes, begin, end, count);
    } catch (...) {
        return CJSON_OUT_OF_MEMORY;
    }
    const cjson_extractor &from = *extractor;
    *rows = {
        from.lines,
        from.row_lines.size(),
        from.row_lines.data(),
        from.row_starts.data(),
        from.row_lengths.data(),
        from.cell_starts.data(),
        from.cell_ends.data(),
        from.cell_kinds.data(),
        from.arena,
        static_cast<size_t>(from.arena_end - from.arena),
        from.failures.data(),
        from.failures.size(),
    };
    return CJSON_OK;
}
}
