#include "CICU.h"

#include "Boundary.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

constexpr size_t codePoints = 0x110000;

/// The lower-cased canonical decompositions that differ from their code points.
struct Mappings {
    std::vector<uint32_t> mapped, ends, scalars;

    void add(UChar32 c, const icu::UnicodeString &text) {
        mapped.push_back(uint32_t(c));
        for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
            scalars.push_back(uint32_t(text.char32At(at)));
        }
        ends.push_back(uint32_t(scalars.size()));
    }
};

icu::UnicodeString decomposed(const icu::Normalizer2 &canonical, const icu::UnicodeString &text) {
    UErrorCode code = U_ZERO_ERROR;
    icu::UnicodeString result = canonical.normalize(text, code);
    cicu::check(code, "decomposing a character");
    return result;
}

/// Unassigned code points, surrogates and private ones have neither case nor decomposition.
bool isPlain(int8_t category) {
    return category == U_UNASSIGNED || category == U_SURROGATE || category == U_PRIVATE_USE_CHAR;
}

template <typename Element> Element *copied(const std::vector<Element> &elements) {
    auto *copy = static_cast<Element *>(malloc(elements.size() * sizeof(Element) + 1));
    if (!copy) throw std::bad_alloc();
    if (!elements.empty()) memcpy(copy, elements.data(), elements.size() * sizeof(Element));
    return copy;
}

void load(cicu_characters &characters) {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2 *canonical = icu::Normalizer2::getNFDInstance(code);
    cicu::check(code, "loading the canonical decompositions");
    std::vector<uint8_t> categories(codePoints), classes(codePoints);
    Mappings mappings;
    for (UChar32 c = 0; c < UChar32(codePoints); c++) {
        const int8_t category = u_charType(c);
        categories[size_t(c)] = uint8_t(category);
        classes[size_t(c)] = u_getCombiningClass(c);
        if (isPlain(category)) continue;
        const bool isLower = u_tolower(c) == c && c != 0x130;
        if (isLower && canonical->isInert(c)) continue;
        const icu::UnicodeString self(c);
        icu::UnicodeString text(self);
        if (!isLower) text.toLower(icu::Locale::getRoot());
        text = decomposed(*canonical, text);
        if (text != self) mappings.add(c, text);
    }
    characters.categories = copied(categories);
    characters.combining_classes = copied(classes);
    characters.mapped = copied(mappings.mapped);
    characters.mapping_ends = copied(mappings.ends);
    characters.scalars = copied(mappings.scalars);
    characters.mapped_count = mappings.mapped.size();
    characters.scalar_count = mappings.scalars.size();
}

}  // namespace

int32_t cicu_characters_load(cicu_characters *characters, cicu_message *message) {
    *characters = {};
    const int32_t status = cicu::guarded(message, [&] { load(*characters); });
    if (status != CICU_OK) cicu_characters_free(characters);
    return status;
}

void cicu_characters_free(cicu_characters *characters) {
    free(characters->categories);
    free(characters->combining_classes);
    free(characters->mapped);
    free(characters->mapping_ends);
    free(characters->scalars);
    *characters = {};
}
