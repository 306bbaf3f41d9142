#include "contracts/adapters/cpp/errors_seen.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace adapter_kit {
namespace {

using Json = nlohmann::json;

struct Root : std::runtime_error {
  using std::runtime_error::runtime_error;
  int status = 418;
};
struct Leaf : Root {
  using Root::Root;
  std::string hint = "h";
};

const ErrorClasses& classes() {
  static const ErrorClasses kClasses = {
      error_class<Leaf>("Leaf", {"Root"},
                        [](const Leaf& error, Json& to) { to["hint"] = error.hint; }),
      error_class<Root>("Root", {},
                        [](const Root& error, Json& to) { to["status"] = error.status; }),
  };
  return kClasses;
}

TEST(ErrorsSeenTest, AKnownClassHasItsNameBasesAndAllAttributes) {
  const Json seen = describe(Leaf("text"), classes());
  EXPECT_EQ(seen["type"], "Leaf");
  EXPECT_EQ(seen["bases"], Json({"Leaf", "Root", "std::exception"}));
  EXPECT_EQ(seen["message"], "text");
  EXPECT_EQ(seen["attrs"], Json({{"hint", "h"}, {"status", 418}}));
  EXPECT_EQ(seen["chain"], Json::array());
  EXPECT_EQ(describe(Root("text"), classes())["type"], "Root");
}

TEST(ErrorsSeenTest, AnotherClassHasTheNameThatTheCompilerGivesIt) {
  const Json seen = describe(std::out_of_range("text"), classes());
  EXPECT_EQ(seen["type"], "std::out_of_range");
  EXPECT_EQ(seen["bases"], Json({"std::out_of_range", "std::exception"}));
  EXPECT_EQ(seen["attrs"], Json::object());
}

TEST(ErrorsSeenTest, CausesComeOutermostFirst) {
  try {
    try {
      try {
        throw std::out_of_range("innermost");
      } catch (...) {
        std::throw_with_nested(Root("inner"));
      }
    } catch (...) {
      std::throw_with_nested(Leaf("outer"));
    }
  } catch (const std::exception& error) {
    const Json seen = describe(error, classes());
    EXPECT_EQ(seen["type"], "Leaf");
    EXPECT_EQ(seen["chain"], Json::parse(R"([{"type":"Root","message":"inner"},
                              {"type":"std::out_of_range","message":"innermost"}])"));
  }
}

TEST(ErrorsSeenTest, WhatIsNoExceptionIsDescribedToo) {
  EXPECT_EQ(describe_unknown()["type"], "unknown");
}

}  // namespace
}  // namespace adapter_kit
