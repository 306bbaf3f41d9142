#include "contracts/cases/draw.h"

#include <array>

#include "contracts/model/methods.h"
#include "contracts/model/sample.h"

namespace fauxplane::contracts {
namespace {

struct ErrorSample {
  int status;
  const char* code;
  const char* facts;  // JSON
};

constexpr std::array<ErrorSample, 14> kErrors = {{
    {400, "org_id_not_allowed", "{}"},
    {401, "", "{}"},
    {403, "admin_required", "{}"},
    {403, "wrong_scope", R"({"required_scope":"write"})"},
    {403, "insufficient_scope", R"({"required_scope":"read"})"},
    {403, "feature_not_available",
     R"({"feature":"reranking","current_tier":"free","upgrade_url":"https://a.example/billing"})"},
    {403, "seat_required", "{}"},
    {403, "org_limit_reached", R"({"limit":5,"current":6})"},
    {403, "key_limit_reached", R"({"limit":10,"current":11})"},
    {403, "billing_not_enabled", R"({"interest_path":"/interest/express"})"},
    {404, "not_found", "{}"},
    {409, "seat_limit_reached", R"({"purchased_seats":5,"assigned_seats":4,"pending_invites":1})"},
    {500, "internal_error", "{}"},
    {503, "", "{}"},
}};

}  // namespace

std::int64_t Draw::integer(std::int64_t least, std::int64_t most) {
  const auto width = static_cast<std::uint64_t>(most - least) + 1;
  const std::uint64_t drawn = random_.split().next();
  return least + static_cast<std::int64_t>(width == 0 ? drawn : drawn % width);
}

bool Draw::chance(double probability) {
  constexpr std::int64_t kParts = 1'000'000;
  return static_cast<double>(integer(0, kParts - 1)) < probability * kParts;
}

std::int64_t Draw::count(std::int64_t least, std::int64_t most) {
  constexpr int kFullSize = 30;
  const std::int64_t grown = least + (most - least) * (size_ + 1) / kFullSize;
  return integer(least, std::min(most, std::max(grown, least + 1)));
}

CheckedCall Draw::call() {
  std::vector<std::string> methods;
  for (const MethodRow& row : method_rows()) {
    if (hello_.has_method(std::string(row.name))) methods.emplace_back(row.name);
  }
  if (methods.empty()) return {.method = "me"};
  CheckedCall call{.method = one_of(methods)};
  if (call.method == "keys.create") call.arguments["name"] = "ci";
  if (call.method == "keys.usage" || call.method == "keys.delete") {
    call.arguments["key_id"] = "key_member";
  }
  if (call.method == "interest.express") {
    call.arguments = {{"email", "kim@mail.example"}, {"name", "Kim"}};
  }
  return call;
}

CheckedCall Draw::reading_call() {
  for (int tries = 0; tries < 50; ++tries) {
    CheckedCall drawn = call();
    if (find_method(drawn.method)->http_method == "GET") return drawn;
  }
  return {.method = "me"};
}

CheckedCall Draw::creating_call() {
  if (hello_.has_method("keys.create") && (chance(0.7) || !hello_.has_method("interest.express"))) {
    return {.method = "keys.create", .arguments = {{"name", "ci"}}};
  }
  return {.method = "interest.express",
          .arguments = {{"email", "kim@mail.example"}, {"name", "Kim"}}};
}

std::string Draw::text(std::int64_t letters_max) {
  static const std::vector<std::string> kLetters = {
      "a",      "B",       "0",      " ",      "-",      "_",          ".",      "~",     "/",
      "?",      "#",       "%",      "&",      "=",      "+",          ":",      ";",     ",",
      "'",      "\"",      "\\",     "<",      ">",      "{",          "}",      "|",     "^",
      "`",      "@",       "!",      "$",      "(",      ")",          "*",      "[",     "]",
      "\u00e9", "e\u0301", "\u00df", "\u4e2d", "\u2603", "\U0001f600", "\u2028", "\u200d"};
  std::string drawn;
  for (std::int64_t left = integer(1, letters_max); left > 0; --left) drawn += one_of(kLetters);
  return drawn;
}

std::string Draw::strange_text(std::int64_t letters_max) {
  const std::string before = text(letters_max / 2);
  return before + text_of({"/", "?", "#", "%", "&", "=", "+", ";", " "}) + text(letters_max / 2);
}

std::int64_t Draw::seconds() {
  if (!is_virtual_) return integer(0, 1);
  return chance(0.7) ? integer(0, 20) : integer(21, 3'600);
}

Duration Draw::backoff() {
  static const std::vector<std::int64_t> kVirtual = {1, 10, 100, 250, 1'000, 1'500, 10'000};
  return Duration{is_virtual_ ? one_of(kVirtual) : integer(5, 40)};
}

ClientOptions Draw::options(std::int64_t max_retries_most) {
  ClientOptions options;
  if (hello_.can("max_retries") && chance(0.7)) options.max_retries = count(0, max_retries_most);
  if (hello_.can("backoff") && (!is_virtual_ || chance(0.6))) options.backoff = backoff();
  return options;
}

ScriptedReply rate_limited(Draw& draw) {
  const std::string envelope =
      draw.text_of({"flat", "detail", "flat_detail", "text", "message", "html", "empty"});
  const std::string code = draw.text_of({"rate_limit_exceeded", "slow_down", "too_many_requests"});
  return {.status = 429, .body = error_body(envelope, code, "slow down", Json::object())};
}

ScriptedReply documented_error(Draw& draw) {
  const ErrorSample& sample = kErrors[static_cast<std::size_t>(
      draw.integer(0, static_cast<std::int64_t>(kErrors.size()) - 1))];
  const std::string envelope = std::string_view(sample.code).empty()
                                   ? draw.text_of({"text", "message", "html", "empty", "list"})
                                   : draw.text_of({"flat", "detail", "flat_detail"});
  return {.status = sample.status,
          .body = error_body(envelope, sample.code, "the reason", Json::parse(sample.facts))};
}

std::string error_body(const std::string& envelope, const std::string& code,
                       const std::string& message, const Json& facts) {
  if (envelope == "text") return Json({{"detail", message}}).dump();
  if (envelope == "message") return Json({{"message", message}}).dump();
  if (envelope == "html") return "<html><body>" + message + "</body></html>";
  if (envelope == "empty") return "";
  if (envelope == "list") {
    return Json({{"detail", {{{"loc", {"body"}}, {"msg", message}, {"type", "value"}}}}}).dump();
  }
  Json inner = facts;
  if (!code.empty()) inner["error"] = code;
  inner[envelope == "flat_detail" ? "detail" : "message"] = message;
  if (envelope == "detail") return Json({{"detail", inner}}).dump();
  return inner.dump();
}

Json sample_body(Draw& draw, const std::string& method) {
  const MethodRow* const row = find_method(method);
  if (row == nullptr || row->shape.empty()) return Json::object();
  return sample_of(row->shape, {.chance = [&draw](double p) { return draw.chance(p); },
                                .integer = [&draw](std::int64_t a,
                                                   std::int64_t b) { return draw.integer(a, b); },
                                .text = [&draw] { return draw.text(6); }});
}

}  // namespace fauxplane::contracts
