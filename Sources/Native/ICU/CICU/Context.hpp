#pragma once

// The steps that a character's neighbours decide: marks dropped around numbers, masks, white space.

#include "Rules.hpp"

#include <string>

namespace cicu {

/// Whether the rules have a step that looks at neighbours at all.
bool needsContext(const Rules &rules);

/// Drops marks and spaces but those that belong to a number, and treats masks.
std::u32string markStep(const Rules &rules, const std::u32string &text, uint16_t &kinds);

/// Trims, collapses or removes white space.
std::u32string spaceStep(const Rules &rules, const std::u32string &text, uint16_t &kinds);

/// Both steps, until nothing changes.
std::u32string contextSteps(const Rules &rules, std::u32string text, uint16_t &kinds);

/// How often a row's steps are repeated at most until nothing changes. Two or three passes settle any text known.
constexpr int maximumPasses = 12;

}  // namespace cicu
