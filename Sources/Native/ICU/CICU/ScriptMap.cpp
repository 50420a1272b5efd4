#include "ScriptMap.hpp"

#include "Boundary.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace cicu {

namespace {

void addSingle(const icu::Transliterator &transliterator, UChar32 c, ScriptMap &map) {
    if (!u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return;
    icu::UnicodeString text(c);
    transliterator.transliterate(text);
    if (text.countChar32() == 1 && text.char32At(0) != c) map[char32_t(c)] = char32_t(text.char32At(0));
}

/// Follows a chain of mappings to its end; a cycle ends at its smallest code point.
char32_t endOfChain(const ScriptMap &map, char32_t start) {
    std::vector<char32_t> seen{start};
    for (;;) {
        const auto next = map.find(seen.back());
        if (next == map.end()) return seen.back();
        const auto again = std::find(seen.begin(), seen.end(), next->second);
        if (again != seen.end()) return *std::min_element(again, seen.end());
        seen.push_back(next->second);
    }
}

/// Makes one look-up enough, so that converting twice is converting once.
ScriptMap closed(const ScriptMap &map) {
    ScriptMap result;
    for (const auto &entry : map) {
        const char32_t end = endOfChain(map, entry.first);
        if (end != entry.first) result[entry.first] = end;
    }
    return result;
}

ScriptMap build(const char *identifier) {
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> transliterator(
        icu::Transliterator::createInstance(identifier, UTRANS_FORWARD, code));
    check(code, "opening the script transliterator");
    icu::UnicodeSet sources;
    transliterator->getSourceSet(sources);
    ScriptMap map;
    for (int32_t range = 0; range < sources.getRangeCount(); range++) {
        const UChar32 last = sources.getRangeEnd(range);
        for (UChar32 c = sources.getRangeStart(range); c <= last; c++) addSingle(*transliterator, c, map);
    }
    return closed(map);
}

}  // namespace

const ScriptMap &scriptMap(uint8_t script) {
    static const ScriptMap none;
    if (script == CICU_SCRIPT_SIMPLIFIED) {
        static const ScriptMap simplified = build("Hant-Hans");
        return simplified;
    }
    if (script == CICU_SCRIPT_TRADITIONAL) {
        static const ScriptMap traditional = build("Hans-Hant");
        return traditional;
    }
    return none;
}

}  // namespace cicu
