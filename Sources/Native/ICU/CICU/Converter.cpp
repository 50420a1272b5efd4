#include "Boundary.hpp"
#include "UTF8.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace {

struct Close {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};

}  // namespace

struct cicu_converter {
    std::unique_ptr<UConverter, Close> icu;
    std::string name;
    std::vector<UChar> units;
    /// A leading surrogate whose other half has not come yet.
    UChar lead = 0;
};

namespace cicu {

namespace {

/// The converter to use where a name leads to one that reads files wrongly. As in the WHATWG Encoding standard, `Big5`
/// means Big5-HKSCS, and `GB2312` means GBK, whose files it labels: ICU's own choices take a lone FF for a private-use
/// character and read GB2312's dash as U+2015.
const char *preferred(const char *canonical) {
    if (strcmp(canonical, "windows-950-2000") == 0) return "ibm-1375_P100-2008";
    if (strcmp(canonical, "windows-936-2000") == 0) return "ibm-1386_P100-2001";
    if (strcmp(canonical, "ibm-1383_P110-1999") == 0) return "ibm-1386_P100-2001";
    return nullptr;
}

std::unique_ptr<UConverter, Close> openNamed(const char *name) {
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<UConverter, Close> converter(ucnv_open(name, &code));
    if (U_FAILURE(code)) throw Failure(CICU_BAD_ARGUMENT, "no converter has this name");
    return converter;
}

std::unique_ptr<cicu_converter> opened(const char *name) {
    // A comma would start ICU's converter options; an empty name means the system's default.
    if (*name == 0 || strchr(name, ',')) throw Failure(CICU_BAD_ARGUMENT, "no converter has this name");
    UErrorCode code = U_ZERO_ERROR;
    auto converter = std::make_unique<cicu_converter>();
    converter->icu = openNamed(name);
    if (const char *better = preferred(ucnv_getName(converter->icu.get(), &code))) converter->icu = openNamed(better);
    ucnv_setToUCallBack(converter->icu.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
    converter->name = ucnv_getName(converter->icu.get(), &code);
    check(code, "preparing the converter");
    return converter;
}

/// Appends UTF-16 as UTF-8, at most three bytes for each unit and what a kept leading surrogate adds.
size_t appendUnits(cicu_converter &converter, const UChar *units, const UChar *end, uint8_t *output) {
    uint8_t *out = output;
    for (; units < end; units++) {
        if (U16_IS_LEAD(*units)) {
            converter.lead = *units;
        } else if (U16_IS_TRAIL(*units) && converter.lead) {
            out += encode(char32_t(U16_GET_SUPPLEMENTARY(converter.lead, *units)), out);
            converter.lead = 0;
        } else {
            out += encode(*units, out);
        }
    }
    return size_t(out - output);
}

void noteInvalid(cicu_converter &converter, cicu_conversion &conversion) {
    UErrorCode code = U_ZERO_ERROR;
    auto count = int8_t(sizeof conversion.invalid);
    ucnv_getInvalidChars(converter.icu.get(), reinterpret_cast<char *>(conversion.invalid), &count, &code);
    check(code, "reading the invalid sequence");
    conversion.invalid_count = count;
    conversion.pending = ucnv_toUCountPending(converter.icu.get(), &code);
}

bool isInvalidSequence(UErrorCode code) {
    return code == U_INVALID_CHAR_FOUND || code == U_ILLEGAL_CHAR_FOUND || code == U_TRUNCATED_CHAR_FOUND;
}

void convert(
    cicu_converter &converter, const uint8_t *input, size_t count, bool last, uint8_t *output, size_t capacity,
    cicu_conversion &conversion) {
    UErrorCode code = U_ZERO_ERROR;
    converter.units.resize((capacity - 4) / 3);
    auto source = reinterpret_cast<const char *>(input);
    UChar *target = converter.units.data();
    ucnv_toUnicode(
        converter.icu.get(), &target, target + converter.units.size(), &source, source + count, nullptr, last, &code);
    conversion.consumed = size_t(source - reinterpret_cast<const char *>(input));
    conversion.written = appendUnits(converter, converter.units.data(), target, output);
    if (code == U_BUFFER_OVERFLOW_ERROR) {
        conversion.output_full = true;
    } else if (isInvalidSequence(code)) {
        noteInvalid(converter, conversion);
    } else {
        check(code, "decoding");
    }
}

}  // namespace

}  // namespace cicu

int32_t cicu_converter_open(const char *name, cicu_converter **converter, cicu_message *message) {
    return cicu::guarded(message, [&] { *converter = cicu::opened(name).release(); });
}

void cicu_converter_close(cicu_converter *converter) { delete converter; }

const char *cicu_converter_name(const cicu_converter *converter) { return converter->name.c_str(); }

int32_t cicu_convert(
    cicu_converter *converter, const uint8_t *input, size_t count, bool last, uint8_t *output, size_t capacity,
    cicu_conversion *conversion, cicu_message *message) {
    *conversion = {};
    return cicu::guarded(
        message, [&] { cicu::convert(*converter, input, count, last, output, capacity, *conversion); });
}

void cicu_converter_names(void *context, void (*visit)(void *context, const char *name)) {
    for (int32_t index = 0; index < ucnv_countAvailable(); index++) {
        const char *name = ucnv_getAvailableName(index);
        UErrorCode code = U_ZERO_ERROR;
        const uint16_t aliases = ucnv_countAliases(name, &code);
        for (uint16_t alias = 0; U_SUCCESS(code) && alias < aliases; alias++) {
            const char *other = ucnv_getAlias(name, alias, &code);
            if (U_SUCCESS(code) && other) visit(context, other);
        }
    }
}
