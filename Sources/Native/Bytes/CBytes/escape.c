#include "CBytes.h"

#include <stdbool.h>
#include <string.h>

typedef uint8_t block __attribute__((ext_vector_type(16)));
typedef bool flags __attribute__((ext_vector_type(16)));
enum { width = sizeof(block) };

// Which bytes of a block JSON cannot hold as they are.
static inline uint32_t special(block bytes) {
    flags which = __builtin_convertvector((bytes < (block)0x20) | (bytes == (block)'"') | (bytes == (block)'\\'), flags);
    uint16_t result;
    memcpy(&result, &which, sizeof result);
    return result;
}

// The letter after the backslash; 0 where only \u00XX will do.
static inline char short_escape(uint8_t byte) {
    switch (byte) {
    case '"': return '"';
    case '\\': return '\\';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    case '\b': return 'b';
    case '\f': return 'f';
    default: return 0;
    }
}

static size_t escape_one(uint8_t byte, uint8_t *output) {
    char letter = short_escape(byte);
    output[0] = '\\';
    if (letter != 0) {
        output[1] = (uint8_t)letter;
        return 2;
    }
    memcpy(output + 1, "u00", 3);
    output[4] = (uint8_t)('0' + (byte >> 4));
    output[5] = (uint8_t)"0123456789abcdef"[byte & 15];
    return 6;
}

static inline bool is_special(uint8_t byte) { return byte < 0x20 || byte == '"' || byte == '\\'; }

size_t cbytes_escape_json(const uint8_t *bytes, size_t count, uint8_t *output) {
    size_t read = 0, written = 0;
    while (read + width <= count) {
        block these;
        memcpy(&these, bytes + read, width);
        memcpy(output + written, &these, width);
        uint32_t which = special(these);
        size_t plain = which == 0 ? width : (size_t)__builtin_ctz(which);
        read += plain;
        written += plain;
        if (which != 0) written += escape_one(bytes[read++], output + written);
    }
    for (; read < count; read++) {
        if (is_special(bytes[read])) written += escape_one(bytes[read], output + written);
        else output[written++] = bytes[read];
    }
    return written;
}
