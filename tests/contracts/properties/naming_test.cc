#include "contracts/properties/naming.h"

#include <gtest/gtest.h>

namespace fauxplane::contracts {
namespace {

ErrorReport error_of(const std::string& type, std::vector<std::string> bases = {}) {
  return {.type = type, .bases = std::move(bases)};
}

TEST(NamingTest, TheKindIsThatOfTheFirstClassWithAName) {
  const struct {
    ErrorReport error;
    std::optional<Kind> kind;
  } cases[] = {
      {error_of("RateLimitExceeded"), Kind::kRateLimitExceeded},
      {error_of("MemsyRateLimitError"), Kind::kRateLimitExceeded},
      {error_of("memsy.errors.RateLimitExceeded"), Kind::kRateLimitExceeded},
      {error_of("memsy::RateLimitExceeded"), Kind::kRateLimitExceeded},
      {error_of("TooFast", {"TooFast", "RateLimitExceeded", "MemsyAPIError"}),
       Kind::kRateLimitExceeded},
      {error_of("SeatRequiredError", {"SeatRequiredError", "AuthorizationError"}),
       Kind::kSeatRequired},
      {error_of("MemsyError", {"MemsyError", "Exception"}), std::nullopt},
      {error_of("KeyError", {"KeyError", "Exception"}), std::nullopt},
  };
  for (const auto& one : cases) EXPECT_EQ(kind_of(one.error, {}), one.kind) << one.error.type;
}

TEST(NamingTest, AProfilesNamesComeBeforeTheDocumentedOnes) {
  const Naming naming{.kinds = {{"TooFast", Kind::kRateLimitExceeded},
                                {"AuthorizationError", Kind::kAuthentication}}};
  EXPECT_EQ(kind_of(error_of("acme.TooFast"), naming), Kind::kRateLimitExceeded);
  EXPECT_EQ(kind_of(error_of("AuthorizationError"), naming), Kind::kAuthentication);
  EXPECT_EQ(kind_of(error_of("SeatRequiredError"), naming), Kind::kSeatRequired);
}

TEST(NamingTest, TheTreeIsItsRootAndItsClasses) {
  EXPECT_TRUE(is_in_tree(error_of("MemsyError"), {}));
  EXPECT_TRUE(is_in_tree(error_of("Own", {"Own", "memsy.MemsyError"}), {}));
  EXPECT_TRUE(is_in_tree(error_of("SeatRequiredError"), {}));
  EXPECT_FALSE(is_in_tree(error_of("Own", {"Own", "Exception"}), {}));
  EXPECT_FALSE(is_in_tree(error_of("NotMemsyError"), {}));
  const Naming naming{.root = "AcmeError"};
  EXPECT_TRUE(is_in_tree(error_of("Own", {"Own", "AcmeError"}), naming));
  EXPECT_FALSE(is_in_tree(error_of("MemsyError"), naming));
}

TEST(NamingTest, LanguagesHaveErrorsForArguments) {
  for (const char* const type : {"ValueError", "TypeError", "RangeError", "invalid_argument"}) {
    EXPECT_TRUE(is_argument_error(error_of(type))) << type;
    EXPECT_TRUE(is_argument_error(error_of("Own", {"Own", type}))) << type;
  }
  EXPECT_FALSE(is_argument_error(error_of("KeyError", {"KeyError", "Exception"})));
}

TEST(NamingTest, AttributesHaveTheirOwnNameOrTheDocumentedOneInEitherCase) {
  ErrorReport error = error_of("E");
  error.attributes = {{"status_code", 1}, {"errorCode", 2}, {"http_status", 3}};
  const auto value_of = [&](const char* name, const Naming& naming = {}) {
    const Json* const found = attribute_of(error, name, naming);
    return found == nullptr ? Json("none") : *found;
  };
  EXPECT_EQ(value_of("status_code"), 1);
  EXPECT_EQ(value_of("error_code"), 2);
  EXPECT_EQ(value_of("detail"), "none");
  EXPECT_EQ(value_of("status_code", {.names = {{"status_code", "http_status"}}}), 3);
  EXPECT_EQ(value_of("detail", {.names = {{"status_code", "http_status"}}}), "none");
}

}  // namespace
}  // namespace fauxplane::contracts
