#include "CICU.h"
#include "Properties.hpp"
#include "UTF8.hpp"

namespace {

/// For each byte of properties, its bits spread over the bytes of a word: bit 0 in the lowest.
struct Spread {
    uint64_t words[256];
    Spread() {
        for (uint64_t bits = 0; bits < 256; bits++) {
            words[bits] = 0;
            for (int bit = 0; bit < 8; bit++) words[bits] |= (bits >> bit & 1) << (8 * bit);
        }
    }
};

const uint64_t *spread() {
    static const Spread spread;
    return spread.words;
}

/// Counts the properties of up to 255 code points side by side in the bytes of one word.
class Counter {
public:
    explicit Counter(cicu_measures &measures) : measures_(measures), properties_(cicu::properties()) {}
    ~Counter() { flush(); }

    void add(char32_t c) {
        counts_ += spread_[properties_[c]];
        measures_.replacement_characters += c == 0xFFFD;
        run_ = c == last_ ? run_ + 1 : 1;
        last_ = c;
        if (run_ > measures_.longest_run) measures_.longest_run = run_;
        if (++counted_ == 255) flush();
    }

private:
    cicu_measures &measures_;
    const uint8_t *properties_;
    const uint64_t *spread_ = spread();
    uint64_t counts_ = 0;
    uint32_t counted_ = 0;
    char32_t last_ = 0xFFFFFFFF;
    uint32_t run_ = 0;

    uint32_t count(cicu::Property property) const {
        return counts_ >> (8 * __builtin_ctz(property)) & 0xFF;
    }

    void flush() {
        measures_.characters += counted_;
        measures_.han += count(cicu::propertyHan);
        measures_.latin_letters += count(cicu::propertyLatin);
        measures_.digits += count(cicu::propertyDigit);
        measures_.punctuation += count(cicu::propertyPunctuation);
        measures_.symbols += count(cicu::propertySymbol);
        measures_.spaces += count(cicu::propertySpace);
        counts_ = 0;
        counted_ = 0;
    }
};

void measureRow(const uint8_t *at, const uint8_t *end, cicu_measures &measures) {
    measures = {};
    Counter counter(measures);
    while (at < end) {
        const uint8_t *stop = at + cicu::firstInvalid(at, size_t(end - at));
        while (at < stop) counter.add(cicu::decode(at));
        if (at == end) break;
        counter.add(0xFFFD);
        at += 1;
    }
}

}  // namespace

void cicu_measure(const uint8_t *bytes, size_t, const uint32_t *ends, size_t rows, cicu_measures *measures) {
    size_t start = 0;
    for (size_t row = 0; row < rows; row++) {
        measureRow(bytes + start, bytes + ends[row], measures[row]);
        start = ends[row];
    }
}
