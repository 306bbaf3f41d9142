#include "contracts/client/memorysync_options.h"

#include <gtest/gtest.h>

#include "contracts/client/memorysync_errors.h"

namespace memorysync {
namespace {

Options good() {
  return {.connection = {.base_url = "http://a", .api_key = "k"}, .end_user_id = "u 1"};
}

// What is said of them; empty when they are right.
std::string said_of(const Options& options) {
  try {
    check_options(options);
  } catch (const ValidationError& error) {
    return error.what();
  }
  return "";
}

TEST(MemorySyncOptionsTest, AreRightWithoutUserAndProject) {
  EXPECT_EQ(said_of(good()), "");
  EXPECT_EQ(said_of({.connection = good().connection}), "");
}

TEST(MemorySyncOptionsTest, WhatNoHeaderCanCarryIsNamed) {
  for (const char* const value : {"a\r\nX: y", " a", "a ", "\xC3\xA9"}) {
    Options options = good();
    options.end_user_id = value;
    EXPECT_NE(said_of(options).find("end_user_id"), std::string::npos) << value;
    options = good();
    options.project_id = value;
    EXPECT_NE(said_of(options).find("project_id"), std::string::npos) << value;
  }
}

TEST(MemorySyncOptionsTest, TheConnectionIsCheckedToo) {
  Options options = good();
  options.connection.api_key = "";
  EXPECT_NE(said_of(options).find("api_key"), std::string::npos);
}

}  // namespace
}  // namespace memorysync
