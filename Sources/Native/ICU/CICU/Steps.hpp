#pragma once

// The steps that ICU's data decide, on one row. Each adds what it changed to `kinds`.

#include "Rules.hpp"

#include <cstdint>
#include <string>

namespace cicu {

/// Form, script, width, letter case, then removal and mapping of single characters.
std::u32string plainSteps(const Rules &rules, const std::u32string &text, uint16_t &kinds);

/// The invisible characters that `remove_zero_width` names.
bool isZeroWidth(char32_t c);

/// Private use (Co) and noncharacters.
bool isPrivate(char32_t c);

/// Half-width katakana and their voicing marks.
inline bool isHalfKatakana(char32_t c) { return c >= 0xFF61 && c <= 0xFF9F; }
inline bool isHalfVoicing(char32_t c) { return c == 0xFF9E || c == 0xFF9F; }
inline bool isFullASCII(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E; }

}  // namespace cicu
