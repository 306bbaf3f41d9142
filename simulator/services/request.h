// A request as it was read from the wire. Views into the connection's buffer: valid until it is
// answered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "simulator/domain/instant.h"

namespace fauxplane {

struct Origins;

enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };

[[nodiscard]] Method method_of(std::string_view text);
[[nodiscard]] std::string_view name_of(Method method);

struct HeaderView {
  std::string_view name;   // as sent
  std::string_view value;  // without surrounding blanks
};

struct Request {
  Method method = Method::kOther;
  std::string_view method_text;
  std::string_view target;  // as sent: path and query
  std::string_view
      path;  // up to the "?", percent-encoded; the pipeline takes the session prefix off
  std::string_view prefix{};  // of the path: "/_s/<id>", or empty for the default session
  std::string_view query;     // after the "?", percent-encoded
  std::span<const HeaderView> headers;
  std::string_view head;  // request line and headers with the empty line, as sent
  std::string_view body;  // decoded when it was chunked
  bool keep_alive = true;
  bool is_http_1_0 = false;          // and has to be told when the connection stays (RFC 9112 9.3)
  bool is_at_other_port = false;     // came in at Origin::kOtherPort
  const Origins* origins = nullptr;  // of the server; nullptr in tests that need none
  std::string_view peer{};           // the client's IP address; empty when it has none
  Arrival arrival{};
  std::uint64_t connection = 0;     // number of the connection in the process, from 1
  std::uint32_t on_connection = 0;  // number of the request on its connection, from 1
};

// The last header of that name, case-insensitively; nullopt when there is none.
[[nodiscard]] std::optional<std::string_view> find_header(const Request& request,
                                                          std::string_view name);

[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);

// "%2F" becomes "/"; a "%" that starts no pair of digits stands for itself.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace fauxplane
