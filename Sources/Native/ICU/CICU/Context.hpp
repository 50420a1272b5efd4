#pragma once

// The steps that a character's neighbours decide: marks dropped around numbers, masks, white space.

#include "Properties.hpp"
#include "Rules.hpp"

#include <string>

namespace cicu {

/// How often a row's steps are repeated at most until nothing changes. Two or three passes settle any text known.
constexpr int maximumPasses = 12;

/// The steps with the memory they work in, so that a column's rows share it.
class Context {
public:
    explicit Context(const Rules &rules) : rules_(rules) {}

    /// Both steps once. Returns whether the text changed, and adds to `kinds` what did.
    bool apply(std::u32string &text, uint16_t &kinds) {
        const bool marks = markStep(text, kinds);
        return spaceStep(text, kinds) || marks;
    }

    /// Both steps, until nothing changes.
    void settle(std::u32string &text, uint16_t &kinds) {
        for (int pass = 0; pass < maximumPasses && apply(text, kinds); pass++) {}
    }

    /// Drops marks and spaces but those that belong to a number, and treats masks.
    bool markStep(std::u32string &text, uint16_t &kinds);

    /// Trims, collapses or removes white space.
    bool spaceStep(std::u32string &text, uint16_t &kinds);

private:
    const Rules &rules_;
    const uint8_t *table_ = properties();
    std::u32string out_;

    bool take(std::u32string &text);
};

}  // namespace cicu
