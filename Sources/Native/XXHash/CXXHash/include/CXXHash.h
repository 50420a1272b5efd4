#pragma once
#include <stddef.h>
#include <stdint.h>
uint64_t cxxhash64(const void *bytes, size_t count, uint64_t seed);
