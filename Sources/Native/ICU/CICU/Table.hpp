#pragma once

// What the rules do to each code point that its neighbours cannot touch, derived by running the steps on it alone.

#include "Rules.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace cicu {

/// Bits of a code point's class. Zero: it stays as it is.
enum Class : uint8_t {
    /// `entry` says what it becomes.
    classChanged = 1 << 0,
    /// Only ICU can say: it composes, reorders, depends on neighbours, needs several passes or grows much.
    classICU = 1 << 1,
    /// The row's context steps must run.
    classContext = 1 << 2,
    /// U+0020 where white space is shaped.
    classSpace = 1 << 3,
    /// Becomes a decimal digit where numbers are protected.
    classDigit = 1 << 4,
    /// Dropped unless its neighbours keep it.
    classMark = 1 << 5,
    /// Becomes nothing.
    classGone = 1 << 6,
    /// A surrogate, which no well-formed UTF-8 holds.
    classInvalid = 1 << 7,
};

struct Entry {
    /// UTF-8 of what the code point becomes, before context steps.
    uint8_t bytes[12];
    uint8_t count;
    uint16_t kinds;
    /// The kinds where a `classMark` is dropped.
    uint16_t droppedKinds;
};

class Table {
public:
    explicit Table(const Rules &rules);

    const uint8_t *classes() const { return classes_.get(); }
    const Entry &entry(char32_t c) const { return entries_[indices_[c]]; }

private:
    struct Free {
        void operator()(void *memory) const { free(memory); }
    };
    // Zeroed on demand by the system: pages of planes without entries are never touched.
    std::unique_ptr<uint8_t[], Free> classes_;
    std::unique_ptr<uint16_t[], Free> indices_;
    std::vector<Entry> entries_;

    void add(const Rules &rules, char32_t c);
    void addEntry(char32_t c, const std::string &bytes, uint16_t kinds);
};

}  // namespace cicu
