#include "tests/support/test_plane.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "simulator/scenario/loader.h"
#include "simulator/services/services.h"

namespace fauxplane {
namespace {

constexpr Instant kRealNow = std::chrono::sys_days{std::chrono::year{2030} / 1 / 1};

[[noreturn]] void give_up(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) std::cerr << to_text(finding) << '\n';
  std::abort();
}

// Splits the head and checks what RFC 9112 asks of every answer.
void parse(const Reply& reply, TestAnswer& answer) {
  const std::string_view bytes = std::string_view(reply.bytes).substr(reply.head_start);
  const std::size_t head_size = reply.head_size - reply.head_start;
  ASSERT_TRUE(bytes.starts_with("HTTP/1.1 ")) << bytes;
  ASSERT_EQ(bytes.find("\r\n\r\n") + 4, head_size) << bytes;
  answer.status = std::stoi(std::string(bytes.substr(9, 3)));
  ASSERT_EQ(bytes[12], ' ') << bytes;
  std::size_t at = bytes.find("\r\n");
  answer.reason = bytes.substr(13, at - 13);
  at += 2;
  while (at + 2 < head_size) {
    const std::size_t end = bytes.find("\r\n", at);
    const std::string_view line = bytes.substr(at, end - at);
    const std::size_t colon = line.find(": ");
    ASSERT_NE(colon, std::string_view::npos) << line;
    answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    at = end + 2;
  }
  answer.body = bytes.substr(head_size, bytes.size() - head_size - reply.tail_size);
}

}  // namespace

void check_framing(const TestAnswer& answer, std::string_view method) {
  const auto lengths = answer.headers_named("Content-Length");
  EXPECT_EQ(answer.headers_named("Date").size(), 1U) << answer.bytes;
  if (answer.status == 204 || answer.status == 304) {
    EXPECT_TRUE(lengths.empty()) << answer.bytes;
    EXPECT_EQ(answer.body, "");
    return;
  }
  ASSERT_EQ(lengths.size(), 1U) << answer.bytes;
  if (method == "HEAD") {
    EXPECT_EQ(answer.body, "");
  } else {
    EXPECT_EQ(lengths.front(), std::to_string(answer.body.size())) << answer.bytes;
  }
}

std::vector<std::string> TestAnswer::headers_named(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [known, value] : headers) {
    if (equal_ignoring_case(known, name)) values.push_back(value);
  }
  return values;
}

std::optional<std::string> TestAnswer::header(std::string_view name) const {
  const auto values = headers_named(name);
  EXPECT_LE(values.size(), 1U) << name << " is there more than once";
  return values.empty() ? std::nullopt : std::optional(values.front());
}

nlohmann::json TestAnswer::json() const {
  auto parsed = nlohmann::json::parse(body, nullptr, false);
  if (!parsed.is_discarded()) return parsed;
  ADD_FAILURE() << "this body is no JSON: " << body;
  return {};
}

std::string TestAnswer::code() const {
  auto parsed = nlohmann::json::parse(body, nullptr, false);
  if (parsed.is_object() && parsed.contains("detail") && parsed["detail"].is_object()) {
    nlohmann::json detail = std::move(parsed["detail"]);
    parsed = std::move(detail);
  }
  return parsed.is_object() ? parsed.value("error", "") : "";
}

const WorldSeed& default_world(const Service& service) {
  static const std::map<std::string_view, WorldSeed> kWorlds = [] {
    std::map<std::string_view, WorldSeed> worlds;
    for (const Service* known : all_services()) {
      const std::string name(known->world_file);
      std::ifstream file(FAUXPLANE_SOURCE_DIR "/" + name);
      const std::string yaml{std::istreambuf_iterator<char>(file), {}};
      auto world = load_world(yaml, name, known->vocabulary);
      if (!world) give_up(world.error());
      worlds.emplace(known->name, *std::move(world));
    }
    return worlds;
  }();
  return kWorlds.at(service.name);
}

std::shared_ptr<const Script> script_of(std::string_view yaml) {
  const bool has_head = yaml.starts_with('#');
  const std::string text =
      (has_head ? "" : "# A scenario of a test.\nfauxplane: 1\n") + std::string(yaml);
  std::vector<Ground> grounds;
  for (const Service* service : all_services()) {
    grounds.push_back({.vocabulary = &service->vocabulary, .world = &default_world(*service)});
  }
  auto scenario = load_scenario(text, "test.yaml", grounds);
  if (!scenario) give_up(scenario.error());
  return std::make_shared<const Script>(std::make_shared<const Scenario>(*std::move(scenario)));
}

TestPlane::TestPlane(std::string_view yaml)
    : world_("default", script_of(yaml), arrival_, kRealNow) {}

TestAnswer ask(const Answerer& answerer, std::string_view method, std::string_view target,
               const TestRequest& request, Arrival arrival) {
  std::vector<HeaderView> headers{{.name = "Host", .value = "plane.example"}};
  const std::string authorization = "Bearer " + request.key;
  if (!request.key.empty()) headers.push_back({.name = "Authorization", .value = authorization});
  for (const auto& [name, value] : request.headers)
    headers.push_back({.name = name, .value = value});
  std::string head = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
  for (const HeaderView& header : headers) {
    head.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  head += "\r\n";
  const std::size_t mark = std::min(target.find('?'), target.size());
  const Request read{.method = method_of(method),
                     .method_text = method,
                     .target = target,
                     .path = target.substr(0, mark),
                     .query = target.substr(std::min(mark + 1, target.size())),
                     .headers = headers,
                     .head = head,
                     .body = request.body,
                     .keep_alive = request.keep_alive,
                     .is_http_1_0 = request.is_http_1_0,
                     .arrival = arrival,
                     .connection = 1,
                     .on_connection = 1};
  Reply reply;
  answerer(read, reply);
  TestAnswer result{.bytes = reply.bytes, .wire = reply.wire, .close_after = reply.close_after};
  parse(reply, result);
  return result;
}

TestAnswer TestPlane::send(std::string_view method, std::string_view target,
                           const TestRequest& request) {
  const auto answerer = [this](const Request& read, Reply& reply) { answer(world_, read, reply); };
  TestAnswer result = ask(answerer, method, target, request, arrival_);
  if (is_framing_checked_) check_framing(result, method);
  return result;
}

nlohmann::json TestPlane::get(std::string_view target, const std::string& key) {
  const TestAnswer answer = send("GET", target, {.key = key});
  EXPECT_EQ(answer.status, 200) << answer.bytes;
  return answer.json();
}

JournalEntry TestPlane::last_entry() {
  const auto entries = world_.store().read_journal(world_.store().journal_size().appended, 1);
  EXPECT_EQ(entries.size(), 1U);
  return entries.empty() ? JournalEntry{} : entries.front();
}

}  // namespace fauxplane
