// Error answers of MemorySync (memorysync.md 7.2, 12 and 13).
#include <algorithm>
#include <array>

#include "contracts/model/error_reading.h"

namespace fauxplane::contracts {
namespace {

struct StatusRow {
  int status;
  Kind kind;
};
constexpr std::array<StatusRow, 7> kStatuses = {{{400, Kind::kSyncValidation},
                                                 {401, Kind::kSyncAuth},
                                                 {403, Kind::kSyncAuth},
                                                 {404, Kind::kSyncNotFound},
                                                 {409, Kind::kSyncValidation},
                                                 {422, Kind::kSyncValidation},
                                                 {429, Kind::kSyncRateLimit}}};

// Of a status that nobody documented any class is right.
std::vector<Kind> kinds_of_status(int status) {
  const auto at = std::find_if(kStatuses.begin(), kStatuses.end(),
                               [status](const StatusRow& row) { return row.status == status; });
  if (at != kStatuses.end()) return {at->kind};
  if (status / 100 == 5) return {Kind::kSyncServer};
  std::vector<Kind> any = {Kind::kSyncBase};
  for (const KindRow& row : kKindRows) {
    if (row.is_of_memorysync) any.push_back(row.kind);
  }
  return any;
}

void add_text(const Json& object, const char* name, std::vector<std::string>& texts) {
  const auto at = object.find(name);
  if (at == object.end() || !at->is_string() || at->get<std::string>().empty()) return;
  texts.push_back(at->get<std::string>());
}

// The code and the message, wherever the shape has them.
std::vector<std::string> texts_in(const Json& body) {
  std::vector<std::string> texts;
  if (!body.is_object()) return texts;
  add_text(body, "error", texts);
  add_text(body, "message", texts);
  add_text(body, "detail", texts);
  for (const char* const outer : {"error", "detail"}) {
    const auto inner = body.find(outer);
    if (inner == body.end() || !inner->is_object()) continue;
    for (const char* const name : {"code", "error", "message"}) add_text(*inner, name, texts);
  }
  return texts;
}

Json body_of(const WireAnswer& answer) {
  return Json::parse(answer.body, nullptr, false);
}

}  // namespace

ExpectedError expected_sync_error(const WireAnswer& answer) {
  const Json body = body_of(answer);
  ExpectedError expected{.kinds = kinds_of_status(answer.status), .told = texts_in(body)};
  // Which class a plan that is used up has, nobody documented.
  if (is_strict_quota(answer)) {
    for (const KindRow& row : kKindRows) {
      if (row.is_of_memorysync) expected.kinds.push_back(row.kind);
    }
  }
  expected.request_ids = answer.values_of("X-Request-ID");
  if (body.is_object()) add_text(body, "request_id", expected.request_ids);
  return expected;
}

bool is_strict_quota(const WireAnswer& answer) {
  if (answer.status != 429) return false;
  const Json body = body_of(answer);
  if (!body.is_object()) return false;
  const auto detail = body.find("detail");
  return detail != body.end() && detail->is_object() &&
         detail->value("error", Json()) == "limit_exceeded";
}

std::optional<double> seconds_in_body(const WireAnswer& answer) {
  const Json body = body_of(answer);
  if (!body.is_object()) return std::nullopt;
  const auto error = body.find("error");
  if (error == body.end() || !error->is_object()) return std::nullopt;
  const auto seconds = error->find("retry_after");
  if (seconds == error->end() || !seconds->is_number()) return std::nullopt;
  return seconds->get<double>();
}

}  // namespace fauxplane::contracts
