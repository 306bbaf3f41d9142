// The file that tells whoever started a server that its port answers, and where.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "simulator/cli/tls_setup.h"
#include "simulator/edge/site.h"

namespace fauxplane {

// {"url":..., "pid":..., "service":..., the service's addresses by name, "api_key":...} and a line
// end; with "admin_token" when the admin plane asks for one, and with TLS what of "ca_file",
// "client_cert" and "client_key" clients need.
[[nodiscard]] std::string ready_text(const Addresses& addresses, pid_t pid,
                                     const ClientFiles& files = {});

// Removes the file at the end of its life, unless another server has written its own there.
class ReadyFile {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ReadyFile>> write(const std::string& path,
                                                                const std::string& text);

  ReadyFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}
  ReadyFile(const ReadyFile&) = delete;
  ReadyFile& operator=(const ReadyFile&) = delete;
  ~ReadyFile();

 private:
  std::string path_;
  std::string text_;
};

}  // namespace fauxplane
