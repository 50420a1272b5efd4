#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

/* Takes what libxml2 would print. Here because Swift cannot write a function with variable arguments. */
static inline void cxml2_ignore_message(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

static inline void cxml2_ignore_error(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

/* What has no parser, such as a failure to decode, is not printed; for the calling thread. */
static inline void cxml2_silence(void) {
    xmlSetGenericErrorFunc(NULL, cxml2_ignore_message);
    xmlSetStructuredErrorFunc(NULL, cxml2_ignore_error);
}
