#pragma once

// One byte of ICU's properties for every code point, built once per process.

#include <cstdint>

namespace cicu {

enum Property : uint8_t {
    /// General category Nd.
    propertyDigit = 1 << 0,
    /// General category P*.
    propertyPunctuation = 1 << 1,
    /// General category S*.
    propertySymbol = 1 << 2,
    /// White_Space or general category Z*.
    propertySpace = 1 << 3,
    /// General category L* of the script Latin.
    propertyLatin = 1 << 4,
    /// Script Han.
    propertyHan = 1 << 5,
    /// General category L*, not Han.
    propertyOtherLetter = 1 << 6,
    /// Punctuation or symbol of the CJK blocks: U+3000-303F, U+FE30-FE4F, U+FF00-FFEF.
    propertyHanPunctuation = 1 << 7,
};

constexpr uint8_t propertyMark = propertyPunctuation | propertySymbol;

/// The table, indexed by code point up to U+10FFFF.
const uint8_t *properties();

}  // namespace cicu
