#include "contracts/cases/draw.h"

#include "contracts/model/methods.h"
#include "contracts/model/sample.h"

namespace fauxplane::contracts {

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

bool Draw::has(const MethodRow& row) const {
  return hello_.methods.empty() ? !row.is_on_request
                                : hello_.methods.contains(std::string(row.name));
}

bool Draw::has(std::string_view method) const {
  const MethodRow* const row = find_method(method, hello_.service);
  return row != nullptr && has(*row);
}

CheckedCall Draw::call_where(bool (*is_fit)(const MethodRow&)) {
  std::vector<std::string> fit;
  for (const MethodRow& row : method_rows(hello_.service)) {
    if (has(row) && is_fit(row)) fit.emplace_back(row.name);
  }
  if (fit.empty()) fit.emplace_back(contract().plain_method);
  return call_of(one_of(fit));
}

CheckedCall Draw::call_of(const std::string& method) {
  CheckedCall call{.method = method};
  const MethodRow* const row = find_method(method, hello_.service);
  if (row == nullptr) return call;
  for (const ArgumentRow& argument : row->arguments) {
    if (!argument.is_required) continue;
    const Json samples = Json::parse(argument.samples);
    call.arguments[std::string(argument.name)] = samples[static_cast<std::size_t>(
        integer(0, static_cast<std::int64_t>(samples.size()) - 1))];
  }
  return call;
}

void Draw::add_arguments(CheckedCall& call) {
  const MethodRow* const row = find_method(call.method, hello_.service);
  if (row == nullptr) return;
  for (const ArgumentRow& argument : row->arguments) {
    if (argument.is_required || argument.samples.empty() || !chance(0.5)) continue;
    const Json samples = Json::parse(argument.samples);
    call.arguments[std::string(argument.name)] = samples[static_cast<std::size_t>(
        integer(0, static_cast<std::int64_t>(samples.size()) - 1))];
  }
}

bool Draw::put_text(CheckedCall& call, const std::string& text) const {
  const MethodRow* const row = find_method(call.method, hello_.service);
  if (row == nullptr) return false;
  for (const ArgumentRow& argument : row->arguments) {
    if (!argument.takes_any_text) continue;
    const Json samples = Json::parse(argument.samples, nullptr, false);
    const std::string start = samples.is_array() ? samples.front().get<std::string>() : "";
    call.arguments[std::string(argument.name)] = start + text;
    return true;
  }
  return false;
}

CheckedCall Draw::call() {
  return call_where([](const MethodRow&) { return true; });
}

CheckedCall Draw::call_with_arguments() {
  std::vector<std::string> methods;
  for (const MethodRow& row : method_rows(hello_.service)) {
    if (has(row)) methods.insert(methods.end(), 1 + row.arguments.size(), std::string(row.name));
  }
  if (methods.empty()) methods.emplace_back(contract().plain_method);
  CheckedCall call = call_of(one_of(methods));
  add_arguments(call);
  return call;
}

CheckedCall Draw::reading_call() {
  return call_where([](const MethodRow& row) { return row.deed == Deed::kReads; });
}

CheckedCall Draw::get_call() {
  return call_where([](const MethodRow& row) { return row.http_method == "GET"; });
}

CheckedCall Draw::creating_call() {
  return call_where([](const MethodRow& row) { return row.deed == Deed::kCreates; });
}

CheckedCall Draw::metered_call() {
  return call_where([](const MethodRow& row) { return row.is_metered; });
}

CheckedCall Draw::closed_call() {
  return call_where([](const MethodRow& row) { return !row.is_open; });
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

std::string Draw::digits(std::int64_t count) {
  std::string drawn;
  for (; count > 0; --count) drawn += "0123456789abcdef"[integer(0, 15)];
  return drawn;
}

ClientOptions Draw::options(std::int64_t max_retries_most) {
  ClientOptions options;
  if (hello_.can("max_retries") && chance(0.7)) options.max_retries = count(0, max_retries_most);
  if (hello_.can("backoff") && (!is_virtual_ || chance(0.6))) options.backoff = backoff();
  return options;
}

void add_project(Draw& draw, Case& drawn) {
  const std::string_view tenant = draw.contract().tenant;
  if (tenant.empty() || !draw.hello().can("project")) return;
  if (!drawn.world.empty() || !draw.chance(0.25)) return;
  drawn.world = "{projects: {proj_" + draw.digits(16) + ": {tenant: " + std::string(tenant) +
                ", name: " + kProjectOfClient + "}}}";
}

ScriptedReply rate_limited(Draw& draw) {
  const ErrorWords& words = draw.contract().errors;
  const bool is_coded = words.limits_plain.empty() || draw.chance(0.4);
  const std::string envelope(draw.one_of(is_coded ? words.limits_coded : words.limits_plain));
  const std::string code(draw.one_of(words.limits));
  return {.status = 429, .body = error_body(envelope, code, "slow down", Json::object())};
}

ScriptedReply documented_error(Draw& draw) {
  const ErrorWords& words = draw.contract().errors;
  const ErrorSample& sample = draw.one_of(words.samples);
  const std::string envelope(draw.one_of(sample.code.empty() ? words.plain : words.coded));
  return {.status = sample.status,
          .body = error_body(envelope, std::string(sample.code), "the reason",
                             Json::parse(sample.facts))};
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
  if (envelope == "coded") {
    inner["code"] = code;
    inner["message"] = message;
    return Json({{"error", inner}, {"request_id", "5f0c9f0e-8f0e-4f0e-9f0e-2b1c5a7d9e11"}}).dump();
  }
  if (!code.empty()) inner["error"] = code;
  inner[envelope == "flat_detail" ? "detail" : "message"] = message;
  if (envelope == "detail") return Json({{"detail", inner}}).dump();
  return inner.dump();
}

Json sample_body(Draw& draw, const std::string& method) {
  const MethodRow* const row = find_method(method, draw.hello().service);
  if (row == nullptr || row->shape.empty()) return Json::object();
  return sample_of(
      row->shape.substr(0, row->shape.find('|')),
      {.chance = [&draw](double p) { return draw.chance(p); },
       .integer = [&draw](std::int64_t a, std::int64_t b) { return draw.integer(a, b); },
       .text = [&draw] { return draw.text(6); }});
}

}  // namespace fauxplane::contracts
