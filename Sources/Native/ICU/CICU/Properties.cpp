#include "Properties.hpp"

#include "Boundary.hpp"

#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include <vector>

namespace cicu {

namespace {

using Table = std::vector<uint8_t>;

uint8_t ofCategory(UCharCategory category) {
    const uint32_t mask = U_MASK(category);
    if (mask & U_GC_ND_MASK) return propertyDigit;
    if (mask & U_GC_P_MASK) return propertyPunctuation;
    if (mask & U_GC_S_MASK) return propertySymbol;
    if (mask & U_GC_Z_MASK) return propertySpace;
    if (mask & U_GC_L_MASK) return propertyOtherLetter;
    return 0;
}

UBool U_CALLCONV addCategory(const void *context, UChar32 start, UChar32 limit, UCharCategory category) {
    auto &table = *static_cast<Table *>(const_cast<void *>(context));
    const uint8_t bits = ofCategory(category);
    for (UChar32 c = start; c < limit; c++) table[size_t(c)] |= bits;
    return true;
}

template <typename Change> void forEach(const char16_t *pattern, Change change) {
    UErrorCode code = U_ZERO_ERROR;
    const icu::UnicodeSet set(icu::UnicodeString(pattern), code);
    check(code, "reading a set of characters");
    for (int32_t range = 0; range < set.getRangeCount(); range++) {
        for (UChar32 c = set.getRangeStart(range); c <= set.getRangeEnd(range); c++) change(size_t(c));
    }
}

void addHanPunctuation(Table &table, size_t first, size_t last) {
    for (size_t c = first; c <= last; c++) {
        if (table[c] & propertyMark) table[c] |= propertyHanPunctuation;
    }
}

Table build() {
    Table table(0x110000, 0);
    u_enumCharTypes(addCategory, &table);
    forEach(u"[:White_Space:]", [&](size_t c) { table[c] |= propertySpace; });
    forEach(u"[[:Script=Latin:]&[:L:]]", [&](size_t c) { table[c] |= propertyLatin; });
    forEach(u"[:Script=Han:]", [&](size_t c) {
        table[c] = uint8_t((table[c] & ~propertyOtherLetter) | propertyHan);
    });
    addHanPunctuation(table, 0x3000, 0x303F);
    addHanPunctuation(table, 0xFE30, 0xFE4F);
    addHanPunctuation(table, 0xFF00, 0xFFEF);
    return table;
}

}  // namespace

const uint8_t *properties() {
    static const Table table = build();
    return table.data();
}

}  // namespace cicu
