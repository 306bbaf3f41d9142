// The client of MemorySync (memorysync.md 4): every call, its arguments and what it gives. Calls
// block until there is an answer or an error of the tree of MemorySyncError.
//
// A call gives the JSON of the answer as it came: what a plan that is used up answers differs from
// what is stored by its members alone, and nothing is made of it here. null: the answer had no
// body. `more` holds the further members that the contract documents for a call.
//
// One client may be used from several threads at once. Copies are cheap and share connections.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "contracts/client/http.h"
#include "contracts/client/memorysync_errors.h"
#include "contracts/client/memorysync_options.h"
#include "contracts/client/part.h"

namespace memorysync {

using Json = nlohmann::json;

class Caller;
struct Rules;

class MemoryCalls : public memsy::Part<Caller> {
 public:
  using Part::Part;
  Json add(const std::string& text, const Json& more = Json::object()) const;
  // What became of each item stands in `results`, in their order. More items than one call takes
  // are sent in several, and told as one; what an answer does not say of its items is "unknown".
  [[nodiscard]] Json batch(const std::vector<Json>& items,
                           std::optional<bool> deduplicate = std::nullopt) const;
  [[nodiscard]] Json query(const std::string& query, const Json& more = Json::object()) const;
  [[nodiscard]] Json search(const std::string& query, const Json& more = Json::object()) const;
  [[nodiscard]] Json get(std::int64_t memory_id) const;
  Json update(std::int64_t memory_id, const Json& changes) const;
  Json forget(const std::vector<std::int64_t>& memory_ids) const;
  [[nodiscard]] Json all() const;  // GET /memory/export

 private:
  [[nodiscard]] Json send(const std::vector<Json>& items, std::optional<bool> deduplicate) const;
};

// Whose turns of a conversation.
struct Person {
  std::string tenant_id{};
  std::string user_id{};
};

class TurnCalls : public memsy::Part<Caller> {
 public:
  using Part::Part;
  Json add(const Person& person, const std::string& text, const Json& more = Json::object()) const;
  [[nodiscard]] Json recall(const Person& person, const std::string& prompt,
                            std::optional<std::int64_t> k = std::nullopt) const;
  [[nodiscard]] Json query(const Person& person, const std::string& prompt,
                           std::optional<std::int64_t> k = std::nullopt) const;
  // Newest first; without a limit all.
  [[nodiscard]] Json list(const Person& person,
                          std::optional<std::int64_t> limit = std::nullopt) const;
};

class Client : public memsy::Part<Caller> {
 public:
  // Throws ValidationError for options that cannot be used. Nothing is sent.
  explicit Client(const Options& options);
  // With other decisions or another transport, for tests.
  Client(const Options& options, Rules rules, memsy::Transport transport);

  // The same client; its calls end with MemorySyncError once a stop is requested.
  [[nodiscard]] Client stoppable(std::stop_token stop) const;

  [[nodiscard]] MemoryCalls memory() const { return {shared_caller(), stop()}; }
  [[nodiscard]] TurnCalls turns() const { return {shared_caller(), stop()}; }
  [[nodiscard]] Json projects() const;
  [[nodiscard]] Json health() const;

  // Ends the calls under way, of all copies, with MemorySyncError; later calls too.
  void close();

 private:
  using Part::Part;
};

}  // namespace memorysync
