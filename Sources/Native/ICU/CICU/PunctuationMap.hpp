#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace cicu {

/// Punctuation marks and symbols with their ASCII counterparts.
using PunctuationMap = std::unordered_map<char32_t, std::u32string>;

const PunctuationMap &asciiPunctuation();

}  // namespace cicu
