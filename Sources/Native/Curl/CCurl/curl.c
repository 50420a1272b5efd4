#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The functions used, under names that libcurl's checking macros do not cover.
static struct {
    CURLcode (*global_init)(long);
    CURL *(*init)(void);
    CURLcode (*setopt)(CURL *, CURLoption, ...);
    CURLcode (*perform)(CURL *);
    CURLcode (*getinfo)(CURL *, CURLINFO, ...);
    void (*reset)(CURL *);
    void (*cleanup)(CURL *);
    const char *(*strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    curl_version_info_data *(*version_info)(CURLversion);
} api;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void *find(void *library, const char *name) {
    void *found = dlsym(library, name);
    if (!found && !failure[0]) {
        strncpy(failure, "libcurl.so.4 lacks ", sizeof failure - 1);
        strncat(failure, name, sizeof failure - strlen(failure) - 1);
    }
    return found;
}

static void load(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        strncpy(failure, reason ? reason : "libcurl.so.4 cannot be loaded", sizeof failure - 1);
        return;
    }
    *(void **)&api.global_init = find(library, "curl_global_init");
    *(void **)&api.init = find(library, "curl_easy_init");
    *(void **)&api.setopt = find(library, "curl_easy_setopt");
    *(void **)&api.perform = find(library, "curl_easy_perform");
    *(void **)&api.getinfo = find(library, "curl_easy_getinfo");
    *(void **)&api.reset = find(library, "curl_easy_reset");
    *(void **)&api.cleanup = find(library, "curl_easy_cleanup");
    *(void **)&api.strerror = find(library, "curl_easy_strerror");
    *(void **)&api.slist_append = find(library, "curl_slist_append");
    *(void **)&api.slist_free_all = find(library, "curl_slist_free_all");
    *(void **)&api.version_info = find(library, "curl_version_info");
    if (!failure[0] && api.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        strncpy(failure, "libcurl cannot be initialized", sizeof failure - 1);
}

const char *ccurl_load(void) {
    pthread_once(&once, load);
    return failure[0] ? failure : NULL;
}

const char *ccurl_version(void) { return api.version_info(CURLVERSION_NOW)->version; }

struct ccurl_client {
    CURL *easy;
    uint8_t *body;
    size_t count, capacity, most;
    int too_long;
    int (*cancelled)(void);
    char message[CURL_ERROR_SIZE];
};

ccurl_client *ccurl_create(void) {
    ccurl_client *client = calloc(1, sizeof *client);
    if (client && !(client->easy = api.init())) {
        free(client);
        return NULL;
    }
    return client;
}

void ccurl_destroy(ccurl_client *client) {
    if (!client) return;
    api.cleanup(client->easy);
    free(client->body);
    free(client);
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    ccurl_client *client = context;
    size_t length = size * count;
    if (length > client->most - client->count) {
        client->too_long = 1;
        return 0;
    }
    if (client->count + length > client->capacity) {
        size_t capacity = (client->count + length) * 2;
        uint8_t *body = realloc(client->body, capacity);
        if (!body) return 0;
        client->body = body;
        client->capacity = capacity;
    }
    memcpy(client->body + client->count, bytes, length);
    client->count += length;
    return length;
}

static int progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    ccurl_client *client = context;
    return client->cancelled && client->cancelled();
}

// Redirects are not followed: a key must not go to another host. Signals are not used: other threads run.
static void configure(ccurl_client *client, const ccurl_request *request, struct curl_slist *headers) {
    CURL *easy = client->easy;
    api.reset(easy);
    api.setopt(easy, CURLOPT_URL, request->url);
    api.setopt(easy, CURLOPT_NOSIGNAL, 1L);
    api.setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    api.setopt(easy, CURLOPT_TIMEOUT_MS, request->timeout_milliseconds);
    api.setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, request->timeout_milliseconds < 30000 ? request->timeout_milliseconds : 30000L);
    api.setopt(easy, CURLOPT_HTTPHEADER, headers);
    api.setopt(easy, CURLOPT_ERRORBUFFER, client->message);
    api.setopt(easy, CURLOPT_WRITEFUNCTION, receive);
    api.setopt(easy, CURLOPT_WRITEDATA, client);
    api.setopt(easy, CURLOPT_NOPROGRESS, 0L);
    api.setopt(easy, CURLOPT_XFERINFOFUNCTION, progress);
    api.setopt(easy, CURLOPT_XFERINFODATA, client);
    api.setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    if (request->body) {
        api.setopt(easy, CURLOPT_POST, 1L);
        api.setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_count);
        api.setopt(easy, CURLOPT_POSTFIELDS, request->body);
    }
}

static int outcome(ccurl_client *client, CURLcode code) {
    if (code == CURLE_OK) return CCURL_OK;
    if (client->too_long) return CCURL_TOO_LONG;
    if (code == CURLE_ABORTED_BY_CALLBACK) return CCURL_CANCELLED;
    if (!client->message[0]) strncpy(client->message, api.strerror(code), sizeof client->message - 1);
    return code == CURLE_OPERATION_TIMEDOUT ? CCURL_TIMED_OUT : CCURL_FAILED;
}

int ccurl_perform(ccurl_client *client, const ccurl_request *request, ccurl_response *response) {
    struct curl_slist *headers = NULL;
    for (size_t index = 0; index < request->header_count; index++) {
        struct curl_slist *longer = api.slist_append(headers, request->headers[index]);
        if (!longer) {
            api.slist_free_all(headers);
            return CCURL_FAILED;
        }
        headers = longer;
    }
    client->count = 0;
    client->too_long = 0;
    client->most = request->most_bytes;
    client->cancelled = request->cancelled;
    memset(client->message, 0, sizeof client->message);
    configure(client, request, headers);
    int result = outcome(client, api.perform(client->easy));
    memset(response, 0, sizeof *response);
    curl_off_t wait = 0;
    api.getinfo(client->easy, CURLINFO_RESPONSE_CODE, &response->status);
    api.getinfo(client->easy, CURLINFO_RETRY_AFTER, &wait);
    response->retry_after = wait;
    response->body = client->body;
    response->body_count = client->count;
    response->message = client->message;
    api.slist_free_all(headers);
    return result;
}
