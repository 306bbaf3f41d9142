// The client of the control plane: every call, its arguments and what it gives. Calls block until
// there is an answer or an error of the tree of MemsyError (errors.h).
//
// One client may be used from several threads at once. Copies are cheap and share connections.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "contracts/client/errors.h"
#include "contracts/client/options.h"
#include "contracts/client/part.h"
#include "contracts/client/values.h"

namespace memsy {

class Caller;
struct Rules;

struct TimeseriesQuery {
  std::optional<std::string> dimension{};     // absent: all
  std::string granularity = "daily";          // or hourly
  std::optional<std::string> period_start{};  // "2027-02-01"; both ends are included
  std::optional<std::string> period_end{};
};

class UsageCalls : public Part<Caller> {
 public:
  using Part::Part;
  [[nodiscard]] Response<UsageSummary> summary() const;
  [[nodiscard]] Response<UsageTimeseries> timeseries(const TimeseriesQuery& query = {}) const;
};

class BillingCalls : public Part<Caller> {
 public:
  using Part::Part;
  [[nodiscard]] Response<BillingSummary> summary() const;
  [[nodiscard]] Response<std::vector<Invoice>> invoices() const;
};

struct NewKey {
  std::string name{};
  std::vector<std::string> scopes{"read", "write"};
  std::optional<std::string> expires_at{};  // ISO 8601; absent: never
};

class KeyCalls : public Part<Caller> {
 public:
  using Part::Part;
  [[nodiscard]] Response<KeyList> list() const;
  [[nodiscard]] Response<CreatedKey> create(const NewKey& key) const;
  [[nodiscard]] Response<std::vector<nlohmann::json>> usage(const std::string& key_id) const;
  Response<Nothing> remove(const std::string& key_id) const;  // DELETE
};

struct EventQuery {
  std::optional<std::string> actor_id{};
  std::optional<std::string> session_id{};
  std::optional<std::string> kind{};
  std::string sort = "ts_desc";  // or ts_asc
  std::int64_t limit = 50;
  std::int64_t offset = 0;
};

class EventCalls : public Part<Caller> {
 public:
  using Part::Part;
  [[nodiscard]] Response<EventPage> list(const EventQuery& query = {}) const;
};

struct Interest {
  std::string email{};
  std::string name{};
  std::optional<std::string> company{};
  std::optional<std::string> use_case{};
  std::optional<std::string> notes{};
};

class InterestCalls : public Part<Caller> {
 public:
  using Part::Part;
  Response<InterestReply> express(const Interest& interest) const;
  [[nodiscard]] Response<bool> status() const;
};

class ControlClient : public Part<Caller> {
 public:
  // Throws MemsyError for options that cannot be used. Nothing is sent.
  explicit ControlClient(const Options& options);
  // With other decisions or another transport, for tests.
  ControlClient(const Options& options, Rules rules, Transport transport);

  // The same client; its calls end with MemsyConnectionError once a stop is requested.
  [[nodiscard]] ControlClient stoppable(std::stop_token stop) const;

  [[nodiscard]] Response<Health> health() const;
  [[nodiscard]] Response<Me> me() const;
  [[nodiscard]] UsageCalls usage() const { return {shared_caller(), stop()}; }
  [[nodiscard]] BillingCalls billing() const { return {shared_caller(), stop()}; }
  [[nodiscard]] KeyCalls keys() const { return {shared_caller(), stop()}; }
  [[nodiscard]] EventCalls events() const { return {shared_caller(), stop()}; }
  [[nodiscard]] InterestCalls interest() const { return {shared_caller(), stop()}; }

  // Ends the calls under way, of all copies, with MemsyConnectionError; later calls too.
  void close();

 private:
  using Part::Part;
};

}  // namespace memsy
