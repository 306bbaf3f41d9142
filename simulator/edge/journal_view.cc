#include "simulator/edge/journal_view.h"

#include <algorithm>
#include <array>

#include "simulator/scenario/nearest.h"
#include "simulator/services/request.h"
#include "simulator/services/service.h"

namespace fauxplane {
namespace {

// Entries are read in portions of this many, so that a filter never copies the whole journal.
constexpr std::size_t kPortion = 256;

std::string_view name_of(WireEnd end) {
  switch (end) {
    case WireEnd::kKept:
      return "kept";
    case WireEnd::kClosed:
      return "closed";
    case WireEnd::kCut:
      return "cut";
    case WireEnd::kReset:
      return "reset";
  }
  return "kept";
}

AdminJson message_json(const JournalMessage& message) {
  AdminJson headers = AdminJson::array();
  for (const auto& [name, value] : message.headers) headers.push_back({name, value});
  return {{"headers", std::move(headers)}, {"body", message.body}};
}

AdminJson entry_json(const JournalEntry& entry, const Service& service) {
  const JournalMessage request = take_apart(entry.request, entry.request_head_size);
  const JournalMessage answer = answer_of(entry);
  const auto [method, target] = method_and_target(request.first_line);
  AdminJson json = {
      {"number", entry.number},
      {"arrival_ms",
       std::chrono::duration<double, std::milli>(entry.arrival.time_since_epoch()).count()},
      {"instant", to_iso8601(entry.instant)},
      {"connection", entry.connection},
      {"on_connection", entry.on_connection},
      {"method", method},
      {"target", target},
      {"route", nullptr},
      {"key", entry.key},
      {"step", nullptr},
      {"status", entry.status},
      {"end", name_of(entry.end)},
      {"bytes_sent", entry.bytes_sent},
      {"note", entry.note},
      {"request", message_json(request)},
      {"answer", message_json(answer)}};
  if (entry.route < service.routes.size()) {
    const Route& route = service.routes[entry.route];
    json["route"] = std::string(fauxplane::name_of(route.method)) + " " +
                    std::string(route.prefix) + std::string(route.path);
  }
  if (entry.step != kNoStep) json["step"] = {{"number", entry.step + 1}, {"use", entry.use}};
  return json;
}

bool passes(const JournalFilter& filter, const JournalEntry& entry) {
  if (filter.status && *filter.status != entry.status) return false;
  if (filter.key && *filter.key != entry.key) return false;
  if (filter.step && (entry.step == kNoStep || *filter.step != std::int64_t{entry.step} + 1)) {
    return false;
  }
  if (filter.unmatched_only && (entry.step != kNoStep || !is_request(entry))) return false;
  if (!filter.method && !filter.path) return true;
  const std::string_view head(entry.request.data(), entry.request_head_size);
  const auto [method, target] = method_and_target(head.substr(0, head.find("\r\n")));
  if (filter.method && *filter.method != method) return false;
  return !filter.path || target.find(*filter.path) != std::string_view::npos;
}

template <class Visit>
void for_entries(const World& world, std::uint64_t from, Visit visit) {
  for (;;) {
    const auto entries = world.store().read_journal(from, kPortion);
    for (const JournalEntry& entry : entries) {
      if (!visit(entry)) return;
    }
    if (entries.size() < kPortion) return;
    from = entries.back().number + 1;
  }
}

std::optional<std::string> text_in(const Query& query, std::string_view name) {
  const std::string* text = query.find(name);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

Result<std::optional<std::int64_t>> number_in(const Query& query, std::string_view name) {
  if (query.find(name) == nullptr) return std::nullopt;
  const auto number = query.integer({.name = name});
  if (!number) return tl::unexpected(number.error());
  return *number;
}

// The requests that show why an expectation was judged as it was; the journal may have let go of
// some.
AdminJson shown_requests(const World& world, const std::vector<std::uint64_t>& numbers) {
  constexpr std::size_t kShown = 20;
  AdminJson shown = AdminJson::array();
  std::optional<Arrival> before;
  for (const std::uint64_t number : numbers) {
    if (shown.size() == kShown) break;
    const auto entries = world.store().read_journal(number, 1);
    if (entries.empty() || entries.front().number != number) continue;
    const JournalEntry& entry = entries.front();
    const JournalMessage request = take_apart(entry.request, entry.request_head_size);
    const auto [method, target] = method_and_target(request.first_line);
    AdminJson row = {{"number", number},
                     {"method", method},
                     {"target", target},
                     {"status", entry.status},
                     {"end", name_of(entry.end)}};
    if (before) {
      row["after_ms"] = std::chrono::duration<double, std::milli>(entry.arrival - *before).count();
    }
    before = entry.arrival;
    shown.push_back(std::move(row));
  }
  return shown;
}

}  // namespace

JournalMessage take_apart(std::string_view bytes, std::size_t head_size) {
  JournalMessage message;
  std::string_view head = bytes.substr(0, head_size);
  message.body = bytes.substr(std::min(head_size, bytes.size()));
  bool is_first = true;
  while (!head.empty()) {
    // A script may end lines with CR or LF alone.
    const std::size_t end = std::min(head.find_first_of("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + (head.substr(end).starts_with("\r\n") ? 2 : 1), head.size()));
    if (is_first) {
      message.first_line = line;
      is_first = false;
    } else if (!line.empty()) {
      const std::size_t colon = std::min(line.find(':'), line.size());
      std::string_view value = line.substr(std::min(colon + 1, line.size()));
      value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
      message.headers.emplace_back(line.substr(0, colon), value);
    }
  }
  return message;
}

JournalMessage answer_of(const JournalEntry& entry) {
  const std::size_t start = entry.answer_head_start;
  return take_apart(std::string_view(entry.answer).substr(start), entry.answer_head_size - start);
}

std::pair<std::string_view, std::string_view> method_and_target(std::string_view request_line) {
  const std::size_t first = std::min(request_line.find(' '), request_line.size());
  std::string_view rest = request_line.substr(std::min(first + 1, request_line.size()));
  return {request_line.substr(0, first), rest.substr(0, rest.find(' '))};
}

Result<JournalFilter> journal_filter(const Query& query) {
  constexpr std::array<std::string_view, 8> kNames = {"from",   "limit", "method", "path",
                                                      "status", "key",   "step",   "unmatched"};
  for (const auto& [name, value] : query.values()) {
    if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) continue;
    return tl::unexpected(validation_error(
        "query/" + name,
        "there is no such filter" + did_you_mean(name, kNames) +
            "; known are from, limit, method, path, status, key, step, unmatched"));
  }
  JournalFilter filter{.method = text_in(query, "method"),
                       .path = text_in(query, "path"),
                       .key = text_in(query, "key")};
  const auto from = query.integer({.name = "from", .initial = 1, .least = 1});
  if (!from) return tl::unexpected(from.error());
  filter.from = static_cast<std::uint64_t>(*from);
  const auto limit = query.integer(
      {.name = "limit", .initial = kJournalPageDefault, .least = 1, .most = kJournalPageMax});
  if (!limit) return tl::unexpected(limit.error());
  filter.limit = *limit;
  const auto status = number_in(query, "status");
  if (!status) return tl::unexpected(status.error());
  filter.status = *status;
  const auto step = number_in(query, "step");
  if (!step) return tl::unexpected(step.error());
  filter.step = *step;
  const auto unmatched = query.choice("unmatched", {"false", "true"});
  if (!unmatched) return tl::unexpected(unmatched.error());
  filter.unmatched_only = *unmatched == "true";
  return filter;
}

AdminJson journal_page(const World& world, const JournalFilter& filter) {
  const Service& service = service_of(world);
  AdminJson entries = AdminJson::array();
  std::optional<std::uint64_t> next;
  for_entries(world, filter.from, [&](const JournalEntry& entry) {
    if (!passes(filter, entry)) return true;
    if (static_cast<std::int64_t>(entries.size()) == filter.limit) {
      next = entry.number;
      return false;
    }
    entries.push_back(entry_json(entry, service));
    return true;
  });
  const Store::JournalSize size = world.store().journal_size();
  return {{"entries", std::move(entries)},
          {"total", size.appended},
          {"evicted", size.evicted},
          {"next", next ? AdminJson(*next) : AdminJson()}};
}

AdminJson verdict_json(World& world) {
  const Verdict verdict = verdict_of(world);
  AdminJson expectations = AdminJson::array();
  for (const Judgement& judgement : verdict.judgements) {
    AdminJson row = {{"passed", judgement.passed},
                     {"on", judgement.on},
                     {"wanted", judgement.wanted},
                     {"seen", judgement.seen},
                     {"requests", shown_requests(world, judgement.requests)}};
    if (judgement.place.line > 0) row["line"] = judgement.place.line;
    expectations.push_back(std::move(row));
  }
  return {{"passed", verdict.passed},
          {"session", world.id()},
          {"scenario", world.scenario().name},
          {"sentence", world.scenario().sentence},
          {"seed", world.scenario().seed},
          {"requests", verdict.requests},
          {"unmatched", verdict.unmatched},
          {"failed_handshakes", verdict.failed_handshakes},
          {"expectations", std::move(expectations)}};
}

}  // namespace fauxplane
