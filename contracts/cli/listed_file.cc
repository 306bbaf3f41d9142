#include "contracts/cli/listed_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "simulator/scenario/map_reader.h"
#include "simulator/scenario/references.h"

namespace fauxplane::contracts {
namespace {

constexpr std::size_t kFileMax = 1'048'576;

}  // namespace

void read_keys(const YamlValue& map, std::string_view what, const std::vector<ListedKey>& keys,
               Findings& findings) {
  if (!is_map(map, what, findings)) return;
  std::vector<std::string_view> names;
  for (const ListedKey& key : keys) names.push_back(key.name);
  for (const YamlMember& member : map.members) {
    if (!check_known("key", member.name, names, member.place, findings)) continue;
    const auto key = std::find(names.begin(), names.end(), member.name) - names.begin();
    keys[static_cast<std::size_t>(key)].read(member.value);
  }
}

Result<void> read_yaml_file(
    const std::string& path,
    const std::function<void(const YamlValue& document, Findings& findings)>& read) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  std::error_code failed;
  if (!file || std::filesystem::is_directory(path, failed)) {
    return tl::unexpected(Error{.code = "cannot_read", .message = "cannot read " + path});
  }
  if (text.view().size() > kFileMax) {
    return tl::unexpected(
        Error{.code = "too_large", .message = path + " is larger than 1 MiB; split it"});
  }
  Findings findings(path);
  const auto document = parse_yaml(text.view(), findings);
  if (document) read(*document, findings);
  if (findings.empty()) return {};
  std::string message;
  for (const auto& finding : findings.take()) {
    message += (message.empty() ? "" : "\n") + to_text(finding);
  }
  return tl::unexpected(Error{.code = "bad_file", .message = std::move(message)});
}

}  // namespace fauxplane::contracts
