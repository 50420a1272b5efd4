// Rows from lines: one JSON object each.

#include <algorithm>
#include <cstdlib>
#include <cstring>
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
    token_index index;
    byte_buffer padded;
    byte_buffer arena_bytes;
    uint8_t *arena = nullptr;
    uint8_t *arena_end = nullptr;
    /// Sized ahead of their use; `rows` tells how much of them is used.
    std::vector<uint32_t> row_lines, row_starts, row_lengths, cell_starts, cell_ends;
    std::vector<uint8_t> cell_kinds;
    std::vector<cjson_failure> failures;
    size_t lines = 0;
    size_t rows = 0;

    void extract(const uint8_t *bytes, size_t begin, size_t end, size_t count);

private:
    void clear(size_t count);
    void grow();
    void read_line(const uint8_t *bytes, size_t start, size_t end, size_t count);
    void read_row(std::string_view text);
    void clear_row();
    bool read_object(walk &walk);
    bool read_member(walk &walk);
    bool store(walk &walk, const token &value, size_t cell);
    bool decode_key(walk &walk, const token &key, std::string_view &name);
    size_t find_field(std::string_view name);

    size_t expected_field = 0;
};

void cjson_extractor::clear(size_t count) {
    lines = 0;
    rows = 0;
    failures.clear();
    // What is decoded is never longer than what was written.
    arena = arena_bytes.ensure(count + 1);
    arena_end = arena;
}

void cjson_extractor::grow() {
    const size_t capacity = std::max<size_t>(256, row_lines.size() * 2);
    for (auto *column : {&row_lines, &row_starts, &row_lengths}) column->resize(capacity);
    for (auto *column : {&cell_starts, &cell_ends}) column->resize(capacity * names.size());
    cell_kinds.resize(capacity * names.size());
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

/// Copies the line when the bytes after it may not be looked at.
void cjson_extractor::read_line(const uint8_t *bytes, size_t start, size_t end, size_t count) {
    const size_t length = end - start;
    const uint8_t *line = bytes + start;
    if (rows == row_lines.size()) grow();
    row_lines[rows] = static_cast<uint32_t>(lines);
    row_starts[rows] = static_cast<uint32_t>(start);
    row_lengths[rows] = static_cast<uint32_t>(bytes[end - 1] == '\r' ? length - 1 : length);
    if (count - end < padding) {
        uint8_t *copy = padded.ensure(length + padding);
        memcpy(copy, line, length);
        memset(copy + length, ' ', padding);
        line = copy;
    }
    read_row({reinterpret_cast<const char *>(line), length});
    rows++;
}

/// A failed row keeps no cell and no bytes.
void cjson_extractor::read_row(std::string_view text) {
    uint8_t *const arena_start = arena_end;
    clear_row();
    walk walk(index, text);
    if (walk.open() && read_object(walk)) return;
    failures.push_back({rows, walk.failure.offset, walk.failure.code, walk.failure.message});
    arena_end = arena_start;
    clear_row();
}

void cjson_extractor::clear_row() {
    const auto empty = static_cast<uint32_t>(arena_end - arena);
    const size_t end = (rows + 1) * names.size();
    for (size_t cell = rows * names.size(); cell < end; cell++) {
        cell_kinds[cell] = CJSON_MISSING;
        cell_starts[cell] = cell_ends[cell] = empty;
    }
}

bool cjson_extractor::read_object(walk &walk) {
    if (!walk.take('{')) return walk.fail_other_value(CJSON_NOT_AN_OBJECT, "the line is not an object");
    if (walk.take('}')) return walk.expect_end();
    expected_field = 0;
    do {
        if (!read_member(walk)) return false;
    } while (walk.take(','));
    return walk.expect('}', "neither a comma nor the end of the object") && walk.expect_end();
}

bool cjson_extractor::read_member(walk &walk) {
    token key, value;
    if (!walk.key(key)) return false;
    std::string_view name = key.content();
    if (walk.has_escapes(key) && !decode_key(walk, key, name)) return false;
    const size_t field = find_field(name);
    if (!walk.value(value)) return false;
    if (field == names.size()) return value.kind != CJSON_STRING || walk.check_string(value);
    const size_t cell = rows * names.size() + field;
    if (cell_kinds[cell] == CJSON_MISSING) return store(walk, value, cell);
    return walk.fail(CJSON_DUPLICATE_KEY, "the key stands twice in the object", key.text.data());
}

bool cjson_extractor::store(walk &walk, const token &value, size_t cell) {
    cell_starts[cell] = static_cast<uint32_t>(arena_end - arena);
    if (value.kind == CJSON_STRING) {
        if (!walk.unescape(value, arena_end)) return false;
    } else {
        memcpy(arena_end, value.text.data(), value.text.size());
        arena_end += value.text.size();
    }
    cell_ends[cell] = static_cast<uint32_t>(arena_end - arena);
    cell_kinds[cell] = value.kind;
    return true;
}

/// An escaped key is decoded behind the arena's end, where nothing is yet.
bool cjson_extractor::decode_key(walk &walk, const token &key, std::string_view &name) {
    uint8_t *end = arena_end;
    if (!walk.unescape(key, end)) return false;
    name = {reinterpret_cast<const char *>(arena_end), static_cast<size_t>(end - arena_end)};
    return true;
}

/// Number of the requested field, that of all fields when it is none. Objects tend to keep their keys' order.
size_t cjson_extractor::find_field(std::string_view name) {
    for (size_t tries = 0; tries < names.size(); tries++) {
        const size_t field = expected_field;
        expected_field = field + 1 == names.size() ? 0 : field + 1;
        const std::string &candidate = names[field];
        if (candidate.size() == name.size() && memcmp(candidate.data(), name.data(), name.size()) == 0) return field;
    }
    return names.size();
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
        from.rows,
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
