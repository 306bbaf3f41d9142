// Adapters in Python that say hello as they should, and then do whatever a test wants.
#pragma once

#include <string>

#include "contracts/protocol/adapter.h"

namespace fauxplane::contracts {

// All three are Python.
struct FakeAdapter {
  std::string body{};        // run for each request `r` but hello; reply(r, ok=...) answers one
  std::string hello = "{}";  // a dict that is laid over what it says of itself
  std::string tools{};       // run once, before
};

inline ProcessCommand command_of(const FakeAdapter& adapter) {
  std::string indented;
  for (std::size_t at = 0; at < adapter.body.size();) {
    const std::size_t end = std::min(adapter.body.find('\n', at), adapter.body.size());
    indented += "  " + adapter.body.substr(at, end - at) + "\n";
    at = end + 1;
  }
  const std::string program =
      "import json, os, signal, sys, time\n"
      "def reply(r, **content):\n"
      "  print(json.dumps({'v': 1, 'id': r['id'], **content}), flush=True)\n"
      "kept = []\n" +
      adapter.tools +
      "for line in sys.stdin:\n"
      "  r = json.loads(line)\n"
      "  if r['op'] == 'hello':\n"
      "    reply(r, ok={'sdk': 'fake', 'version': '2', 'runtime': 'py',\n"
      "                 'caps': ['close', 5], 'methods': ['me'], **" +
      adapter.hello +
      "})\n"
      "    continue\n" +
      indented;
  return {.words = {FAUXPLANE_PYTHON, "-S", "-c", program}};
}

inline ProcessCommand fake_adapter(const std::string& body) {
  return command_of({.body = body});
}

}  // namespace fauxplane::contracts
