#include "CICU.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

namespace {

struct VersionText {
    char text[U_MAX_VERSION_STRING_LENGTH];
    explicit VersionText(void (*read)(UVersionInfo)) {
        UVersionInfo version;
        read(version);
        u_versionToString(version, text);
    }
};

}  // namespace

const char *cicu_icu_version(void) {
    static const VersionText version([](UVersionInfo info) { u_getVersion(info); });
    return version.text;
}

const char *cicu_unicode_version(void) {
    static const VersionText version([](UVersionInfo info) { u_getUnicodeVersion(info); });
    return version.text;
}
