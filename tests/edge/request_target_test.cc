#include "simulator/edge/request_target.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "simulator/edge/request_rules.h"

namespace fauxplane {
namespace {

struct Flaw {
  std::string target;
  std::string_view flaw;
};

TEST(FlawOfTargetTest, TakesWhatUrlLibrariesSendAndNoMore) {
  const std::vector<Flaw> cases = {
      {"/", ""},
      {"/a;b=c/!$&'()*+,:@~|^[]", ""},
      {"/%41%zz", kBadEscape},
      {"/?a={|}`^\\[]%zz%", ""},
      {"http://h", ""},
      {"HTTPS://h:443/a?b", ""},
      {"http://[::1]:80/", ""},
      {"http://h:", ""},
      {"http://h:?a", ""},
      {"http://:/", kBadAddress},
      {"http://h::/", kBadAddress},
      {"http://h:80:/", kBadAddress},
      {"http://[::1]:", ""},
      {"http://[::1]::/", kBadAddress},
      {"", kBadAddress},
      {"a", kBadAddress},
      {"h:80", kBadAddress},
      {"ftp://h/", kBadAddress},
      {"http:///a", kBadAddress},
      {"http://u:p@h/", kBadAddress},
      {"http://h:65536/", kBadAddress},
      {"http://h:x/", kBadAddress},
      {"http://h/%4", kBadEscape},
      {"*", kBadTarget},
      {"/%", kBadEscape},
      {"/%4", kBadEscape},
      {"/%4g", kBadEscape},
      {"/%g4", kBadEscape},
      {"/a b", kBadTarget},
      {"/a#b", kBadTarget},
      {"/?a#b", kBadTarget},
      {"/\"", kBadTarget},
      {"/?<", kBadTarget},
      {"/?>", kBadTarget},
      {"/\\", kBadTarget},
      {"/{", kBadTarget},
      {"/}", kBadTarget},
      {"/`", kBadTarget},
      {"/\x7f", kBadTarget},
      {"/?\xff", kBadTarget},
      {std::string("/\0", 2), kBadTarget},
  };
  for (const Flaw& row : cases)
    EXPECT_EQ(flaw_of_target(row.target, false), row.flaw) << row.target;
  EXPECT_EQ(flaw_of_target("*", true), "");
}

TEST(IsHostTest, TakesNamesAndAddressesWithOrWithoutAPort) {
  for (const std::string_view host : {"", "x", "plane.example", "my_plane:8080", "127.0.0.1:80",
                                      "[::1]", "[::1]:65535", "a,b", "%41", "x:"}) {
    EXPECT_TRUE(is_host(host)) << host;
  }
  for (const std::string_view host :
       {"u@x", "a b", "a/b", "a:b", "a:1:2", "a:123456", "[::1", "[]", "[::g]", "[::1]80", "a?b",
        "a#b", "\xc3\xa9", "http://x", "\"x\"", "[x]:80"}) {
    EXPECT_FALSE(is_host(host)) << host;
  }
  EXPECT_FALSE(is_host(std::string_view("a\0", 2)));
}

TEST(NormalisedPathTest, UndoesOnlyEscapesThatNobodyNeeds) {
  EXPECT_EQ(normalised_path("/%61%5A%30%2d%2E%5f%7e"), "/aZ0-._~");
  EXPECT_EQ(normalised_path("/%2F%25%20%c3%A9"), "/%2F%25%20%c3%A9");
  EXPECT_EQ(normalised_path("/%2561"), "/%2561");
  EXPECT_EQ(normalised_path("/%2e%2E/."), "/../.");
  EXPECT_EQ(normalised_path("/%4"), "/%4");
}

struct Target {
  const char* target;
  const char* path;
  const char* query;
};

TEST(SplitTargetTest, FindsPathAndQuery) {
  const std::vector<Target> cases = {
      {"/", "/", ""},
      {"/a/b", "/a/b", ""},
      {"/a?b=c", "/a", "b=c"},
      {"/a?b?c", "/a", "b?c"},
      {"/a?", "/a", ""},
      {"/?b", "/", "b"},
      {"/a://b?c", "/a://b", "c"},
      {"*", "*", ""},
      {"http://host", "/", ""},
      {"http://host/", "/", ""},
      {"http://host:80/a?b", "/a", "b"},
      {"http://host?b", "/", "b"},
      {"http://host?b/c", "/", "b/c"},
  };
  for (const Target& row : cases) {
    SCOPED_TRACE(row.target);
    Request request;
    request.target = row.target;
    split_target(request);
    EXPECT_EQ(request.path, row.path);
    EXPECT_EQ(request.query, row.query);
  }
}

RC_GTEST_PROP(SplitTargetProperty, LosesNothingOfAPath, (const std::string& tail)) {
  const std::string target = "/" + tail;
  Request request;
  request.target = target;
  split_target(request);
  std::string joined(request.path);
  if (joined.size() < target.size()) joined.append("?").append(request.query);
  RC_ASSERT(joined == target);
}

}  // namespace
}  // namespace fauxplane
