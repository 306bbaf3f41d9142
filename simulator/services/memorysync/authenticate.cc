#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

tl::unexpected<Error> refuse(const char* message) {
  return tl::unexpected(Error{.code = "unauthorized", .message = message});
}

// Which way a key is bad: revoked ones are known and forbidden, all others are invalid
// (memorysync.md 12).
Result<Identity> admit(Call& call, std::string_view secret) {
  const std::optional<Identity>& identity = identify(call, secret);
  if (!identity) return refuse("Invalid API key");
  switch (state_of(*identity->key, call.now)) {
    case KeyState::kActive:
      break;
    case KeyState::kExpired:
      return refuse("Invalid API key");
    case KeyState::kRevoked:
      return tl::unexpected(Error{.code = "forbidden", .message = "API key revoked"});
  }
  return *identity;
}

}  // namespace

std::string_view token_of(std::string_view header) {
  constexpr std::string_view kScheme = "Bearer ";
  if (!equal_ignoring_case(header.substr(0, kScheme.size()), kScheme)) return {};
  header.remove_prefix(kScheme.size());
  header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
  return header;
}

const std::optional<Identity>& identify(Call& call, std::string_view secret) {
  if (call.presented != secret) {
    call.presenter = call.world.store().identify(secret);
    call.presented = secret;
  }
  return call.presenter;
}

// A bearer token is judged before the key, and a bad one is not rescued by a good key unless the
// world says so (memorysync.md 2.1 and O8).
Result<Identity> authenticate(Call& call) {
  if (call.route != nullptr && call.route->is_open) return Identity{};
  const auto key = find_header(call.request, "X-API-Key");
  if (const auto bearer = find_header(call.request, "Authorization")) {
    auto identity = admit(call, token_of(*bearer));
    const bool falls_through = key && call.world.setting(kInvalidBearer) == 1;
    if (identity || !falls_through) return identity;
  }
  if (!key || key->empty()) return refuse("API key missing");
  return admit(call, *key);
}

}  // namespace fauxplane::memorysync_service
