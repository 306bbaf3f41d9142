#include "contracts/client/control_client.h"

#include <utility>

#include "contracts/client/caller.h"
#include "contracts/client/optional_parts.h"
#include "contracts/client/transport.h"

namespace memsy {

Response<UsageSummary> UsageCalls::summary() const {
  return caller().value_of<UsageSummary>({.path = "/usage/summary"}, stop());
}

Response<UsageTimeseries> UsageCalls::timeseries(const TimeseriesQuery& query) const {
  Call call{.path = "/usage/timeseries", .query = {{"granularity", query.granularity}}};
  add_if_set(call.query, "dimension", query.dimension);
  add_if_set(call.query, "period_start", query.period_start);
  add_if_set(call.query, "period_end", query.period_end);
  return caller().value_of<UsageTimeseries>(call, stop());
}

Response<BillingSummary> BillingCalls::summary() const {
  return caller().value_of<BillingSummary>({.path = "/billing/summary"}, stop());
}

Response<std::vector<Invoice>> BillingCalls::invoices() const {
  return caller().list_of<Invoice>({.path = "/billing/invoices"}, stop());
}

Response<KeyList> KeyCalls::list() const {
  return caller().value_of<KeyList>({.path = "/keys"}, stop());
}

Response<CreatedKey> KeyCalls::create(const NewKey& key) const {
  nlohmann::json body{{"name", key.name}, {"scopes", key.scopes}};
  add_if_set(body, "expires_at", key.expires_at);
  return caller().value_of<CreatedKey>({.method = "POST", .path = "/keys", .body = body}, stop());
}

Response<std::vector<nlohmann::json>> KeyCalls::usage(const std::string& key_id) const {
  const std::string path = "/keys/" + caller().rules().requests.path_segment(key_id) + "/usage";
  auto answer = caller().value_of<KeyUsage>({.path = path}, stop());
  return {std::move(answer.value.usage), std::move(answer.usage), answer.rate_limit};
}

Response<Nothing> KeyCalls::remove(const std::string& key_id) const {
  const std::string path = "/keys/" + caller().rules().requests.path_segment(key_id);
  return caller().nothing_of({.method = "DELETE", .path = path}, stop());
}

Response<EventPage> EventCalls::list(const EventQuery& query) const {
  Call call{.path = "/console/events",
            .query = {{"sort", query.sort},
                      {"limit", std::to_string(query.limit)},
                      {"offset", std::to_string(query.offset)}}};
  add_if_set(call.query, "actor_id", query.actor_id);
  add_if_set(call.query, "session_id", query.session_id);
  add_if_set(call.query, "kind", query.kind);
  return caller().value_of<EventPage>(call, stop());
}

Response<InterestReply> InterestCalls::express(const Interest& interest) const {
  nlohmann::json body{{"email", interest.email}, {"name", interest.name}};
  add_if_set(body, "company", interest.company);
  add_if_set(body, "use_case", interest.use_case);
  add_if_set(body, "notes", interest.notes);
  return caller().value_of<InterestReply>({.method = "POST", .path = "/interest/pro", .body = body},
                                          stop());
}

Response<bool> InterestCalls::status() const {
  auto answer = caller().value_of<InterestStatus>({.path = "/interest/pro/status"}, stop());
  return {answer.value.expressed, std::move(answer.usage), answer.rate_limit};
}

ControlClient::ControlClient(const Options& options)
    : ControlClient(options, Rules{},
                    make_curl_transport({.ca_file = options.ca_file,
                                         .reuse_connections = options.reuse_connections})) {}

ControlClient::ControlClient(const Options& options, Rules rules, Transport transport)
    : Part(std::make_shared<Caller>(options, std::move(rules), std::move(transport)), {}) {}

ControlClient ControlClient::stoppable(std::stop_token stop) const {
  return {shared_caller(), std::move(stop)};
}

Response<Health> ControlClient::health() const {
  return caller().value_of<Health>({.path = "/health"}, stop());
}

Response<Me> ControlClient::me() const {
  return caller().value_of<Me>({.path = "/me"}, stop());
}

void ControlClient::close() {
  shared_caller()->close();
}

}  // namespace memsy
