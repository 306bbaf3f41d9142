// Heads that break the rules of RFC 9112, or use them to the end; and bytes besides the answer.
#include <algorithm>
#include <cctype>

#include "simulator/pipeline/damage.h"
#include "simulator/services/request.h"

namespace fauxplane {
namespace {

constexpr std::size_t kOversize = 64U << 10U;
constexpr std::string_view kFill = "X-Fauxplane-Fill: ";
constexpr std::size_t kManyLines = 1'000;
constexpr std::size_t kManyInterim = 100;
constexpr const char* kGarbage = "\x16\x03\x01 this is no HTTP \x7F\r\n\r\n";

void write_names(AnswerParts& parts, int (*letter_case)(int)) {
  for (std::string& line : parts.headers) {
    if (line.starts_with(' ')) continue;  // the rest of a value
    const auto colon =
        line.begin() + static_cast<std::ptrdiff_t>(std::min(line.find(':'), line.size()));
    std::transform(line.begin(), colon, line.begin(), [letter_case](char letter) {
      return static_cast<char>(letter_case(static_cast<unsigned char>(letter)));
    });
  }
}

// A Content-Type with another value than the one that there is; where there is none, two.
void add_other_type(AnswerParts& parts) {
  constexpr const char* kPlain = "Content-Type: text/plain";
  constexpr const char* kJson = "Content-Type: application/json";
  const bool is_plain =
      std::find(parts.headers.begin(), parts.headers.end(), kPlain) != parts.headers.end();
  const auto is_type = [](const std::string& line) {
    return equal_ignoring_case(line.substr(0, line.find(':')), "Content-Type");
  };
  if (std::none_of(parts.headers.begin(), parts.headers.end(), is_type)) {
    parts.headers.emplace_back(kJson);
  }
  parts.headers.emplace_back(is_plain ? kJson : kPlain);
}

// The status line without its reason.
std::string without_reason(const std::string& line) {
  return line.substr(0, line.find(' ', line.find(' ') + 1));
}

}  // namespace

void damage_headers(Damage damage, AnswerParts& parts) {
  using enum Damage;
  const auto add = [&](std::string line) { parts.headers.push_back(std::move(line)); };
  if (damage == kHeaderDuplicate) add_other_type(parts);
  if (damage == kHeaderOversize) {
    add(std::string(kFill) + std::string(kOversize - kFill.size(), 'a'));
  }
  if (damage == kHeaderMany) {
    for (std::size_t line = 1; line <= kManyLines; ++line) {
      add("X-Fauxplane-" + std::to_string(line) + ": " + std::to_string(line));
    }
  }
  if (damage == kHeaderObsText) add("X-Fauxplane-Text: caf\xE9");
  if (damage == kHeaderInvalidUtf8) add("X-Fauxplane-Text: \xFF\xFE");
  if (damage == kHeaderControl) add("X-Fauxplane-Text: a\x01z");
  if (damage == kHeaderNul) add(std::string("X-Fauxplane-Text: a\0z", 21));
  if (damage == kHeaderNoColon) add("X-Fauxplane-Text");
  if (damage == kHeaderBlankBeforeColon) add("X-Fauxplane-Text : a");
  if (damage == kHeaderFolded) {
    add("X-Fauxplane-Text: a");
    add(" z");
  }
  if (damage == kHeaderEmptyName) add(": a");
  if (damage == kHeaderLowerCase) write_names(parts, &std::tolower);
  if (damage == kHeaderUpperCase) write_names(parts, &std::toupper);
}

void damage_status_line(Damage damage, AnswerParts& parts) {
  using enum Damage;
  std::string& line = parts.status_line;
  constexpr std::size_t kVersionSize = 8;  // "HTTP/1.1"
  const std::string rest = line.substr(kVersionSize);
  const std::string reason = line.substr(without_reason(line).size());
  if (damage == kStatusNoReason) line = without_reason(line) + " ";
  if (damage == kStatusNoBlank) line = without_reason(line);
  if (damage == kStatusLongReason) line = without_reason(line) + " " + std::string(kOversize, 'a');
  if (damage == kStatusLetters) line = "HTTP/1.1 2OO" + reason;
  if (damage == kStatusFourDigits) line = without_reason(line) + "0" + reason;
  if (damage == kStatusLowerCase) line = "http/1.1" + rest;
  if (damage == kStatusHttp10) line = "HTTP/1.0" + rest;
  if (damage == kStatusHttp2) line = "HTTP/2" + rest;
  if (damage == kStatusNoVersion) line = rest.substr(1);
  if (damage == kStatusHttp10) parts.ends_stream = true;
}

void damage_line_ends(Damage damage, AnswerParts& parts) {
  using enum Damage;
  if (damage == kLineEndsLf) parts.line_ends = {"\n"};
  if (damage == kLineEndsCr) parts.line_ends = {"\r"};
  if (damage == kLineEndsMixed) parts.line_ends = {"\n", "\r\n"};
}

void add_interim(Damage damage, AnswerParts& parts) {
  using enum Damage;
  constexpr const char* kHints =
      "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
  if (damage == kInterim100) parts.before += "HTTP/1.1 100 Continue\r\n\r\n";
  if (damage == kInterim102) parts.before += "HTTP/1.1 102 Processing\r\n\r\n";
  if (damage == kInterim103) parts.before += kHints;
  if (damage == kInterimMany) {
    for (std::size_t count = 0; count < kManyInterim; ++count) parts.before += kHints;
  }
  if (damage == kInterim101) {
    parts.before +=
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: fauxplane\r\n\r\n";
  }
}

void add_garbage(Damage damage, AnswerParts& parts) {
  using enum Damage;
  if (damage == kGarbageBefore) parts.before += kGarbage;
  if (damage == kGarbageAfter) parts.after += kGarbage;
  if (damage == kGarbageInstead) {
    parts = {.before = kGarbage};
    parts.ends_stream = true;
  }
}

}  // namespace fauxplane
