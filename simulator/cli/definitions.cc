#include "simulator/cli/definitions.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>

#include "simulator/cli/tables.h"
#include "simulator/services/services.h"

namespace fauxplane {
namespace {

// Refuses what is not a whole number in [least, most], with `remedy` as what to write instead.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most, const std::string& remedy) {
  return CLI::Validator(
      [least, most, remedy](std::string& text) {
        std::uint64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [stopped, failure] = std::from_chars(text.data(), end, number);
        const bool is_good =
            failure == std::errc() && stopped == end && number >= least && number <= most;
        return is_good ? std::string() : "\"" + text + "\" does not fit; use " + remedy;
      },
      "");
}

// Refuses empty text.
CLI::Validator some_text(const std::string& remedy) {
  return CLI::Validator(
      [remedy](std::string& text) {
        return text.empty() ? "the value is empty; use " + remedy : std::string();
      },
      "");
}

// Refuses what cannot stand behind "Bearer" (RFC 6750 2.1).
CLI::Validator bearer_token() {
  return CLI::Validator(
      [](std::string& text) {
        const bool is_good =
            !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
              return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                     (letter >= '0' && letter <= '9') ||
                     std::string_view("-._~+/=").find(letter) != std::string_view::npos;
            });
        return is_good ? std::string()
                       : "\"" + text + "\" is no token; use letters, digits and -._~+/=";
      },
      "");
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& says,
                      const std::string& footer) {
  CLI::App* const command = app.add_subcommand(name, says);
  command->set_help_flag("--help,-h", "Print this help and exit");
  command->set_version_flag("--version", version_text(), "Print the version and exit");
  command->footer(footer);
  command->allow_extras();  // command_line.cc says what is wrong with them
  return command;
}

void add_seed(CLI::App* command, std::optional<Seed>& seed) {
  command->add_option("--seed", seed, "Seed of all randomness, over the scenario's own")
      ->type_name("N")
      ->take_last()
      ->check(whole_number(0, std::numeric_limits<Seed>::max(), "a whole number from 0 on"));
}

// Refuses what is no service.
CLI::Validator service_name() {
  return CLI::Validator(
      [](std::string& text) {
        if (find_service(text) != nullptr) return std::string();
        std::string known;
        for (const Service* service : all_services()) {
          known.append(known.empty() ? "" : " or ").append(service->name);
        }
        return "there is no service \"" + text + "\"; use " + known;
      },
      "");
}

void add_service(CLI::App* command, std::string& service, const std::string& says) {
  command->add_option("--service", service, says + ": memsy or memorysync [memsy]")
      ->type_name("NAME")
      ->take_last()
      ->check(service_name());
}

void add_threads(CLI::App* command, int& threads) {
  command
      ->add_option("--threads", threads,
                   "Worker threads, 1 to " + std::to_string(kThreadsMax) +
                       "; one is the default, since an answer takes microseconds and one order of "
                       "requests is the easiest to reason about")
      ->type_name("N")
      ->take_last()
      ->check(whole_number(1, kThreadsMax, "a whole number from 1 to 64"))
      ->capture_default_str();
}

void add_tls(CLI::App* command, TlsFlags& tls) {
  const auto add_file = [command](const std::string& name, std::string& path,
                                  const std::string& says) {
    command->add_option(name, path, says)
        ->type_name("FILE")
        ->take_last()
        ->check(some_text("the path of a PEM file"));
  };
  add_file("--tls-cert", tls.certificate,
           "Speak https:// with this certificate (PEM), the server's own first");
  add_file("--tls-key", tls.key, "Its key (PEM), without a passphrase");
  command->add_flag("--tls-self-signed", tls.is_self_signed,
                    "Speak https:// with a certificate for localhost, 127.0.0.1, ::1 and the host, "
                    "made at the start; clients get the file of its CA");
  add_file("--tls-client-ca", tls.client_ca,
           "Demand certificates of clients that a CA in this file (PEM) has signed");
}

void define_serve(CLI::App& app, ServeCommand& serve) {
  CLI::App* const command = add_command(
      app, "serve", "Serve a fake plane until SIGTERM or SIGINT",
      "Example: fauxplane serve quota/boundary --port 0 --ready-file ready.json\n"
      "Signals: SIGTERM and SIGINT finish what is in flight within 5 s; a second one ends at "
      "once.\n"
      "Exit status: 0 stopped by a signal, 1 could not listen or write the ready file,\n"
      "2 bad usage or a bad scenario.");
  command->add_option("SCENARIO", serve.scenario,
                      "A scenario file, or a name that `fauxplane scenarios` lists; without one, "
                      "the default world on a real clock");
  command->add_option("--host", serve.host, "Address to listen on")
      ->type_name("HOST")
      ->take_last()
      ->check(some_text("an address such as 127.0.0.1"))
      ->capture_default_str();
  command->add_option("--port", serve.port, "Port to listen on; 0 takes any free one")
      ->type_name("N")
      ->take_last()
      ->check(whole_number(0, 65'535, "0 for any free port, or 1 to 65535"))
      ->capture_default_str();
  command
      ->add_option("--ready-file", serve.ready_file,
                   "JSON file with the addresses, the key and the pid; written once the port "
                   "answers, removed at the end")
      ->type_name("FILE")
      ->take_last()
      ->check(some_text("the path of a file"));
  command
      ->add_option("--admin-token", serve.admin_token,
                   "Bearer token that the admin plane under /_sim asks for; made up and printed "
                   "when --host is not a loopback address")
      ->type_name("TOKEN")
      ->take_last()
      ->check(bearer_token());
  add_service(command, serve.service, "Whose default world is served without a scenario");
  add_threads(command, serve.threads);
  add_seed(command, serve.seed);
  add_tls(command, serve.tls);
  command
      ->add_option_function<std::string>(
          "--log",
          [&serve](const std::string& format) {
            serve.log = format == "json" ? LogFormat::kJson : LogFormat::kText;
          },
          "How to log start, stop and warnings on stderr: text or json [text]")
      ->type_name("FORMAT")
      ->take_last()
      ->check(CLI::Validator(
          [](std::string& text) {
            return text == "text" || text == "json"
                       ? std::string()
                       : "\"" + text + "\" is not a format; use text or json";
          },
          ""));
}

void define_exec(CLI::App& app, ExecCommand& exec) {
  CLI::App* const command = add_command(
      app, "exec", "Run a command against a fresh fake plane, then print the verdict on it",
      "Write the command and its arguments behind --. It finds the plane in FAUXPLANE_URL,\n"
      "FAUXPLANE_SESSION and, by the service, MEMSY_CONTROL_URL, MEMSY_BASE_URL, MEMSY_API_KEY or\n"
      "MEMORYSYNC_BASE_URL, MEMORYSYNC_API_KEY; with TLS also\n"
      "FAUXPLANE_CA_FILE and, where one is asked for, FAUXPLANE_CLIENT_CERT and\n"
      "FAUXPLANE_CLIENT_KEY.\n"
      "Example: fauxplane exec quota/boundary --report verdict.json -- pytest -q\n"
      "Exit status: that of the command if it is not 0 (128 and the signal if one killed it,\n"
      "126 if it cannot be run, 127 if there is none), else 3 if the verdict is failed, else 0;\n"
      "1 could not listen or write the report, 2 bad usage or a bad scenario.");
  command->add_option("SCENARIO", exec.scenario,
                      "A scenario file, or a name that `fauxplane scenarios` lists");
  command->add_option("--report", exec.report, "JSON file for the verdict")
      ->type_name("FILE")
      ->take_last()
      ->check(some_text("the path of a file"));
  add_service(command, exec.service, "Whose default world is played without a scenario");
  add_threads(command, exec.threads);
  add_seed(command, exec.seed);
  add_tls(command, exec.tls);
}

void define_lint(CLI::App& app, LintCommand& lint) {
  CLI::App* const command = add_command(
      app, "lint", "Check scenario files, form and meaning, and name every fault in them",
      "Example: fauxplane lint scenarios/ my_scenario.yaml\n"
      "Exit status: 0 all are fine, 2 otherwise.");
  command->add_option("FILE", lint.paths, "Files; a folder stands for all .yaml files below it");
  command->add_flag("--json", lint.json, "Print [{file, line, column, message}, ...]");
}

void define_tables(CLI::App& app, Definitions& to) {
  const std::string status = "Exit status: 0.";
  CLI::App* command =
      add_command(app, "errors", "List the errors that scenarios may use and the plane may answer",
                  "Example: fauxplane errors --json\n" + status);
  command->add_flag("--json", to.errors.json, "Print JSON");
  add_service(command, to.errors.service, "Whose");
  command = add_command(app, "faults", "List what `fault:` of a step can do to an answer",
                        "Example: fauxplane faults\n" + status);
  command->add_flag("--json", to.faults.json, "Print JSON");
  command = add_command(app, "routes", "List the routes of the plane and the gates before them",
                        "Example: fauxplane routes\n" + status);
  command->add_flag("--json", to.routes.json, "Print JSON");
  add_service(command, to.routes.service, "Whose");
  command = add_command(app, "settings", "List the readings of the contract that a world chooses",
                        "Example: fauxplane settings --service memorysync\n" + status);
  command->add_flag("--json", to.settings.json, "Print JSON");
  add_service(command, to.settings.service, "Whose");
}

void define_scenarios(CLI::App& app, ScenariosCommand& scenarios) {
  CLI::App* const command =
      add_command(app, "scenarios", "List the scenarios that are part of the program, or print one",
                  "Example: fauxplane scenarios quota\n"
                  "         fauxplane scenarios --show quota/boundary > my_scenario.yaml\n"
                  "Exit status: 0, or 2 when there is no such area or scenario.");
  command->add_option("AREA", scenarios.area, "Only those of this area, such as quota");
  command->add_option("--show", scenarios.show, "Print the YAML of this one")
      ->type_name("NAME")
      ->take_last()
      ->check(some_text("a name that `fauxplane scenarios` lists"));
  command->add_flag("--names", scenarios.names_only, "Print names only");
  command->add_flag("--json", scenarios.json, "Print JSON");
}

void define_completion(CLI::App& app, CompletionCommand& completion) {
  CLI::App* const command =
      add_command(app, "completion", "Print the script that completes commands in a shell",
                  "Example: source <(fauxplane completion bash)\n"
                  "Exit status: 0, or 2 for a shell that is not known.");
  command->add_option("SHELL", completion.shell, "bash");
}

// CLI11 keeps the line ends of a description and adds none.
void wrap_descriptions(CLI::App& command) {
  constexpr std::size_t kWidth = 68;
  for (CLI::Option* const option : command.get_options()) {
    std::string text;
    for (const std::string& line : wrap(option->get_description(), kWidth)) {
      text += (text.empty() ? "" : "\n") + line;
    }
    option->description(text);
    if (option->get_positional()) option->type_name("");
  }
}

}  // namespace

std::string version_text() {
  return "fauxplane " FAUXPLANE_VERSION;
}

Definitions::Definitions()
    : app("A fake control plane for client SDKs: it plays scenario scripts and judges the client.",
          "fauxplane") {
  app.set_help_flag("--help,-h", "Print this help and exit");
  app.set_version_flag("--version", version_text(), "Print the version and exit");
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.footer(
      "`fauxplane COMMAND --help` tells more about each.\n"
      "Example: fauxplane exec quota/boundary -- pytest\n"
      "Exit status: 0 fine, 1 could not do it, 2 bad usage or a bad file; exec has more.");
  define_serve(app, serve);
  define_exec(app, exec);
  define_lint(app, lint);
  define_tables(app, *this);
  define_scenarios(app, scenarios);
  add_command(
      app, "check", "Check a client SDK with generated scenarios (fauxplane-check)",
      "It takes the words of fauxplane-check: run (which goes without saying), replay, list,\n"
      "explain; fauxplane-check run --help tells all.\n"
      "Example: fauxplane check --level core -- python3 my_adapter.py\n"
      "Exit status: 0 clean, 1 violations, 2 bad usage, 4 the adapter is broken.");
  define_completion(app, completion);
  add_command(app, "version", "Print the version", "Example: fauxplane version\nExit status: 0.");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Subcommands", "Commands");
  for (CLI::App* const command : app.get_subcommands({})) wrap_descriptions(*command);
}

}  // namespace fauxplane
