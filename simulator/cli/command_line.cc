#include "simulator/cli/command_line.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/cli/definitions.h"
#include "simulator/scenario/nearest.h"

namespace fauxplane {
namespace {

using Parsed = tl::expected<Command, Farewell>;

constexpr std::string_view kSeparator = "--";

// One sentence on stderr, and the way to more of them.
Parsed refuse(const std::string& command, const std::string& sentence) {
  const std::string who = command.empty() ? "fauxplane" : "fauxplane " + command;
  return tl::unexpected(Farewell{.status = kBadInput, .complaint = who + ": " + sentence + "\n"});
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* const option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* const command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return names;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

// `; did you mean "--port"?`, or else all there are.
std::string remedy(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const std::string meant = did_you_mean(word, candidates);
  return meant.empty() ? "; known are " + list_of(known) : meant;
}

// "--prot=1" is about "--prot".
std::string_view option_part(std::string_view word) {
  return word.substr(0, word.find('='));
}

std::string about_extra(const CLI::App& command, const std::string& word) {
  if (word.size() > 1 && word.front() == '-') {
    const std::string option(option_part(word));
    return "unknown option \"" + option + "\"" + remedy(option, option_names(command));
  }
  if (command.get_name() == "exec") {
    return "unexpected word \"" + word + "\"; put -- before the command that is to be run";
  }
  return "unexpected word \"" + word + "\"; `fauxplane " + command.get_name() +
         " --help` tells what it takes";
}

// What does not go together; empty when all does.
std::string clash_of(const TlsFlags& tls) {
  if (tls.certificate.empty() && !tls.key.empty()) {
    return "--tls-key needs the certificate it belongs to; add --tls-cert FILE";
  }
  if (!tls.certificate.empty() && tls.key.empty()) {
    return "--tls-cert needs its key; add --tls-key FILE";
  }
  if (!tls.certificate.empty() && tls.is_self_signed) {
    return "--tls-self-signed makes a certificate, and --tls-cert gives one; leave one of them out";
  }
  return {};
}

Parsed finish_serve(const ServeCommand& serve) {
  const std::string clash = clash_of(serve.tls);
  return clash.empty() ? Parsed(serve) : refuse("serve", clash);
}

Parsed finish_exec(ExecCommand exec, bool has_separator, std::vector<std::string> behind) {
  if (exec.scenario.empty() && exec.service.empty()) {
    return refuse("exec",
                  "a scenario is missing; write fauxplane exec SCENARIO -- COMMAND, and "
                  "`fauxplane scenarios` lists those there are");
  }
  if (!has_separator) {
    return refuse("exec", "-- and a command are missing; write fauxplane exec " + exec.scenario +
                              " -- COMMAND");
  }
  if (behind.empty() || behind.front().empty()) {
    return refuse("exec", "a command is missing behind --; write it there with its arguments");
  }
  if (const std::string clash = clash_of(exec.tls); !clash.empty()) return refuse("exec", clash);
  exec.command = std::move(behind);
  return exec;
}

Parsed finish_completion(const CompletionCommand& completion) {
  if (completion.shell == "bash") return completion;
  if (completion.shell.empty()) {
    return refuse("completion", "a shell is missing; write fauxplane completion bash");
  }
  return refuse("completion", "there is no completion for \"" + completion.shell + "\"; use bash");
}

Parsed finish_lint(const LintCommand& lint) {
  if (!lint.paths.empty()) return lint;
  return refuse("lint", "a file is missing; write fauxplane lint FILE...");
}

// The words behind --, which CLI11 never sees: they belong to the command of exec.
struct Split {
  std::vector<std::string> before;
  bool has_separator = false;
  std::vector<std::string> behind{};
};

Split split(std::span<const std::string> arguments) {
  const auto at = std::find(arguments.begin(), arguments.end(), kSeparator);
  if (arguments.empty() || arguments.front() != "exec" || at == arguments.end()) {
    return {.before = {arguments.begin(), arguments.end()}};
  }
  return {.before = {arguments.begin(), at},
          .has_separator = true,
          .behind = {std::next(at), arguments.end()}};
}

Parsed finish(const Definitions& read, const std::string& name, Split split) {
  if (name == "serve") return finish_serve(read.serve);
  if (name == "exec") return finish_exec(read.exec, split.has_separator, std::move(split.behind));
  if (name == "lint") return finish_lint(read.lint);
  if (name == "errors") return read.errors;
  if (name == "faults") return read.faults;
  if (name == "routes") return read.routes;
  if (name == "settings") return read.settings;
  if (name == "scenarios") return read.scenarios;
  if (name == "completion") return finish_completion(read.completion);
  return tl::unexpected(Farewell{.output = version_text() + "\n"});
}

// Whether fauxplane-check reads what stands behind `check`.
bool is_for_harness(std::span<const std::string> arguments) {
  constexpr std::array<std::string_view, 3> kOwn = {"--help", "-h", "--version"};
  if (arguments.empty() || arguments.front() != "check") return false;
  return arguments.size() == 1 || std::find(kOwn.begin(), kOwn.end(), arguments[1]) == kOwn.end();
}

// What CLI11 found wrong with the value of an option, as a sentence.
std::string sentence_of(const CLI::ParseError& error) {
  const std::string text = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string option = text.substr(0, text.find(':'));
    return option + " needs a value; --help tells which";
  }
  return text;
}

}  // namespace

Parsed parse_command_line(std::span<const std::string> arguments) {
  if (is_for_harness(arguments)) {
    return CheckCommand{.words = {std::next(arguments.begin()), arguments.end()}};
  }
  Definitions read;
  Split words = split(arguments);
  if (!words.before.empty() && words.before.front() == "help") {  // help serve: serve --help
    words.before.erase(words.before.begin());
    words.before.emplace_back("--help");
  }
  const auto parsed_command = [&read] {
    const auto commands = read.app.get_subcommands();
    return commands.empty() ? nullptr : commands.front();
  };
  try {
    // CLI11 takes the words from the back of the list.
    read.app.parse(std::vector<std::string>(words.before.rbegin(), words.before.rend()));
  } catch (const CLI::CallForHelp&) {
    const CLI::App* const command = parsed_command();
    const std::string help = command == nullptr ? read.app.help() : command->help("fauxplane");
    return tl::unexpected(Farewell{.output = help + "\n"});
  } catch (const CLI::CallForVersion&) {
    return tl::unexpected(Farewell{.output = version_text() + "\n"});
  } catch (const CLI::ParseError& error) {
    const CLI::App* const command = parsed_command();
    return refuse(command == nullptr ? "" : command->get_name(), sentence_of(error));
  }
  const CLI::App* const command = parsed_command();
  const auto extras = command == nullptr ? read.app.remaining() : command->remaining();
  if (command != nullptr && !extras.empty()) {
    return refuse(command->get_name(), about_extra(*command, extras.front()));
  }
  if (command != nullptr) return finish(read, command->get_name(), std::move(words));
  if (extras.empty()) {
    return tl::unexpected(Farewell{.status = kBadInput, .complaint = read.app.help() + "\n"});
  }
  const bool is_option = extras.front().front() == '-';
  const auto known = is_option ? option_names(read.app) : command_names(read.app);
  const std::string word(is_option ? option_part(extras.front()) : extras.front());
  return refuse("", (is_option ? "unknown option \"" : "unknown command \"") + word + "\"" +
                        remedy(word, known));
}

std::vector<CommandWords> command_words() {
  const Definitions definitions;
  std::vector<CommandWords> words;
  for (const CLI::App* const command : definitions.app.get_subcommands({})) {
    words.push_back({.command = command->get_name(), .options = option_names(*command)});
  }
  return words;
}

}  // namespace fauxplane
