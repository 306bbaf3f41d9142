// Reads a chunked body (RFC 9112 7.1), strictly and in whatever pieces it comes. http-parser, as
// Debian builds it, lets bytes between a chunk and its line end pass.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fauxplane {

class ChunkReader {
 public:
  enum class Outcome : std::uint8_t { kMore, kComplete, kBroken, kTooLong };

  // Takes bytes from the front of `bytes` up to the end of the body, and appends what they carry to
  // `body`, at most `size_max` bytes in all. Extensions and trailers are checked and dropped.
  [[nodiscard]] Outcome read(std::string_view& bytes, std::size_t size_max, std::string& body);

 private:
  enum class State : std::uint8_t {
    kFirstDigit,
    kDigits,
    kGap,             // blanks before the ";"
    kExtensionStart,  // behind it: a name has to come
    kExtension,
    kQuoted,
    kQuotedPair,  // behind the backslash
    kSizeEnd,     // the LF
    kData,        // `left_` bytes of it
    kDataEnd,     // the CR
    kDataEndLf,
    kTrailerStart,
    kTrailerName,
    kTrailer,
    kTrailerEnd,  // the LF
    kLastEnd,     // the LF of the empty line
  };

  [[nodiscard]] Outcome step(char letter, std::size_t size_max, const std::string& body);
  [[nodiscard]] Outcome on_digit(char letter, std::size_t size_max, const std::string& body);
  [[nodiscard]] Outcome on_extension(char letter);
  [[nodiscard]] Outcome on_trailer(char letter);
  [[nodiscard]] Outcome on_aside(char letter, State next);
  [[nodiscard]] Outcome expect(bool is_right, State next);

  State state_ = State::kFirstDigit;
  bool is_last_ = false;     // the chunk of size 0
  std::uint8_t digits_ = 0;  // of the size of the chunk
  std::uint64_t left_ = 0;   // of the chunk
  std::uint32_t aside_ = 0;  // bytes of extensions and trailers so far
};

}  // namespace fauxplane
