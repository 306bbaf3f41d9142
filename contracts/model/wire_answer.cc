#include "contracts/model/wire_answer.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace fauxplane::contracts {
namespace {

constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
}

bool equal_names(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

// The framing is sound, and what the body holds is told apart by reading it.
constexpr std::array<Damage, 17> kHarmless = {
    Damage::kBodyInvalidUtf8, Damage::kBodyByteOrderMark, Damage::kBodyTruncated,
    Damage::kBodyGarbage,     Damage::kBodyEmpty,         Damage::kChunksSound,
    Damage::kChunksExtended,  Damage::kChunksTrailers,    Damage::kHeaderDuplicate,
    Damage::kHeaderLowerCase, Damage::kHeaderUpperCase,   Damage::kStatusNoReason,
    Damage::kInterim100,      Damage::kInterim102,        Damage::kInterim103,
    Damage::kLengthNone,      Damage::kStatusHttp10};
// No complete answer can be made of it, or must be (RFC 9112 6.3: an invalid Content-Length).
constexpr std::array<Damage, 14> kBreaking = {
    Damage::kLengthTwoValues, Damage::kLengthNegative, Damage::kLengthPlus,
    Damage::kLengthWords,     Damage::kLengthLong,     Damage::kLengthHuge,
    Damage::kChunksNoLast,    Damage::kChunksBadSize,  Damage::kChunksHugeSize,
    Damage::kChunksCut,       Damage::kStatusLetters,  Damage::kGarbageInstead,
    Damage::kBodyGzipCorrupt, Damage::kBodyGzipCut};

// What is neither is left to the client.
Effect effect_of(Damage damage) {
  if (std::find(kHarmless.begin(), kHarmless.end(), damage) != kHarmless.end()) {
    return Effect::kWhole;
  }
  const bool breaks = std::find(kBreaking.begin(), kBreaking.end(), damage) != kBreaking.end();
  return breaks ? Effect::kBroken : Effect::kOpen;
}

// The final answer behind any 1xx (RFC 9110 15.2).
std::string_view without_interim(std::string_view head) {
  constexpr std::string_view kInterim = "HTTP/1.1 1";
  while (head.starts_with(kInterim)) {
    const std::size_t end = head.find("\r\n\r\n");
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 4);
  }
  return head;
}

// RFC 9112 7.1.3, of chunks that are sound; what is not stays as it is.
std::string without_chunks(std::string_view chunks) {
  std::string body;
  for (;;) {
    const std::size_t line = chunks.find("\r\n");
    std::size_t size = 0;
    const auto read = std::from_chars(chunks.data(), chunks.data() + chunks.size(), size, 16);
    if (line == std::string_view::npos || read.ec != std::errc() || size == 0) return body;
    chunks.remove_prefix(line + 2);
    body.append(chunks.substr(0, size));
    chunks.remove_prefix(std::min(size + 2, chunks.size()));
  }
}

bool leaves_whole(const Reply& reply) {
  const std::size_t left = std::min(reply.wire.size, reply.wire.stall_at);
  return !reply.bytes.empty() && left >= reply.bytes.size();
}

bool is_complete_at(const Point& point) {
  return point.kind == PointKind::kAfter || point.kind == PointKind::kNext;
}

}  // namespace

std::vector<std::string> WireAnswer::values_of(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [known, value] : headers) {
    if (equal_names(known, name)) values.push_back(value);
  }
  return values;
}

Effect effect_of(const Fault& fault) {
  if (fault.stall && !is_complete_at(fault.stall->at)) return Effect::kStalled;
  if (fault.cut_after) return Effect::kBroken;
  for (const auto& end : {fault.reset, fault.close, fault.half_close}) {
    if (end && !is_complete_at(*end)) return Effect::kBroken;
  }
  Effect effect = Effect::kWhole;
  for (const Damage damage : fault.damages) {
    const Effect one = effect_of(damage);
    if (one == Effect::kBroken) return Effect::kBroken;
    if (one == Effect::kOpen) effect = Effect::kOpen;
  }
  // A reset behind the last byte can overtake it.
  if (fault.reset && effect == Effect::kWhole && fault.reset->kind == PointKind::kAfter) {
    return Effect::kOpen;
  }
  return effect;
}

Effect effect_of(const Fault& fault, const Reply& reply, int status) {
  Fault rest = fault;
  if (status == 204 || status == 304) std::erase_if(rest.damages, is_about_body);
  if (!leaves_whole(reply)) return effect_of(rest);
  rest.stall.reset();
  rest.cut_after.reset();
  rest.close.reset();
  rest.half_close.reset();
  if (rest.reset) rest.reset->kind = PointKind::kAfter;
  return effect_of(rest);
}

bool ends_untold(const Reply& reply) {
  return leaves_whole(reply) && reply.wire.ending != Ending::kKeep && !reply.close_after;
}

void split_answer(std::string_view bytes, std::size_t head_size, WireAnswer& answer) {
  std::string_view head = without_interim(bytes.substr(0, head_size));
  answer.body.assign(bytes.substr(std::min(head_size, bytes.size())));
  head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
  while (!head.empty()) {
    std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(line.size() + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    answer.headers.emplace_back(line.substr(0, colon), without_blanks(line.substr(colon + 1)));
  }
  if (!answer.values_of("Transfer-Encoding").empty()) answer.body = without_chunks(answer.body);
}

}  // namespace fauxplane::contracts
