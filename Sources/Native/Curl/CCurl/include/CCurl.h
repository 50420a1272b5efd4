// HTTP requests by libcurl, which is loaded when the first one is made: with all that it needs it would cost every
// start of the program several MiB of memory.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ccurl_client ccurl_client;

typedef struct {
    const char *url;
    /// Header lines without their ends, `header_count` of them.
    const char *const *headers;
    size_t header_count;
    /// NULL for GET; otherwise it is sent by POST.
    const uint8_t *body;
    size_t body_count;
    long timeout_milliseconds;
    /// A longer answer is given up.
    size_t most_bytes;
    /// Asked about once a second and whenever bytes come; other than 0 gives the request up.
    int (*cancelled)(void);
} ccurl_request;

typedef struct {
    long status;
    /// Seconds that the server asks to wait; 0 when it does not say.
    int64_t retry_after;
    /// Belongs to the client, until its next request.
    const uint8_t *body;
    size_t body_count;
    /// What failed, in libcurl's words; empty after success.
    const char *message;
} ccurl_response;

enum { CCURL_OK = 0, CCURL_FAILED = 1, CCURL_TIMED_OUT = 2, CCURL_CANCELLED = 3, CCURL_TOO_LONG = 4 };

/// Loads libcurl; NULL, or why that failed.
const char *ccurl_load(void);

/// libcurl's version, such as "7.88.1"; only after loading.
const char *ccurl_version(void);

/// A client keeps its connections open; one thread at a time may use it. NULL when out of memory.
ccurl_client *ccurl_create(void);
void ccurl_destroy(ccurl_client *client);

int ccurl_perform(ccurl_client *client, const ccurl_request *request, ccurl_response *response);

#ifdef __cplusplus
}
#endif

#endif
