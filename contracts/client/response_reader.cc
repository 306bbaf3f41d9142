#include "contracts/client/response_reader.h"

#include <algorithm>
#include <utility>

namespace memsy {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
    return letter > ' ' && letter <= '~' &&
           std::string_view("\"(),/:;<=>?@[\\]{}").find(letter) == std::string_view::npos;
  });
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return text;
}

}  // namespace

bool ResponseReader::take_line(std::string_view line) {
  if (has_head_) return true;
  if (line.starts_with("HTTP/")) return start(line);
  if (trimmed(line).empty()) return finish_head();
  return add_header(line);
}

bool ResponseReader::take_body(std::string_view bytes) {
  if (response_.body.size() + bytes.size() > kBodyBytesMax) {
    return refuse("the body is longer than " + std::to_string(kBodyBytesMax) + " bytes");
  }
  response_.body.append(bytes);
  return true;
}

// "HTTP/1.1 200", and a reason that says nothing (RFC 9112 4).
bool ResponseReader::start(std::string_view status_line) {
  response_ = {};
  const std::string_view line = trimmed(status_line);
  const bool is_version = line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ");
  const std::string_view status = line.substr(0, 12).substr(std::min<std::size_t>(9, line.size()));
  const bool ends = line.size() == 12 || (line.size() > 12 && line[12] == ' ');
  if (!is_version || status.size() != 3 || !is_digits(status) || status[0] == '0' || !ends) {
    return refuse("a malformed status line");
  }
  response_.status = std::stoi(std::string(status));
  return true;
}

bool ResponseReader::add_header(std::string_view line) {
  if (response_.status == 0) return refuse("a header without a status line");
  if (line.front() == ' ' || line.front() == '\t') {
    return response_.headers.extend_last(trimmed(line)) || refuse("a header that starts folded");
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return refuse("a header without a colon");
  const std::string_view name = line.substr(0, colon);
  if (!is_token(name)) return refuse("a header with a malformed name");
  response_.headers.add({std::string(name), std::string(trimmed(line.substr(colon + 1)))});
  return true;
}

bool ResponseReader::finish_head() {
  if (response_.status == 101) return refuse("an upgrade that nobody asked for");
  if (response_.status < 200) {  // an interim answer: the final one is still to come
    ++interim_;
    response_ = {};
    return true;
  }
  response_.interim = interim_;
  has_head_ = true;
  return check_framing();
}

bool ResponseReader::check_framing() {
  const auto lengths = response_.headers.values("Content-Length");
  const auto codings = response_.headers.values("Transfer-Encoding");
  if (response_.status == 204 || response_.status == 304) {
    const bool is_empty = lengths.empty() || (lengths.size() == 1 && lengths.front() == "0");
    is_connection_clean_ = is_empty && codings.empty();
    return true;
  }
  if (lengths.size() + codings.size() > 1) return refuse("more than one length of the body");
  // libcurl takes a length that does not fit 64 bits for none at all.
  constexpr std::size_t kLengthDigitsMax = 18;
  if (!lengths.empty() &&
      (!is_digits(lengths.front()) || lengths.front().size() > kLengthDigitsMax)) {
    return refuse("a malformed Content-Length");
  }
  if (!codings.empty() && lower_case(codings.front()) != "chunked") {
    return refuse("a Transfer-Encoding that nobody asked for");
  }
  return true;
}

bool ResponseReader::refuse(std::string complaint) {
  complaint_ = std::move(complaint);
  return false;
}

}  // namespace memsy
