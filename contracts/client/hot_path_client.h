// The client of the hot path: what is stored, and found again. Calls block, and raise like those
// of the control plane.
//
// One client may be used from several threads at once. Copies are cheap and share connections.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "contracts/client/errors.h"
#include "contracts/client/hot_path_values.h"
#include "contracts/client/options.h"
#include "contracts/client/part.h"
#include "contracts/client/record_calls.h"
#include "contracts/client/values.h"

namespace memsy {

class Caller;
struct Rules;

// Something that happened (memsy.md H2).
struct NewEvent {
  std::string actor_id{};
  std::string session_id{};
  std::string kind{};  // user_message, assistant_message, tool_result or app_event
  std::string content{};
  std::optional<std::string> ts{};        // ISO 8601; absent: when it is taken in
  std::optional<std::string> metadata{};  // the text of a JSON object
  std::optional<std::string> role_id{};
  std::optional<std::string> team_id{};
};

struct Search {
  std::string query{};
  std::optional<std::string> actor_id{};  // absent: of every actor
  std::int64_t limit = 10;                // 1 to 100
  double threshold = 0;                   // results that score below it are left out
  bool include_source_events = false;
  std::vector<std::string> role_ids{};  // empty lists are not sent
  std::vector<std::string> team_ids{};
};

struct MemoryQuery {
  std::optional<std::string> actor_id{};
  std::optional<std::string> kind{};
  std::optional<std::string> type{};
  std::optional<std::string> status{};
  std::string sort = "observed_at_desc";
  std::optional<std::string> search{};
  std::int64_t limit = 50;
  std::int64_t offset = 0;
};

class MemoryCalls : public Part<Caller> {
 public:
  using Part::Part;
  [[nodiscard]] Response<MemoryPage> list(const MemoryQuery& query = {}) const;
  [[nodiscard]] Response<MemoryStats> stats() const;
  [[nodiscard]] Response<Memory> get(const std::string& memory_id) const;
};

class HotPathClient : public Part<Caller> {
 public:
  // `base_url` is that of the hot path. Throws MemsyError for options that cannot be used.
  explicit HotPathClient(const Options& options);
  // With other decisions or another transport, for tests.
  HotPathClient(const Options& options, Rules rules, Transport transport);

  // The same client; its calls end with MemsyConnectionError once a stop is requested.
  [[nodiscard]] HotPathClient stoppable(std::stop_token stop) const;

  [[nodiscard]] Response<IngestedEvents> ingest(const std::vector<NewEvent>& events) const;
  [[nodiscard]] Response<FoundMemories> search(const Search& search) const;
  [[nodiscard]] Response<ExtractionStatus> status(const std::vector<std::string>& event_ids) const;
  [[nodiscard]] MemoryCalls memories() const { return {shared_caller(), stop()}; }
  [[nodiscard]] OrgCalls orgs() const { return {shared_caller(), stop()}; }
  [[nodiscard]] RoleCalls roles() const { return {shared_caller(), stop()}; }
  [[nodiscard]] TeamCalls teams() const { return {shared_caller(), stop()}; }

  // Ends the calls under way, of all copies, with MemsyConnectionError; later calls too.
  void close();

 private:
  using Part::Part;
};

}  // namespace memsy
