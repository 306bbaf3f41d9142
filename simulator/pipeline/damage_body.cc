// Bodies that can not be read, lengths that lie, chunks that break.
#include <algorithm>
#include <array>
#include <charconv>

#include "simulator/pipeline/damage.h"
#include "simulator/pipeline/gzip.h"

namespace fauxplane {
namespace {

constexpr const char* kLength = "Content-Length";
constexpr std::size_t kChunkSize = 16;

void set_body(AnswerParts& parts, std::string body) {
  parts.body = std::move(body);
  parts.body_size = parts.body.size();
  set_header(parts, kLength, std::to_string(parts.body_size));
}

void compress(AnswerParts& parts) {
  set_body(parts, gzipped(parts.body));
  set_header(parts, "Content-Encoding", "gzip");
}

std::string hexadecimal(std::size_t number) {
  std::array<char, 16> digits{};
  const auto [end, failure] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return {digits.data(), end};
}

// The chunks of the body without the last, empty one. `extension` goes behind each size.
std::vector<std::string> chunks_of(const std::string& body, std::string_view extension) {
  std::vector<std::string> chunks;
  for (std::size_t at = 0; at < body.size(); at += kChunkSize) {
    const std::string data = body.substr(at, kChunkSize);
    chunks.push_back(hexadecimal(data.size()).append(extension).append(kLineEnd) + data +
                     std::string(kLineEnd));
  }
  return chunks;
}

}  // namespace

void damage_body(Damage damage, AnswerParts& parts) {
  using enum Damage;
  const std::size_t half = parts.body.size() / 2;
  if (damage == kBodyInvalidUtf8) {
    set_body(parts, parts.body.substr(0, half) + "\xFF\xFE" + parts.body.substr(half));
  } else if (damage == kBodyByteOrderMark) {
    set_body(parts, "\xEF\xBB\xBF" + parts.body);
  } else if (damage == kBodyTruncated) {
    set_body(parts, parts.body.substr(0, half));
  } else if (damage == kBodyGarbage) {
    set_body(parts, "<<<\x01\x02 this is no JSON \x7F>>>");
  } else if (damage == kBodyEmpty) {
    set_body(parts, "");
  } else if (damage == kBodyGzipClaimed) {
    set_header(parts, "Content-Encoding", "gzip");
  } else {
    compress(parts);
    const std::size_t middle = parts.body.size() / 2;
    if (damage == kBodyGzipCorrupt) parts.body[middle] = static_cast<char>(~parts.body[middle]);
    if (damage == kBodyGzipCut) set_body(parts, parts.body.substr(0, middle));
    if (damage == kBodyGzipUnsaid) remove_header(parts, "Content-Encoding");
  }
}

void damage_length(Damage damage, AnswerParts& parts) {
  using enum Damage;
  constexpr std::size_t kMore = 10;
  const std::string size = std::to_string(parts.body_size);
  const auto say = [&](const std::string& value) { set_header(parts, kLength, value); };
  const auto say_also = [&](const std::string& value) {
    say(size);
    parts.headers.push_back(std::string(kLength) + ": " + value);
  };
  if (damage == kLengthShort) say(std::to_string(parts.body_size / 2));
  if (damage == kLengthLong) say(std::to_string(parts.body_size + kMore));
  if (damage == kLengthTwice) say_also(size);
  if (damage == kLengthTwoValues) say_also(std::to_string(parts.body_size + kMore));
  if (damage == kLengthList) say(size + ", " + size);
  if (damage == kLengthNegative) say("-" + size);
  if (damage == kLengthPlus) say("+" + size);
  if (damage == kLengthWords) say("many");
  if (damage == kLengthHuge) say(std::string(20, '9'));
  if (damage == kLengthNone) remove_header(parts, kLength);
  if (damage == kLengthLong || damage == kLengthHuge || damage == kLengthNone) {
    parts.ends_stream = true;
  }
  parts.is_cut = damage == kLengthLong || damage == kLengthHuge;
}

void damage_chunks(Damage damage, AnswerParts& parts) {
  using enum Damage;
  auto chunks = chunks_of(parts.body, damage == kChunksExtended ? ";note=\"a;b\"" : "");
  std::string last = "0\r\n\r\n";
  if (damage == kChunksTrailers) last = "0\r\nX-Fauxplane-Trailer: end\r\n\r\n";
  if (damage == kChunksBadSize) last = "zero\r\n\r\n";
  if (damage == kChunksHugeSize) last = std::string(20, 'F') + "\r\n\r\n";
  if (damage == kChunksNoLast || damage == kChunksCut) last.clear();
  if (damage == kChunksCut && !chunks.empty()) chunks.back().resize(chunks.back().size() / 2);
  if (damage == kChunksNoLineEnd && !chunks.empty()) {
    chunks.front().resize(chunks.front().size() - kLineEnd.size());
  }
  parts.body.clear();
  for (const std::string& chunk : chunks) parts.body += chunk;
  parts.body += last;
  set_header(parts, "Transfer-Encoding", "chunked");
  if (damage == kChunksWithLength) {
    set_header(parts, kLength, std::to_string(parts.body_size / 2));
  } else {
    remove_header(parts, kLength);
  }
  if (last.empty()) parts.ends_stream = parts.is_cut = true;
}

}  // namespace fauxplane
