// One conversation with the harness: from a line that was read to the line that answers it.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <thread>

#include "contracts/adapters/cpp/adapter_kit.h"

namespace adapter_kit {

// As the wire has it: JSON in one line, without what JSON lacks (docs/client_protocol.md). REQUIRES
// the members v and id.
[[nodiscard]] std::string wire_line(nlohmann::json message);

class Session {
 public:
  // `write` takes a line without its end; it is called by one thread at a time.
  Session(const Adapter& adapter, std::function<void(const std::string&)> write);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // Waits for the calls that are under way.
  ~Session();

  // Answers, at once or from a thread of the call.
  void take(const std::string& line);

 private:
  struct Running {
    std::stop_source cancelled{};
    std::jthread thread{};
    bool is_done = false;
  };

  void handle(const nlohmann::json& message);
  [[nodiscard]] nlohmann::json hello() const;
  [[nodiscard]] nlohmann::json open(const nlohmann::json& message);
  void close(const nlohmann::json& message);
  void start_call(const nlohmann::json& message);
  void cancel(const nlohmann::json& message);
  [[nodiscard]] nlohmann::json outcome_of(const std::function<nlohmann::json()>& work) const;
  [[nodiscard]] Client client_of(const nlohmann::json& message);
  void reply(const nlohmann::json& id, nlohmann::json outcome);
  void forget_done_calls();
  [[nodiscard]] bool claims(const std::string& capability) const;

  const Adapter& adapter_;
  std::function<void(const std::string&)> write_;
  std::mutex mutex_{};  // of what follows, and of writing
  std::map<std::string, Client> clients_{};
  std::map<std::string, Running> running_{};  // by the id of the call, as JSON
};

}  // namespace adapter_kit
