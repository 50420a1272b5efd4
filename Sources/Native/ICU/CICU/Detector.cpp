#include "Boundary.hpp"

#include <unicode/ucsdet.h>

#include <cstring>
#include <memory>

namespace cicu {

namespace {

struct Close {
    void operator()(UCharsetDetector *detector) const { ucsdet_close(detector); }
};

void detect(const uint8_t *bytes, size_t count, int32_t &gb18030, int32_t &big5) {
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, Close> detector(ucsdet_open(&code));
    check(code, "opening the encoding detector");
    const auto length = int32_t(count > INT32_MAX ? INT32_MAX : count);
    ucsdet_setText(detector.get(), reinterpret_cast<const char *>(bytes), length, &code);
    int32_t matches = 0;
    const UCharsetMatch **found = ucsdet_detectAll(detector.get(), &matches, &code);
    for (int32_t index = 0; U_SUCCESS(code) && index < matches; index++) {
        const char *name = ucsdet_getName(found[index], &code);
        const int32_t confidence = ucsdet_getConfidence(found[index], &code);
        if (strcmp(name, "GB18030") == 0) gb18030 = confidence;
        if (strcmp(name, "Big5") == 0) big5 = confidence;
    }
    check(code, "detecting the encoding");
}

}  // namespace

}  // namespace cicu

int32_t cicu_detect(
    const uint8_t *bytes, size_t count, int32_t *gb18030, int32_t *big5, cicu_message *message) {
    *gb18030 = *big5 = 0;
    return cicu::guarded(message, [&] { cicu::detect(bytes, count, *gb18030, *big5); });
}
