// The lines of the client protocol (docs/client_protocol.md): requests are written, replies are
// read strictly, and what is no message is told apart from a broken one.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fauxplane::contracts {

using Json = nlohmann::json;

inline constexpr int kProtocolVersion = 1;
// A longer line is not read to its end.
inline constexpr std::size_t kLineBytesMax = 64U << 20U;
// A line that is nested deeper is no message: whoever copies it takes a frame for each level.
inline constexpr int kDepthMax = 512;

// What a client raised, as its adapter describes it. Nothing is judged yet.
struct ErrorReport {
  std::string type{};
  std::vector<std::string> bases{};
  std::string message{};
  std::string repr{};
  Json attributes = Json::object();
  std::vector<std::pair<std::string, std::string>> chain{};  // type and message of each cause
};

struct OkReply {
  Json body = Json::object();
};
struct UnsupportedReply {
  std::string what{};
};
struct BugReply {
  std::string what{};
};
struct AdapterReply {
  std::int64_t id = 0;
  std::variant<OkReply, ErrorReport, UnsupportedReply, BugReply> content{};
};

// An optional event, such as a log line of the client.
struct EventLine {
  Json body = Json::object();
};
// No message: something was printed.
struct StrayLine {};
// It begins like a message and is none.
struct BrokenLine {
  std::string why{};
};

using Line = std::variant<AdapterReply, EventLine, StrayLine, BrokenLine>;

[[nodiscard]] Line parse_line(std::string_view text);

// One line, with its end. `fields` are those besides v, id and op.
[[nodiscard]] std::string request_line(std::int64_t id, std::string_view op,
                                       const Json& fields = Json::object());

// A number of the protocol: JSON's own, "inf", "-inf", "nan", or "int:9007199254740993" as what
// it stands for; other values as they are.
[[nodiscard]] Json plain_value(const Json& value);

}  // namespace fauxplane::contracts
