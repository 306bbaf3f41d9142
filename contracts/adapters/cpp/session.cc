#include "contracts/adapters/cpp/session.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace adapter_kit {
namespace {

using Json = nlohmann::json;

// What an SDK may be without, and has to say so.
constexpr std::array kOptions = {"timeout_ms", "max_retries", "backoff_ms", "project_id"};

constexpr std::int64_t kExactMax = std::int64_t{1} << 53U;

// Numbers that other languages read differently, or not at all, as texts.
Json portable(const Json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (std::isfinite(number)) return value;
    return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
  }
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{kExactMax}) {
    return "int:" + value.dump();
  }
  if (value.is_number_integer() && !value.is_number_unsigned()) {
    const auto number = value.get<std::int64_t>();
    return number > kExactMax || number < -kExactMax ? Json("int:" + value.dump()) : value;
  }
  if (!value.is_structured()) return value;
  Json copy = value;
  for (Json& part : copy) part = portable(part);
  return copy;
}

// What the messages of the protocol must have.
const Json& member(const Json& message, const char* name) {
  const auto found = message.find(name);
  if (found == message.end()) throw AdapterBug(std::string("the message has no ") + name);
  return *found;
}

std::string text_member(const Json& message, const char* name) {
  const Json& value = member(message, name);
  if (!value.is_string()) throw AdapterBug(std::string(name) + " is not a text");
  return value.get<std::string>();
}

Json json_of(Given given) {
  Json ok{{"value", std::move(given.value)}};
  if (!given.usage.is_discarded()) ok["usage"] = std::move(given.usage);
  if (!given.rate_limit.is_discarded()) ok["rate_limit"] = std::move(given.rate_limit);
  return ok;
}

}  // namespace

std::string wire_line(Json message) {
  const auto text = [](const Json& value) {
    return portable(value).dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  };
  // In front, as every message begins, where the harness tells messages from stray output.
  const std::string start = "{\"v\":" + text(message.at("v")) + ",\"id\":" + text(message.at("id"));
  message.erase("v");
  message.erase("id");
  return start + (message.empty() ? "}" : "," + text(message).substr(1));
}

Session::Session(const Adapter& adapter, std::function<void(const std::string&)> write)
    : adapter_(adapter), write_(std::move(write)) {}

Session::~Session() {
  std::map<std::string, Running> left;
  {
    const std::lock_guard lock(mutex_);
    left.swap(running_);
  }
  for (auto& [id, running] : left) {
    if (running.thread.joinable()) running.thread.join();
  }
}

void Session::take(const std::string& line) {
  const Json message = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!message.is_object()) {
    return reply(nullptr, {{"bug", "a line that is not a JSON object: " + line.substr(0, 80)}});
  }
  try {
    handle(message);
  } catch (const std::exception& error) {
    reply(message.value("id", Json()), {{"bug", error.what()}});
  }
}

void Session::handle(const Json& message) {
  const Json id = member(message, "id");
  const std::string op = text_member(message, "op");
  forget_done_calls();
  if (op == "call") return start_call(message);
  if (op == "hello") return reply(id, hello());
  if (op == "open") return reply(id, open(message));
  if (op == "cancel" && claims("cancel")) {
    cancel(message);
  } else if (op == "close") {
    close(message);
  } else {
    return reply(id, {{"unsupported", op}});
  }
  reply(id, {{"ok", Json::object()}});
}

Json Session::hello() const {
  Json methods = Json::array();
  for (const auto& [name, method] : adapter_.methods) methods.push_back(name);
  return {{"ok",
           {{"sdk", adapter_.sdk},
            {"version", adapter_.version},
            {"service", adapter_.service},
            {"runtime", "cpp-" + std::to_string(__cplusplus)},
            {"caps", adapter_.caps},
            {"methods", methods}}}};
}

Json Session::open(const Json& message) {
  const std::string name = text_member(message, "client");
  const Arguments config(member(message, "config"));
  Json unsupported = Json::array();
  for (const char* const option : kOptions) {
    const auto& read = adapter_.options;
    const bool is_read = std::find(read.begin(), read.end(), option) != read.end();
    if (config.has(option) && !is_read) unsupported.push_back(option);
  }
  return outcome_of([&] {
    Client client = adapter_.open(config);
    const std::lock_guard lock(mutex_);
    clients_[name] = std::move(client);
    return unsupported.empty() ? Json::object() : Json{{"unsupported", unsupported}};
  });
}

void Session::close(const Json& message) {
  const Client client = client_of(message);
  {
    const std::lock_guard lock(mutex_);
    clients_.erase(text_member(message, "client"));
  }
  adapter_.close(client);
}

void Session::start_call(const Json& message) {
  const Json id = member(message, "id");
  const std::string name = text_member(message, "method");
  const auto found = adapter_.methods.find(name);
  if (found == adapter_.methods.end()) return reply(id, {{"unsupported", name}});
  const auto call = [this, id, method = found->second, client = client_of(message),
                     arguments = Arguments(message.value("args", Json::object()))](
                        const std::stop_token& cancelled) {
    reply(id, outcome_of([&] { return json_of(method(client, arguments, cancelled)); }));
  };
  if (!claims("concurrent")) return call({});
  const std::lock_guard lock(mutex_);
  Running& running = running_[id.dump()];
  running.thread =
      std::jthread([this, key = id.dump(), call, stop = running.cancelled.get_token()] {
        call(stop);
        const std::lock_guard done(mutex_);
        const auto self = running_.find(key);
        if (self != running_.end()) self->second.is_done = true;
      });
}

void Session::cancel(const Json& message) {
  const std::lock_guard lock(mutex_);
  const auto target = running_.find(member(message, "target").dump());
  if (target != running_.end()) target->second.cancelled.request_stop();
}

Json Session::outcome_of(const std::function<Json()>& work) const {
  try {
    return {{"ok", work()}};
  } catch (const AdapterBug& bug) {
    return {{"bug", bug.what()}};
  } catch (const std::exception& error) {
    return {{"err", describe(error, adapter_.errors)}};
  } catch (...) {
    return {{"err", describe_unknown()}};
  }
}

Client Session::client_of(const Json& message) {
  const std::string name = text_member(message, "client");
  const std::lock_guard lock(mutex_);
  const auto found = clients_.find(name);
  if (found == clients_.end()) throw AdapterBug("there is no client " + name);
  return found->second;
}

void Session::reply(const Json& id, Json outcome) {
  outcome["v"] = 1;
  outcome["id"] = id;
  const std::string line = wire_line(std::move(outcome));
  const std::lock_guard lock(mutex_);
  write_(line);
}

void Session::forget_done_calls() {
  const std::lock_guard lock(mutex_);
  std::erase_if(running_, [](const auto& entry) { return entry.second.is_done; });
}

bool Session::claims(const std::string& capability) const {
  return std::find(adapter_.caps.begin(), adapter_.caps.end(), capability) != adapter_.caps.end();
}

}  // namespace adapter_kit
