#include "contracts/protocol/adapter.h"

#include <utility>

namespace fauxplane::contracts {
namespace {

constexpr std::size_t kShownBytesMax = 4'096;
constexpr std::size_t kStrayLinesMax = 100;

std::string tail_of(const std::string& text) {
  return text.size() <= kShownBytesMax ? text : text.substr(text.size() - kShownBytesMax);
}

std::string excerpt_of(const std::string& line) {
  constexpr std::size_t kMost = 200;
  return "\"" + (line.size() <= kMost ? line : line.substr(0, kMost) + "...") + "\"";
}

std::set<std::string> texts_of(const Json& list) {
  std::set<std::string> texts;
  if (!list.is_array()) return texts;
  for (const Json& item : list) {
    if (item.is_string()) texts.insert(item.get<std::string>());
  }
  return texts;
}

std::string text_of(const Json& object, const char* name) {
  const auto at = object.find(name);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

Result<Hello> Adapter::start() {
  const Asked greeted = greet();
  if (greeted.trouble == Trouble::kNone) return hello_;
  return tl::unexpected(Error{.code = "no_hello", .message = greeted.what});
}

Asked Adapter::greet() {
  process_.reset();
  if (options_.before_start) options_.before_start();
  auto started = Process::start(options_.command);
  if (!started) return {.trouble = Trouble::kCrash, .what = started.error().message};
  process_ = *std::move(started);
  ++starts_;
  const std::int64_t id = ++last_id_;
  const auto deadline = Process::Clock::now() + options_.hello_timeout;
  std::optional<Asked> asked = write(request_line(id, "hello"), deadline);
  while (!asked) asked = receive(deadline);
  if (asked->trouble == Trouble::kEndless) asked->trouble = Trouble::kHang;  // nothing asks for it
  if (asked->trouble != Trouble::kNone) return *std::move(asked);
  const auto* const ok = std::get_if<OkReply>(&asked->reply.content);
  if (ok == nullptr || asked->reply.id != id) {
    const auto* const bug = std::get_if<BugReply>(&asked->reply.content);
    return trouble(Trouble::kAdapterBug, "it did not answer hello with ok" +
                                             (bug == nullptr ? std::string() : ": " + bug->what));
  }
  hello_ = {.sdk = text_of(ok->body, "sdk"),
            .version = text_of(ok->body, "version"),
            .runtime = text_of(ok->body, "runtime"),
            .service = ok->body.contains("service") ? text_of(ok->body, "service") : "memsy",
            .capabilities = texts_of(ok->body.value("caps", Json::array())),
            .methods = texts_of(ok->body.value("methods", Json::array()))};
  return {};
}

// nullopt when all is written.
std::optional<Asked> Adapter::write(const std::string& lines,
                                    std::chrono::steady_clock::time_point deadline) {
  switch (process_->write(lines, deadline)) {
    case WriteEnd::kAll:
      break;
    case WriteEnd::kGone:
      return trouble(Trouble::kCrash, "the process reads no more");
    case WriteEnd::kDeadline:
      return trouble(Trouble::kHang, "no reply in time");
  }
  return std::nullopt;
}

Asked Adapter::trouble(Trouble kind, std::string what) {
  if (process_) {
    if (kind == Trouble::kCrash) {
      const auto ending = process_->finish(Process::Clock::now() + std::chrono::seconds{2});
      if (ending) what += " (" + *ending + ")";
    }
    diagnostics_ += process_->take_diagnostics();
    const std::string tail = tail_of(process_->last_diagnostics());
    if (kind == Trouble::kCrash && !tail.empty()) what += "; the end of its stderr:\n" + tail;
    process_.reset();
  }
  return {.trouble = kind, .what = std::move(what)};
}

// nullopt for a line that is no reply and no trouble.
std::optional<Asked> Adapter::receive(std::chrono::steady_clock::time_point deadline) {
  Trouble seen = Trouble::kNone;
  const auto look = [&] {
    if (options_.look) seen = options_.look();
    return seen != Trouble::kNone;
  };
  ReadLine read = early_
                      ? *std::exchange(early_, std::nullopt)
                      : process_->read_line(deadline, {.give_up = look, .awaits = options_.awaits});
  switch (read.end) {
    case ReadEnd::kDeadline:
      if (seen == Trouble::kEndless) {
        return trouble(Trouble::kEndless, "it waits for longer than clocks can show");
      }
      return trouble(Trouble::kHang, seen == Trouble::kHang
                                         ? "every thread waits, and nothing is under way"
                                         : "no reply in time");
    case ReadEnd::kEndOfStream:
      return trouble(Trouble::kCrash, "the process ended");
    case ReadEnd::kTooLong:
      return trouble(Trouble::kAdapterBug, "a line on stdout has no end");
    case ReadEnd::kLine:
      break;
  }
  Line line = parse_line(read.line);
  if (auto* const reply = std::get_if<AdapterReply>(&line))
    return Asked{.reply = std::move(*reply)};
  if (const auto* const broken = std::get_if<BrokenLine>(&line)) {
    return trouble(Trouble::kAdapterBug,
                   "a line on stdout is no message, " + broken->why + ": " + excerpt_of(read.line));
  }
  if (std::holds_alternative<StrayLine>(line) && stray_.size() < kStrayLinesMax) {
    stray_.push_back(std::move(read.line));
  }
  return std::nullopt;
}

Asked Adapter::ask(std::string_view op, const Json& fields, std::chrono::milliseconds timeout) {
  return ask_all(op, {fields}, timeout).front();
}

Asked Adapter::send(std::string_view op, const std::vector<Json>& fields, Awaited& awaited,
                    std::chrono::steady_clock::time_point deadline) {
  std::string lines;
  for (const Json& request : fields) {
    awaited.emplace(++last_id_, awaited.size());
    lines += request_line(last_id_, op, request);
  }
  return write(lines, deadline).value_or(Asked{});
}

std::vector<Asked> Adapter::ask_all(std::string_view op, const std::vector<Json>& fields,
                                    std::chrono::milliseconds timeout) {
  Asked begun = process_ ? Asked{} : greet();
  const auto deadline = Process::Clock::now() + timeout;
  Awaited awaited;
  if (begun.trouble == Trouble::kNone) begun = send(op, fields, awaited, deadline);
  if (begun.trouble != Trouble::kNone) return std::vector<Asked>(fields.size(), begun);
  return collect(std::move(awaited), deadline);
}

Asked Adapter::ask_and_cancel(std::string_view op, const Json& fields,
                              const std::function<bool()>& is_time,
                              std::chrono::milliseconds timeout) {
  Asked begun = process_ ? Asked{} : greet();
  const auto deadline = Process::Clock::now() + timeout;
  Awaited awaited;
  if (begun.trouble == Trouble::kNone) begun = send(op, {fields}, awaited, deadline);
  if (begun.trouble != Trouble::kNone) return begun;
  const Json cancel = {{"target", last_id_}};
  ReadLine read = process_->read_line(deadline, {.give_up = is_time});
  if (read.end != ReadEnd::kDeadline) early_ = std::move(read);  // it was quicker
  begun = send("cancel", {cancel}, awaited, deadline);
  if (begun.trouble != Trouble::kNone) return begun;
  return collect(std::move(awaited), deadline).front();
}

// The replies, each where it belongs. The trouble of one is that of all that still wait.
std::vector<Asked> Adapter::collect(Awaited awaited,
                                    std::chrono::steady_clock::time_point deadline) {
  std::vector<Asked> answers(awaited.size());
  while (!awaited.empty()) {
    std::optional<Asked> received = receive(deadline);
    if (!received) continue;
    const auto at = awaited.find(received->reply.id);
    if (received->trouble == Trouble::kNone && at == awaited.end()) {
      received =
          trouble(Trouble::kAdapterBug, "a reply to request " + std::to_string(received->reply.id) +
                                            ", which does not wait for one");
    }
    if (received->trouble != Trouble::kNone) {
      for (const auto& [id, index] : awaited) answers[index] = *received;
      return answers;
    }
    if (const auto* const bug = std::get_if<BugReply>(&received->reply.content)) {
      received->trouble = Trouble::kAdapterBug;
      received->what = bug->what;
    }
    answers[at->second] = *std::move(received);
    awaited.erase(at);
  }
  return answers;
}

void Adapter::restart() {
  if (process_) diagnostics_ += process_->take_diagnostics();
  process_.reset();
}

Asked Adapter::finish(std::chrono::milliseconds timeout) {
  if (!process_) return {};
  const auto ending = process_->finish(Process::Clock::now() + timeout);
  diagnostics_ += process_->take_diagnostics();
  process_.reset();
  if (!ending)
    return {.trouble = Trouble::kHang, .what = "it did not exit at the end of its stdin"};
  if (*ending == "exit status 0") return {};
  return {.trouble = Trouble::kCrash, .what = "it ended with " + *ending};
}

std::string Adapter::take_diagnostics() {
  std::string text = std::exchange(diagnostics_, {});
  if (process_) text += process_->take_diagnostics();
  return text;
}

}  // namespace fauxplane::contracts
