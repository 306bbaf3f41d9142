// Keys to try the service with: POST /evaluation/keys, GET /evaluation/usage (memorysync.md 4.9).
// Each gets an organization of its own on the plan "evaluation", so its quota is its own.
#include "simulator/domain/random.h"
#include "simulator/services/body.h"
#include "simulator/services/memorysync/billing.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::string_view kPurpose = "evaluation";
constexpr const char* kPlan = "evaluation";
constexpr std::chrono::days kLifetime{7};
constexpr std::int64_t kStorageLimit = 100;  // told, not counted: there is no such metric
constexpr std::size_t kSecretDigits = 24;
constexpr std::size_t kProjectDigits = 16;
// The most keys that one world makes.
constexpr std::uint64_t kEvaluationKeysMax = 1'000;
constexpr std::chrono::seconds kUnavailableWait{60};

// How many keys an address and its subnet may have made; the numbers are not published.
constexpr RateLimits kPerAddress = {5, 10, 20};
constexpr RateLimits kPerSubnet = {10, 50, 100};

// Rows of the setting `evaluation_keys`, behind "available".
constexpr std::array<const char*, 3> kReasons = {"per_ip", "per_subnet", "unavailable"};

Error refusal(const char* reason, std::chrono::seconds wait) {
  return {.code = "evaluation_refused",
          .message = {},
          .attributes = {{"reason", std::string(reason)}, {"retry_after_seconds", wait.count()}}};
}

// The first three numbers of an IPv4 address; of an IPv6 one as it is written, the first four.
std::string_view subnet_of(std::string_view address) {
  constexpr int kGroups = 4;
  if (address.find(':') == std::string_view::npos) return address.substr(0, address.rfind('.'));
  std::size_t end = 0;
  for (int group = 0; group < kGroups && end != std::string_view::npos; ++group) {
    end = address.find(':', end + 1);
  }
  return address.substr(0, end);
}

std::optional<Error> limit_minting(const Call& call) {
  if (const std::uint8_t chosen = call.world.setting(kMinting); chosen != 0) {
    return refusal(kReasons.at(chosen - 1U), kUnavailableWait);
  }
  if (call.world.setting(kRateLimiting) == kRatesUnlimited) return std::nullopt;
  Store& store = call.world.store();
  const std::string_view address = call.request.peer;
  const auto by_address =
      store.charge_rate({.kind = kMintAddress, .id = address}, kPerAddress, call.now);
  if (!by_address) return refusal(kReasons[0], by_address.error().retry_after);
  const auto by_subnet =
      store.charge_rate({.kind = kMintSubnet, .id = subnet_of(address)}, kPerSubnet, call.now);
  if (!by_subnet) return refusal(kReasons[1], by_subnet.error().retry_after);
  return std::nullopt;
}

AnchorDay day_of(Instant now) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(now)};
  return {.day = static_cast<unsigned>(date.day())};
}

// Puts the organization, whom the key acts for, the project that it is pinned to, and the key. The
// tenant is the one that all evaluation keys share; the plan is told when it is used up.
ApiKey make_key(const Call& call, std::uint64_t ordinal) {
  Store& store = call.world.store();
  const std::string number = std::to_string(ordinal);
  const Org org{
      .id = OrgId{"org_evaluation_" + number}, .plan = PlanId{kPlan}, .anchor = day_of(call.now)};
  const Member member{.id = MemberId{"member_evaluation_" + number}, .org = org.id};
  const Seed seed = call.world.scenario().seed;
  const Project project{
      .id = ProjectId{"proj_" + random_hex(seed, "evaluation/project", ordinal, kProjectDigits)},
      .tenant = TenantId{kSharedTenant},
      .name = "evaluation"};
  ApiKey key{.id = KeyId{"key_evaluation_" + number},
             .org = org.id,
             .member = member.id,
             .name = "evaluation",
             .secret = "ms_test_" + random_hex(seed, kPurpose, ordinal, kSecretDigits),
             .scopes = {"memory:*"},
             .created_at = call.now,
             .expires_at = call.now + kLifetime,
             .tenant = project.tenant,
             .project = project.id,
             .environment = "production",
             .is_strict = true};
  store.orgs().put(org);
  store.members().put(member);
  store.projects().put(project);
  store.keys().put(key);
  return key;
}

}  // namespace

Result<Answer> mint_evaluation_key(const Call& call) {
  if (!call.request.body.empty()) {
    const auto body = object_of(call.request);
    if (!body) return tl::unexpected(body.error());
    const auto caller = optional_text(*body, "agent_caller");
    if (!caller) return tl::unexpected(caller.error());
  }
  if (auto refused = limit_minting(call)) return tl::unexpected(*std::move(refused));
  Store& store = call.world.store();
  const auto plan = store.plans().find(PlanId{kPlan});
  const std::uint64_t ordinal = plan ? store.next_ordinal(kPurpose) : 0;
  if (!plan || ordinal > kEvaluationKeysMax) {
    return tl::unexpected(refusal(kReasons[2], kUnavailableWait));
  }
  const ApiKey key = make_key(call, ordinal);
  JsonText body;
  body.begin_object()
      .field("api_key", key.secret)
      .field("default_user_id", "eval-user")
      .field("project_id", key.project.value)
      .field("mcp_url", "https://mcp.example/mcp")
      .field("expires_at", to_iso8601(*key.expires_at))
      .name("limits")
      .begin_object()
      .field("add", plan->limits[index_of(kAddRequests)])
      .field("retrieval", plan->limits[index_of(kRetrievalRequests)])
      .field("storage", kStorageLimit)
      .end_object()
      .field("claim_command",
             "claim " + random_hex(call.world.scenario().seed, "evaluation/claim", ordinal, 6))
      .end_object();
  Answer answer = json_answer(201, body.take());
  answer.secret = key.secret;
  return answer;
}

Result<Answer> get_evaluation_usage(const Call& call) {
  JsonText body;
  body.begin_object();
  write_metrics(body, call, period_of(call.now, call.caller.org->anchor));
  return json_answer(200, body.end_object().take());
}

}  // namespace fauxplane::memorysync_service
