// Adapters in Python that say hello as they should, and then do whatever a test wants.
#pragma once

#include <string>

#include "contracts/protocol/adapter.h"

namespace fauxplane::contracts {

// Lines of Python are run for each request `r`; reply() answers one.
inline ProcessCommand fake_adapter(const std::string& body) {
  std::string indented;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    indented += "  " + body.substr(at, end - at) + "\n";
    at = end + 1;
  }
  const std::string program =
      "import json, os, signal, sys, time\n"
      "def reply(r, **content):\n"
      "  print(json.dumps({'v': 1, 'id': r['id'], **content}), flush=True)\n"
      "kept = []\n"
      "for line in sys.stdin:\n"
      "  r = json.loads(line)\n"
      "  if r['op'] == 'hello':\n"
      "    reply(r, ok={'sdk': 'fake', 'version': '2', 'runtime': 'py',\n"
      "                 'caps': ['close', 5], 'methods': ['me']})\n"
      "    continue\n" +
      indented;
  return {.words = {"python3", "-S", "-c", program}};
}

}  // namespace fauxplane::contracts
