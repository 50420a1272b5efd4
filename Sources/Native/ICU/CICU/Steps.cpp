#include "Steps.hpp"

#include "Boundary.hpp"
#include "Properties.hpp"
#include "PunctuationMap.hpp"
#include "ScriptMap.hpp"
#include "UTF8.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>

namespace cicu {

bool isZeroWidth(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064)
        || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0x00AD || c == 0x180E || c == 0x034F;
}

bool isPrivate(char32_t c) { return u_charType(UChar32(c)) == U_PRIVATE_USE_CHAR || U_IS_UNICODE_NONCHAR(c); }

namespace {

std::string normalized(const icu::Normalizer2 &form, const std::string &text) {
    UErrorCode code = U_ZERO_ERROR;
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    form.normalizeUTF8(0, text, sink, nullptr, code);
    check(code, "normalizing");
    return result;
}

std::u32string formStep(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    if (!rules.form) return text;
    const std::string bytes = encodeAll(text);
    UErrorCode code = U_ZERO_ERROR;
    if (rules.form->isNormalizedUTF8(bytes, code)) return text;
    check(code, "looking whether the text is normalized");
    const std::string composed = normalized(*rules.nfc, bytes);
    if (composed != bytes) kinds |= CICU_CHANGED_COMPOSITION;
    if (rules.form == rules.nfc) return decodeAll(composed);
    const std::string compatible = normalized(*rules.form, bytes);
    if (compatible != composed) kinds |= CICU_CHANGED_COMPATIBILITY;
    return decodeAll(compatible);
}

void scriptStep(const Rules &rules, std::u32string &text, uint16_t &kinds) {
    if (rules.flags.script == CICU_SCRIPT_KEEP) return;
    const ScriptMap &map = scriptMap(rules.flags.script);
    for (char32_t &c : text) {
        const auto other = map.find(c);
        if (other == map.end()) continue;
        c = other->second;
        kinds |= CICU_CHANGED_SCRIPT;
    }
}

/// The full-width katakana, joined with the one before where `c` is a voicing mark that fits it.
void appendFullKatakana(const Rules &rules, char32_t c, std::u32string &out) {
    static const icu::Normalizer2 *nfkc = [] {
        UErrorCode code = U_ZERO_ERROR;
        const icu::Normalizer2 *instance = icu::Normalizer2::getNFKCInstance(code);
        check(code, "opening NFKC");
        return instance;
    }();
    UErrorCode code = U_ZERO_ERROR;
    const auto full = char32_t(nfkc->normalize(icu::UnicodeString(UChar32(c)), code).char32At(0));
    check(code, "widening katakana");
    const UChar32 joined =
        isHalfVoicing(c) && !out.empty() ? rules.nfc->composePair(UChar32(out.back()), UChar32(full)) : -1;
    if (joined < 0) {
        out.push_back(full);
    } else {
        out.back() = char32_t(joined);
    }
}

std::u32string widthStep(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    if (rules.flags.width == CICU_WIDTH_KEEP) return text;
    std::u32string out;
    out.reserve(text.size());
    bool changed = false;
    for (char32_t c : text) {
        if (c == 0x3000) {
            out.push_back(U' ');
        } else if (isFullASCII(c)) {
            out.push_back(c - 0xFEE0);
        } else if (isHalfKatakana(c)) {
            appendFullKatakana(rules, c, out);
        } else {
            out.push_back(c);
            continue;
        }
        changed = true;
    }
    if (changed) kinds |= CICU_CHANGED_WIDTH;
    return out;
}

std::u32string caseStep(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    if (rules.flags.letter_case == CICU_CASE_KEEP) return text;
    UErrorCode code = U_ZERO_ERROR;
    const std::string bytes = encodeAll(text);
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    if (rules.flags.letter_case == CICU_CASE_FOLD) {
        icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, bytes, sink, nullptr, code);
    } else {
        icu::CaseMap::utf8ToLower("", 0, bytes, sink, nullptr, code);
    }
    check(code, "changing letter case");
    if (result == bytes) return text;
    kinds |= CICU_CHANGED_CASE;
    return decodeAll(result);
}

bool isLineOrTab(char32_t c) { return c == U'\t' || c == U'\n' || c == U'\r'; }

/// Whether the character goes, and as what kind of change.
bool isRemoved(const Rules &rules, char32_t c, uint16_t &kinds) {
    const cicu_rules &flags = rules.flags;
    if (flags.remove_zero_width && isZeroWidth(c)) {
        kinds |= CICU_CHANGED_ZERO_WIDTH;
    } else if (flags.remove_control && u_charType(UChar32(c)) == U_CONTROL_CHAR && !isLineOrTab(c)) {
        kinds |= CICU_CHANGED_CONTROL;
    } else if (flags.remove_private_use && isPrivate(c)) {
        kinds |= CICU_CHANGED_PRIVATE_USE;
    } else {
        return false;
    }
    return true;
}

/// Whether the mark or space goes whatever stands beside it.
bool isDropped(const Rules &rules, char32_t c, uint16_t &kinds) {
    if (!rules.drops() || rules.dropsInContext()) return false;
    const uint8_t property = properties()[c];
    if (property & propertySpace) {
        kinds |= CICU_CHANGED_WHITESPACE;
    } else if (property & propertyMark) {
        kinds |= CICU_CHANGED_PUNCTUATION;
    } else {
        return false;
    }
    return true;
}

void appendMapped(const Rules &rules, char32_t c, std::u32string &out, uint16_t &kinds) {
    if (rules.flags.remove_control && rules.shapesSpace() && isLineOrTab(c)) {
        out.push_back(U' ');
        kinds |= CICU_CHANGED_WHITESPACE;
        return;
    }
    if (rules.flags.punctuation == CICU_PUNCTUATION_ASCII) {
        const auto ascii = asciiPunctuation().find(c);
        if (ascii != asciiPunctuation().end()) {
            out += ascii->second;
            kinds |= CICU_CHANGED_PUNCTUATION;
            return;
        }
    }
    out.push_back(c);
}

std::u32string characterStep(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    std::u32string out;
    out.reserve(text.size());
    for (char32_t c : text) {
        if (isRemoved(rules, c, kinds) || isDropped(rules, c, kinds)) continue;
        appendMapped(rules, c, out, kinds);
    }
    return out;
}

}  // namespace

std::u32string plainSteps(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    std::u32string result = formStep(rules, text, kinds);
    scriptStep(rules, result, kinds);
    result = widthStep(rules, result, kinds);
    result = caseStep(rules, result, kinds);
    return characterStep(rules, result, kinds);
}

}  // namespace cicu
