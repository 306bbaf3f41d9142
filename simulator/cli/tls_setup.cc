#include "simulator/cli/tls_setup.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "simulator/cli/files.h"
#include "simulator/edge/certificates.h"

namespace fauxplane {
namespace {

using Made = tl::expected<TlsSetup, TlsFailure>;

constexpr std::size_t kPemBytesMax = 1U << 20U;

tl::unexpected<TlsFailure> bad_input(std::string sentence) {
  return tl::unexpected(TlsFailure{.status = kBadInput, .sentence = std::move(sentence)});
}

tl::unexpected<TlsFailure> could_not(std::string sentence) {
  return tl::unexpected(TlsFailure{.status = kCouldNot, .sentence = std::move(sentence)});
}

// Where the fault is that the context tells of.
std::string named(const Error& error, const TlsFlags& flags) {
  if (error.code == kBadCertificate) return flags.certificate + ": " + error.message;
  if (error.code == kBadKey) return flags.key + ": " + error.message;
  if (error.code == kBadClientCa) return flags.client_ca + ": " + error.message;
  return error.message;
}

// Reads the file, if one is named.
std::optional<TlsFailure> read_into(std::string& text, const std::string& path) {
  if (path.empty()) return std::nullopt;
  auto content = read_file(path, kPemBytesMax);
  if (!content) return TlsFailure{.status = kBadInput, .sentence = content.error().message};
  text = *std::move(content);
  return std::nullopt;
}

// Makes certificates, and writes what a client needs of them.
Result<void> make_own(const TlsWishes& wishes, TlsSettings& settings, TlsSetup& setup) {
  const Tls tls = wishes.scenario.value_or(Tls{});
  const auto made =
      make_certificates({.state = tls.certificate, .hosts = {wishes.host}, .now = wishes.now});
  if (!made) return tl::unexpected(made.error());
  settings.certificate = made->server.certificate;
  settings.key = made->server.key;
  auto folder = PrivateFolder::make();
  if (!folder) return tl::unexpected(folder.error());
  setup.folder = *std::move(folder);
  const auto write = [&](std::string& path, const char* name, const std::string& content) {
    return setup.folder->write(name, content).map([&](const std::string& written) {
      path = written;
    });
  };
  auto written = write(setup.files.ca, "ca.pem", made->ca);
  // Clients with certificates of another CA have them already.
  const bool is_asked = tls.client_certificate != ClientCertificate::kNone;
  if (!written || !is_asked || !wishes.flags.client_ca.empty()) return written;
  settings.client_ca = made->ca;
  written = write(setup.files.certificate, "client.pem", made->client.certificate);
  if (written) written = write(setup.files.key, "client_key.pem", made->client.key);
  return written;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> members_of(const ClientFiles& files) {
  std::vector<std::pair<std::string, std::string>> members;
  if (!files.ca.empty()) members.emplace_back("ca_file", files.ca);
  if (!files.certificate.empty()) members.emplace_back("client_cert", files.certificate);
  if (!files.key.empty()) members.emplace_back("client_key", files.key);
  return members;
}

std::vector<std::pair<std::string, std::string>> variables_of(const ClientFiles& files) {
  std::vector<std::pair<std::string, std::string>> variables;
  if (!files.ca.empty()) {
    for (const char* const name : {"FAUXPLANE_CA_FILE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS",
                                   "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}) {
      variables.emplace_back(name, files.ca);
    }
  }
  if (!files.certificate.empty()) {
    variables.emplace_back("FAUXPLANE_CLIENT_CERT", files.certificate);
    variables.emplace_back("FAUXPLANE_CLIENT_KEY", files.key);
  }
  return variables;
}

Result<std::unique_ptr<PrivateFolder>> PrivateFolder::make() {
  std::error_code failure;
  const auto parent = std::filesystem::temp_directory_path(failure);
  std::string path = (failure ? "/tmp" : parent.string()) + "/fauxplane-XXXXXX";
  if (::mkdtemp(path.data()) != nullptr) return std::make_unique<PrivateFolder>(std::move(path));
  const std::string why = std::generic_category().message(errno);
  return tl::unexpected(Error{.code = "file",
                              .message = "cannot make the folder " + path + " for certificates: " +
                                         why + "; set TMPDIR to a folder that can be written"});
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Result<std::string> PrivateFolder::write(const std::string& name, const std::string& content) {
  std::string path = path_ + "/" + name;
  return write_file(path, content).map([&] { return path; });
}

Made set_up_tls(const TlsWishes& wishes) {
  const TlsFlags& flags = wishes.flags;
  const bool is_made = flags.is_self_signed || wishes.scenario;
  if (!is_made && flags.certificate.empty()) {
    if (flags.client_ca.empty()) return TlsSetup{};
    return bad_input(
        "--tls-client-ca needs TLS: add --tls-self-signed, or --tls-cert and --tls-key");
  }
  if (wishes.scenario && !flags.certificate.empty()) {
    return bad_input(
        "the scenario says with tls: which certificate the plane presents; leave --tls-cert and "
        "--tls-key out");
  }
  const Tls tls = wishes.scenario.value_or(Tls{});
  TlsSettings settings{.client_certificate = tls.client_certificate, .versions = tls.versions};
  if (!flags.client_ca.empty() && settings.client_certificate == ClientCertificate::kNone) {
    settings.client_certificate = ClientCertificate::kRequired;
  }
  auto failure = read_into(settings.certificate, flags.certificate);
  if (!failure) failure = read_into(settings.key, flags.key);
  if (!failure) failure = read_into(settings.client_ca, flags.client_ca);
  if (failure) return tl::unexpected(*std::move(failure));
  TlsSetup setup;
  if (is_made) {
    const auto made = make_own(wishes, settings, setup);
    if (!made) return could_not(made.error().message);
  }
  auto context = TlsContext::make(settings);
  if (!context) return bad_input(named(context.error(), flags));
  setup.context = *std::move(context);
  return setup;
}

}  // namespace fauxplane
