#include "simulator/services/origins.h"

#include <gtest/gtest.h>

#include <array>

namespace fauxplane {
namespace {

TEST(OriginsTest, WritesEachWithItsSchemeHostAndPort) {
  const struct {
    const char* own;
    const char* other_host;
    const char* other_port;
  } cases[] = {
      {"http://127.0.0.1:8080", "http://localhost:8080", "http://127.0.0.1:9090"},
      {"http://localhost:8080", "http://127.0.0.1:8080", "http://localhost:9090"},
      {"https://[::1]:8443", "https://localhost:8443", "https://[::1]:9090"},
  };
  for (const auto& row : cases) {
    Origins origins{.own = row.own, .other_port = 9090};
    EXPECT_EQ(text_of(origins, Origin::kOwn), row.own);
    EXPECT_EQ(text_of(origins, Origin::kOtherHost), row.other_host);
    EXPECT_EQ(text_of(origins, Origin::kOtherPort), row.other_port);
  }
}

TEST(OriginsTest, TellsWhereARequestWasSentByHostAndPort) {
  const Origins origins{.own = "http://127.0.0.1:8080"};
  const struct {
    const char* host;
    bool is_at_other_port;
    Origin origin;
  } cases[] = {
      {"127.0.0.1:8080", false, Origin::kOwn},
      {"127.0.0.1", false, Origin::kOwn},
      {"plane.example", false, Origin::kOwn},
      {"localhost:8080", false, Origin::kOtherHost},
      {"LocalHost", false, Origin::kOtherHost},
      {"localhost.example:8080", false, Origin::kOwn},
      {"local", false, Origin::kOwn},
      {"127.0.0.1:9090", true, Origin::kOtherPort},
      {"localhost:9090", true, Origin::kOtherPort},
  };
  for (const auto& row : cases) {
    const std::array<HeaderView, 1> headers = {{{.name = "host", .value = row.host}}};
    Request request;
    request.headers = headers;
    request.is_at_other_port = row.is_at_other_port;
    request.origins = &origins;
    EXPECT_EQ(origin_of(request), row.origin) << row.host;
  }
}

TEST(OriginsTest, ARequestWithoutHostIsAtItsOwn) {
  EXPECT_EQ(origin_of(Request{}), Origin::kOwn);
}

}  // namespace
}  // namespace fauxplane
