#include "simulator/cli/ready_file.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "simulator/cli/files.h"

namespace fauxplane {

std::string ready_text(const Addresses& addresses, pid_t pid, const ClientFiles& files) {
  nlohmann::ordered_json json = {
      {"url", addresses.url}, {"pid", pid}, {"service", addresses.service->name}};
  for (const Addresses::Client& client : addresses.clients) {
    json[std::string(client.row->name)] = client.url;
  }
  json["api_key"] = addresses.api_key;
  if (!addresses.admin_token.empty()) json["admin_token"] = addresses.admin_token;
  for (const auto& [name, path] : members_of(files)) json[name] = path;
  return json.dump() + "\n";
}

Result<std::unique_ptr<ReadyFile>> ReadyFile::write(const std::string& path,
                                                    const std::string& text) {
  const auto written = write_file(path, text);
  if (!written) return tl::unexpected(written.error());
  return std::make_unique<ReadyFile>(path, text);
}

ReadyFile::~ReadyFile() {
  const auto found = read_file(path_, text_.size());
  if (found && *found == text_) ::unlink(path_.c_str());
}

}  // namespace fauxplane
