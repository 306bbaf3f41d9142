// TLS of a plane: with the files of the command line, or with certificates that are made for it and
// written where clients can read them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "simulator/cli/command_line.h"
#include "simulator/domain/instant.h"
#include "simulator/edge/tls.h"

namespace fauxplane {

// Paths of PEM files; empty: a client needs none.
struct ClientFiles {
  std::string ca{};           // to trust
  std::string certificate{};  // to present
  std::string key{};
  friend bool operator==(const ClientFiles&, const ClientFiles&) = default;
};

// As members of JSON and as lines for people: {"ca_file", path}, ...; empty ones are left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> members_of(const ClientFiles& files);

// The variables by which a command finds them, with those that curl, Python and Node look at.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> variables_of(
    const ClientFiles& files);

// A folder of our own, readable for us alone, removed with all in it at the end.
class PrivateFolder {
 public:
  [[nodiscard]] static Result<std::unique_ptr<PrivateFolder>> make();
  explicit PrivateFolder(std::string path) : path_(std::move(path)) {}  // takes it
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();

  // Returns the path of the file.
  [[nodiscard]] Result<std::string> write(const std::string& name, const std::string& content);

 private:
  std::string path_;
};

struct TlsSetup {
  std::shared_ptr<const TlsContext> context{};  // none: plain http://
  ClientFiles files{};
  std::unique_ptr<PrivateFolder> folder{};  // of `files`
};

struct TlsWishes {
  TlsFlags flags{};
  std::optional<Tls> scenario{};  // what it says about TLS
  std::string host{};             // that the plane listens on
  Instant now{};                  // of the real clock
};

// Why there is none: an exit status, and a sentence.
struct TlsFailure {
  int status = kBadInput;
  std::string sentence{};
};

[[nodiscard]] tl::expected<TlsSetup, TlsFailure> set_up_tls(const TlsWishes& wishes);

}  // namespace fauxplane
