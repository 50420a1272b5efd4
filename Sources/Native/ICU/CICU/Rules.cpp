#include "Rules.hpp"

#include "Boundary.hpp"
#include "UTF8.hpp"

namespace cicu {

namespace {

std::u32string replacementOf(const cicu_rules &rules) {
    if (rules.masks != CICU_MASKS_REPLACE) return {};
    if (firstInvalid(rules.replacement, rules.replacement_count) != rules.replacement_count) {
        throw Failure(CICU_BAD_ARGUMENT, "the replacement of masks is not valid UTF-8");
    }
    return decodeAll(std::string(reinterpret_cast<const char *>(rules.replacement), rules.replacement_count));
}

}  // namespace

Rules::Rules(const cicu_rules &rules) : flags(rules), replacement(replacementOf(rules)) {
    flags.replacement = nullptr;
    UErrorCode code = U_ZERO_ERROR;
    nfc = icu::Normalizer2::getNFCInstance(code);
    if (flags.form == CICU_FORM_NFC) form = nfc;
    if (flags.form == CICU_FORM_NFKC) form = icu::Normalizer2::getNFKCInstance(code);
    check(code, "opening the normalization form");
}

}  // namespace cicu
