// API keys of the org: GET and POST /keys, GET /keys/{key_id}/usage, DELETE /keys/{key_id}.
#include <algorithm>

#include "simulator/domain/billing_period.h"
#include "simulator/services/body.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::size_t kKeyIdDigits = 8;
constexpr std::size_t kSecretDigits = 32;
constexpr std::size_t kKeyNameMax = 256;

bool is_active(const ApiKey& key, Instant now) {
  return state_of(key, now) == KeyState::kActive;
}

std::vector<std::shared_ptr<const ApiKey>> keys_of(const Call& call) {
  auto keys = call.world.store().keys().list();
  std::erase_if(keys, [&](const auto& key) { return key->org != call.caller.org->id; });
  return keys;
}

std::int64_t count_active(const std::vector<std::shared_ptr<const ApiKey>>& keys, Instant now) {
  return std::count_if(keys.begin(), keys.end(),
                       [&](const auto& key) { return is_active(*key, now); });
}

// The key of the path, if it is one of the caller's org.
Result<std::shared_ptr<const ApiKey>> key_in_path(const Call& call) {
  auto key = call.world.store().keys().find(KeyId{call.path_values[0]});
  if (key && key->org == call.caller.org->id) return key;
  return tl::unexpected(Error{.code = "not_found", .message = "API key not found"});
}

Result<std::set<std::string>> scopes_in(const nlohmann::json& body) {
  const auto member = body.find("scopes");
  if (member == body.end() || member->is_null()) return std::set<std::string>{"read", "write"};
  if (!member->is_array()) {
    return tl::unexpected(
        validation_error("body/scopes", "Input should be a valid list", "list_type"));
  }
  std::set<std::string> scopes;
  for (std::size_t index = 0; index < member->size(); ++index) {
    const auto& scope = (*member)[index];
    if (scope != "read" && scope != "write") {
      return tl::unexpected(validation_error("body/scopes/" + std::to_string(index),
                                             "Input should be 'read' or 'write'", "enum"));
    }
    scopes.insert(scope.get<std::string>());
  }
  return scopes;
}

Result<std::optional<Instant>> expiry_in(const nlohmann::json& body) {
  const auto text = optional_text(body, "expires_at");
  if (!text) return tl::unexpected(text.error());
  if (!*text) return std::nullopt;
  const auto instant = parse_instant(**text);
  if (!instant) {
    return tl::unexpected(validation_error("body/expires_at", "Input should be a valid datetime",
                                           "datetime_parsing"));
  }
  return *instant;
}

// What the body asks for: everything of a key but its id and secret.
Result<ApiKey> key_in(const nlohmann::json& body) {
  auto name = required_text(body, "name");
  if (!name) return tl::unexpected(name.error());
  if (name->size() > kKeyNameMax) {
    return tl::unexpected(validation_error(
        "body/name", "String should have at most " + std::to_string(kKeyNameMax) + " bytes",
        "string_too_long"));
  }
  auto scopes = scopes_in(body);
  if (!scopes) return tl::unexpected(scopes.error());
  const auto expires_at = expiry_in(body);
  if (!expires_at) return tl::unexpected(expires_at.error());
  return ApiKey{.name = *std::move(name), .scopes = *std::move(scopes), .expires_at = *expires_at};
}

}  // namespace

Result<Answer> list_keys(const Call& call) {
  const auto keys = keys_of(call);
  Json rows = Json::array();
  for (const auto& key : keys) {
    const auto last_used = call.world.store().last_used(key->org, key->id);
    rows.push_back({{"key_id", key->id.value},
                    {"prefix", prefix_of(*key)},
                    {"name", key->name},
                    {"scopes", key->scopes},
                    {"is_active", is_active(*key, call.now)},
                    {"created_at", to_iso8601(key->created_at)},
                    {"last_used_at", text_or_null(last_used)},
                    {"expires_at", text_or_null(key->expires_at)}});
  }
  return ok({{"keys", std::move(rows)},
             {"max_keys", call.caller.plan->max_keys},
             {"active_count", count_active(keys, call.now)}});
}

Result<Answer> create_key(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  auto wanted = key_in(*body);
  if (!wanted) return tl::unexpected(wanted.error());

  // Counting and adding are one step: two calls at the cap cannot both pass.
  std::optional<Error> refused;
  call.world.store().update([&] {
    const std::int64_t active = count_active(keys_of(call), call.now);
    const std::int64_t most = call.caller.plan->max_keys;
    if (active >= most) {
      refused = Error{.code = "key_limit_reached",
                      .message = {},
                      .attributes = {{"limit", most}, {"current", active}}};
      return;
    }
    wanted->id = KeyId{call.world.next_id("key_", kKeyIdDigits)};
    wanted->secret = call.world.next_id("msy_", kSecretDigits);
    wanted->org = call.caller.org->id;
    wanted->member = call.caller.member->id;
    wanted->created_at = call.now;
    call.world.store().keys().put(*wanted);
  });
  if (refused) return tl::unexpected(*refused);

  Answer answer = ok({{"key_id", wanted->id.value},
                      {"raw_key", wanted->secret},
                      {"prefix", prefix_of(*wanted)},
                      {"name", wanted->name},
                      {"scopes", wanted->scopes},
                      {"is_active", is_active(*wanted, call.now)},
                      {"created_at", to_iso8601(wanted->created_at)},
                      {"expires_at", text_or_null(wanted->expires_at)}});
  answer.secret = wanted->secret;
  return answer;
}

Result<Answer> get_key_usage(const Call& call) {
  const auto key = key_in_path(call);
  if (!key) return tl::unexpected(key.error());
  const BillingPeriod period = period_of(call.now);
  const auto points = call.world.store().usage_history(
      call.caller.org->id, {.from = period.start, .to = period.end, .key = (*key)->id});
  return ok({{"usage", usage_rows(points, Granularity::kDaily)}});
}

Result<Answer> delete_key(const Call& call) {
  std::optional<Error> refused;
  call.world.store().update([&] {
    const auto key = key_in_path(call);
    if (!key || (*key)->revoked_at) {
      refused = Error{.code = "not_found", .message = "API key not found"};
      return;
    }
    ApiKey revoked = **key;
    revoked.revoked_at = call.now;
    call.world.store().keys().put(std::move(revoked));
  });
  if (refused) return tl::unexpected(*refused);
  return Answer{.status = 204, .headers = {}, .body = {}};
}

}  // namespace fauxplane::memsy_service
