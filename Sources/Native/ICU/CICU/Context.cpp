#include "Context.hpp"

#include "Properties.hpp"

namespace cicu {

namespace {

/// Where the run of mask characters that starts at `at` ends; `at` itself where there is no mask.
size_t maskEnd(const std::u32string &text, size_t at) {
    size_t end = at;
    while (end < text.size() && isStar(text[end])) end++;
    return end - at >= 2 ? end : at;
}

bool isDigit(const std::u32string &text, size_t at) {
    return at < text.size() && (properties()[text[at]] & propertyDigit);
}

/// Whether the mark at `at` belongs to a number. `kept` is what stays of the text before it.
bool belongsToNumber(const std::u32string &text, size_t at, const std::u32string &kept) {
    const bool afterDigit = at > 0 && isDigit(text, at - 1);
    if (afterDigit && isDigit(text, at + 1)) return true;
    const char32_t c = text[at];
    if (c == U'%' || c == U'‰') return afterDigit;
    if ((c != U'-' && c != U'+') || !isDigit(text, at + 1)) return false;
    return kept.empty() || !(properties()[kept.back()] & propertyOtherLetter);
}

bool staysInContext(const Rules &rules, const std::u32string &text, size_t at, const std::u32string &kept, uint16_t &kinds) {
    const uint8_t property = properties()[text[at]];
    if (property & propertySpace) {
        kinds |= CICU_CHANGED_WHITESPACE;
        return false;
    }
    if (!(property & propertyMark)) return true;
    if (rules.flags.protect_numbers && belongsToNumber(text, at, kept)) return true;
    kinds |= CICU_CHANGED_PUNCTUATION;
    return false;
}

bool isSpace(char32_t c) { return properties()[c] & propertySpace; }

/// Quotes, dashes and the like that Chinese text shares with other scripts.
bool isSharedMark(char32_t c) {
    return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2014 || c == 0x2026 || c == 0xB7;
}

bool isHan(char32_t c) { return properties()[c] & (propertyHan | propertyHanPunctuation); }

/// Whether a space between the two is no word boundary: both Chinese, at least one of them surely so.
bool joinsWithoutSpace(char32_t left, char32_t right) {
    const bool leftHan = isHan(left), rightHan = isHan(right);
    return (leftHan && (rightHan || isSharedMark(right))) || (rightHan && isSharedMark(left));
}

std::u32string trimmed(const std::u32string &text) {
    size_t start = 0, end = text.size();
    while (start < end && isSpace(text[start])) start++;
    while (end > start && isSpace(text[end - 1])) end--;
    return text.substr(start, end - start);
}

std::u32string collapsed(const Rules &rules, const std::u32string &text) {
    const bool joinsHan = rules.flags.whitespace == CICU_SPACE_BETWEEN_HAN;
    std::u32string out;
    out.reserve(text.size());
    bool space = false;
    for (char32_t c : text) {
        if (isSpace(c)) {
            space = true;
            continue;
        }
        if (space && !out.empty() && !(joinsHan && joinsWithoutSpace(out.back(), c))) out.push_back(U' ');
        space = false;
        out.push_back(c);
    }
    return out;
}

}  // namespace

bool needsContext(const Rules &rules) { return rules.dropsInContext() || rules.hasMasks() || rules.shapesSpace(); }

std::u32string markStep(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    if (!rules.dropsInContext() && !rules.hasMasks()) return text;
    const bool drops = rules.dropsInContext();
    // `kept` still holds the masks, as neighbours of what follows; `out` is the text without them.
    std::u32string kept, out;
    for (size_t at = 0; at < text.size(); at++) {
        const size_t end = rules.hasMasks() ? maskEnd(text, at) : at;
        if (end > at) {
            out += rules.replacement;
            kept.push_back(text[at]);
            kinds |= CICU_CHANGED_MASK;
            at = end - 1;
        } else if (!drops || staysInContext(rules, text, at, kept, kinds)) {
            out.push_back(text[at]);
            kept.push_back(text[at]);
        }
    }
    return out;
}

std::u32string spaceStep(const Rules &rules, const std::u32string &text, uint16_t &kinds) {
    if (!rules.shapesSpace()) return text;
    std::u32string out = rules.flags.whitespace == CICU_SPACE_TRIM ? trimmed(text) : collapsed(rules, text);
    if (out != text) kinds |= CICU_CHANGED_WHITESPACE;
    return out;
}

std::u32string contextSteps(const Rules &rules, std::u32string text, uint16_t &kinds) {
    for (int pass = 0; pass < maximumPasses; pass++) {
        std::u32string next = spaceStep(rules, markStep(rules, text, kinds), kinds);
        if (next == text) break;
        text = std::move(next);
    }
    return text;
}

}  // namespace cicu
