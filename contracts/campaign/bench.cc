#include "contracts/campaign/bench.h"

#include <algorithm>
#include <utility>

#include "contracts/cases/case.h"
#include "contracts/model/contract.h"
#include "simulator/world/clock.h"

namespace fauxplane::contracts {
namespace {

constexpr std::chrono::hours kOffsetMax{24 * 365 * 20};

CallReport report_of(Asked asked, Duration took) {
  CallReport report{.trouble = asked.trouble, .what = std::move(asked.what), .took = took};
  if (report.trouble != Trouble::kNone) return report;
  if (auto* const ok = std::get_if<OkReply>(&asked.reply.content)) {
    report.is_value = true;
    report.value = ok->body.value("value", Json());
    report.usage = ok->body.value("usage", Json());
    report.rate_limit = ok->body.value("rate_limit", Json());
  } else if (auto* const error = std::get_if<ErrorReport>(&asked.reply.content)) {
    report.error = std::move(*error);
  } else {
    report.is_unsupported = true;
  }
  return report;
}

Json config_of(const Contract& contract, const Check& check, const Addresses& addresses,
               const Options& options) {
  Json config = {{"service", contract.service},
                 {"api_key", check.client.api_key.value_or(addresses.api_key)}};
  for (const auto& [key, address] : contract.addresses) {
    config[std::string(key)] = addresses.client_url(address);
  }
  if (!contract.end_user.empty()) config["end_user_id"] = contract.end_user;
  // Always given: adapters read them without asking whether they are there.
  config["timeout_ms"] = options.timeout.count();
  config["max_retries"] = options.max_retries;
  config["backoff_ms"] = options.backoff.count();
  return config;
}

// The project that the client speaks for; empty: none.
std::string project_in(const Scenario& scenario) {
  const auto& projects = scenario.world->projects;
  const auto at = std::find_if(projects.begin(), projects.end(), [](const Project& project) {
    return project.name == kProjectOfClient;
  });
  return at == projects.end() ? std::string() : at->id.value;
}

// Whether the SDK has the option, as far as its adapter knows.
bool has_option(const Asked& opened, const char* name) {
  const auto* const ok = std::get_if<OkReply>(&opened.reply.content);
  const Json missing = ok == nullptr ? Json() : ok->body.value("unsupported", Json());
  return std::find(missing.begin(), missing.end(), name) == missing.end();
}

std::string after_scheme(const std::string& url) {
  const std::size_t start = url.find("://");
  return start == std::string::npos ? url : url.substr(start + 3);
}

// Of calls made together, the one whose name stands in the request; the first when none does.
std::size_t caller_of(const std::vector<Json>& requests, const Exchange& exchange) {
  for (std::size_t at = 0; at < requests.size(); ++at) {
    const Json& arguments = requests[at]["args"];
    if (!arguments.contains("name")) continue;
    if (exchange.body.find(arguments["name"].dump()) != std::string::npos) return at;
  }
  return 0;
}

}  // namespace

Options options_of(const ClientOptions& wanted, const Hello& hello) {
  Options options;
  if (hello.can("max_retries")) options.max_retries = wanted.max_retries.value_or(3);
  if (hello.can("backoff")) options.backoff = wanted.backoff.value_or(options.backoff);
  if (hello.can("timeout")) options.timeout = wanted.timeout.value_or(options.timeout);
  return options;
}

Result<std::unique_ptr<Bench>> Bench::open(const BenchOptions& options) {
  if (options.clock_library.empty()) return open_with(options, false);
  auto bench = open_with(options, true);
  if (!bench) return bench;
  const ClockVerdict verdict = (*bench)->try_clock();
  if (verdict.is_virtual) {
    (*bench)->clock_reason_ = verdict.reason;
    return bench;
  }
  bench = open_with(options, false);
  if (bench) (*bench)->clock_reason_ = verdict.reason;
  return bench;
}

Result<std::unique_ptr<Bench>> Bench::open_with(const BenchOptions& options, bool is_virtual) {
  std::unique_ptr<Bench> bench(new Bench);
  bench->options_ = options;
  AdapterOptions adapter{.command = options.client};
  if (is_virtual) {
    auto page = ClockPage::create();
    if (!page) return tl::unexpected(page.error());
    bench->page_ = *std::move(page);
    bench->standstill_ = std::make_unique<Standstill>(*bench->page_);
    for (auto& variable : bench->page_->variables(options.clock_library)) {
      adapter.command.variables.push_back(std::move(variable));
    }
    ClockPage* const clock = bench->page_.get();
    adapter.awaits = [clock](bool awaits) { clock->let_flow(awaits); };
    adapter.before_start = [clock] { clock->reset(); };
    adapter.look = [standstill = bench->standstill_.get()] {
      switch (standstill->look(std::chrono::steady_clock::now())) {
        case Standing::kHung:
          return Trouble::kHang;
        case Standing::kBeyond:
          return Trouble::kEndless;
        case Standing::kMoving:
          break;
      }
      return Trouble::kNone;
    };
  }
  auto plane = Plane::open(bench->page_.get());
  if (!plane) return tl::unexpected(plane.error());
  bench->plane_ = *std::move(plane);
  bench->adapter_ = std::make_unique<Adapter>(std::move(adapter));
  const auto hello = bench->adapter_->start();
  if (!hello) return tl::unexpected(hello.error());
  if (find_contract(hello->service) == nullptr) {
    return tl::unexpected(Error{.code = "no_hello",
                                .message = "it says hello with the service \"" + hello->service +
                                           "\"; there are " + names_of_services()});
  }
  return bench;
}

// A client that waits an hour, and is back at once. One that cannot be told how often to try again
// does so by its default.
ClockVerdict Bench::try_clock() {
  const Contract& contract = contract_of(hello().service);
  const auto begun = std::chrono::steady_clock::now();
  const auto evidence = run(to_yaml(
      {.service = std::string(contract.service),
       .client = {.max_retries = 1},
       .calls = {{.method = std::string(contract.plain_method)}},
       .script = {{.status = 429, .retry_after = std::to_string(kProbeWait.count()) + "s"}}},
      "", "A client waits for an hour."));
  WaitProbe probe{.real_time = std::chrono::steady_clock::now() - begun};
  std::uint32_t requests = 0;
  if (evidence && !evidence->calls.empty()) {
    const CallEvidence& call = evidence->calls.front();
    probe.was_answered = call.report.trouble == Trouble::kNone;
    requests = static_cast<std::uint32_t>(call.exchanges.size());
    if (requests > 1) probe.gap = call.exchanges[1].arrival - call.exchanges[0].left;
  }
  return judge_clock(gather(*page_, requests, probe));
}

Arrival Bench::now() const {
  const Arrival real = SystemClock::steady_now();
  return page_ ? real + page_->offset() : real;
}

Result<Evidence> Bench::run(const std::string& yaml) {
  const auto script = plane_->scripts().from_text(yaml, "case");
  if (!script) {
    return tl::unexpected(
        Error{.code = "bad_case", .message = to_text(script.error().front()) + "\n" + yaml});
  }
  if (!(*script)->scenario().check) {
    return tl::unexpected(
        Error{.code = "bad_case",
              .message = "the scenario has no `check:`, which says what calls to make"});
  }
  auto world = plane_->begin(*script);
  if (!world) return tl::unexpected(world.error());
  const auto addresses = plane_->addresses_of(**world);
  if (!addresses) return tl::unexpected(addresses.error());
  Evidence evidence = run((*script)->scenario(), *addresses);
  if (!evidence.end_user.empty()) evidence.stored = Plane::stored_for(**world, evidence.end_user);
  plane_->end(**world);
  return evidence;
}

// Cancels the call when its first request was answered, or read when no answer comes, and the
// client waits for a time.
Asked Bench::ask_and_cancel(const Json& request, std::chrono::milliseconds watchdog) {
  const auto is_time = [this] {
    if (plane_->exchange_count() == 0) return false;
    return !page_ || (page_->has_deadline() && !page_->owes());
  };
  return adapter_->ask_and_cancel("call", request, is_time, watchdog);
}

std::size_t Bench::left_open(std::size_t before) const {
  constexpr std::chrono::milliseconds kPatience{1'000};  // until the plane has noticed
  const std::size_t now = plane_->connections().wait_for(before, kPatience);
  return now - std::min(before, now);
}

std::chrono::milliseconds Bench::patience(const Check& check) const {
  // In real time a call may wait as long as its options and the script make it.
  const auto asked = std::chrono::duration_cast<std::chrono::milliseconds>(
      check.client.timeout.value_or(Duration{0}));
  return options_.watchdog + std::min<std::chrono::milliseconds>(asked, options_.watchdog);
}

Evidence Bench::run(const Scenario& scenario, const Addresses& addresses) {
  const Check& check = *scenario.check;
  const Contract& contract = contract_of(hello().service);
  // Far ahead of real time a wait could lead to where no clock goes.
  if (page_ && page_->offset() > kOffsetMax) adapter_->restart();
  const std::size_t open_before = plane_->connections().count();
  Evidence evidence{
      .options = options_of(check.client, adapter_->hello()),
      .secret = check.client.api_key.value_or(addresses.api_key),
      .origin = after_scheme(addresses.url).substr(0, after_scheme(addresses.url).find('/')),
      .service = std::string(contract.service),
      .end_user = std::string(contract.end_user),
      .project = project_in(scenario),
      .gives_usage = adapter_->hello().can("usage"),
      .is_virtual = is_virtual(),
      .is_at_once = check.at_once,
      .is_refused = scenario.connections.are_refused,
      .is_cancelled = check.cancel};
  const std::string client = "c" + std::to_string(++clients_);
  Json config = config_of(contract, check, addresses, evidence.options);
  if (!evidence.project.empty()) config["project_id"] = evidence.project;
  const Asked opened =
      adapter_->ask("open", {{"client", client}, {"config", config}}, options_.watchdog);
  if (opened.trouble != Trouble::kNone) {
    evidence.open_trouble = opened.trouble;
    evidence.refused_open = opened.what;
    return evidence;
  }
  if (const auto* const error = std::get_if<ErrorReport>(&opened.reply.content)) {
    evidence.refused_open = error->type + ": " + error->message;
    return evidence;
  }
  if (!has_option(opened, "project_id")) evidence.project.clear();
  for (const CheckedCall& call : check.calls) evidence.calls.push_back({.call = call});
  std::vector<Json> requests;
  for (const CheckedCall& call : check.calls) {
    requests.push_back({{"client", client}, {"method", call.method}, {"args", call.arguments}});
  }
  const auto watchdog = patience(check);
  const std::size_t at_once = check.at_once ? requests.size() : 1;
  for (std::size_t first = 0; first < requests.size(); first += at_once) {
    const Arrival begun = now();
    const std::vector<Json> batch(requests.begin() + static_cast<std::ptrdiff_t>(first),
                                  requests.begin() + static_cast<std::ptrdiff_t>(first + at_once));
    std::vector<Asked> asked = check.cancel && first == 0
                                   ? std::vector{ask_and_cancel(batch.front(), watchdog)}
                                   : adapter_->ask_all("call", batch, watchdog);
    const Arrival returned = now();
    const auto took = std::chrono::duration_cast<Duration>(returned - begun);
    for (std::size_t at = 0; at < asked.size(); ++at) {
      evidence.calls[first + at].report = report_of(std::move(asked[at]), took);
      evidence.calls[first + at].report.returned = returned;
    }
    for (Exchange& exchange : plane_->take()) {
      const std::size_t at = at_once == 1 ? first : first + caller_of(batch, exchange);
      evidence.calls[at].exchanges.push_back(std::move(exchange));
    }
    if (evidence.calls[first].report.trouble != Trouble::kNone) break;
  }
  const bool is_alive =
      evidence.calls.empty() || evidence.calls.back().report.trouble == Trouble::kNone;
  if (is_alive) static_cast<void>(adapter_->ask("close", {{"client", client}}, options_.watchdog));
  if (is_alive && adapter_->hello().can("close")) evidence.left_open = left_open(open_before);
  evidence.late = plane_->take();
  evidence.diagnostics = adapter_->take_diagnostics();
  evidence.stray = adapter_->take_stray();
  return evidence;
}

}  // namespace fauxplane::contracts
