// A text written front to back, for heads and bodies alike: they are made of dozens of short
// pieces, and a string that is asked to grow for each of them costs more than what it copies.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace fauxplane {

class TextWriter {
 public:
  TextWriter() = default;
  TextWriter(const TextWriter&) = default;
  TextWriter& operator=(const TextWriter&) = default;
  TextWriter(TextWriter&& other) noexcept
      : room_(std::move(other.room_)), size_(std::exchange(other.size_, 0)) {}
  TextWriter& operator=(TextWriter&& other) noexcept {
    room_ = std::move(other.room_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ~TextWriter() = default;

  // Writes every view, in order. REQUIRES: none of them lies in what is written.
  template <class... View>
  void write(View... views) {
    const std::size_t needed = size_ + (views.size() + ...);
    if (needed > room_.size()) grow(needed);
    char* end = room_.data() + size_;
    ((end += views.copy(end, views.size())), ...);
    size_ = needed;
  }

  // Valid until the next write.
  [[nodiscard]] std::string_view view() const { return {room_.data(), size_}; }

  void erase(std::size_t start, std::size_t count) {
    room_.erase(start, count);
    size_ -= count;
  }

  // What is written; nothing is afterwards.
  [[nodiscard]] std::string take() {
    room_.resize(std::exchange(size_, 0));
    return std::exchange(room_, {});
  }

 private:
  void grow(std::size_t needed) {
    constexpr std::size_t kRoomBytes = 1024;  // most heads and bodies need no more
    room_.resize(std::max({needed, 2 * room_.size(), kRoomBytes}));
  }

  std::string room_;  // written up to size_
  std::size_t size_ = 0;
};

}  // namespace fauxplane
