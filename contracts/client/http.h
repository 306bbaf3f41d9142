// Requests and answers of HTTP as values, and what a transport says when there was no whole answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace memsy {

using Seconds = std::chrono::duration<double>;

struct Header {
  std::string name;
  std::string value;  // without blanks around it
  friend bool operator==(const Header&, const Header&) = default;
};

// Header lines in the order of the wire; names have no case (RFC 9110 5.1).
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Header> lines) : lines_(lines) {}

  void add(Header line) { lines_.push_back(std::move(line)); }
  // The last line goes on (RFC 9112 5.2); false when there is none.
  [[nodiscard]] bool extend_last(std::string_view text);
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
  // The value of the one line of that name; nullopt when there is none, or more than one.
  [[nodiscard]] std::optional<std::string> only(std::string_view name) const;
  [[nodiscard]] const std::vector<Header>& lines() const { return lines_; }
  friend bool operator==(const Headers&, const Headers&) = default;

 private:
  std::vector<Header> lines_{};
};

struct HttpRequest {
  std::string method = "GET";
  std::string url{};
  Headers headers{};
  std::optional<std::string> body{};
  std::chrono::milliseconds timeout{30'000};  // of the whole exchange
  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};

struct HttpResponse {
  int status = 0;
  Headers headers{};
  std::string body{};
  int interim = 0;  // how many answers of 1xx came before it
  friend bool operator==(const HttpResponse&, const HttpResponse&) = default;
};

enum class FailureKind : std::uint8_t {
  kConnect,    // no connection: refused, unknown host
  kTls,        // the other side is not who it should be, or does not speak TLS
  kTimeout,    // not all of the answer within the time
  kClosed,     // ended before the answer began, or while the request was sent
  kTruncated,  // ended inside the answer
  kMalformed,  // bytes that are no answer of HTTP/1.1
  kCancelled,  // the caller wants it no more
};

// The words of a kind: "timeout".
[[nodiscard]] std::string_view words_of(FailureKind kind);

// There was no whole answer.
struct TransportFailure : std::runtime_error {
  TransportFailure(FailureKind what_kind, const std::string& text, HttpResponse what_came = {})
      : std::runtime_error(text), kind(what_kind), partial(std::move(what_came)) {}
  FailureKind kind;
  HttpResponse partial;  // what there was of the answer
};

// Sends a request once and returns its answer, whatever its status. Throws TransportFailure.
// Called from several threads at once; gives up with kCancelled when a stop is requested.
using Transport = std::function<HttpResponse(const HttpRequest&, const std::stop_token&)>;

}  // namespace memsy
