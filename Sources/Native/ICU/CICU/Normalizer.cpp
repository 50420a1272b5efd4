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

/// What every step does to a row, by ICU alone, until nothing changes.
std::u32string throughICU(const Rules &rules, std::u32string text, uint16_t &kinds) {
    for (int pass = 0; pass < maximumPasses; pass++) {
        uint16_t passKinds = 0;
        std::u32string next = plainSteps(rules, text, passKinds);
        next = spaceStep(rules, markStep(rules, next, passKinds), passKinds);
        if (next == text) break;
        kinds |= passKinds;
        text = std::move(next);
    }
    return text;
}

/// The classes of a row's code points, joined.
uint8_t scan(const uint8_t *at, const uint8_t *end, const uint8_t *classes) {
    uint8_t all = 0;
    while (at < end) {
        while (at < end && *at >= 0xE0 && *at < 0xF0) {
            all |= classes[(at[0] & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F)];
            at += 3;
        }
        while (at < end && *at < 0x80) all |= classes[*at++];
        if (at < end && (*at < 0xE0 || *at >= 0xF0)) all |= classes[decode(at)];
    }
    return all;
}

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
          valid_(firstInvalid(bytes, count) == count) {}

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
    bool valid_;
    size_t icuRows_ = 0;
    Output out_;

    bool isValid(size_t start, size_t end) const {
        const auto splits = [&](size_t at) { return at < count_ && (bytes_[at] & 0xC0) == 0x80; };
        if (valid_ && !splits(start) && !splits(end)) return true;
        return firstInvalid(bytes_ + start, end - start) == end - start;
    }

    uint16_t rowAt(size_t start, size_t end) {
        const uint8_t *first = bytes_ + start, *last = bytes_ + end;
        if (!isValid(start, end)) {
            out_.append(first, end - start);
            return CICU_INVALID_UNICODE;
        }
        const uint8_t all = icuOnly_ ? uint8_t(classICU) : scan(first, last, table_.classes());
        if (all == 0) {
            out_.append(first, end - start);
            return 0;
        }
        if (all & classICU) return icuRow(first, last);
        return rowNeedsContext(all, first, last) ? contextRow(first, last) : tableRow(first, last);
    }

    uint16_t icuRow(const uint8_t *first, const uint8_t *last) {
        icuRows_++;
        uint16_t kinds = 0;
        const std::string text(first, last);
        appendText(throughICU(rules_, decodeAll(text), kinds));
        return kinds;
    }

    uint16_t contextRow(const uint8_t *at, const uint8_t *last) {
        uint16_t kinds = 0;
        std::u32string text;
        text.reserve(size_t(last - at));
        while (at < last) {
            const char32_t c = decode(at);
            if (table_.classes()[c] & classChanged) {
                const Entry &entry = table_.entry(c);
                kinds |= entry.kinds;
                for (const uint8_t *part = entry.bytes; part < entry.bytes + entry.count;) text.push_back(decode(part));
            } else {
                text.push_back(c);
            }
        }
        appendText(contextSteps(rules_, std::move(text), kinds));
        return kinds;
    }

    void appendText(const std::u32string &text) {
        uint8_t *out = out_.room(text.size() * 4);
        for (char32_t c : text) out += encode(c, out);
        out_.use(out);
    }

    uint16_t tableRow(const uint8_t *at, const uint8_t *last) {
        const uint8_t *classes = table_.classes();
        uint16_t kinds = 0;
        // No entry is more than three times as long as its code point, or 12 bytes.
        uint8_t *out = out_.room(size_t(last - at) * 3 + sizeof(Entry::bytes));
        while (at < last) {
            const uint8_t *start = at;
            const char32_t c = decode(at);
            const uint8_t bits = classes[c];
            if (!(bits & (classChanged | classMark))) {
                do *out++ = *start++;
                while (start < at);
                continue;
            }
            const Entry &entry = table_.entry(c);
            if (bits & classMark) {
                kinds |= entry.droppedKinds;
                continue;
            }
            kinds |= entry.kinds;
            memcpy(out, entry.bytes, sizeof entry.bytes);
            out += entry.count;
        }
        out_.use(out);
        return kinds;
    }
};

void checkReplacement(const Rules &rules) {
    uint16_t kinds = 0;
    const std::u32string after = markStep(rules, plainSteps(rules, rules.replacement, kinds), kinds);
    if (after != rules.replacement) {
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
