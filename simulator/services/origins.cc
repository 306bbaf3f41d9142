#include "simulator/services/origins.h"

namespace fauxplane {
namespace {

constexpr std::string_view kLocalhost = "localhost";

struct OriginParts {
  std::string_view scheme;  // with "://"
  std::string_view host;
  std::string_view port;  // with ":"
};

OriginParts parts_of(std::string_view origin) {
  const std::size_t host = origin.find("://") + 3;
  const std::size_t colon = std::min(origin.rfind(':'), origin.size());
  return {.scheme = origin.substr(0, host),
          .host = origin.substr(host, colon - host),
          .port = origin.substr(colon)};
}

// Another name that leads to the same listener.
std::string_view other_name_of(std::string_view host) {
  if (host != kLocalhost) return kLocalhost;
  return "127.0.0.1";
}

}  // namespace

std::string text_of(const Origins& origins, Origin origin) {
  const OriginParts parts = parts_of(origins.own);
  std::string text(parts.scheme);
  switch (origin) {
    case Origin::kOwn:
      return origins.own;
    case Origin::kOtherHost:
      return text.append(other_name_of(parts.host)).append(parts.port);
    case Origin::kOtherPort:
      text.append(parts.host).append(":");
      return text + std::to_string(origins.other_port.load(std::memory_order_relaxed));
  }
  return text;
}

Origin origin_of(const Request& request) {
  if (request.is_at_other_port) return Origin::kOtherPort;
  const auto host = find_header(request, "Host");
  if (!host || request.origins == nullptr) return Origin::kOwn;
  const OriginParts parts = parts_of(request.origins->own);
  const std::string_view other = other_name_of(parts.host);
  const bool is_other = host->size() >= other.size() &&
                        equal_ignoring_case(host->substr(0, other.size()), other) &&
                        (host->size() == other.size() || (*host)[other.size()] == ':');
  return is_other ? Origin::kOtherHost : Origin::kOwn;
}

}  // namespace fauxplane
