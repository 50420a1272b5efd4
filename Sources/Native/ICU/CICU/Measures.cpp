#include "CICU.h"
#include "Properties.hpp"
#include "UTF8.hpp"

namespace {

/// Counts one row: first how often each property byte occurs by its bits, then the runs.
class Counter {
public:
    explicit Counter(cicu_measures &measures) : measures_(measures), properties_(cicu::properties()) {}

    void add(char32_t c) {
        const uint8_t property = properties_[c];
        measures_.characters += 1;
        measures_.han += (property & cicu::propertyHan) != 0;
        measures_.latin_letters += (property & cicu::propertyLatin) != 0;
        measures_.digits += (property & cicu::propertyDigit) != 0;
        measures_.punctuation += (property & cicu::propertyPunctuation) != 0;
        measures_.symbols += (property & cicu::propertySymbol) != 0;
        measures_.spaces += (property & cicu::propertySpace) != 0;
        measures_.replacement_characters += c == 0xFFFD;
        run_ = c == last_ ? run_ + 1 : 1;
        last_ = c;
        if (run_ > measures_.longest_run) measures_.longest_run = run_;
    }

private:
    cicu_measures &measures_;
    const uint8_t *properties_;
    char32_t last_ = 0xFFFFFFFF;
    uint32_t run_ = 0;
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
