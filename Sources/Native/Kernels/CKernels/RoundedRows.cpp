// Rows to bytes, and bytes into panels: done once for each row, in plain code.
#include "CKernels.h"

#include <cmath>
#include <cstring>

namespace {
enum { QUAD = 4, CHUNK_QUADS = CK_BYTE_INPUTS / QUAD };

double larger(double left, double right) { return left > right ? left : right; }

/// To the nearest whole number, ties to even, for magnitudes below 2^51.
double nearest(double value) { return (value + 0x1.8p52) - 0x1.8p52; }

/// What bounds a row's scale: its largest value, and the greatest length that is summed in one lane.
struct Extent {
    double largest = 0, lane = 0;

    Extent(const float *row, const double *middle, size_t k) {
        for (size_t first = 0; first < k; first += CK_BYTE_INPUTS) {
            double squares[2] = {0, 0};
            for (size_t place = first; place < k && place < first + CK_BYTE_INPUTS; ++place) {
                const double value = row[place] - middle[place];
                largest = larger(largest, std::fabs(value));
                squares[place / 2 % 2] += value * value;
            }
            lane = larger(lane, std::sqrt(larger(squares[0], squares[1])));
        }
    }

    /// Rounding adds up to one half to each byte, so to a lane of half a chunk at most the length of so many halves.
    double scale() const {
        const double room = CK_BYTE_LENGTH - 0.5 * std::sqrt(CK_BYTE_INPUTS / 2.0) - 0.01;
        return larger(largest / CK_BYTE_LIMIT, lane / room);
    }
};

void leave_out(size_t k, int8_t *bytes, ck_rounding *rounding) {
    memset(bytes, 0, k);
    *rounding = {0, 0, 0, 0, 0, INFINITY};
}
} // namespace

extern "C" {

void ck_round_bytes(const float *row, const double *middle, size_t k, int8_t *bytes, ck_rounding *rounding) {
    double length = 0, product = 0, centred = 0, rounded = 0, lost = 0;
    for (size_t place = 0; place < k; ++place) length += double(row[place]) * row[place];
    if (!(length <= CK_LONGEST_ROW * CK_LONGEST_ROW)) return leave_out(k, bytes, rounding);
    float scale = float(Extent(row, middle, k).scale());
    // Smaller scales are not exact.
    if (scale < 1e-30f) scale = 0;
    const double factor = scale > 0 ? 1 / double(scale) : 0;
    for (size_t place = 0; place < k; ++place) {
        const double value = row[place] - middle[place];
        const double steps = nearest(value * factor), kept = steps * scale;
        bytes[place] = int8_t(steps);
        product += row[place] * middle[place];
        centred += value * value;
        rounded += kept * kept;
        lost += (value - kept) * (value - kept);
    }
    *rounding = {scale, product, std::sqrt(length), std::sqrt(centred), std::sqrt(rounded), std::sqrt(lost)};
}

size_t ck_packed_byte_count(size_t n, size_t k) {
    const size_t quads = (k + QUAD - 1) / QUAD, chunks = (quads + CHUNK_QUADS - 1) / CHUNK_QUADS;
    return n * QUAD * (quads + chunks);
}

void ck_pack_bytes(const int8_t *rows, size_t n, size_t k, int8_t *packed) {
    memset(packed, 0, ck_packed_byte_count(n, k));
    for (size_t first = 0; first < n; first += CK_PANEL)
        for (size_t start = 0; start < k; start += CK_BYTE_INPUTS) {
            const size_t length = k - start < CK_BYTE_INPUTS ? k - start : CK_BYTE_INPUTS;
            int8_t *begun = packed, *quads = packed + CK_PANEL * QUAD;
            for (size_t column = 0; column < CK_PANEL; ++column) {
                const int8_t *row = rows + (first + column) * k + start;
                // What an offset of all inputs adds to each of a column's two lanes, taken off beforehand.
                uint16_t lanes[2] = {0, 0};
                for (size_t place = 0; place < length; ++place) {
                    quads[place / QUAD * CK_PANEL * QUAD + column * QUAD + place % QUAD] = row[place];
                    lanes[place / 2 % 2] -= uint16_t(CK_BYTE_LIMIT * row[place]);
                }
                memcpy(begun + column * QUAD, lanes, sizeof lanes);
            }
            packed = quads + (length + QUAD - 1) / QUAD * CK_PANEL * QUAD;
        }
}
}
