#include "Boundary.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <cstdlib>
#include <memory>
#include <vector>

namespace cicu {

namespace {

struct CloseBreak {
    void operator()(UBreakIterator *iterator) const { ubrk_close(iterator); }
};
struct CloseText {
    void operator()(UText *text) const { utext_close(text); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseBreak>;

Iterator open(UBreakIteratorType type) {
    UErrorCode code = U_ZERO_ERROR;
    Iterator iterator(ubrk_open(type, "zh", nullptr, 0, &code));
    check(code, "opening the break iterator");
    return iterator;
}

/// Opening one loads a dictionary, so every thread keeps its own.
UBreakIterator *iteratorOf(int32_t kind) {
    thread_local const Iterator words = open(UBRK_WORD);
    thread_local const Iterator sentences = open(UBRK_SENTENCE);
    return kind == CICU_BREAK_WORDS ? words.get() : sentences.get();
}

std::vector<uint32_t> rangesOf(UBreakIterator *iterator, bool words) {
    std::vector<uint32_t> offsets;
    int32_t start = ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; end = ubrk_next(iterator)) {
        const bool wanted = !words || ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT;
        if (wanted) {
            offsets.push_back(uint32_t(start));
            offsets.push_back(uint32_t(end));
        }
        start = end;
    }
    return offsets;
}

void give(const std::vector<uint32_t> &offsets, cicu_ranges &ranges) {
    ranges.offsets = static_cast<uint32_t *>(malloc(offsets.size() * sizeof(uint32_t) + 1));
    if (!ranges.offsets) throw std::bad_alloc();
    std::copy(offsets.begin(), offsets.end(), ranges.offsets);
    ranges.count = offsets.size() / 2;
}

void breakText(int32_t kind, const uint8_t *bytes, size_t count, cicu_ranges &ranges) {
    if (count > INT32_MAX) throw Failure(CICU_TOO_LARGE, "a text of more than 2 GiB cannot be segmented");
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> text(
        utext_openUTF8(nullptr, reinterpret_cast<const char *>(bytes), int64_t(count), &code));
    check(code, "opening the text");
    UBreakIterator *iterator = iteratorOf(kind);
    ubrk_setUText(iterator, text.get(), &code);
    check(code, "giving the text to the break iterator");
    give(rangesOf(iterator, kind == CICU_BREAK_WORDS), ranges);
}

/// Lets go of the caller's bytes, which the thread's iterator would otherwise keep pointing at.
void forget(int32_t kind) {
    UErrorCode code = U_ZERO_ERROR;
    ubrk_setText(iteratorOf(kind), u"", 0, &code);
}

}  // namespace

}  // namespace cicu

int32_t cicu_break(int32_t kind, const uint8_t *bytes, size_t count, cicu_ranges *ranges, cicu_message *message) {
    *ranges = {};
    return cicu::guarded(message, [&] {
        static const uint8_t nothing = 0;
        cicu::breakText(kind, count ? bytes : &nothing, count, *ranges);
        cicu::forget(kind);
    });
}

void cicu_ranges_free(cicu_ranges *ranges) {
    free(ranges->offsets);
    *ranges = {};
}
