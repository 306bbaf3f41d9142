#include "simulator/scenario/read_tls.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

Tls read(std::string_view tls) {
  const auto scenario = load_part("tls: " + std::string(tls) + "\n");
  if (!scenario || !scenario->tls) {
    ADD_FAILURE() << tls << ": " << (scenario ? "no TLS" : text_of(scenario.error()));
    return {};
  }
  return *scenario->tls;
}

TEST(ReadTlsTest, WithoutTheKeyThereIsNone) {
  const auto scenario = load_part("");
  ASSERT_TRUE(scenario);
  EXPECT_FALSE(scenario->tls);
}

TEST(ReadTlsTest, AnEmptyMapIsAValidCertificateForEverybody) {
  EXPECT_EQ(read("{}"), Tls{});
  EXPECT_EQ(Tls{}.certificate, ServerCertificate::kValid);
  EXPECT_EQ(Tls{}.client_certificate, ClientCertificate::kNone);
}

TEST(ReadTlsTest, TakesEveryChoiceOfTheTables) {
  for (const auto& row : kServerCertificates) {
    EXPECT_EQ(read("{certificate: " + std::string(row.name) + "}"), Tls{.certificate = row.value});
  }
  for (const auto& row : kClientCertificates) {
    EXPECT_EQ(read("{client_certificate: " + std::string(row.name) + "}"),
              Tls{.client_certificate = row.value});
  }
  for (const auto& row : kTlsVersions) {
    EXPECT_EQ(read("{versions: [" + std::string(row.name) + "]}"), Tls{.versions = {row.value}});
    EXPECT_EQ(read("{versions: [\"" + std::string(row.name) + "\"]}"),
              Tls{.versions = {row.value}});
  }
}

TEST(ReadTlsTest, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(complaints("tls: {certificate: expird}\n"),
            "x.yaml:3:20: there is no certificate \"expird\"; did you mean \"expired\"?\n");
  EXPECT_EQ(complaints("tls: {client_certificate: needed}\n"),
            "x.yaml:3:27: there is no client_certificate \"needed\"; known are none, wanted, "
            "required\n");
  EXPECT_EQ(complaints("tls: {versions: [1.1]}\n"),
            "x.yaml:3:18: there is no version of TLS \"1.1\"; did you mean \"1.2\"?\n");
  EXPECT_EQ(complaints("tls: {versions: []}\n"),
            "x.yaml:3:17: versions is empty; leave it out to offer all there are\n");
  EXPECT_EQ(complaints("tls: {cert: valid}\n").find("x.yaml:3:7: "), 0U);
  EXPECT_NE(complaints("tls: expired\n"), "");
  EXPECT_NE(complaints("tls: {versions: 1.2}\n"), "");
}

}  // namespace
}  // namespace fauxplane
