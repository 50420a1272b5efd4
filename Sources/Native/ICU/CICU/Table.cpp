#include "Table.hpp"

#include "Boundary.hpp"
#include "Context.hpp"
#include "Properties.hpp"
#include "PunctuationMap.hpp"
#include "ScriptMap.hpp"
#include "Steps.hpp"
#include "UTF8.hpp"

#include <unicode/uchar.h>

#include <algorithm>

namespace cicu {

namespace {

constexpr uint32_t codePoints = 0x110000;

/// How many times longer than its own UTF-8 a code point's entry may be; the kernel sizes its output by it.
constexpr size_t maximumGrowth = 3;

bool startsAtBoundary(const Rules &rules, char32_t c) {
    if (!rules.form) return true;
    return rules.form->hasBoundaryBefore(UChar32(c)) && rules.nfc->hasBoundaryBefore(UChar32(c));
}

/// Cheap tests that say "the steps leave it alone" for most of Unicode.
bool mayMatter(const Rules &rules, UChar32 c) {
    const cicu_rules &flags = rules.flags;
    const uint8_t property = properties()[c];
    if ((property & propertyMark) && (flags.punctuation != CICU_PUNCTUATION_KEEP || rules.hasMasks())) return true;
    if ((property & propertySpace) && (rules.drops() || rules.shapesSpace() || flags.remove_control)) return true;
    if ((property & propertyDigit) && rules.dropsInContext()) return true;
    if (rules.form && !(rules.form->isInert(c) && rules.nfc->isInert(c))) return true;
    if (flags.script != CICU_SCRIPT_KEEP && scriptMap(flags.script).count(char32_t(c))) return true;
    if (flags.width != CICU_WIDTH_KEEP && (c == 0x3000 || (c >= 0xFF00 && c <= 0xFFEF))) return true;
    // Not Changes_When_Casefolded, which looks at the decomposed character.
    const bool cased = u_hasBinaryProperty(c, UCHAR_CASED) || u_hasBinaryProperty(c, UCHAR_CHANGES_WHEN_CASEMAPPED);
    if (flags.letter_case != CICU_CASE_KEEP && cased) return true;
    if (flags.remove_control && u_charType(c) == U_CONTROL_CHAR) return true;
    return flags.remove_zero_width && isZeroWidth(char32_t(c));
}

bool isSigma(char32_t c) { return c == 0x03A3 || c == 0x03C2 || c == 0x03C3; }

/// Code points whose change depends on neighbours in ways the form's boundaries do not tell: what becomes a capital
/// sigma, lower-cased by its place in the word, and the voicing marks of half-width katakana.
bool dependsOnNeighbours(const Rules &rules, char32_t before, const std::u32string &after) {
    if (rules.flags.width == CICU_WIDTH_HALF && isHalfVoicing(before)) return true;
    if (rules.flags.letter_case != CICU_CASE_LOWER) return false;
    const bool same = after.size() == 1 && after[0] == before;
    return !same && std::any_of(after.begin(), after.end(), isSigma);
}

/// Whether dropping a mark or space out of the text could join what is left to the text before.
bool joinsWhenDropped(const Rules &rules, const std::u32string &text) {
    if (!rules.dropsInContext()) return false;
    return std::any_of(text.begin(), text.end(), [&](char32_t c) { return !startsAtBoundary(rules, c); });
}

bool isSettled(const Rules &rules, const std::u32string &text) {
    uint16_t kinds = 0;
    return plainSteps(rules, text, kinds) == text && (text.empty() || startsAtBoundary(rules, text[0]));
}

bool isSafeReplacement(const Rules &rules) {
    for (char32_t c : rules.replacement) {
        if (!startsAtBoundary(rules, c) || !isSettled(rules, std::u32string(1, c))) return false;
    }
    return true;
}

/// What the context steps want to know of a result.
uint8_t contextClass(const Rules &rules, char32_t before, const std::u32string &text) {
    uint8_t bits = 0;
    const bool single = text.size() == 1;
    for (char32_t c : text) {
        const uint8_t property = properties()[c];
        if (rules.hasMasks() && isStar(c)) bits |= isSafeReplacement(rules) ? classContext : classICU;
        if (rules.dropsInContext() && (property & propertyDigit)) bits |= classDigit;
        if (rules.dropsInContext() && (property & (propertyMark | propertySpace))) {
            bits |= single ? classMark : classContext;
        } else if (rules.shapesSpace() && (property & propertySpace)) {
            const bool plain = before == U' ' && rules.flags.whitespace != CICU_SPACE_BETWEEN_HAN;
            bits |= plain ? classSpace : classContext;
        }
    }
    return bits;
}

}  // namespace

void Table::addEntry(char32_t c, const std::string &bytes, uint16_t kinds) {
    Entry entry{};
    memcpy(entry.bytes, bytes.data(), bytes.size());
    entry.count = uint8_t(bytes.size());
    entry.kinds = kinds;
    const bool space = bytes.empty() || (properties()[decodeAll(bytes)[0]] & propertySpace);
    entry.droppedKinds = uint16_t(kinds | (space ? CICU_CHANGED_WHITESPACE : CICU_CHANGED_PUNCTUATION));
    if (entries_.size() > UINT16_MAX) throw Failure(CICU_TOO_LARGE, "too many code points change under the rules");
    indices_[c] = uint16_t(entries_.size());
    entries_.push_back(entry);
}

void Table::add(const Rules &rules, char32_t c) {
    const std::u32string before(1, c);
    uint16_t kinds = 0;
    const std::u32string after = plainSteps(rules, before, kinds);
    uint8_t ownBytes[4];
    const std::string bytes = encodeAll(after);
    const bool grows = bytes.size() > maximumGrowth * encode(c, ownBytes);
    const bool joins = !startsAtBoundary(rules, c) || joinsWhenDropped(rules, after);
    if (grows || joins || dependsOnNeighbours(rules, c, after) || !isSettled(rules, after)) {
        classes_[c] = classICU;
        return;
    }
    uint8_t bits = contextClass(rules, c, after);
    if (after != before) bits |= classChanged;
    if (after.empty()) bits |= classGone;
    if (bits & (classChanged | classMark)) addEntry(c, bytes, kinds);
    classes_[c] = bits;
}

Table::Table(const Rules &rules)
    : classes_(static_cast<uint8_t *>(calloc(codePoints, 1))),
      indices_(static_cast<uint16_t *>(calloc(codePoints, sizeof(uint16_t)))) {
    if (!classes_ || !indices_) throw std::bad_alloc();
    // The first entry is shared by all that is removed as private use.
    if (rules.flags.remove_private_use) addEntry(0, "", CICU_CHANGED_PRIVATE_USE);
    for (uint32_t c = 0; c < codePoints; c++) {
        // Planes 4 to 13 hold nothing but noncharacters at their ends.
        if (c >= 0x40000 && c < 0xE0000 && (c & 0xFFFF) < 0xFFFE) continue;
        if (U_IS_SURROGATE(c)) {
            classes_[c] = classInvalid;
        } else if (rules.flags.remove_private_use && isPrivate(c)) {
            classes_[c] = classChanged | classGone;
        } else if (mayMatter(rules, UChar32(c))) {
            add(rules, c);
        }
    }
}

}  // namespace cicu
