#include "contracts/client/options.h"

#include <gtest/gtest.h>

#include <limits>

#include "contracts/client/errors.h"

namespace memsy {
namespace {

using Change = void (*)(Options&);

struct Case {
  const char* name;
  const char* named;  // the option that the message names
  Change change;
};

Options good() {
  return {.base_url = "http://127.0.0.1:1/api", .api_key = "msy_secret"};
}

TEST(OptionsTest, TheDefaultsAreThoseOfTheContract) {
  const Options options = good();
  EXPECT_NO_THROW(check_options(options));
  EXPECT_EQ(options.timeout, std::chrono::seconds{30});
  EXPECT_EQ(options.max_retries, 3);
  EXPECT_EQ(options.backoff, Seconds{1});
}

class BadOptionTest : public testing::TestWithParam<Case> {};

TEST_P(BadOptionTest, IsRefusedByNameAndWithoutTheKey) {
  Options options = good();
  GetParam().change(options);
  try {
    check_options(options);
    FAIL() << "was taken";
  } catch (const MemsyError& error) {
    EXPECT_EQ(std::string(error.what()).find(GetParam().named), 0U) << error.what();
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, BadOptionTest,
    testing::Values(
        Case{"NoScheme", "base_url", [](Options& to) { to.base_url = "127.0.0.1:1/api"; }},
        Case{"File", "base_url", [](Options& to) { to.base_url = "file:///etc/passwd"; }},
        Case{"Query", "base_url", [](Options& to) { to.base_url += "?a"; }},
        Case{"BlankInUrl", "base_url", [](Options& to) { to.base_url += "/a b"; }},
        Case{"NoKey", "api_key", [](Options& to) { to.api_key = ""; }},
        Case{"LineEnd", "api_key", [](Options& to) { to.api_key += "\r\nX: y"; }},
        Case{"Nul", "api_key", [](Options& to) { to.api_key += '\0'; }},
        Case{"NotAscii", "api_key", [](Options& to) { to.api_key += "\xE2\x98\x83"; }},
        Case{"BlankBehind", "api_key", [](Options& to) { to.api_key += " "; }},
        Case{"NoTime", "timeout", [](Options& to) { to.timeout = {}; }},
        Case{"MinusOne", "max_retries", [](Options& to) { to.max_retries = -1; }},
        Case{"Backwards", "backoff", [](Options& to) { to.backoff = Seconds{-0.1}; }},
        Case{"NotANumber", "backoff",
             [](Options& to) { to.backoff = Seconds{std::numeric_limits<double>::quiet_NaN()}; }},
        Case{"NoClock", "now", [](Options& to) { to.now = nullptr; }}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace memsy
