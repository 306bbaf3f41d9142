#include "tests/support/tidy_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

namespace fauxplane::tidy {
namespace {

constexpr std::size_t kFileLinesMax = 400;
constexpr std::size_t kColumnsMax = 100;
constexpr std::size_t kFunctionLinesMax = 70;

std::string finding(const SourceFile& file, std::size_t line, const std::string& text) {
  return file.path + ":" + std::to_string(line) + ": " + text;
}

bool is_header(const SourceFile& file) {
  return file.path.ends_with(".h");
}

// A file may include its own layer and those of a lower rank.
struct Layer {
  std::string_view path;
  int rank;
};
constexpr std::array<Layer, 18> kLayers = {{{"simulator/domain/", 0},
                                            {"simulator/scenario/", 1},
                                            {"simulator/store/", 1},
                                            {"simulator/world/", 2},
                                            {"simulator/services/", 3},
                                            {"simulator/pipeline/", 4},
                                            {"simulator/edge/", 5},
                                            {"simulator/cli/", 6},
                                            {"simulator/main.cc", 7},
                                            {"contracts/clock/", 8},
                                            {"contracts/protocol/", 8},
                                            {"contracts/model/", 9},
                                            {"contracts/cases/", 10},
                                            {"contracts/properties/", 11},
                                            {"contracts/campaign/", 12},
                                            {"contracts/report/", 13},
                                            {"contracts/cli/", 14},
                                            {"contracts/main.cc", 15}}};

const Layer* layer_of(std::string_view path) {
  const auto* const layer = std::find_if(kLayers.begin(), kLayers.end(), [&](const Layer& each) {
    return path.starts_with(each.path);
  });
  return layer == kLayers.end() ? nullptr : layer;
}

// Folders of contracts/ that stand beside the layers and include only themselves and those named.
// The client is a library by itself: it knows nothing of the simulator, and nothing of its mutants.
struct Folder {
  std::string_view path;
  std::string_view may_include;  // separated by blanks
};
constexpr std::array<Folder, 3> kFolders = {
    {{"contracts/client/", ""},
     {"contracts/mutants/", "contracts/client/"},
     {"contracts/adapters/", "contracts/client/ contracts/mutants/"}}};

const Folder* folder_of(std::string_view path) {
  const auto* const folder =
      std::find_if(kFolders.begin(), kFolders.end(),
                   [&](const Folder& each) { return path.starts_with(each.path); });
  return folder == kFolders.end() ? nullptr : folder;
}

// Headers that begin with `prefix` stand in these folders only in files that begin with `path`.
struct FolderOwner {
  std::string_view prefix;
  std::string_view path;
};
constexpr std::array<FolderOwner, 5> kFolderOwners = {{{"curl/", "contracts/client/transport.cc"},
                                                       {"poll.h", "contracts/client/transport.cc"},
                                                       {"unistd.h", "contracts/adapters/"},
                                                       {"cxxabi.h", "contracts/adapters/"},
                                                       {"nlohmann/", "contracts/"}}};

// Headers that begin with `prefix` and the layers that may name them, separated by blanks.
struct Owner {
  std::string_view prefix;
  std::string_view layers;
};
constexpr std::array<Owner, 12> kOwners = {
    {{"pistache/", "edge"},
     {"http_parser.h", "edge"},
     {"yaml-cpp/", "scenario"},
     {"CLI/", "cli"},
     {"spdlog/", "edge cli"},
     {"fmt/", "edge cli"},
     {"zlib.h", "pipeline"},
     {"openssl/", "edge"},
     {"curl/", "client"},
     {"rapidcheck/", "cases campaign"},
     {"nlohmann/", "scenario services pipeline edge cli model protocol"},
     {"tl/expected.hpp", ""}}};  // anybody

// Of the operating system: whoever talks to sockets, files and processes.
constexpr std::string_view kSystemOwners = "edge cli clock protocol";

// The clock of clients on virtual time, and the client whose waits are tested.
bool is_made_of_time(const SourceFile& file) {
  return file.path.starts_with("contracts/clock/preload/") ||
         file.path == "tests/contracts/clock/waiting_client.cc";
}

struct Include {
  std::size_t line;
  std::string header;
  bool is_ours;  // in quotes
};

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  for (std::size_t index = 0; index < file.lines.size(); ++index) {
    const std::string_view line = file.lines[index];
    constexpr std::string_view kStart = "#include ";
    if (!line.starts_with(kStart) || line.size() < kStart.size() + 2) continue;
    const std::string_view name = line.substr(kStart.size() + 1);
    const std::size_t end = std::min(name.find_first_of("\">"), name.size());
    includes.push_back({index + 1, std::string(name.substr(0, end)), line[kStart.size()] == '"'});
  }
  return includes;
}

// Whether the code, which has no literals, calls for one of `calls`; names the first of them.
std::optional<std::string_view> first_call(std::string_view code,
                                           const std::vector<std::string_view>& calls) {
  for (const std::string_view call : calls) {
    const bool is_whole =
        call.ends_with('(') ? code.find(call) != std::string_view::npos : contains_word(code, call);
    if (is_whole) return call;
  }
  return std::nullopt;
}

Findings find_calls(const SourceFile& file, const std::vector<std::string_view>& calls,
                    const std::string& advice) {
  Findings findings;
  const auto code = code_of(file.lines);
  for (std::size_t index = 0; index < code.size(); ++index) {
    if (const auto call = first_call(code[index], calls)) {
      findings.push_back(finding(file, index + 1, std::string(*call) + ": " + advice));
    }
  }
  return findings;
}

// Whether the head declares a function that returns a Result.
bool returns_result(const Declaration& declaration) {
  const std::string head = without_template(declaration.head);
  if (head.starts_with("using ") || head.starts_with("typedef ")) return false;
  for (const std::string_view type : {"Result<", "tl::expected<"}) {
    if (head.find(std::string("-> ") + std::string(type)) != std::string::npos) return true;
    const std::size_t at = head.find(type);
    // Only specifiers and attributes stand before the type that a function returns.
    if (at == std::string::npos || head.substr(0, at).find_first_of("(<=,") != std::string::npos) {
      continue;
    }
    const std::size_t end = matching(head, at + type.size() - 1);
    const std::string rest = end == std::string::npos ? "" : head.substr(end + 1);
    if (rest.find("(*") == rest.find('(')) continue;  // a pointer to a function, or none
    if (rest.find('(') < rest.find('=')) return true;
  }
  return false;
}

Findings check_includes_of(const Folder& own, const SourceFile& file) {
  Findings findings;
  for (const Include& include : includes_of(file)) {
    if (!include.is_ours || include.header.starts_with(own.path)) continue;
    const Folder* const named = folder_of(include.header);
    if (named != nullptr && own.may_include.find(named->path) != std::string_view::npos) continue;
    findings.push_back(
        finding(file, include.line,
                include.header + " is nothing that " + std::string(own.path) + " may include"));
  }
  return findings;
}

Findings check_owners_in_folder(const SourceFile& file) {
  Findings findings;
  for (const Include& include : includes_of(file)) {
    if (include.is_ours || include.header.find_first_of("./") == std::string::npos) continue;
    const auto* const row =
        std::find_if(kFolderOwners.begin(), kFolderOwners.end(), [&](const FolderOwner& each) {
          return include.header.starts_with(each.prefix) && file.path.starts_with(each.path);
        });
    if (row != kFolderOwners.end()) continue;
    findings.push_back(finding(file, include.line, "<" + include.header + "> belongs elsewhere"));
  }
  return findings;
}

}  // namespace

Findings check_layers(const SourceFile& file) {
  if (file.path.starts_with("tests/")) return {};
  if (const Folder* const folder = folder_of(file.path)) return check_includes_of(*folder, file);
  const Layer* const own = layer_of(file.path);
  if (own == nullptr) return {finding(file, 1, "stands in no layer of the tidy rules")};
  Findings findings;
  for (const Include& include : includes_of(file)) {
    if (!include.is_ours) continue;
    const Layer* const named = layer_of(include.header);
    if (named == own || (named != nullptr && named->rank < own->rank)) continue;
    findings.push_back(finding(
        file, include.line,
        include.header + " stands in no layer that " + std::string(own->path) + " may include"));
  }
  return findings;
}

Findings check_owners(const SourceFile& file) {
  if (folder_of(file.path) != nullptr) return check_owners_in_folder(file);
  const Layer* const own = layer_of(file.path);
  if (own == nullptr) return {};
  Findings findings;
  for (const Include& include : includes_of(file)) {
    if (include.is_ours || include.header.find_first_of("./") == std::string::npos) continue;
    const auto* const row = std::find_if(kOwners.begin(), kOwners.end(), [&](const Owner& each) {
      return include.header.starts_with(each.prefix);
    });
    const std::string_view layers = row == kOwners.end() ? kSystemOwners : row->layers;
    std::string_view name = own->path.substr(own->path.find('/') + 1);
    name = name.substr(0, name.find('/'));
    if (layers.empty() || contains_word(layers, name)) continue;
    findings.push_back(
        finding(file, include.line, "<" + include.header + "> belongs to: " + std::string(layers)));
  }
  return findings;
}

Findings check_nodiscard(const SourceFile& file) {
  if (!is_header(file)) return {};
  Findings findings;
  for (const Declaration& declaration : declarations_of(code_of(file.lines))) {
    if (!returns_result(declaration)) continue;
    if (declaration.head.find("[[nodiscard]]") != std::string::npos) continue;
    findings.push_back(finding(file, declaration.first_line, "returns a Result: [[nodiscard]]"));
  }
  return findings;
}

Findings check_file_length(const SourceFile& file) {
  if (file.lines.size() <= kFileLinesMax) return {};
  return {finding(file, file.lines.size(),
                  "the file has more than " + std::to_string(kFileLinesMax) + " lines")};
}

Findings check_line_length(const SourceFile& file) {
  Findings findings;
  for (std::size_t index = 0; index < file.lines.size(); ++index) {
    const std::size_t columns = file.lines[index].size();
    if (columns <= kColumnsMax) continue;
    findings.push_back(
        finding(file, index + 1,
                std::to_string(columns) + " columns are more than " + std::to_string(kColumnsMax)));
  }
  return findings;
}

Findings check_function_length(const SourceFile& file) {
  Findings findings;
  for (const Declaration& declaration : declarations_of(code_of(file.lines))) {
    const std::size_t lines = declaration.last_line - declaration.first_line + 1;
    if (!declaration.has_function_body || lines <= kFunctionLinesMax) continue;
    findings.push_back(finding(file, declaration.first_line,
                               std::to_string(lines) + " lines are more than " +
                                   std::to_string(kFunctionLinesMax) +
                                   " for a function: " + declaration.head.substr(0, 60)));
  }
  return findings;
}

Findings check_header_opening(const SourceFile& file) {
  if (!is_header(file)) return {};
  std::size_t comment_lines = 0;
  while (comment_lines < file.lines.size() && file.lines[comment_lines].starts_with("//")) {
    ++comment_lines;
  }
  if (comment_lines == 0) {
    return {finding(file, 1, "begins without a sentence that says what it is")};
  }
  const std::string_view first = file.lines.front();
  const bool is_opening = first.starts_with("// fauxplane ") ||
                          (first.starts_with("// ") && first.size() > 3 &&
                           std::islower(static_cast<unsigned char>(first[3])) == 0);
  if (!is_opening || !file.lines[comment_lines - 1].ends_with('.')) {
    return {finding(file, 1, "begins with something else than a sentence")};
  }
  if (comment_lines == file.lines.size() || file.lines[comment_lines] != "#pragma once") {
    return {finding(file, comment_lines + 1, "#pragma once has to follow the sentence")};
  }
  return {};
}

Findings check_clocks(const SourceFile& file) {
  const bool is_the_clock =
      file.path == "simulator/world/clock.cc" || file.path == "contracts/client/clock.cc";
  if (is_the_clock || is_made_of_time(file)) return {};
  Findings findings = find_calls(
      file,
      {"system_clock::now", "time(nullptr", "time(NULL", "time(0", "gettimeofday", "clock_gettime"},
      "only simulator/world/clock.cc asks for the time; pass it in");
  const bool may_measure = !file.path.starts_with("simulator/") ||
                           file.path.starts_with("simulator/edge/") ||
                           file.path.starts_with("simulator/cli/");
  if (may_measure) return findings;
  for (std::string& steady :
       find_calls(file, {"steady_clock::now"}, "arrivals are measured at the edge; pass it in")) {
    findings.push_back(std::move(steady));
  }
  return findings;
}

Findings check_sleeping(const SourceFile& file) {
  if (is_made_of_time(file)) return {};
  return find_calls(file, {"sleep_for", "sleep_until", "usleep", "nanosleep", "sleep"},
                    "move a clock, or wait for what is to happen");
}

Findings check_words(const SourceFile& file) {
  // In two parts each, so that this file may stand under its own rule.
  static constexpr std::array<std::string_view, 4> kWords = {
      "TO"
      "DO",
      "FIX"
      "ME",
      "XX"
      "X",
      "HA"
      "CK"};
  Findings findings;
  for (std::size_t index = 0; index < file.lines.size(); ++index) {
    for (const std::string_view word : kWords) {
      if (!contains_word(file.lines[index], word)) continue;
      findings.push_back(finding(file, index + 1, std::string(word) + ": do it, or leave it out"));
    }
  }
  return findings;
}

Findings check_bytes(const SourceFile& file) {
  Findings findings;
  for (std::size_t index = 0; index < file.lines.size(); ++index) {
    const std::string& line = file.lines[index];
    const auto bad = std::find_if(line.begin(), line.end(),
                                  [](char letter) { return letter < ' ' || letter > '~'; });
    if (bad == line.end()) continue;
    findings.push_back(
        finding(file, index + 1, *bad == '\t' ? "a tab" : "a byte that is not printable ASCII"));
  }
  return findings;
}

Findings check_mirror(const std::vector<std::string>& paths,
                      const std::vector<Exemption>& exemptions) {
  Findings findings;
  std::vector<bool> is_needed(exemptions.size(), false);
  for (const std::string& path : paths) {
    if (path.starts_with("tests/") || !path.ends_with(".cc")) continue;
    // The tests of the simulator stand in tests/, those of contracts/ in tests/contracts/.
    constexpr std::string_view kSimulator = "simulator/";
    const std::size_t root = path.starts_with(kSimulator) ? kSimulator.size() : 0;
    const std::string stem = path.substr(root, path.size() - root - 3);
    const std::string test = "tests/" + stem + "_test.cc";
    if (std::find(paths.begin(), paths.end(), test) != paths.end()) continue;
    const auto exemption =
        std::find_if(exemptions.begin(), exemptions.end(), [&](const Exemption& each) {
          return each.path.ends_with('/') ? path.starts_with(each.path) : path == each.path;
        });
    if (exemption == exemptions.end()) {
      findings.push_back(path + ":1: has no " + test);
    } else {
      is_needed[static_cast<std::size_t>(exemption - exemptions.begin())] = true;
    }
  }
  for (std::size_t index = 0; index < exemptions.size(); ++index) {
    if (is_needed[index]) continue;
    findings.push_back(exemptions[index].path + ":1: needs no exemption any more; take it out");
  }
  return findings;
}

Findings check_is_built(const std::string& path, const std::string& build) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (contains_word(build, name)) return {};
  return {path + ":1: stands in no CMakeLists.txt, so it never runs"};
}

}  // namespace fauxplane::tidy
