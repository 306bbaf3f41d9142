#include "simulator/cli/serve.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <random>

#include "simulator/cli/log.h"
#include "simulator/cli/ready_file.h"
#include "simulator/cli/scenario_source.h"
#include "simulator/cli/signals.h"
#include "simulator/cli/stage.h"

namespace fauxplane {
namespace {

constexpr int kTokenWords = 4;       // of 32 bits
constexpr std::size_t kColumn = 13;  // where values begin in the greeting

void warn_of_host(Log& log, const std::string& host) {
  if (is_loopback(host)) return;
  log.warn("listening on " + host +
           ": anyone who can reach it may use the plane; its admin plane under /_sim asks for the "
           "token");
}

// Of the system's own randomness: nobody may guess it from a seed.
std::string made_up_token() {
  std::random_device source;
  std::array<char, 9> word{};
  std::string token;
  for (int number = 0; number < kTokenWords; ++number) {
    std::snprintf(word.data(), word.size(), "%08x", source());
    token += word.data();
  }
  return token;
}

std::string admin_token_of(const ServeCommand& command) {
  const bool is_needed = command.admin_token.empty() && !is_loopback(command.host);
  return is_needed ? made_up_token() : command.admin_token;
}

// Returns once the server has stopped. A second signal does not wait for that.
void serve_until_signal(Stage& stage, Log& log) {
  const int number = wait_for_signal({SIGINT, SIGTERM}).number;
  end_at_once_on({SIGINT, SIGTERM});
  log.info(std::string(number == SIGINT ? "SIGINT" : "SIGTERM") +
           ": finishing what is in flight; a second signal ends at once");
  stage.stop(kStopGrace);
  // Nothing is answered any more, so that this is all that anybody has got an answer to.
  log.info("stopped after " + counted(verdict_of(*stage.world()).requests, "request"));
}

}  // namespace

std::string greeting(const Scenario& scenario, const Addresses& addresses,
                     const ClientFiles& files) {
  const std::string admin = addresses.url + "/_sim/sessions/default/";
  std::string text = "fauxplane " FAUXPLANE_VERSION " plays " + scenario.name + " (seed " +
                     std::to_string(scenario.seed) + ")\n  " + scenario.sentence + "\n\n";
  text += "  url          " + addresses.url + "\n";
  for (const Addresses::Client& client : addresses.clients) {
    const std::string name(client.row->name);
    text += "  " + name + std::string(kColumn - name.size(), ' ') + client.url + "\n";
  }
  if (!addresses.api_key.empty()) text += "  api_key      " + addresses.api_key + "\n";
  if (!addresses.admin_token.empty()) text += "  admin_token  " + addresses.admin_token + "\n";
  for (const auto& [name, path] : members_of(files)) {
    text += "  " + name + std::string(kColumn - name.size(), ' ') + path + "\n";
  }
  text += "  journal      " + admin + "journal\n";
  text += "  verdict      " + admin + "verify\n\n";
  const Sample& sample = addresses.service->sample;
  const std::string credential =
      addresses.api_key.empty()
          ? ""
          : " -H '" + std::string(sample.credential) + addresses.api_key + "'";
  std::string trust = files.ca.empty() ? "" : " --cacert '" + files.ca + "'";
  if (!files.certificate.empty()) {
    trust += " --cert '" + files.certificate + "' --key '" + files.key + "'";
  }
  return text + "Try: curl -i" + trust + credential + " '" + addresses.clients.front().url +
         std::string(sample.path) + "'\n";
}

int serve(const ServeCommand& command) {
  // A server outlives the terminal it was started from.
  std::signal(SIGHUP, SIG_IGN);
  hold_signals({SIGINT, SIGTERM});
  Log log(command.log);
  StageOptions options{
      .scenario = command.scenario, .service = command.service, .seed = command.seed};
  options.server.host = command.host;
  options.server.port = command.port;
  options.server.threads = command.threads;
  options.admin_token = admin_token_of(command);
  options.tls = command.tls;
  options.note = [&log](const std::string& sentence) { log.info(sentence); };
  const auto stage = Stage::open(options);
  if (!stage) {
    for (const std::string& line : stage.error().complaints) {
      std::fprintf(stderr, "%s\n", line.c_str());
    }
    return stage.error().status;
  }
  warn_of_host(log, command.host);
  const Addresses addresses = (*stage)->addresses();
  std::unique_ptr<ReadyFile> ready;
  if (!command.ready_file.empty()) {
    auto written = ReadyFile::write(command.ready_file,
                                    ready_text(addresses, ::getpid(), (*stage)->client_files()));
    if (!written) {
      std::fprintf(stderr, "%s\n", written.error().message.c_str());
      return kCouldNot;
    }
    ready = *std::move(written);
  }
  std::fputs(greeting((*stage)->script().scenario(), addresses, (*stage)->client_files()).c_str(),
             stdout);
  std::fflush(stdout);
  log.info("listening on " + addresses.url);
  serve_until_signal(**stage, log);
  return kFine;
}

}  // namespace fauxplane
