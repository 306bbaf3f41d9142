#include "simulator/cli/tls_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "simulator/cli/files.h"
#include "simulator/edge/certificates.h"
#include "simulator/world/clock.h"
#include "tests/support/process.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::StartsWith;

class TlsSetupTest : public testing::Test {
 protected:
  // Flags for files that fit together.
  [[nodiscard]] TlsFlags files() const {
    return {.certificate = folder_.file("cert.pem", made_.server.certificate),
            .key = folder_.file("key.pem", made_.server.key)};
  }
  [[nodiscard]] static tl::expected<TlsSetup, TlsFailure> set_up(
      const TlsFlags& flags, std::optional<Tls> scenario = std::nullopt) {
    return set_up_tls({.flags = flags,
                       .scenario = std::move(scenario),
                       .host = "127.0.0.1",
                       .now = SystemClock::real_now()});
  }
  // The sentence about what cannot be; its status is 2.
  [[nodiscard]] static std::string complaint(const TlsFlags& flags,
                                             std::optional<Tls> scenario = std::nullopt) {
    const auto setup = set_up(flags, std::move(scenario));
    EXPECT_FALSE(setup);
    if (setup) return {};
    EXPECT_EQ(setup.error().status, kBadInput);
    return setup.error().sentence;
  }

  TemporaryFolder folder_;
  Certificates made_ = make_certificates({.now = SystemClock::real_now()}).value();
};

TEST_F(TlsSetupTest, WithoutAWishThereIsNone) {
  const auto setup = set_up({});
  ASSERT_TRUE(setup);
  EXPECT_EQ(setup->context, nullptr);
  EXPECT_EQ(setup->files, ClientFiles{});
}

TEST_F(TlsSetupTest, FilesOfTheUserNeedNoneOfOurs) {
  const auto setup = set_up(files());
  ASSERT_TRUE(setup) << setup.error().sentence;
  EXPECT_NE(setup->context, nullptr);
  EXPECT_EQ(setup->files, ClientFiles{});
}

TEST_F(TlsSetupTest, FilesOfOurOwnAreReadableForUsAloneAndGoWithTheSetup) {
  ClientFiles files;
  {
    const auto setup = set_up({}, Tls{.client_certificate = ClientCertificate::kWanted});
    ASSERT_TRUE(setup) << setup.error().sentence;
    files = setup->files;
    EXPECT_THAT(read_file(files.ca, 9999).value(), StartsWith("-----BEGIN CERTIFICATE-----"));
    EXPECT_THAT(read_file(files.certificate, 9999).value(), StartsWith("-----BEGIN CERTIFICATE"));
    EXPECT_THAT(read_file(files.key, 9999).value(), StartsWith("-----BEGIN PRIVATE KEY-----"));
    struct stat folder {};
    const std::string path = std::filesystem::path(files.key).parent_path();
    ASSERT_EQ(::stat(path.c_str(), &folder), 0);
    EXPECT_EQ(folder.st_mode & 0777U, 0700U);
  }
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(files.ca).parent_path()));
}

TEST_F(TlsSetupTest, AClientGetsACertificateOnlyWhenOneIsAskedForAndItHasNone) {
  const auto certificate = [](const TlsFlags& flags, const Tls& tls) {
    const auto setup = set_up(flags, tls);
    EXPECT_TRUE(setup) << setup.error().sentence;
    return setup ? setup->files.certificate : "";
  };
  EXPECT_THAT(set_up({.is_self_signed = true})->files.certificate, IsEmpty());
  EXPECT_THAT(certificate({}, {}), IsEmpty());
  const Tls required{.client_certificate = ClientCertificate::kRequired};
  EXPECT_THAT(certificate({}, required), HasSubstr("client.pem"));
  EXPECT_THAT(certificate({.client_ca = folder_.file("ca.pem", made_.ca)}, required), IsEmpty());
}

TEST_F(TlsSetupTest, EveryMistakeIsASentenceWithItsFile) {
  const TlsFlags good = files();
  const auto with = [&good](auto change) {
    TlsFlags flags = good;
    change(flags);
    return complaint(flags);
  };
  const std::string text = folder_.file("text.pem", "hello\n");
  EXPECT_THAT(with([&](TlsFlags& flags) { flags.certificate = "/no/such"; }),
              StartsWith("/no/such: cannot read it: "));
  EXPECT_THAT(with([&](TlsFlags& flags) { flags.key = folder_.path("none"); }),
              StartsWith(folder_.path("none") + ": cannot read it: "));
  EXPECT_THAT(with([&](TlsFlags& flags) { flags.certificate = text; }),
              StartsWith(text + ": there is no PEM certificate in it; "));
  EXPECT_THAT(with([&](TlsFlags& flags) { flags.key = text; }),
              StartsWith(text + ": there is no PEM key in it; "));
  const std::string other = folder_.file("other.pem", made_.client.key);
  EXPECT_THAT(with([&](TlsFlags& flags) { flags.key = other; }),
              StartsWith(other + ": the key does not match the certificate; "));
  EXPECT_THAT(with([&](TlsFlags& flags) { flags.client_ca = text; }),
              StartsWith(text + ": there is no PEM certificate of a CA in it; "));
}

TEST_F(TlsSetupTest, SaysWhatDoesNotGoTogether) {
  EXPECT_THAT(complaint({.client_ca = "ca.pem"}), StartsWith("--tls-client-ca needs TLS: "));
  EXPECT_THAT(complaint(files(), Tls{}), HasSubstr("leave --tls-cert and --tls-key out"));
}

TEST_F(TlsSetupTest, AFolderThatCannotBeMadeIsNoFaultOfTheInput) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/proc", 1);
  const auto setup = set_up({.is_self_signed = true});
  if (before == nullptr) ::unsetenv("TMPDIR");
  if (before != nullptr) ::setenv("TMPDIR", kept.c_str(), 1);
  ASSERT_FALSE(setup);
  EXPECT_EQ(setup.error().status, kCouldNot);
  EXPECT_THAT(setup.error().sentence, HasSubstr("set TMPDIR to a folder that can be written"));
}

TEST(ClientFilesTest, AreMembersAndVariablesAsFarAsThereAre) {
  EXPECT_THAT(members_of({}), IsEmpty());
  EXPECT_THAT(variables_of(ClientFiles{}), IsEmpty());
  const ClientFiles all{.ca = "/ca", .certificate = "/cert", .key = "/key"};
  EXPECT_THAT(members_of(all), ElementsAre(Pair("ca_file", "/ca"), Pair("client_cert", "/cert"),
                                           Pair("client_key", "/key")));
  EXPECT_THAT(variables_of(all),
              ElementsAre(Pair("FAUXPLANE_CA_FILE", "/ca"), Pair("SSL_CERT_FILE", "/ca"),
                          Pair("NODE_EXTRA_CA_CERTS", "/ca"), Pair("REQUESTS_CA_BUNDLE", "/ca"),
                          Pair("CURL_CA_BUNDLE", "/ca"), Pair("FAUXPLANE_CLIENT_CERT", "/cert"),
                          Pair("FAUXPLANE_CLIENT_KEY", "/key")));
}

}  // namespace
}  // namespace fauxplane
