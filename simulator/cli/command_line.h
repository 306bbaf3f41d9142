// The command line as values: which command was asked for, with all it was given, checked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "simulator/domain/random.h"

namespace fauxplane {

// Exit statuses of the program; every --help names those that its command has.
inline constexpr int kFine = 0;
inline constexpr int kCouldNot = 1;       // the machine refused: a port in use, a file not writable
inline constexpr int kBadInput = 2;       // bad usage or a bad file; nothing was started
inline constexpr int kVerdictFailed = 3;  // of exec: the command went well, the scenario says no

// One worker is the default: an answer takes microseconds, and one order of requests is the
// easiest to reason about.
inline constexpr int kThreadsDefault = 1;
inline constexpr int kThreadsMax = 64;
inline constexpr std::uint16_t kPortDefault = 8080;

enum class LogFormat : std::uint8_t { kText, kJson };

// Paths of PEM files; empty: not given.
struct TlsFlags {
  std::string certificate{};  // with `key`, or neither
  std::string key{};
  std::string client_ca{};      // clients must have a certificate that it signed
  bool is_self_signed = false;  // certificates are made at the start
};

struct ServeCommand {
  std::string scenario{};  // a file or a name of the library; empty: the default world, no script
  std::string service{};   // of the default world; empty: the first there is
  std::string host = "127.0.0.1";
  std::uint16_t port = kPortDefault;  // 0: any free one
  std::string ready_file{};           // empty: none
  std::string admin_token{};          // empty: made up when others can reach the host, else none
  int threads = kThreadsDefault;
  std::optional<Seed> seed{};  // over the scenario's own
  LogFormat log = LogFormat::kText;
  TlsFlags tls{};
};

struct ExecCommand {
  std::string scenario{};
  std::string service{};
  std::string report{};  // empty: none
  std::optional<Seed> seed{};
  int threads = kThreadsDefault;
  TlsFlags tls{};
  std::vector<std::string> command{};  // never empty: the program and its arguments
};

struct LintCommand {
  std::vector<std::string> paths{};  // files and folders; never empty
  bool json = false;
};

struct ErrorsCommand {
  std::string service{};  // empty: the first there is
  bool json = false;
};

struct FaultsCommand {
  bool json = false;
};

struct RoutesCommand {
  std::string service{};  // likewise
  bool json = false;
};

struct SettingsCommand {
  std::string service{};  // likewise
  bool json = false;
};

struct ScenariosCommand {
  std::string area{};  // "quota"; empty: all
  std::string show{};  // name of the one to print; empty: list them
  bool names_only = false;
  bool json = false;
};

struct CheckCommand {
  std::vector<std::string> words{};  // for fauxplane-check, as they came
};

struct CompletionCommand {
  std::string shell{};
};

using Command =
    std::variant<ServeCommand, ExecCommand, LintCommand, ErrorsCommand, FaultsCommand,
                 RoutesCommand, SettingsCommand, ScenariosCommand, CheckCommand, CompletionCommand>;

// The program has nothing left to do but say this: help, the version, or what is wrong.
struct Farewell {
  int status = kFine;
  std::string output{};     // for stdout
  std::string complaint{};  // for stderr
};

// `arguments` without the program's own name.
[[nodiscard]] tl::expected<Command, Farewell> parse_command_line(
    std::span<const std::string> arguments);

// The words of one command, for completion.
struct CommandWords {
  std::string command{};
  std::vector<std::string> options{};
};

[[nodiscard]] std::vector<CommandWords> command_words();

}  // namespace fauxplane
