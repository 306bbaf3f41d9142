#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

// The gateway says the same of every bad key; the application says which way it is bad
// (memsy.md 3.2).
tl::unexpected<Error> refuse(const Call& call, const char* message) {
  const bool by_gateway = call.world.setting(kAuthentication) == 1;
  return tl::unexpected(by_gateway ? Error{.code = "forbidden", .message = {}}
                                   : Error{.code = "unauthorized", .message = message});
}

}  // namespace

Result<Identity> authenticate(Call& call) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto header = find_header(call.request, "Authorization");
  if (!header) return refuse(call, "Missing Authorization header");
  if (!equal_ignoring_case(header->substr(0, kScheme.size()), kScheme)) {
    return refuse(call, "The Authorization header must be: Bearer <key>");
  }
  std::string_view secret = header->substr(kScheme.size());
  secret.remove_prefix(std::min(secret.find_first_not_of(' '), secret.size()));
  auto identity = call.world.store().identify(secret);
  if (!identity || state_of(*identity->key, call.now) != KeyState::kActive) {
    return refuse(call, "Invalid API key");
  }
  return *std::move(identity);
}

}  // namespace fauxplane::memsy_service
