// Fuzzes what a client's adapter may say: an input is one line of its stdout, without the end. The
// text of the same input then goes the other way, in a request.
#include <algorithm>
#include <cstdint>

#include "contracts/protocol/message.h"
#include "tests/fuzz/support.h"

namespace fauxplane::contracts {
namespace {

// A reply as the protocol writes it.
Json message_of(const AdapterReply& reply) {
  Json message = {{"v", kProtocolVersion}, {"id", reply.id}};
  if (const auto* const ok = std::get_if<OkReply>(&reply.content)) {
    message["ok"] = ok->body;
  } else if (const auto* const error = std::get_if<ErrorReport>(&reply.content)) {
    Json chain = Json::array();
    for (const auto& [type, text] : error->chain) {
      chain.push_back({{"type", type}, {"message", text}});
    }
    message["err"] = {{"type", error->type},        {"bases", error->bases},
                      {"message", error->message},  {"repr", error->repr},
                      {"attrs", error->attributes}, {"chain", std::move(chain)}};
  } else if (const auto* const lacks = std::get_if<UnsupportedReply>(&reply.content)) {
    message["unsupported"] = lacks->what;
  } else if (const auto* const bug = std::get_if<BugReply>(&reply.content)) {
    message["bug"] = bug->what;
  }
  return message;
}

void check_reply(const AdapterReply& reply) {
  const std::string line = message_of(reply).dump();
  const Line again = parse_line(line);
  const auto* const same = std::get_if<AdapterReply>(&again);
  require(same != nullptr, "a reply can be written and is one again: " + line);
  require(message_of(*same).dump() == line, "a reply is read without loss: " + line);
}

void check_request(std::string_view text) {
  const std::string line = request_line(7, "call", {{"text", text}});
  require(line.find('\n') == line.size() - 1, "a request is one line");
  require(std::all_of(line.begin(), line.end(),
                      [](char byte) { return byte == '\n' || (byte >= ' ' && byte <= '~'); }),
          "a request is ASCII");
  require(!Json::parse(line, nullptr, false).is_discarded(), "a request is JSON");
}

}  // namespace
}  // namespace fauxplane::contracts

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fauxplane;
  using namespace fauxplane::contracts;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Line line = parse_line(text);
  const std::size_t start = text.find_first_not_of(" \t\r");
  const bool begins_like_one = start != std::string_view::npos && text[start] == '{';
  require(begins_like_one || std::holds_alternative<StrayLine>(line),
          "only what begins like a message is one");
  if (const auto* const broken = std::get_if<BrokenLine>(&line)) {
    require(!broken->why.empty(), "what is wrong with a line is told");
  }
  if (const auto* const reply = std::get_if<AdapterReply>(&line)) check_reply(*reply);
  check_request(text);
  return 0;
}
