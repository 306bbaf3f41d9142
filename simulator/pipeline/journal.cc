#include <algorithm>
#include <memory>
#include <string>

#include "simulator/pipeline/finish.h"
#include "simulator/pipeline/match.h"
#include "simulator/pipeline/wire_plan.h"
#include "simulator/services/services.h"
#include "simulator/store/prefetch.h"

namespace fauxplane {
namespace {

constexpr std::size_t kShownOfSecret = 8;  // of a masked key: "msy_ad00************"

void mask_all(std::string& text, std::string_view secret) {
  if (secret.size() <= kShownOfSecret) return;
  for (std::size_t at = text.find(secret); at != std::string::npos;
       at = text.find(secret, at + secret.size())) {
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at + kShownOfSecret),
                secret.size() - kShownOfSecret, '*');
  }
}

bool is_of_key(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
}

// Masks whatever looks like a key of the service, wherever it stands: in a second header, a path, a
// body.
void mask_keys(std::string& text, std::string_view prefix) {
  // A prefix ends in a letter that texts have more seldom than the one it starts with.
  const auto find = [&](std::size_t from) {
    std::size_t at = text.find(prefix.back(), from + prefix.size() - 1);
    while (at != std::string::npos && !std::string_view(text.data(), at + 1).ends_with(prefix)) {
      at = text.find(prefix.back(), at + 1);
    }
    return at == std::string::npos ? at : at + 1 - prefix.size();
  };
  for (std::size_t at = find(0); at != std::string::npos; at = find(at)) {
    const std::size_t start = at;
    while (at < text.size() && is_of_key(text[at])) ++at;
    for (std::size_t hidden = start + kShownOfSecret; hidden < at; ++hidden) text[hidden] = '*';
  }
}

void mask_keys(std::string& text, const Service& service) {
  for (const std::string_view prefix : service.secret_prefixes) mask_keys(text, prefix);
}

bool bears_credentials(std::string_view line, const Service& service) {
  const auto& names = service.credential_headers;
  return std::any_of(names.begin(), names.end(), [line](std::string_view name) {
    return line.size() > name.size() && !is_of_key(line[name.size()]) &&
           equal_ignoring_case(line.substr(0, name.size()), name);
  });
}

// Of whichever service: a request may have come to the wrong one. What a broken one has behind the
// name does not matter.
bool bears_any_credentials(std::string_view line, const Service& own) {
  const auto services = all_services();
  return bears_credentials(line, own) ||
         std::any_of(services.begin(), services.end(),
                     [line](const Service* other) { return bears_credentials(line, *other); });
}

// The words of one request that are looked for elsewhere in it, too. No client sends more; whoever
// sends thousands must not have each of them looked for in all the others.
constexpr std::size_t kWordsLookedFor = 8;

// Masks every word of a value that stands at `at` in the text: "Bearer" is too short to be one that
// is hidden.
void mask_words(std::string& text, std::string_view value, std::size_t at, std::size_t& words) {
  const auto is_gap = [](char letter) {
    return static_cast<unsigned char>(letter) <= ' ' || letter == ',';
  };
  while (!value.empty()) {
    const auto* const start = std::find_if_not(value.begin(), value.end(), is_gap);
    const auto* const end = std::find_if(start, value.end(), is_gap);
    const std::string_view word(start, static_cast<std::size_t>(end - start));
    at += static_cast<std::size_t>(start - value.begin());
    if (word.size() > kShownOfSecret) {
      std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at + kShownOfSecret),
                  word.size() - kShownOfSecret, '*');
      if (++words <= kWordsLookedFor) mask_all(text, word);
    }
    at += word.size();
    value.remove_prefix(static_cast<std::size_t>(end - value.begin()));
  }
}

// Masks what each header that bears credentials says: a key of this world, or somebody's real one.
// Reads the bytes, as a request that was refused has no headers. `text` begins with `head`.
void mask_presented(std::string& text, std::string_view head, const Service& service) {
  bool is_borne = false;
  std::size_t words = 0;
  for (std::string_view rest = head; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');  // a folded line
    while (!line.empty() && !is_of_key(line.front())) line.remove_prefix(1);
    const bool is_named = bears_any_credentials(line, service);
    is_borne = is_named || (goes_on && is_borne);
    if (is_named) line.remove_prefix(std::min(line.find_first_of(": \t\r"), line.size() - 1) + 1);
    if (!is_borne) continue;
    mask_words(text, line, static_cast<std::size_t>(line.data() - head.data()), words);
  }
}

std::uint64_t bytes_sent(const Reply& reply) {
  return std::min(reply.wire.size, reply.bytes.size());
}

WireEnd end_of(const Reply& reply) {
  if (reply.wire.ending == Ending::kReset) return WireEnd::kReset;
  if (reply.wire.is_cut || bytes_sent(reply) < reply.bytes.size()) return WireEnd::kCut;
  const bool is_kept = reply.wire.ending == Ending::kKeep && !reply.close_after;
  return is_kept ? WireEnd::kKept : WireEnd::kClosed;
}

// Every field but the number.
void write(JournalEntry& entry, const Exchange& exchange, const Answer& answer,
           const Reply& reply) {
  const Request& request = exchange.call.request;
  entry.arrival = request.arrival;
  entry.instant = exchange.call.now;
  entry.connection = request.connection;
  entry.on_connection = request.on_connection;
  entry.route = exchange.route;
  entry.step = exchange.played.index;
  entry.use = exchange.played.use;
  entry.end = end_of(reply);
  entry.wait = reply.wire.delay;
  entry.receive = time_to_leave(reply) - reply.wire.delay;
  entry.bytes_sent = bytes_sent(reply);
  entry.status = answer.status;
  entry.request.assign(request.head).append(request.body);
  entry.request_head_size = static_cast<std::uint32_t>(request.head.size());
  mask_presented(entry.request, request.head, exchange.service);
  mask_keys(entry.request, exchange.service);
  entry.answer.assign(reply.bytes);
  entry.answer_head_start = static_cast<std::uint32_t>(reply.head_start);
  entry.answer_head_size = static_cast<std::uint32_t>(reply.head_size);
  if (!answer.secret.empty()) mask_all(entry.answer, answer.secret);
  mask_keys(entry.answer, exchange.service);
  entry.key.clear();
  if (exchange.call.caller.key) entry.key.assign(exchange.call.caller.key->id.value);
  entry.note.assign(exchange.note);
  mask_keys(entry.note, exchange.service);
}

void show_to_expectations(const Exchange& exchange, int status, const Reply& reply,
                          std::uint64_t number) {
  const Script& script = *exchange.world.script();
  for (const std::uint32_t index : script.expectations_on(exchange.route)) {
    const Expectation& expectation = script.scenario().expectations[index];
    if (!fits(expectation.on, expectation.match, exchange.call)) continue;
    const Arrival arrival = exchange.call.request.arrival;
    exchange.world.expectations().observe(index, {.number = number,
                                                  .arrival = arrival,
                                                  .answered = arrival + time_to_leave(reply),
                                                  .status = status});
  }
}

}  // namespace

void journal(const Exchange& exchange, const Answer& answer, const Reply& reply) {
  thread_local std::unique_ptr<JournalEntry> slot;  // the entry that left when the last one came
  if (!slot) slot = std::make_unique<JournalEntry>();
  write(*slot, exchange, answer, reply);
  const std::uint64_t number = exchange.world.store().append_journal(slot);
  if (slot) {
    prefetch_to_write(slot->request.data(), slot->request.size());
    prefetch_to_write(slot->answer.data(), slot->answer.size());
  }
  show_to_expectations(exchange, answer.status, reply, number);
}

}  // namespace fauxplane
