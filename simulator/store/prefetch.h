// Asks for memory before it is written. A full journal writes over what it touched thousands of
// requests ago, which is in no cache any more: asked for one request ahead, it is there in time.
#pragma once

#include <algorithm>
#include <cstddef>

namespace fauxplane {

// Larger texts are rare, and the processor itself reads ahead in them.
inline constexpr std::size_t kPrefetchBytesMax = 2048;

// Does nothing but ask: any address may be given.
inline void prefetch_to_write(const void* start, std::size_t bytes) {
  constexpr std::size_t kCacheLine = 64;
  const auto* const first = static_cast<const char*>(start);
  for (std::size_t at = 0; at < std::min(bytes, kPrefetchBytesMax); at += kCacheLine) {
    __builtin_prefetch(first + at, 1);
  }
}

}  // namespace fauxplane
