#pragma once

// A plain C door to ICU: opaque handles, status codes, no exception crosses it.
// Text is UTF-8. A column is `bytes` with `ends`: row i is bytes[ends[i-1] ..< ends[i]], row 0 starts at 0.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Status codes; the message, where a function takes one, says more.
enum {
    CICU_OK = 0,
    CICU_OUT_OF_MEMORY = 1,
    CICU_ICU_FAILED = 2,
    CICU_BAD_ARGUMENT = 3,
    CICU_TOO_LARGE = 4,
};

/// A message of at most 255 bytes and a NUL.
typedef struct {
    char text[256];
} cicu_message;

// Versions, as NUL-terminated strings that live as long as the program.
const char *cicu_icu_version(void);
const char *cicu_unicode_version(void);

// UTF-8

/// The offset of the first byte of the first ill-formed sequence, or `count` where there is none.
size_t cicu_first_invalid_utf8(const uint8_t *bytes, size_t count);

// Normalization

enum { CICU_FORM_NONE = 0, CICU_FORM_NFC = 1, CICU_FORM_NFKC = 2 };
enum { CICU_SCRIPT_KEEP = 0, CICU_SCRIPT_SIMPLIFIED = 1, CICU_SCRIPT_TRADITIONAL = 2 };
enum { CICU_WIDTH_KEEP = 0, CICU_WIDTH_HALF = 1 };
enum { CICU_CASE_KEEP = 0, CICU_CASE_LOWER = 1, CICU_CASE_FOLD = 2 };
enum { CICU_PUNCTUATION_KEEP = 0, CICU_PUNCTUATION_ASCII = 1, CICU_PUNCTUATION_DROP = 2 };
enum { CICU_SPACE_KEEP = 0, CICU_SPACE_TRIM = 1, CICU_SPACE_COLLAPSE = 2, CICU_SPACE_BETWEEN_HAN = 3 };
enum { CICU_MASKS_KEEP = 0, CICU_MASKS_DROP = 1, CICU_MASKS_REPLACE = 2 };

/// What was changed in a row, as bits.
enum {
    CICU_CHANGED_COMPATIBILITY = 1 << 0,
    CICU_CHANGED_COMPOSITION = 1 << 1,
    CICU_CHANGED_SCRIPT = 1 << 2,
    CICU_CHANGED_WIDTH = 1 << 3,
    CICU_CHANGED_CASE = 1 << 4,
    CICU_CHANGED_PUNCTUATION = 1 << 5,
    CICU_CHANGED_ZERO_WIDTH = 1 << 6,
    CICU_CHANGED_CONTROL = 1 << 7,
    CICU_CHANGED_PRIVATE_USE = 1 << 8,
    CICU_CHANGED_WHITESPACE = 1 << 9,
    CICU_CHANGED_MASK = 1 << 10,
    CICU_INVALID_UNICODE = 1 << 11,
};

typedef struct {
    uint8_t form, script, width, letter_case, punctuation, whitespace, masks;
    bool protect_numbers, remove_zero_width, remove_control, remove_private_use;
    /// What a mask becomes with CICU_MASKS_REPLACE; copied at open.
    const uint8_t *replacement;
    size_t replacement_count;
} cicu_rules;

typedef struct cicu_normalizer cicu_normalizer;

/// Builds the code-point table for the rules from ICU's data.
int32_t cicu_normalizer_open(const cicu_rules *rules, cicu_normalizer **normalizer, cicu_message *message);
void cicu_normalizer_close(cicu_normalizer *normalizer);

/// A column owned by the shim; `cicu_column_free` releases it.
typedef struct {
    uint8_t *bytes;
    size_t count;
    uint32_t *ends;
    uint16_t *changes;
    /// How many rows were handed to ICU because the table could not decide them.
    size_t icu_rows;
} cicu_column;

/// Normalizes every row. `ends` must be ascending and at most `count`; `icu_only` sends every row through ICU.
/// Any number of threads may use one normalizer at once.
int32_t cicu_normalize(
    const cicu_normalizer *normalizer, const uint8_t *bytes, size_t count, const uint32_t *ends, size_t rows,
    bool icu_only, cicu_column *column, cicu_message *message);
void cicu_column_free(cicu_column *column);

// Measures

typedef struct {
    uint32_t characters, han, latin_letters, digits, punctuation, symbols, spaces, replacement_characters, longest_run;
} cicu_measures;

/// Counts code points of every row into `measures[rows]`. Ill-formed bytes count as one replacement character each.
void cicu_measure(
    const uint8_t *bytes, size_t count, const uint32_t *ends, size_t rows, cicu_measures *measures);

// Characters

/// What ICU says of every code point; row `i` of the mappings is for the code point `mapped[i]`, ascending, and its
/// text is scalars[mapping_ends[i-1] ..< mapping_ends[i]].
typedef struct {
    /// General categories as ICU numbers them (`UCharCategory`), one for each of 0x110000 code points.
    uint8_t *categories;
    uint8_t *combining_classes;
    /// Code points that are not their own lower-cased canonical decomposition.
    uint32_t *mapped, *mapping_ends, *scalars;
    size_t mapped_count, scalar_count;
} cicu_characters;

/// Everything is allocated by the shim; `cicu_characters_free` releases it.
int32_t cicu_characters_load(cicu_characters *characters, cicu_message *message);
void cicu_characters_free(cicu_characters *characters);

// Boundaries

enum { CICU_BREAK_WORDS = 0, CICU_BREAK_SENTENCES = 1 };

/// Ranges as pairs of byte offsets, allocated by the shim; `cicu_ranges_free` releases them.
typedef struct {
    uint32_t *offsets;
    size_t count;
} cicu_ranges;

int32_t cicu_break(
    int32_t kind, const uint8_t *bytes, size_t count, cicu_ranges *ranges, cicu_message *message);
void cicu_ranges_free(cicu_ranges *ranges);

// Encodings

typedef struct cicu_converter cicu_converter;

typedef struct {
    size_t consumed;
    size_t written;
    /// Bytes of the invalid sequence that stopped the conversion; 0 where none did.
    int32_t invalid_count;
    uint8_t invalid[16];
    /// Bytes after the invalid sequence that ICU has read but not yet decoded.
    int32_t pending;
    bool output_full;
} cicu_conversion;

/// CICU_BAD_ARGUMENT where no converter has the name.
int32_t cicu_converter_open(const char *name, cicu_converter **converter, cicu_message *message);
void cicu_converter_close(cicu_converter *converter);
/// ICU's canonical name for the converter; lives as long as the converter.
const char *cicu_converter_name(const cicu_converter *converter);

/// Decodes until the input ends, the output is full or a sequence is invalid.
/// `capacity` must be at least 64.
int32_t cicu_convert(
    cicu_converter *converter, const uint8_t *input, size_t count, bool last, uint8_t *output, size_t capacity,
    cicu_conversion *conversion, cicu_message *message);

/// Names and aliases of converters: calls `visit` with each NUL-terminated name.
void cicu_converter_names(void *context, void (*visit)(void *context, const char *name));

/// ICU's statistical confidence (0...100) that the bytes are GB18030 and Big5.
int32_t cicu_detect(
    const uint8_t *bytes, size_t count, int32_t *gb18030, int32_t *big5, cicu_message *message);

#ifdef __cplusplus
}
#endif
