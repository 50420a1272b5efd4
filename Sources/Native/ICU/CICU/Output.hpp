#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace cicu {

/// A growing run of bytes from malloc, so that it can be handed to C.
class Output {
public:
    Output() = default;
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;
    ~Output() { free(start_); }

    size_t count() const { return count_; }

    void reserve(size_t capacity) {
        if (capacity <= capacity_) return;
        void *grown = realloc(start_, capacity);
        if (!grown) throw std::bad_alloc();
        start_ = static_cast<uint8_t *>(grown);
        capacity_ = capacity;
    }

    /// Room for `more` bytes behind those in use; `use` says where they ended.
    uint8_t *room(size_t more) {
        if (capacity_ - count_ < more) reserve((count_ + more) + (count_ + more) / 2);
        return start_ + count_;
    }

    void use(const uint8_t *end) { count_ = size_t(end - start_); }

    void cut(size_t count) { count_ = count; }

    void append(const uint8_t *bytes, size_t count) {
        if (count == 0) return;
        memcpy(room(count), bytes, count);
        count_ += count;
    }

    /// Gives the bytes away; the caller frees them.
    uint8_t *release() {
        uint8_t *bytes = start_;
        start_ = nullptr;
        count_ = capacity_ = 0;
        return bytes;
    }

private:
    uint8_t *start_ = nullptr;
    size_t count_ = 0, capacity_ = 0;
};

}  // namespace cicu
