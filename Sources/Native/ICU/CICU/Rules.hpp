#pragma once

#include "CICU.h"

#include <unicode/normalizer2.h>

#include <string>

namespace cicu {

/// The rules with what they need of ICU at hand.
struct Rules {
    cicu_rules flags;
    std::u32string replacement;
    /// Null with CICU_FORM_NONE.
    const icu::Normalizer2 *form = nullptr;
    const icu::Normalizer2 *nfc = nullptr;

    explicit Rules(const cicu_rules &rules);

    bool drops() const { return flags.punctuation == CICU_PUNCTUATION_DROP; }
    bool hasMasks() const { return flags.masks != CICU_MASKS_KEEP; }
    /// Whether a mark's fate hangs on its neighbours, so that it is decided in the row and not in the table.
    bool dropsInContext() const { return drops() && (flags.protect_numbers || hasMasks()); }
    bool shapesSpace() const { return flags.whitespace != CICU_SPACE_KEEP; }
};

inline bool isStar(char32_t c) { return c == U'*' || c == U'＊'; }

}  // namespace cicu
