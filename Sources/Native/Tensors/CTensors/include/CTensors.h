#pragma once

// Numbers of tensors as they stand in files, little-endian and at any alignment.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CTENSORS_FLOAT32 = 0, CTENSORS_FLOAT16 = 1, CTENSORS_BFLOAT16 = 2 };

/// Writes `count` elements of `bytes` to `floats`.
void ctensors_decode(int32_t type, const uint8_t *bytes, size_t count, float *floats);

/// Writes a matrix of `rows` by `columns` to `floats` column by column.
void ctensors_decode_transposed(int32_t type, const uint8_t *bytes, size_t rows, size_t columns, float *floats);

/// The place of the first NaN or infinity among `count` elements, or `count` where there is none.
size_t ctensors_first_nonfinite(int32_t type, const uint8_t *bytes, size_t count);

/// CRC-32C (Castagnoli), started and ended as iSCSI has it; `crc` is that of what came before, 0 at first.
uint32_t ctensors_crc32c(uint32_t crc, const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
