#pragma once

// The one exception boundary: every C function that can fail runs its body through `guarded`.

#include "CICU.h"

#include <unicode/utypes.h>

#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

namespace cicu {

/// A failure with the status code that the C side returns.
struct Failure : std::runtime_error {
    int32_t status;
    Failure(int32_t status, const std::string &what) : std::runtime_error(what), status(status) {}
};

/// Throws with what was being done where ICU reports a failure.
inline void check(UErrorCode code, const char *doing) {
    if (U_FAILURE(code)) {
        throw Failure(CICU_ICU_FAILED, std::string(doing) + ": " + u_errorName(code));
    }
}

inline void tell(cicu_message *message, const char *text) {
    if (message) snprintf(message->text, sizeof message->text, "%s", text);
}

template <typename Body> int32_t guarded(cicu_message *message, Body body) noexcept {
    try {
        body();
        return CICU_OK;
    } catch (const Failure &failure) {
        tell(message, failure.what());
        return failure.status;
    } catch (const std::bad_alloc &) {
        tell(message, "out of memory");
        return CICU_OUT_OF_MEMORY;
    } catch (const std::exception &error) {
        tell(message, error.what());
        return CICU_ICU_FAILED;
    }
}

}  // namespace cicu
