#include "simulator/edge/request_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ostream>

namespace fauxplane {
namespace {

using Outcome = RequestReader::Outcome;

// What became of the bytes of one connection: a line per request, and the refusal that ends it.
struct Reading {
  std::vector<std::string> requests{};
  int refused = 0;
  friend bool operator==(const Reading&, const Reading&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Reading& reading) {
    for (const std::string& request : reading.requests) out << "\n  " << request;
    return out << "\n  refused: " << reading.refused;
  }
};

std::string text_of(const Request& request) {
  std::string text(request.method_text);
  text.append(" ").append(request.path).append("|").append(request.query);
  for (const HeaderView& header : request.headers) {
    if (header.name == "Host") continue;  // every request has it
    text.append(" [").append(header.name).append("=").append(header.value).append("]");
  }
  text.append(" (").append(request.body).append(")");
  text.append(request.keep_alive ? " keep" : " close");
  const bool ends = request.head.ends_with("\n\r\n") || request.head.ends_with("\n\n");
  const std::string_view before = request.head.substr(0, request.head.size() - 1);
  const bool once = before.find("\n\r\n") == before.npos && before.find("\n\n") == before.npos;
  return ends && once ? text : text + " with a wrong head: " + std::string(request.head);
}

// As a connection reads: what is kept, then the next piece.
Reading read_in_pieces(const std::vector<std::string>& pieces, const ServerLimits& limits) {
  RequestReader reader(limits);
  std::vector<HeaderView> headers;
  Reading reading;
  std::string buffer;
  for (const std::string& piece : pieces) {
    buffer += piece;
    while (!buffer.empty()) {
      const Outcome outcome = reader.read(buffer);
      if (outcome == Outcome::kRefused) {
        reading.refused = reader.status();
        return reading;
      }
      if (outcome == Outcome::kMore) {
        buffer.resize(reader.size());
        break;
      }
      Request request;
      reader.fill(buffer, headers, request);
      reading.requests.push_back(text_of(request));
      buffer.erase(0, reader.size());
      reader.next();
    }
  }
  return reading;
}

Reading read_at_once(const std::string& bytes, const ServerLimits& limits = {}) {
  return read_in_pieces({bytes}, limits);
}

std::vector<std::string> single_bytes(const std::string& bytes) {
  std::vector<std::string> pieces;
  for (const char byte : bytes) pieces.emplace_back(1, byte);
  return pieces;
}

struct Good {
  const char* name;
  std::string bytes;
  std::vector<std::string> requests;
};

const std::vector<Good>& good_cases() {
  static const std::vector<Good> kCases = {
      {"plain", "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", {"GET /a|b=c () keep"}},
      {"no header", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", {"GET /| () keep"}},
      {"blanks around a value",
       "GET / HTTP/1.1\r\nHost: x\r\nA: \t b c \t\r\n\r\n",
       {"GET /| [A=b c] () keep"}},
      {"empty values",
       "GET / HTTP/1.1\r\nHost: x\r\nA:\r\nB: \r\nC: d\r\nE:\r\n\r\n",
       {"GET /| [A=] [B=] [C=d] [E=] () keep"}},
      {"bare line ends", "GET / HTTP/1.1\nHost: x\nA: b\n\n", {"GET /| [A=b] () keep"}},
      {"a name twice",
       "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\nA: c\r\n\r\n",
       {"GET /| [A=b] [A=c] () keep"}},
      {"body",
       "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
       {"POST /| [Content-Length=3] (abc) keep"}},
      {"empty body",
       "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
       {"POST /| [Content-Length=0] () keep"}},
      {"chunks",
       "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
       "chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n"
       "Trailer: t\r\n\r\n",
       {"PUT /| [Transfer-Encoding=chunked] (abcde) keep"}},
      {"no chunk",
       "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       {"PUT /| [Transfer-Encoding=chunked] () keep"}},
      {"close",
       "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
       {"GET /| [Connection=close] () close"}},
      {"old", "GET / HTTP/1.0\r\n\r\n", {"GET /| () close"}},
      {"old and kept",
       "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
       {"GET /| [Connection=Keep-Alive] () keep"}},
      {"upgrade",
       "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
       {"GET /| [Connection=Upgrade] [Upgrade=h2c] () keep"}},
      {"upgrade with a body",
       "POST / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: "
       "2\r\n\r\nhi",
       {"POST /| [Connection=Upgrade] [Upgrade=h2c] [Content-Length=2] (hi) keep"}},
      {"other method", "PURGE / HTTP/1.1\r\nHost: x\r\n\r\n", {"PURGE /| () keep"}},
      {"whole address", "GET http://h:1/a?b HTTP/1.1\r\nHost: x\r\n\r\n", {"GET /a|b () keep"}},
      {"two behind each other",
       "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\nHost: x\r\nA: "
       "b\r\n\r\n",
       {"POST /1| [Content-Length=2] (ab) keep", "GET /2| [A=b] () keep"}},
      {"behind chunks",
       "PUT /1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\nGET /2 "
       "HTTP/1.1\r\nHost: x\r\n\r\n",
       {"PUT /1| [Transfer-Encoding=chunked] (a) keep", "GET /2| () keep"}},
  };
  return kCases;
}

// Those that a rule of the head might refuse wrongly.
const std::vector<Good>& allowed_cases() {
  static const std::vector<Good> kCases = {
      {"old without a host", "GET / HTTP/1.0\r\n\r\n", {"GET /| () close"}},
      {"minor version to come", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", {"GET /| () keep"}},
      {"host of nothing", "GET / HTTP/1.1\r\nHost:\r\n\r\n", {"GET /| () keep"}},
      {"needless escapes",
       "GET /%61%2Fb%2e?%61 HTTP/1.1\r\nHost: x\r\n\r\n",
       {"GET /a%2Fb.|%61 () keep"}},
      {"needless escape in a whole address",
       "GET http://h/%61 HTTP/1.1\r\nHost: x\r\n\r\n",
       {"GET /a| () keep"}},
      {"query with escapes",
       "GET /a?%62%zz% HTTP/1.1\r\nHost: x\r\n\r\n",
       {"GET /a|%62%zz% () keep"}},
      {"all methods", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", {"OPTIONS *| () keep"}},
      {"type and no body",
       "DELETE / HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\n\r\n",
       {"DELETE /| [Content-Type=a/b] () keep"}},
      {"no type and no body", "POST / HTTP/1.1\r\nHost: x\r\n\r\n", {"POST /| () keep"}},
      {"coding of nothing",
       "GET / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n\r\n",
       {"GET /| [Content-Encoding=gzip] () keep"}},
      {"coding that is none",
       "PUT / HTTP/1.1\r\nHost: x\r\nContent-Encoding: Identity\r\nContent-Length: 1\r\n\r\na",
       {"PUT /| [Content-Encoding=Identity] [Content-Length=1] (a) keep"}},
  };
  return kCases;
}

struct Bad {
  const char* name;
  int status;
  std::string bytes;
};

ServerLimits small_limits() {
  ServerLimits limits;
  limits.body_bytes_max = 8;
  limits.head_bytes_max = 128;
  limits.target_bytes_max = 32;
  limits.headers_max = 5;
  return limits;
}

std::string with_header(const std::string& line) {
  return "GET / HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n";
}

const std::vector<Bad>& bad_cases() {
  static const std::vector<Bad> kCases = {
      {"no version", 400, "GET /\r\n\r\n"},
      {"no target", 400, "GET HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"no slash", 400, "GET x HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"two blanks", 400, "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"blanks before the version", 400, "GET /  HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"blank after the version", 400, "GET / HTTP/1.1 \r\n\r\n"},
      {"other protocol", 400, "GET / HTPP/1.1\r\n\r\n"},
      {"letter as version", 400, "GET / HTTP/x.1\r\n\r\n"},
      {"control in target", 400, "GET /a\x01 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"tls", 400, std::string("\x16\x03\x01\x02\x00", 5)},
      {"garbage", 400, "\xff\xfe\r\n\r\n"},
      {"line without its end", 400, "GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n"},
      {"line without its end and value", 400, "POST / HTTP/1.1\r\nHost: x\r\nA:\r3\n5\r \n"},
      {"empty line without its end", 400, "GET / HTTP/1.1\r\nHost: x\r\nA:\r\t\r\n\r\n"},
      {"head without its end", 400, "GET / HTTP/1.1\r\nHost: x\r\n\rX"},
      {"no colon", 400, with_header("Host")},
      {"blank before the colon", 400, with_header("Host : x")},
      {"blank in a name", 400, with_header("Ho st: x")},
      {"no name", 400, with_header(": x")},
      {"folded", 400, with_header("A: b\r\n c")},
      {"folded after nothing", 400, with_header("A:\r\n c")},
      {"folded to nothing", 400, with_header("A:\r\n ")},
      {"folded at the start", 400, with_header(" A: b")},
      {"nul in a value", 400, with_header(std::string("A: b\0c", 6))},
      {"nul as a value", 400, with_header(std::string("A: \0", 4))},
      {"control before a value", 400, with_header("A: \x7f")},
      {"control in a value", 400, with_header("A: b\x01")},
      {"length of letters", 400, with_header("Content-Length: abc")},
      {"length of nothing", 400, with_header("Content-Length:")},
      {"negative length", 400, with_header("Content-Length: -1")},
      {"length with a sign", 400, with_header("Content-Length: +1")},
      {"length with a comma", 400, with_header("Content-Length: 1, 1")},
      {"hexadecimal length", 400, with_header("Content-Length: 0x1")},
      {"endless length", 400, with_header("Content-Length: 99999999999999999999999")},
      {"two lengths", 400, with_header("Content-Length: 1\r\nContent-Length: 2")},
      {"length and encoding", 400, with_header("Content-Length: 1\r\nTransfer-Encoding: chunked")},
      {"encoding and length", 400, with_header("Transfer-Encoding: chunked\r\nContent-Length: 1")},
      {"chunk size of letters", 400, with_header("Transfer-Encoding: chunked") + "g\r\n"},
      {"chunk too long for its size", 400,
       with_header("Transfer-Encoding: chunked") + "1\r\nab\r\n0\r\n\r\n"},
      {"bytes behind a chunk", 400,
       with_header("Transfer-Encoding: chunked") + "1\r\naXX0\r\n\r\n"},
      {"body over the limit", 413, with_header("Content-Length: 9")},
      {"chunk over the limit", 413, with_header("Transfer-Encoding: chunked") + "9\r\n"},
      {"chunks over the limit", 413,
       with_header("Transfer-Encoding: chunked") + "5\r\nabcde\r\n4\r\n"},
      {"target over the limit", 414,
       "GET /" + std::string(32, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"unending target", 414, "GET /" + std::string(32, 'a')},
      {"head over the limit", 431, with_header("A: " + std::string(128, 'a'))},
      {"unending name", 431, "GET / HTTP/1.1\r\nHost: x\r\n" + std::string(128, 'a')},
      {"unending value", 431, "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(128, 'a')},
      {"headers over the limit", 431, with_header("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5")},
      {"other expectation", 417, with_header("Expect: a-present")},
      {"unknown method", 501, "BREW / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"known method and more", 501, "GETS / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"small letters", 501, "get / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"connect", 501, "CONNECT h:1 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"unknown encoding", 501, with_header("Transfer-Encoding: gzip")},
      {"one encoding too many", 501, with_header("Transfer-Encoding: gzip, chunked")},
      {"encoding twice", 501,
       with_header("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")},
      {"http 2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"version 2", 505, "GET / HTTP/2.0\r\n\r\n"},
      {"version 0.9", 505, "GET / HTTP/0.9\r\n\r\n"},
  };
  return kCases;
}

// What the parser would let pass.
const std::vector<Bad>& bad_head_cases() {
  static const std::vector<Bad> kCases = {
      {"quote in target", 400, "GET /\" HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"fragment", 400, "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"byte beyond ASCII in target", 400, "GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"broken escape", 400, "GET /%6 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"asterisk", 400, "GET * HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"address of a file", 400, "GET ftp://h/ HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"address with a user", 400, "GET http://u@h/ HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"no host", 400, "GET / HTTP/1.1\r\nA: b\r\n\r\n"},
      {"no host in a minor version to come", 400, "GET / HTTP/1.2\r\n\r\n"},
      {"two hosts", 400, with_header("Host: x")},
      {"two hosts of old", 400, "GET / HTTP/1.0\r\nHost: x\r\nhost: y\r\n\r\n"},
      {"bad host", 400, "GET / HTTP/1.1\r\nHost: u@x\r\n\r\n"},
      {"body without a length", 411, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\n\r\n"},
      {"content coding", 415, with_header("Content-Encoding: gzip\r\nContent-Length: 1") + "a"},
      {"content coding of chunks", 415,
       with_header("Content-Encoding: br\r\nTransfer-Encoding: chunked")},
  };
  return kCases;
}

template <class Row>
std::vector<Row> both(std::vector<Row> rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

// Of two flaws the one that comes first counts, however the parser learns of them.
const std::vector<Bad>& twice_bad_cases() {
  static const std::vector<Bad> kCases = {
      {"target over the limit with a control", 414,
       "GET /" + std::string(32, 'a') + "\x01 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"connect with a head over the limit", 431,
       "CONNECT h:1 HTTP/1.1\r\nHost: x\r\nA: " + std::string(128, 'a') + "\r\n\r\n"},
      {"control behind the limit of the head", 431,
       with_header("A: " + std::string(128, 'a') + '\x01')},
      {"headers over the limit with a bad name", 431,
       with_header("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE\x01: 5")},
  };
  return kCases;
}

TEST(RequestReaderTest, ReadsWhatWasSent) {
  for (const Good& row : both(good_cases(), allowed_cases())) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_at_once(row.bytes), (Reading{.requests = row.requests}));
  }
}

TEST(RequestReaderTest, ReadsTheSameByteByByte) {
  for (const Good& row : both(good_cases(), allowed_cases())) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_in_pieces(single_bytes(row.bytes), {}), (Reading{.requests = row.requests}));
  }
}

TEST(RequestReaderTest, RefusesWhatIsWrong) {
  for (const Bad& row : both(bad_cases(), bad_head_cases())) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_at_once(row.bytes, small_limits()), (Reading{.refused = row.status}));
  }
}

TEST(RequestReaderTest, RefusesForTheFirstFlawHoweverItIsCut) {
  for (const Bad& row : twice_bad_cases()) {
    SCOPED_TRACE(row.name);
    const Reading refused{.refused = row.status};
    EXPECT_EQ(read_at_once(row.bytes, small_limits()), refused);
    EXPECT_EQ(read_in_pieces(single_bytes(row.bytes), small_limits()), refused);
  }
}

TEST(RequestReaderTest, RefusesTheSameByteByByte) {
  for (const Bad& row : both(bad_cases(), bad_head_cases())) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_in_pieces(single_bytes(row.bytes), small_limits()),
              (Reading{.refused = row.status}));
  }
}

TEST(RequestReaderTest, AsksForTheBodyOnce) {
  const ServerLimits limits;
  RequestReader reader(limits);
  const std::string head =
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
  ASSERT_EQ(reader.read(head), Outcome::kMore);
  EXPECT_TRUE(reader.take_continue());
  EXPECT_FALSE(reader.take_continue());
}

TEST(RequestReaderTest, DoesNotAskAnOldClientForTheBody) {
  const ServerLimits limits;
  RequestReader reader(limits);
  const std::string head = "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
  ASSERT_EQ(reader.read(head), Outcome::kMore);
  EXPECT_FALSE(reader.take_continue());
}

TEST(RequestReaderTest, TakesAsMuchAsTheLimitsSay) {
  const ServerLimits limits = small_limits();
  const std::string target(limits.target_bytes_max - 1, 'a');
  const std::string bytes =
      "PUT /" + target + " HTTP/1.1\r\nHost: x\r\nA:\r\nB:\r\nC:\r\nContent-Length: 8\r\n\r\n";
  EXPECT_EQ(read_at_once(bytes + "12345678", limits).requests.size(), 1U);
}

std::vector<std::string> cut(const std::string& bytes) {
  std::vector<std::string> pieces;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, bytes.size() - at + 1);
    pieces.push_back(bytes.substr(at, size));
    at += size;
  }
  return pieces;
}

RC_GTEST_PROP(RequestReaderProperty, TheOutcomeDoesNotDependOnTheCuts, ()) {
  std::string bytes;
  for (int number = *rc::gen::inRange(1, 4); number > 0; --number) {
    bytes += (*rc::gen::elementOf(both(good_cases(), allowed_cases()))).bytes;
  }
  if (*rc::gen::arbitrary<bool>())
    bytes += (*rc::gen::elementOf(both(bad_cases(), bad_head_cases()))).bytes;
  RC_ASSERT(read_in_pieces(cut(bytes), small_limits()) == read_at_once(bytes, small_limits()));
}

RC_GTEST_PROP(RequestReaderProperty, OneWrongByteNeitherCrashesNorDependsOnTheCuts, ()) {
  std::string bytes = (*rc::gen::elementOf(both(good_cases(), allowed_cases()))).bytes;
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = *rc::gen::arbitrary<char>();
  RC_ASSERT(read_in_pieces(cut(bytes), {}) == read_at_once(bytes, {}));
}

}  // namespace
}  // namespace fauxplane
