#include "simulator/edge/chunk_reader.h"

#include <algorithm>

#include "simulator/edge/request_rules.h"

namespace fauxplane {
namespace {

// A size needs no more; the rest would be zeros in front.
constexpr std::uint8_t kDigitsMax = 16;
// Of all extensions and trailers of a body, which nobody reads.
constexpr std::uint32_t kAsideBytesMax = 16U << 10U;

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  const auto low = static_cast<char>(letter | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

ChunkReader::Outcome ChunkReader::read(std::string_view& bytes, std::size_t size_max,
                                       std::string& body) {
  while (!bytes.empty()) {
    if (state_ == State::kData) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      body.append(bytes.substr(0, size));
      bytes.remove_prefix(size);
      left_ -= size;
      if (left_ == 0) state_ = State::kDataEnd;
      continue;
    }
    const Outcome outcome = step(bytes.front(), size_max, body);
    bytes.remove_prefix(1);
    if (outcome != Outcome::kMore) return outcome;
  }
  return Outcome::kMore;
}

ChunkReader::Outcome ChunkReader::step(char letter, std::size_t size_max, const std::string& body) {
  switch (state_) {
    case State::kFirstDigit:
    case State::kDigits:
      return on_digit(letter, size_max, body);
    case State::kGap:
    case State::kExtensionStart:
    case State::kExtension:
    case State::kQuoted:
    case State::kQuotedPair:
      return on_extension(letter);
    case State::kSizeEnd:
      return expect(letter == '\n', is_last_ ? State::kTrailerStart : State::kData);
    case State::kDataEnd:
      return expect(letter == '\r', State::kDataEndLf);
    case State::kDataEndLf:
      return expect(letter == '\n', State::kFirstDigit);
    case State::kTrailerStart:
    case State::kTrailerName:
    case State::kTrailer:
      return on_trailer(letter);
    case State::kTrailerEnd:
      return expect(letter == '\n', State::kTrailerStart);
    case State::kLastEnd:
      return letter == '\n' ? Outcome::kComplete : Outcome::kBroken;
    case State::kData:
      break;
  }
  return Outcome::kBroken;
}

ChunkReader::Outcome ChunkReader::on_digit(char letter, std::size_t size_max,
                                           const std::string& body) {
  if (state_ == State::kFirstDigit) {
    left_ = 0;
    digits_ = 0;
  }
  const int digit = digit_of(letter);
  if (digit >= 0) {
    state_ = State::kDigits;
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    if (++digits_ > kDigitsMax) return Outcome::kBroken;
    return left_ <= size_max - body.size() ? Outcome::kMore : Outcome::kTooLong;
  }
  if (state_ == State::kFirstDigit) return Outcome::kBroken;
  is_last_ = left_ == 0;
  if (letter == '\r') return expect(true, State::kSizeEnd);
  return on_extension(letter);
}

// RFC 9112 7.1.1, as far as it can hide where the line ends: blanks only before the ";", a name
// behind it, no letter that neither a name nor a value has, and every quoted string closed.
ChunkReader::Outcome ChunkReader::on_extension(char letter) {
  if (state_ == State::kQuotedPair) return on_aside(letter, State::kQuoted);
  if (state_ == State::kQuoted) {
    if (letter == '\\') return on_aside(letter, State::kQuotedPair);
    return on_aside(letter, letter == '"' ? State::kExtension : State::kQuoted);
  }
  const bool is_blank = letter == ' ' || letter == '\t';
  if (state_ == State::kExtensionStart) {
    if (is_blank) return on_aside(letter, State::kExtensionStart);
    return is_token(letter) ? on_aside(letter, State::kExtension) : Outcome::kBroken;
  }
  if (letter == ';') return on_aside(letter, State::kExtensionStart);
  if (state_ == State::kExtension) {
    if (letter == '\r') return expect(true, State::kSizeEnd);
    if (letter == '"') return on_aside(letter, State::kQuoted);
    const bool is_part = is_blank || letter == '=' || is_token(letter);
    return is_part ? on_aside(letter, State::kExtension) : Outcome::kBroken;
  }
  return is_blank ? on_aside(letter, State::kGap) : Outcome::kBroken;
}

// "name: value" and a line end.
ChunkReader::Outcome ChunkReader::on_trailer(char letter) {
  if (state_ == State::kTrailer) {
    if (letter == '\r') return expect(true, State::kTrailerEnd);
    return on_aside(letter, State::kTrailer);
  }
  if (state_ == State::kTrailerStart && letter == '\r') return expect(true, State::kLastEnd);
  if (state_ == State::kTrailerName && letter == ':') return on_aside(letter, State::kTrailer);
  return is_token(letter) ? on_aside(letter, State::kTrailerName) : Outcome::kBroken;
}

// A letter of an extension or a trailer.
ChunkReader::Outcome ChunkReader::on_aside(char letter, State next) {
  state_ = next;
  const bool is_bad = is_control(letter) && letter != ' ' && letter != '\t';
  return !is_bad && ++aside_ <= kAsideBytesMax ? Outcome::kMore : Outcome::kBroken;
}

ChunkReader::Outcome ChunkReader::expect(bool is_right, State next) {
  state_ = next;
  return is_right ? Outcome::kMore : Outcome::kBroken;
}

}  // namespace fauxplane
