#pragma once

#include <cstdint>
#include <unordered_map>

namespace cicu {

/// Ideographs that ICU's transliterator changes when given alone, each with what it becomes in the end.
using ScriptMap = std::unordered_map<char32_t, char32_t>;

/// The map to CICU_SCRIPT_SIMPLIFIED or CICU_SCRIPT_TRADITIONAL; empty for CICU_SCRIPT_KEEP.
const ScriptMap &scriptMap(uint8_t script);

}  // namespace cicu
