#include "PunctuationMap.hpp"

#include "Boundary.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace cicu {

namespace {

/// Marks with an ASCII counterpart that Unicode does not state as a decomposition.
const PunctuationMap &byHand() {
    static const PunctuationMap map = {
        {U'、', U","}, {U'。', U"."}, {U'〈', U"<"}, {U'〉', U">"}, {U'《', U"<"}, {U'》', U">"}, {U'「', U"\""},
        {U'」', U"\""}, {U'『', U"'"}, {U'』', U"'"}, {U'【', U"["}, {U'】', U"]"}, {U'〔', U"["}, {U'〕', U"]"},
        {U'〖', U"["}, {U'〗', U"]"}, {U'〘', U"["}, {U'〙', U"]"}, {U'〚', U"["}, {U'〛', U"]"}, {U'〜', U"~"},
        {U'\u301D', U"\""}, {U'\u301E', U"\""}, {U'\u301F', U"\""}, {U'\u2018', U"'"}, {U'\u2019', U"'"},
        {U'\u201A', U"'"}, {U'\u201B', U"'"}, {U'\u201C', U"\""}, {U'\u201D', U"\""}, {U'\u201E', U"\""},
        {U'\u201F', U"\""}, {U'\u2039', U"'"}, {U'\u203A', U"'"}, {U'\u00AB', U"\""}, {U'\u00BB', U"\""},
        {U'\u2010', U"-"}, {U'\u2012', U"-"}, {U'\u2013', U"-"}, {U'\u2014', U"-"}, {U'\u2015', U"-"},
        {U'\u2212', U"-"}, {U'\u2032', U"'"}, {U'\u2033', U"\""}, {U'\u2236', U":"}, {U'\u2044', U"/"},
        {U'\u2215', U"/"}, {U'\u223C', U"~"}, {U'\u22EF', U"..."},
    };
    return map;
}

/// Decompositions that keep the mark's meaning; superscript and the like are left alone.
bool isPlainDecomposition(UChar32 c) {
    switch (u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE)) {
        case U_DT_CANONICAL:
        case U_DT_COMPAT:
        case U_DT_WIDE:
        case U_DT_NARROW:
        case U_DT_SMALL:
        case U_DT_VERTICAL:
        case U_DT_NOBREAK: return true;
        default: return false;
    }
}

bool isASCIIMark(UChar32 c) { return c > 0x20 && c < 0x7F && !u_isalnum(c); }

/// The marks' ASCII counterpart, or an empty string where one of them has none.
std::u32string toASCII(const icu::UnicodeString &marks) {
    std::u32string result;
    for (int32_t at = 0; at < marks.length(); at = marks.moveIndex32(at, 1)) {
        const UChar32 c = marks.char32At(at);
        const auto hand = byHand().find(char32_t(c));
        if (hand != byHand().end()) {
            result += hand->second;
        } else if (isASCIIMark(c)) {
            result.push_back(char32_t(c));
        } else {
            return {};
        }
    }
    return result;
}

PunctuationMap build() {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2 *nfkc = icu::Normalizer2::getNFKCInstance(code);
    check(code, "opening NFKC");
    PunctuationMap map = byHand();
    for (UChar32 c = 0x80; c < 0x10000; c++) {
        if (!(U_GET_GC_MASK(c) & (U_GC_P_MASK | U_GC_S_MASK)) || !isPlainDecomposition(c)) continue;
        const std::u32string ascii = toASCII(nfkc->normalize(icu::UnicodeString(c), code));
        check(code, "decomposing a punctuation mark");
        if (!ascii.empty()) map.emplace(char32_t(c), ascii);
    }
    return map;
}

}  // namespace

const PunctuationMap &asciiPunctuation() {
    static const PunctuationMap map = build();
    return map;
}

}  // namespace cicu
