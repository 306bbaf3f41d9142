// The tables of docs/errors.md, docs/headers.md and docs/settings.md are what the code says.
#include <gtest/gtest.h>

#include <algorithm>

#include "simulator/scenario/library.h"
#include "simulator/services/services.h"
#include "tests/support/golden.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

std::string code(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::string envelope_name(const std::optional<Envelope>& envelope) {
  if (!envelope) return "of the plane";
  return code(envelope_rows()[static_cast<std::size_t>(*envelope)].name);
}

// Text for a cell: one line, and no bar.
std::string cell(std::string text) {
  std::erase(text, '\r');
  std::replace(text.begin(), text.end(), '\n', ' ');
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.insert(at, 1, '\\');
  }
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// "errors" of the first service, "errors of memorysync".
std::string table_of(const std::string& what, const Service& service) {
  return &service == all_services().front() ? what : what + " of " + std::string(service.name);
}

void expect_errors(const Service& service) {
  std::string table =
      "| name | status | bare status means it | envelope | code on the wire | facts | what the "
      "caller should do |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const ErrorRow& row : service.errors) {
    std::string facts;
    for (const Attribute& attribute : row.attributes) {
      facts += (facts.empty() ? "" : ", ") + code(attribute.name);
    }
    table += "| " + code(row.name) + " | " + std::to_string(row.status) + " | " +
             (row.is_default_of_status ? "yes" : "") + " | " + envelope_name(row.envelope) + " | " +
             (row.has_code ? code(code_of(row)) : "") + " | " + facts + " | " +
             std::string(row.advice) + " |\n";
  }
  expect_table("docs/errors.md", table_of("errors", service), table);
}

TEST(DocumentsTest, ListEveryError) {
  for (const Service* service : all_services()) expect_errors(*service);
}

TEST(DocumentsTest, ShowEveryEnvelope) {
  std::string table = "| name | in the contract | `usage_limit_exceeded` in it |\n|---|---|---|\n";
  for (const EnvelopeRow& row : memsy().envelopes) {
    TestPlane plane("steps: [{on: GET /me, answer: {error: usage_limit_exceeded, envelope: " +
                    std::string(row.name) + "}}]");
    const std::string body = cell(plane.send("GET", "/api/me").body);
    table += "| " + code(row.name) + " | " + std::string(row.code) + " | " +
             (body.empty() ? "nothing" : code(body)) + " |\n";
  }
  expect_table("docs/errors.md", "envelopes", table);
}

void expect_settings(const Service& service) {
  std::string table = "| setting | values | default | what it decides |\n|---|---|---|---|\n";
  for (const SettingRow& row : service.settings) {
    std::string values;
    for (const std::string_view choice : choices_of(row)) {
      values += (values.empty() ? "" : ", ") + code(choice);
    }
    table += "| " + code(row.name) + " | " + values + " | " + code(row.initial) + " | " +
             cell(std::string(row.says)) + " |\n";
  }
  expect_table("docs/settings.md", table_of("settings", service), table);
}

TEST(DocumentsTest, ListEverySetting) {
  for (const Service* service : all_services()) expect_settings(*service);
}

struct Column {
  const char* title;
  TestAnswer answer;
};

std::vector<Column> columns_of_memsy() {
  TestPlane plane(R"(
steps:
  - {on: GET /console/events, answer: rate_limit_exceeded retry_after 2s}
  - {on: GET /interest/pro/status, answer: {error: forbidden}}
  - {on: GET /billing/summary, answer: {error: internal_error}}
)");
  return {{"200", plane.send("GET", "/api/me")},
          {"204", plane.send("DELETE", "/api/keys/key_member")},
          {"401", plane.send("GET", "/api/me", {.key = ""})},
          {"403, 404, 409, 422", plane.send("DELETE", "/api/keys/nobody")},
          {"403 of the gateway", plane.send("GET", "/api/interest/pro/status")},
          {"405", plane.send("PUT", "/api/me")},
          {"429 with `retry_after`", plane.send("GET", "/api/console/events")},
          {"5xx", plane.send("GET", "/api/billing/summary")}};
}

std::vector<Column> columns_of_memorysync() {
  TestPlane plane(R"(
service: memorysync
world:
  rate_limits: {enterprise: {per_second: 1}}
  plans: {pro: {limits: {retrieval_requests: 1}}}
  keys: {key_live: {rate_tier: pro}, key_test: {rate_tier: enterprise}}
steps:
  - {on: GET /memory/export, answer: {error: internal_error}}
  - {on: POST /memory/add, answer: {error: limit_exceeded}}
)");
  const auto with = [](const char* key) {
    return TestRequest{.key = "",
                       .headers = {{"X-API-Key", key},
                                   {"X-End-User-ID", "ann"},
                                   {"Content-Type", "application/json"}},
                       .body = R"({"query":"tea","text":"A text that is long enough."})"};
  };
  const TestRequest live = with("ms_live_a1000000000000000000000000000001");
  const TestRequest slow = with("ms_test_a3000000000000000000000000000003");
  static_cast<void>(plane.send("GET", "/memory/1", slow));
  return {{"2xx", plane.send("POST", "/memory/query", live)},
          {"2xx over quota", plane.send("POST", "/memory/query", live)},
          {"`/health`", plane.send("GET", "/health", {.key = ""})},
          {"401", plane.send("GET", "/memory/1", {.key = ""})},
          {"400, 403, 404, 409, 422", plane.send("GET", "/memory/1", live)},
          {"405", plane.send("PUT", "/memory/add", live)},
          {"429 of the rate limiter", plane.send("GET", "/memory/1", slow)},
          {"429 `limit_exceeded`", plane.send("POST", "/memory/add", live)},
          {"5xx", plane.send("GET", "/memory/export", live)}};
}

void expect_headers(const std::string& name, const std::vector<Column>& columns) {
  std::vector<std::string> names;
  std::string head = "| header |";
  std::string line = "|---|";
  for (const Column& column : columns) {
    head += " " + std::string(column.title) + " |";
    line += "---|";
    for (const auto& [header, value] : column.answer.headers) {
      if (std::find(names.begin(), names.end(), header) == names.end()) names.push_back(header);
    }
  }
  std::string table = head + "\n" + line + "\n";
  for (const std::string& header : names) {
    table += "| " + code(header) + " |";
    for (const Column& column : columns) {
      table += column.answer.headers_named(header).empty() ? " |" : " yes |";
    }
    table += "\n";
  }
  expect_table("docs/headers.md", name, table);
}

TEST(DocumentsTest, SayWhenEachHeaderAppears) {
  expect_headers("headers", columns_of_memsy());
  expect_headers("headers of memorysync", columns_of_memorysync());
}

TEST(DocumentsTest, IndexEveryScenario) {
  std::string index;
  std::string area;
  for (const LibraryFile& file : library()) {
    const std::string name(file.name);
    if (const std::string own = name.substr(0, name.find('/')); own != area) {
      area = own;
      index += (index.empty() ? "## " : "\n## ") + area + "\n\n| scenario | shows |\n|---|---|\n";
    }
    index += "| [" + name + "](" + name + ".yaml) | " + cell(std::string(sentence_of(file.yaml))) +
             " |\n";
  }
  expect_table("scenarios/README.md", "index", index);
}

}  // namespace
}  // namespace fauxplane
