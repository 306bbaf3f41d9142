// Requests that are read, and requests that are refused, each with what it is about.
#pragma once

#include <string>
#include <vector>

#include "simulator/edge/server.h"

namespace fauxplane {

struct Good {
  const char* name;
  std::string bytes;
  std::vector<std::string> requests;
};

inline const std::vector<Good>& good_cases() {
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

// Those that say, or do not, whether the connection stays (RFC 9112 9.3).
inline const std::vector<Good>& connection_cases() {
  static const std::vector<Good> kCases = {
      {"close",
       "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
       {"GET /| [Connection=close] () close"}},
      {"old", "GET / HTTP/1.0\r\n\r\n", {"GET /| () close"}},
      {"old and kept",
       "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
       {"GET /| [Connection=Keep-Alive] () keep"}},
      {"old, kept and closed",
       "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n",
       {"GET /| [Connection=keep-alive, close] () close"}},
      {"old, closed and kept in two lines",
       "GET / HTTP/1.0\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n",
       {"GET /| [Connection=close] [Connection=keep-alive] () close"}},
      {"old and kept by a proxy",
       "GET / HTTP/1.0\r\nProxy-Connection: keep-alive\r\n\r\n",
       {"GET /| [Proxy-Connection=keep-alive] () close"}},
      {"close between tabs",
       "GET / HTTP/1.1\r\nHost: x\r\nConnection: a,\tclose\t,b\r\n\r\n",
       {"GET /| [Connection=a,\tclose\t,b] () close"}},
      {"word that begins like close",
       "GET / HTTP/1.1\r\nHost: x\r\nConnection: closed\r\n\r\n",
       {"GET /| [Connection=closed] () keep"}},
  };
  return kCases;
}

// Those that a rule of the head might refuse wrongly.
inline const std::vector<Good>& allowed_cases() {
  static const std::vector<Good> kCases = {
      {"name that begins like an encoding",
       "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encodings: a\r\nContent-Length: 1\r\n\r\na",
       {"PUT /| [Transfer-Encodings=a] [Content-Length=1] (a) keep"}},
      {"name that begins like an encoding, behind the length",
       "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding-X:\r\n\r\na",
       {"PUT /| [Content-Length=1] [Transfer-Encoding-X=] (a) keep"}},
      {"tab behind the length",
       "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length:\t1 \t\r\nA:\tb\tc\r\n\r\n\tGET / "
       "HTTP/1.0\r\n\r\n",
       {"PUT /| [Content-Length=1] [A=b\tc] (\t) keep", "GET /| () close"}},
      {"tabs and blanks by turns behind the length",
       "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\t \t\t \t\r\n\r\na",
       {"PUT /| [Content-Length=1] (a) keep"}},
      {"address with an empty port",
       "GET http://h:/a HTTP/1.1\r\nHost: x\r\n\r\n",
       {"GET /a| () keep"}},
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

inline ServerLimits small_limits() {
  ServerLimits limits;
  limits.body_bytes_max = 8;
  limits.head_bytes_max = 128;
  limits.target_bytes_max = 32;
  limits.headers_max = 5;
  return limits;
}

inline std::string with_header(const std::string& line) {
  return "GET / HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n";
}

inline const std::vector<Bad>& bad_cases() {
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
      {"folded after nothing, with a cr that ends no line", 400,
       with_header("A:\r\n \rZContent-Length: 3") + "abc"},
      {"folded after nothing, with a cr and a nul", 400,
       with_header(std::string("A:\r\n \r\0B: c", 11))},
      {"folded twice after nothing", 400, with_header("A: \r\n \rZ \rYB: c")},
      {"folded at the start", 400, with_header(" A: b")},
      {"nul in a value", 400, with_header(std::string("A: b\0c", 6))},
      {"nul as a value", 400, with_header(std::string("A: \0", 4))},
      {"control before a value", 400, with_header("A: \x7f")},
      {"control in a value", 400, with_header("A: b\x01")},
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

// Those whose body cannot be told from what comes behind it, or is too long.
inline const std::vector<Bad>& bad_framing_cases() {
  static const std::vector<Bad> kCases = {
      {"endless length, and letters", 400, with_header("Content-Length: 1844674407370955161x")},
      {"tabs behind the length and in a name", 400,
       "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\t\r\nTransfer-Encoding\t: chunked\r\n\r\n"},
      {"tabs behind the length and before a colon", 400,
       with_header("Content-Length: 0\t\r\nA\t: b")},
      {"tabs behind the length and before the version", 400,
       "GET /\tHTTP/1.1\r\nHost: x\r\nContent-Length: 0\t\r\n\r\n"},
      {"two numbers as length", 400, with_header("Content-Length: 5 6")},
      {"two numbers as length and a tab", 400, with_header("Content-Length: 5\t6")},
      {"length of letters", 400, with_header("Content-Length: abc")},
      {"length of nothing", 400, with_header("Content-Length:")},
      {"negative length", 400, with_header("Content-Length: -1")},
      {"length with a sign", 400, with_header("Content-Length: +1")},
      {"length with a comma", 400, with_header("Content-Length: 1, 1")},
      {"hexadecimal length", 400, with_header("Content-Length: 0x1")},
      {"endless length", 413, with_header("Content-Length: 99999999999999999999999")},
      {"length, encoding and a name like it", 400,
       with_header("Content-Length: 1\r\nTransfer-Encoding: chunked\r\nTransfer-Encodings: a")},
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
  };
  return kCases;
}

// What the parser would let pass.
inline const std::vector<Bad>& bad_head_cases() {
  static const std::vector<Bad> kCases = {
      {"cr before the method", 400, "\rGET / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"encoding in http 1.0", 400,
       "POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"},
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

}  // namespace fauxplane
