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

bool isDigit(const uint8_t *table, const std::u32string &text, size_t at) {
    return at < text.size() && (table[text[at]] & propertyDigit);
}

/// No character: what stands before the first.
constexpr char32_t nothing = 0xFFFFFFFF;

/// Whether the mark at `at` belongs to a number. `before` is the last character kept before it.
bool belongsToNumber(const uint8_t *table, const std::u32string &text, size_t at, char32_t before) {
    const bool afterDigit = at > 0 && isDigit(table, text, at - 1);
    if (afterDigit && isDigit(table, text, at + 1)) return true;
    const char32_t c = text[at];
    if (c == U'%' || c == U'‰') return afterDigit;
    if ((c != U'-' && c != U'+') || !isDigit(table, text, at + 1)) return false;
    return before == nothing || !(table[before] & propertyOtherLetter);
}

bool staysInContext(
    const uint8_t *table, const Rules &rules, const std::u32string &text, size_t at, char32_t before,
    uint16_t &kinds) {
    const uint8_t property = table[text[at]];
    if (property & propertySpace) {
        kinds |= CICU_CHANGED_WHITESPACE;
        return false;
    }
    if (!(property & propertyMark)) return true;
    if (rules.flags.protect_numbers && belongsToNumber(table, text, at, before)) return true;
    kinds |= CICU_CHANGED_PUNCTUATION;
    return false;
}

bool isSpace(const uint8_t *table, char32_t c) { return table[c] & propertySpace; }

/// Quotes, dashes and the like that Chinese text shares with other scripts.
bool isSharedMark(char32_t c) {
    return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2014 || c == 0x2026 || c == 0xB7;
}

bool isHan(const uint8_t *table, char32_t c) { return table[c] & (propertyHan | propertyHanPunctuation); }

/// Whether a space between the two is no word boundary: both Chinese, at least one of them surely so.
bool joinsWithoutSpace(const uint8_t *table, char32_t left, char32_t right) {
    const bool leftHan = isHan(table, left), rightHan = isHan(table, right);
    return (leftHan && (rightHan || isSharedMark(right))) || (rightHan && isSharedMark(left));
}

void trim(const uint8_t *table, const std::u32string &text, std::u32string &out) {
    size_t start = 0, end = text.size();
    while (start < end && isSpace(table, text[start])) start++;
    while (end > start && isSpace(table, text[end - 1])) end--;
    out.assign(text, start, end - start);
}

void collapse(const uint8_t *table, const std::u32string &text, bool joinsHan, std::u32string &out) {
    bool space = false;
    for (char32_t c : text) {
        if (isSpace(table, c)) {
            space = true;
            continue;
        }
        if (space && !out.empty() && !(joinsHan && joinsWithoutSpace(table, out.back(), c))) out.push_back(U' ');
        space = false;
        out.push_back(c);
    }
}

}  // namespace

/// Makes `out_` the text; returns whether that is a change.
bool Context::take(std::u32string &text) {
    if (out_ == text) return false;
    text.swap(out_);
    return true;
}

bool Context::markStep(std::u32string &text, uint16_t &kinds) {
    const bool drops = rules_.dropsInContext();
    if (!drops && !rules_.hasMasks()) return false;
    out_.clear();
    char32_t before = nothing;
    for (size_t at = 0; at < text.size(); at++) {
        const size_t end = rules_.hasMasks() ? maskEnd(text, at) : at;
        if (end > at) {
            out_ += rules_.replacement;
            kinds |= CICU_CHANGED_MASK;
            at = end - 1;
        } else if (!drops || staysInContext(table_, rules_, text, at, before, kinds)) {
            out_.push_back(text[at]);
        } else {
            continue;
        }
        // A mask is a neighbour of what follows, whatever it becomes.
        before = text[at];
    }
    return take(text);
}

bool Context::spaceStep(std::u32string &text, uint16_t &kinds) {
    if (!rules_.shapesSpace()) return false;
    out_.clear();
    if (rules_.flags.whitespace == CICU_SPACE_TRIM) {
        trim(table_, text, out_);
    } else {
        collapse(table_, text, rules_.flags.whitespace == CICU_SPACE_BETWEEN_HAN, out_);
    }
    const bool changed = take(text);
    if (changed) kinds |= CICU_CHANGED_WHITESPACE;
    return changed;
}

}  // namespace cicu
