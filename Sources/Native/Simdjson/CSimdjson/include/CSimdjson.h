#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a requested field holds.
enum {
    CJSON_MISSING = 0,
    CJSON_NULL,
    CJSON_STRING,
    CJSON_INTEGER,
    CJSON_DOUBLE,
    CJSON_BOOL,
    CJSON_ARRAY,
    CJSON_OBJECT,
};

/// Why a row or a call failed.
enum {
    CJSON_OK = 0,
    CJSON_MALFORMED,
    CJSON_NOT_AN_OBJECT,
    CJSON_INVALID_UTF8,
    CJSON_BAD_STRING,
    CJSON_DUPLICATE_KEY,
    CJSON_TOO_DEEP,
    CJSON_CAPACITY,
    CJSON_OUT_OF_MEMORY,
    CJSON_NOT_STRINGS,
};

/// A row that failed; `offset` counts bytes from the start of its line, SIZE_MAX where unknown.
typedef struct {
    size_t row;
    size_t offset;
    int32_t code;
    const char *message;
} cjson_failure;

/// What a chunk held; everything belongs to the extractor and lives until its next call.
typedef struct {
    size_t lines;
    size_t rows;
    const uint32_t *row_lines;
    const uint32_t *row_starts;
    const uint32_t *row_lengths;
    const uint32_t *cell_starts;
    const uint32_t *cell_ends;
    const uint8_t *cell_kinds;
    const uint8_t *arena;
    size_t arena_count;
    const cjson_failure *failures;
    size_t failure_count;
} cjson_rows;

typedef struct cjson_extractor cjson_extractor;

/// `names` holds the requested keys one after the other, `ends` where each ends. NULL when memory is exhausted.
cjson_extractor *cjson_extractor_create(const uint8_t *names, const uint32_t *ends, size_t count);
void cjson_extractor_destroy(cjson_extractor *extractor);

/// Reads the whole lines in bytes[begin, end); bytes up to `count` may be looked at. Returns CJSON_OK or
/// CJSON_OUT_OF_MEMORY: lines that are not right are failures of their rows.
int cjson_extract(
    cjson_extractor *extractor, const uint8_t *bytes, size_t begin, size_t end, size_t count, cjson_rows *rows);

/// The strings of an array, or why it is none; everything lives until the thread's next call.
typedef struct {
    const uint8_t *arena;
    size_t arena_count;
    const uint32_t *ends;
    size_t count;
    cjson_failure failure;
} cjson_strings;

/// Reads an array that holds nothing but strings. Returns the failure's code.
int cjson_parse_strings(const uint8_t *bytes, size_t count, cjson_strings *strings);

/// Number of bytes before the first that a JSON string must escape.
size_t cjson_plain_prefix(const uint8_t *bytes, size_t count);

/// Version of simdjson, such as "3.0.1".
const char *cjson_version(void);

/// The instruction set that simdjson chose for this machine, such as "haswell".
const char *cjson_instruction_set(void);

#ifdef __cplusplus
}
#endif
