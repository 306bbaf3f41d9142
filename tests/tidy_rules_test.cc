// The tidy rules themselves: each finds what it is there for, and nothing else.
#include "tests/support/tidy_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fauxplane::tidy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Snippet {
  const char* name;
  Rule rule;
  std::string path;
  std::string text;
};

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t index = 0; index < count; ++index) all += text;
  return all;
}

Findings run(const Snippet& snippet) {
  return snippet.rule({.path = snippet.path, .lines = lines_of(snippet.text)});
}

class BadSnippetTest : public testing::TestWithParam<Snippet> {};

TEST_P(BadSnippetTest, IsFoundOnce) {
  EXPECT_THAT(run(GetParam()), ElementsAre(HasSubstr(GetParam().path + ":")));
}

class GoodSnippetTest : public testing::TestWithParam<Snippet> {};

TEST_P(GoodSnippetTest, IsLeftAlone) {
  EXPECT_THAT(run(GetParam()), IsEmpty());
}

const auto kName = [](const auto& row) { return row.param.name; };

constexpr const char* kDomain = "simulator/domain/x.h";
constexpr const char* kSource = "simulator/store/x.cc";

INSTANTIATE_TEST_SUITE_P(
    Includes, BadSnippetTest,
    testing::Values(
        Snippet{"OuterLayer", check_layers, kDomain, "#include \"simulator/store/store.h\"\n"},
        Snippet{"StoreOfScenario", check_layers, kSource,
                "#include \"simulator/scenario/fault.h\"\n"},
        Snippet{"ScenarioOfStore", check_layers, "simulator/scenario/x.cc",
                "#include \"simulator/store/store.h\"\n"},
        Snippet{"PipelineOfEdge", check_layers, "simulator/pipeline/x.cc",
                "#include \"simulator/edge/wire.h\"\n"},
        Snippet{"Tests", check_layers, kSource, "#include \"tests/support/store_cases.h\"\n"},
        Snippet{"NotFromTheRoot", check_layers, kSource, "#include \"store.h\"\n"},
        Snippet{"NoLayer", check_layers, "simulator/new/x.cc", "int x;\n"},
        Snippet{"NoLayerOfTheContracts", check_layers, "contracts/new/x.cc", "int x;\n"},
        Snippet{"SimulatorOfContracts", check_layers, "simulator/cli/x.cc",
                "#include \"contracts/clock/clock_page.h\"\n"},
        Snippet{"JsonOfTheClock", check_owners, "contracts/clock/x.cc",
                "#include <nlohmann/json.hpp>\n"},
        Snippet{"Sockets", check_owners, "simulator/pipeline/x.cc", "#include <sys/socket.h>\n"},
        Snippet{"ClientOfTheSimulator", check_layers, "contracts/client/x.cc",
                "#include \"simulator/domain/error.h\"\n"},
        Snippet{"ClientOfItsMutants", check_layers, "contracts/client/x.cc",
                "#include \"contracts/mutants/mutant.h\"\n"},
        Snippet{"MutantsOfAdapters", check_layers, "contracts/mutants/x.cc",
                "#include \"contracts/adapters/cpp/session.h\"\n"},
        Snippet{"SecondOwnerOfCurl", check_owners, "contracts/client/retry.cc",
                "#include <curl/curl.h>\n"},
        Snippet{"CurlElsewhere", check_owners, "contracts/clock/x.cc", "#include <curl/curl.h>\n"},
        Snippet{"ClientOfTheSystem", check_owners, "contracts/client/x.cc",
                "#include <unistd.h>\n"},
        Snippet{"Pistache", check_owners, "simulator/cli/x.cc", "#include <pistache/peer.h>\n"},
        Snippet{"Parser", check_owners, "simulator/services/x.cc", "#include <http_parser.h>\n"},
        Snippet{"Tls", check_owners, "simulator/cli/x.cc", "#include <openssl/ssl.h>\n"},
        Snippet{"Yaml", check_owners, "simulator/world/x.cc", "#include <yaml-cpp/parser.h>\n"},
        Snippet{"CommandLine", check_owners, "simulator/main.cc", "#include <CLI/CLI.hpp>\n"},
        Snippet{"Log", check_owners, "simulator/pipeline/x.cc", "#include <spdlog/spdlog.h>\n"},
        Snippet{"JsonInTheStore", check_owners, kSource, "#include <nlohmann/json.hpp>\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Includes, GoodSnippetTest,
    testing::Values(
        Snippet{"OwnLayer", check_layers, kDomain, "#include \"simulator/domain/error.h\"\n"},
        Snippet{"InnerLayer", check_layers, kSource, "#include \"simulator/domain/error.h\"\n"},
        Snippet{"WorldOfBoth", check_layers, "simulator/world/x.cc",
                "#include \"simulator/store/store.h\"\n#include \"simulator/scenario/fault.h\"\n"},
        Snippet{"MainOfAll", check_layers, "simulator/main.cc",
                "#include \"simulator/cli/serve.h\"\n"},
        Snippet{"ContractsOfTheSimulator", check_layers, "contracts/clock/x.cc",
                "#include \"simulator/edge/server.h\"\n"},
        Snippet{"SystemOfTheClock", check_owners, "contracts/clock/x.cc",
                "#include <sys/mman.h>\n"},
        Snippet{"AdapterOfClientAndMutants", check_layers, "contracts/adapters/cpp/x.cc",
                "#include \"contracts/client/http.h\"\n#include \"contracts/mutants/mutant.h\"\n"},
        Snippet{"TransportOfCurl", check_owners, "contracts/client/transport.cc",
                "#include <curl/curl.h>\n#include <poll.h>\n"},
        Snippet{"JsonOfTheClient", check_owners, "contracts/client/x.cc",
                "#include <nlohmann/json.hpp>\n"},
        Snippet{"Standard", check_owners, kDomain, "#include <vector>\n"},
        Snippet{"Expected", check_owners, kDomain, "#include <tl/expected.hpp>\n"},
        Snippet{"LogOfTheEdge", check_owners, "simulator/edge/x.cc",
                "#include <spdlog/spdlog.h>\n"},
        Snippet{"JsonOfTheServices", check_owners, "simulator/services/memsy/x.cc",
                "#include <nlohmann/json.hpp>\n"},
        Snippet{"TestsIncludeAnything", check_owners, "tests/x.cc", "#include <unistd.h>\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Nodiscard, BadSnippetTest,
    testing::Values(
        Snippet{"Plain", check_nodiscard, kDomain, "Result<int> read(int x);\n"},
        Snippet{"Expected", check_nodiscard, kDomain, "tl::expected<int, Quota> read();\n"},
        Snippet{"Inline", check_nodiscard, kDomain, "inline Result<int> read() { return 1; }\n"},
        Snippet{"Template", check_nodiscard, kDomain,
                "template <class T = std::vector<int>>\nResult<T> read();\n"},
        Snippet{"Nested", check_nodiscard, kDomain,
                "Result<std::map<int, std::vector<int>>>\nread(int x = 1);\n"},
        Snippet{"Virtual", check_nodiscard, kDomain,
                "class A {\n public:\n  virtual Result<int> read() = 0;\n};\n"},
        Snippet{"Trailing", check_nodiscard, kDomain, "auto read() -> Result<int>;\n"},
        Snippet{
            "AfterOne", check_nodiscard, kDomain,
            "struct A {\n  [[nodiscard]] int a() const { return 1; }\n  Result<int> b();\n};\n"},
        Snippet{"InNamespace", check_nodiscard, kDomain,
                "namespace a {\nstatic Result<int> b();\n}\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Nodiscard, GoodSnippetTest,
    testing::Values(
        Snippet{"Marked", check_nodiscard, kDomain, "[[nodiscard]] Result<int> read(int x);\n"},
        Snippet{"MarkedTemplate", check_nodiscard, kDomain,
                "template <class T>\n[[nodiscard]] Result<T> read();\n"},
        Snippet{"MarkedVirtual", check_nodiscard, kDomain,
                "struct A {\n [[nodiscard]] virtual Result<int> b() = 0;\n};\n"},
        Snippet{"Alias", check_nodiscard, kDomain,
                "template <class T>\nusing Result = tl::expected<T, Error>;\n"},
        Snippet{"Member", check_nodiscard, kDomain, "struct A {\n  Result<int> a = b(1);\n};\n"},
        Snippet{"Pointer", check_nodiscard, kDomain,
                "struct A {\n  Result<int> (*a)(const B&);\n  Result<int> b;\n};\n"},
        Snippet{"Parameter", check_nodiscard, kDomain, "void read(Result<int> a);\n"},
        Snippet{"Comment", check_nodiscard, kDomain, "// Result<int> read();\n"},
        Snippet{"Source", check_nodiscard, kSource, "Result<int> read() { return 1; }\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Sizes, BadSnippetTest,
    testing::Values(Snippet{"File", check_file_length, kSource, repeated("\n", 401)},
                    Snippet{"Line", check_line_length, kSource, repeated("x", 101) + "\n"},
                    Snippet{"Function", check_function_length, kSource,
                            "int f() {\n" + repeated("  g();\n", 69) + "}\n"},
                    Snippet{"SignatureCounts", check_function_length, kSource,
                            "int f(int a,\n      int b) {\n" + repeated("  g();\n", 68) + "}\n"},
                    Snippet{"Method", check_function_length, kSource,
                            "struct A {\n int f() const {\n" + repeated("{}\n", 69) + " }\n};\n"},
                    Snippet{"Constructor", check_function_length, kSource,
                            "A::A(int a) : a_{a}, b_(1) {\n" + repeated("  g();\n", 69) + "}\n"},
                    Snippet{"Operator", check_function_length, kSource,
                            "bool operator==(A a) {\n" + repeated("  g();\n", 69) + "}\n"},
                    Snippet{"Test", check_function_length, "tests/x_test.cc",
                            "TEST(A, B) {\n" + repeated("  g();\n", 69) + "}\n"},
                    Snippet{"BraceInALiteral", check_function_length, kSource,
                            "int f() {\n  g(\"}\", '}', R\"(})\");  // }\n" +
                                repeated("  g();\n", 68) + "}\n"},
                    Snippet{"Lambda", check_function_length, kSource,
                            "const auto f = [](int a) {\n" + repeated("  g();\n", 69) + "};\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Sizes, GoodSnippetTest,
    testing::Values(Snippet{"File", check_file_length, kSource, repeated("\n", 400)},
                    Snippet{"Line", check_line_length, kSource, repeated("x", 100) + "\n"},
                    Snippet{"Function", check_function_length, kSource,
                            "int f() {\n" + repeated("  g();\n", 68) + "}\n"},
                    Snippet{"TwoFunctions", check_function_length, kSource,
                            repeated("int f() {\n" + repeated("  g();\n", 60) + "}\n", 2)},
                    Snippet{"Class", check_function_length, kSource,
                            "class A {\n" + repeated("  int f() { return 1; }\n", 100) + "};\n"},
                    Snippet{"Namespace", check_function_length, kSource,
                            "namespace a {\n" + repeated("int f();\n", 100) + "}\n"},
                    Snippet{"Table", check_function_length, kSource,
                            "constexpr std::array<Row, 90> kRows = {{\n" +
                                repeated("  {f(1)},\n", 90) + "}};\n"},
                    Snippet{
                        "TableOfATest", check_function_length, kSource,
                        "TABLE(A,\n" + repeated("  Case{f(1)},\n", 90) + "  [] { return 1; });\n"},
                    Snippet{"FunctionAfterATable", check_function_length, kSource,
                            "const A kRows{\n" + repeated("  {1},\n", 90) + "};\nint f() {\n}\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Headers, BadSnippetTest,
    testing::Values(
        Snippet{"NoSentence", check_header_opening, kDomain, "#pragma once\n"},
        Snippet{"NoFullStop", check_header_opening, kDomain, "// Some things\n#pragma once\n"},
        Snippet{"LowerCase", check_header_opening, kDomain, "// some things.\n#pragma once\n"},
        Snippet{"NoGuard", check_header_opening, kDomain, "// A thing.\nint x;\n"},
        Snippet{"OnlySentence", check_header_opening, kDomain, "// A thing.\n"},
        Snippet{"Empty", check_header_opening, kDomain, ""}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Headers, GoodSnippetTest,
    testing::Values(Snippet{"TwoLines", check_header_opening, kDomain,
                            "// A thing that\n// is one.\n#pragma once\n"},
                    Snippet{
                        "Drawing", check_header_opening, kDomain,
                        "// The line:\n//\n//   a -> b\n//\n// It is straight.\n#pragma once\n"},
                    Snippet{"Command", check_header_opening, kDomain,
                            "// fauxplane exec: runs it.\n#pragma once\n"},
                    Snippet{"Source", check_header_opening, kSource, "int x;\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Time, BadSnippetTest,
    testing::Values(
        Snippet{"System", check_clocks, kSource, "auto x = chrono::system_clock::now();\n"},
        Snippet{"SystemInTheTests", check_clocks, "tests/x_test.cc", "system_clock::now();\n"},
        Snippet{"SystemAtTheEdge", check_clocks, "simulator/edge/x.cc", "system_clock::now();\n"},
        Snippet{"Old", check_clocks, kSource, "time_t x = time(nullptr);\n"},
        Snippet{"SystemInTheClient", check_clocks, "contracts/client/retry.cc",
                "system_clock::now();\n"},
        Snippet{"Posix", check_clocks, kSource, "clock_gettime(CLOCK_REALTIME, &x);\n"},
        Snippet{"Unix", check_clocks, kSource, "gettimeofday(&x, nullptr);\n"},
        Snippet{"Steady", check_clocks, "simulator/pipeline/x.cc", "steady_clock::now();\n"},
        Snippet{"Sleep", check_sleeping, "tests/x_test.cc", "this_thread::sleep_for(1ms);\n"},
        Snippet{"SleepUntil", check_sleeping, kSource, "this_thread::sleep_until(t);\n"},
        Snippet{"OldSleep", check_sleeping, "simulator/edge/x.cc", "usleep(10);\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Time, GoodSnippetTest,
    testing::Values(
        Snippet{"TheClock", check_clocks, "simulator/world/clock.cc", "system_clock::now();\n"},
        Snippet{"TheClockOfTheClient", check_clocks, "contracts/client/clock.cc",
                "system_clock::now();\n"},
        Snippet{"SteadyAtTheEdge", check_clocks, "simulator/edge/x.cc", "steady_clock::now();\n"},
        Snippet{"SteadyOfTheProgram", check_clocks, "simulator/cli/x.cc", "steady_clock::now();\n"},
        Snippet{"ClockOfClients", check_clocks, "contracts/clock/preload/x.c", "gettimeofday\n"},
        Snippet{"SleepOfClients", check_sleeping, "contracts/clock/preload/x.c", "nanosleep\n"},
        Snippet{"Comment", check_clocks, kSource, "// never system_clock::now()\n"},
        Snippet{"Literal", check_sleeping, kSource, "auto x = \"sleep_for\";\n"},
        Snippet{"LongerWord", check_sleeping, kSource, "int sleepers = 1;\n"}),
    kName);

INSTANTIATE_TEST_SUITE_P(Text, BadSnippetTest,
                         testing::Values(Snippet{"Later", check_words, kSource,
                                                 "// TO"
                                                 "DO: more\n"},
                                         Snippet{"Repair", check_words, kSource,
                                                 "// FIX"
                                                 "ME\n"},
                                         Snippet{"Three", check_words, kSource,
                                                 "int XX"
                                                 "X;\n"},
                                         Snippet{"Trick", check_words, kSource,
                                                 "/* HA"
                                                 "CK */\n"},
                                         Snippet{"Tab", check_bytes, kSource, "\tint x;\n"},
                                         Snippet{"Umlaut", check_bytes, kSource, "// \xc3\xa4\n"},
                                         Snippet{"CarriageReturn", check_bytes, kSource,
                                                 "int x;\r\n"}),
                         kName);

INSTANTIATE_TEST_SUITE_P(Text, GoodSnippetTest,
                         testing::Values(Snippet{"LongerWord", check_words, kSource,
                                                 "// HA"
                                                 "CKERS, XX"
                                                 "XX\n"},
                                         Snippet{"Plain", check_bytes, kSource,
                                                 "int x = '~';  // a\n"}),
                         kName);

TEST(TidyRulesTest, FindingsNameTheLine) {
  EXPECT_THAT(run({"", check_bytes, kSource, "int x;\n\tint y;\n"}),
              ElementsAre(std::string(kSource) + ":2: a tab"));
  EXPECT_THAT(run({"", check_nodiscard, kDomain, "/* a\n b */\n\nResult<int> x();\n"}),
              ElementsAre(HasSubstr("x.h:4:")));
}

TEST(TidyRulesTest, SourceWithoutATestIsFound) {
  EXPECT_THAT(check_mirror({"simulator/a/x.cc", "simulator/a/y.h", "tests/a/y_test.cc"}, {}),
              ElementsAre(HasSubstr("tests/a/x_test.cc")));
  EXPECT_THAT(check_mirror({"simulator/a/x.cc", "tests/b/x_test.cc"}, {}),
              ElementsAre(HasSubstr("tests/a/x_test.cc")));
  EXPECT_THAT(check_mirror({"simulator/a/x.cc", "tests/a/x_test.cc"}, {}), IsEmpty());
  EXPECT_THAT(check_mirror({"contracts/a/x.cc", "tests/a/x_test.cc"}, {}),
              ElementsAre(HasSubstr("tests/contracts/a/x_test.cc")));
  EXPECT_THAT(check_mirror({"contracts/a/x.cc", "tests/contracts/a/x_test.cc"}, {}), IsEmpty());
}

TEST(TidyRulesTest, ExemptionsCoverAFileOrAFolderAndDoNotOutliveTheirUse) {
  const std::vector<std::string> paths = {"simulator/a/x.cc"};
  EXPECT_THAT(check_mirror(paths, {{"simulator/a/x.cc", "wiring"}}), IsEmpty());
  EXPECT_THAT(check_mirror(paths, {{"simulator/a/", "wiring"}}), IsEmpty());
  EXPECT_EQ(check_mirror(paths, {{"simulator/a", "wiring"}}).size(), 2U);
  EXPECT_THAT(check_mirror({"simulator/a/x.cc", "tests/a/x_test.cc"}, {{"simulator/a/", "wiring"}}),
              ElementsAre(HasSubstr("simulator/a/")));
}

TEST(TidyRulesTest, TestThatIsNotBuiltIsFound) {
  EXPECT_THAT(check_is_built("tests/a/x_test.cc", "fauxplane_test(a SOURCES x_test.cc)"),
              IsEmpty());
  EXPECT_THAT(check_is_built("tests/a/x_test.cc", "SOURCES max_test.cc"),
              ElementsAre(HasSubstr("tests/a/x_test.cc")));
}

}  // namespace
}  // namespace fauxplane::tidy
