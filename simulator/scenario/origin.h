// The origins (RFC 6454) that one plane answers under, by the names that scenarios use. A client
// knows one of them, its own; a redirect can send it to another, where its key must not go along
// (RFC 9110 15.4).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fauxplane {

enum class Origin : std::uint8_t {
  kOwn,        // the one that clients are given
  kOtherHost,  // the same port, by another name of the host
  kOtherPort,  // the same host, another port
};

struct OriginRow {
  Origin origin;
  std::string_view name;
};

inline constexpr std::array<OriginRow, 3> kOriginRows = {{{Origin::kOwn, "own"},
                                                          {Origin::kOtherHost, "other_host"},
                                                          {Origin::kOtherPort, "other_port"}}};

[[nodiscard]] constexpr std::string_view name_of(Origin origin) {
  return kOriginRows[static_cast<std::size_t>(origin)].name;
}

// Where an answer sends the client.
struct Redirect {
  std::optional<Origin> to{};  // none: Location is a path only
  std::string path{};          // with the query; empty: that of the request
  friend bool operator==(const Redirect&, const Redirect&) = default;
};

}  // namespace fauxplane
