#include "Boundary.hpp"
#include "Context.hpp"
#include "Output.hpp"
#include "Rules.hpp"
#include "Steps.hpp"
#include "Table.hpp"
#include "UTF8.hpp"

struct cicu_normalizer {
    cicu::Rules rules;
    cicu::Table table;

    explicit cicu_normalizer(const cicu_rules &flags) : rules(flags), table(rules) {}
};

namespace cicu {

namespace {

/// Whether trimming or collapsing would change a row whose only white space is U+0020.
bool hasLooseSpace(const uint8_t *start, const uint8_t *end) {
    if (start == end) return false;
    if (*start == ' ' || end[-1] == ' ') return true;
    for (const uint8_t *at = start; (at = static_cast<const uint8_t *>(memchr(at, ' ', size_t(end - at)))); at++) {
        if (at[1] == ' ') return true;
    }
    return false;
}

bool rowNeedsContext(uint8_t all, const uint8_t *start, const uint8_t *end) {
    if (all & classContext) return true;
    if ((all & classDigit) && (all & classMark)) return true;
    return (all & classSpace) && ((all & classGone) || hasLooseSpace(start, end));
}

/// One column being normalized.
class Job {
public:
    Job(const cicu_normalizer &normalizer, const uint8_t *bytes, size_t count, bool icuOnly)
        : rules_(normalizer.rules), table_(normalizer.table), bytes_(bytes), count_(count), icuOnly_(icuOnly),
          classes_(normalizer.table.classes()), context_(normalizer.rules) {}

    void run(const uint32_t *ends, size_t rows, cicu_column &column) {
        out_.reserve(count_ + 64);
        size_t start = 0;
        for (size_t row = 0; row < rows; row++) {
            column.changes[row] = rowAt(start, ends[row]);
            start = ends[row];
            if (out_.count() > UINT32_MAX) throw Failure(CICU_TOO_LARGE, "a normalized column exceeds 4 GiB");
            column.ends[row] = uint32_t(out_.count());
        }
        column.icu_rows = icuRows_;
        column.count = out_.count();
        column.bytes = out_.release();
    }

private:
    const Rules &rules_;
    const Table &table_;
    const uint8_t *bytes_;
    size_t count_;
    bool icuOnly_;
    const uint8_t *classes_;
    size_t icuRows_ = 0;
    Output out_;
    Context context_;
    std::u32string text_;

    uint16_t rowAt(size_t start, size_t end) {
        const uint8_t *first = bytes_ + start, *last = bytes_ + end;
        const size_t before = out_.count();
        uint16_t kinds = 0;
        const uint8_t all = tableRow(first, last, kinds);
        if (!icuOnly_ && !(all & (classInvalid | classICU)) && !rowNeedsContext(all, first, last)) return kinds;
        // The table cannot decide this row alone: what it wrote is taken back.
        out_.cut(before);
        // The table's pass ends early at what needs ICU, and has not seen the rest.
        const bool unseen = icuOnly_ || (all & (classInvalid | classICU));
        if (unseen && firstInvalid(first, end - start) != end - start) {
            out_.append(first, end - start);
            return CICU_INVALID_UNICODE;
        }
        return icuOnly_ || (all & classICU) ? icuRow(first, last) : contextRow(first, last);
    }

    /// What every step does to the row, by ICU alone, until nothing changes.
    uint16_t icuRow(const uint8_t *first, const uint8_t *last) {
        icuRows_++;
        uint16_t kinds = 0;
        std::u32string text = decodeAll(std::string(first, last));
        for (int pass = 0; pass < maximumPasses; pass++) {
            uint16_t passKinds = 0;
            std::u32string next = plainSteps(rules_, text, passKinds);
            context_.apply(next, passKinds);
            if (next == text) break;
            kinds |= passKinds;
            text = std::move(next);
        }
        appendText(text);
        return kinds;
    }

    uint16_t contextRow(const uint8_t *at, const uint8_t *last) {
        uint16_t kinds = 0;
        text_.clear();
        while (at < last) {
            const char32_t c = decode(at);
            if (classes_[c] & classChanged) {
                const Entry &entry = table_.entry(c);
                kinds |= entry.kinds;
                const uint8_t *part = entry.bytes, *end = part + entry.count;
                while (part < end) text_.push_back(decode(part));
            } else {
                text_.push_back(c);
            }
        }
        context_.settle(text_, kinds);
        appendText(text_);
        return kinds;
    }

    void appendText(const std::u32string &text) {
        uint8_t *out = out_.room(text.size() * 4);
        for (char32_t c : text) out += encode(c, out);
        out_.use(out);
    }

    /// Writes the row as the table has it and returns the classes of its code points, joined. It ends early at what
    /// is ill-formed or needs ICU.
    uint8_t tableRow(const uint8_t *at, const uint8_t *last, uint16_t &kinds) {
        const uint8_t *limit = bytes_ + count_;
        // No entry is more than three times as long as its code point, and all are copied as 12 bytes.
        uint8_t *out = out_.room(size_t(last - at) * 3 + sizeof(Entry::bytes));
        uint8_t all = 0;
        while (at < last && !(all & (classICU | classInvalid))) {
            // Most characters are of three bytes: they are read and written as four where the column has four.
            if (limit - at >= 4) {
                const uint32_t word = fourBytes(at);
                if (isThreeBytes(word) && last - at >= 3) {
                    at += 3;
                    out = put(decodeThree(word), word, 3, out, all, kinds);
                    continue;
                }
            }
            const size_t length = sequenceLength(at, size_t(last - at));
            if (length == 0) return classInvalid;
            uint32_t word = 0;
            memcpy(&word, at, length);
            const char32_t c = decode(at);
            out = put(c, word, length, out, all, kinds);
        }
        out_.use(out);
        return all;
    }

    /// Writes what becomes of one code point, whose own bytes are the first `length` of `word`.
    uint8_t *put(char32_t c, uint32_t word, size_t length, uint8_t *out, uint8_t &all, uint16_t &kinds) {
        const uint8_t bits = classes_[c];
        all |= bits;
        if (__builtin_expect(!(bits & (classChanged | classMark)), 1)) {
            memcpy(out, &word, 4);
            return out + length;
        }
        const Entry &entry = table_.entry(c);
        if (bits & classMark) {
            kinds |= entry.droppedKinds;
            return out;
        }
        kinds |= entry.kinds;
        memcpy(out, entry.bytes, sizeof entry.bytes);
        return out + entry.count;
    }
};

void checkReplacement(const Rules &rules) {
    uint16_t kinds = 0;
    std::u32string after = plainSteps(rules, rules.replacement, kinds);
    Context(rules).markStep(after, kinds);
    if (after != rules.replacement || kinds != 0) {
        throw Failure(CICU_BAD_ARGUMENT, "the replacement of masks is itself changed by the rules");
    }
}

void checkEnds(size_t count, const uint32_t *ends, size_t rows) {
    size_t before = 0;
    for (size_t row = 0; row < rows; row++) {
        if (ends[row] < before || ends[row] > count) throw Failure(CICU_BAD_ARGUMENT, "row ends are not ascending");
        before = ends[row];
    }
}

template <typename Element> Element *allocated(size_t count) {
    void *memory = malloc(count * sizeof(Element) + 1);
    if (!memory) throw std::bad_alloc();
    return static_cast<Element *>(memory);
}

}  // namespace

}  // namespace cicu

using namespace cicu;

int32_t cicu_normalizer_open(const cicu_rules *rules, cicu_normalizer **normalizer, cicu_message *message) {
    return guarded(message, [&] {
        auto opened = std::make_unique<cicu_normalizer>(*rules);
        checkReplacement(opened->rules);
        *normalizer = opened.release();
    });
}

void cicu_normalizer_close(cicu_normalizer *normalizer) { delete normalizer; }

int32_t cicu_normalize(
    const cicu_normalizer *normalizer, const uint8_t *bytes, size_t count, const uint32_t *ends, size_t rows,
    bool icu_only, cicu_column *column, cicu_message *message) {
    *column = {};
    const int32_t status = guarded(message, [&] {
        checkEnds(count, ends, rows);
        column->ends = allocated<uint32_t>(rows);
        column->changes = allocated<uint16_t>(rows);
        Job(*normalizer, bytes, count, icu_only).run(ends, rows, *column);
    });
    if (status != CICU_OK) cicu_column_free(column);
    return status;
}

void cicu_column_free(cicu_column *column) {
    free(column->bytes);
    free(column->ends);
    free(column->changes);
    *column = {};
}
