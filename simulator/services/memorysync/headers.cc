// X-Request-ID and X-Trace-ID, on every answer (memorysync.md 2.2).
#include "simulator/domain/random.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::string_view kRequestPurpose = "request";
constexpr std::string_view kTracePurpose = "trace";

}  // namespace

void stamp(Call& call) {
  const std::uint64_t ordinal = call.world.store().next_ordinal(kRequestPurpose);
  const Seed seed = call.world.scenario().seed;
  write_uuid(seed, kRequestPurpose, ordinal, call.ids.request_text);
  write_uuid(seed, kTracePurpose, ordinal, call.ids.trace_text);
  call.ids.is_stamped = true;
}

// There is no header that tells of the quota (memorysync.md 7).
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers) {
  if (outcome.is_from_gateway) return;
  headers.add("X-Request-ID", call.ids.request());
  headers.add("X-Trace-ID", call.ids.trace());
  add_rate_headers(call, headers);
}

}  // namespace fauxplane::memorysync_service
