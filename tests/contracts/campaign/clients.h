// Clients for campaigns: the reference client, its mutants, and small ones in Python that do
// whatever a test wants.
#pragma once

#include <string>

#include "contracts/protocol/process.h"

namespace fauxplane::contracts {

inline ProcessCommand reference_client(const std::string& mutant = {}) {
  ProcessCommand command{.words = {FAUXPLANE_REFERENCE_CLIENT}};
  if (!mutant.empty()) {
    command.words.push_back("--mutant");
    command.words.push_back(mutant);
  }
  return command;
}

// `body` is Python that is run for each request `r` but hello; ask() does GET /me with the key and
// gives the status, reply() answers `r`, raise_() answers with an error. What it leaves unanswered
// is answered with ok. `client` is the configuration that was opened last. `hello` is a dict that
// is laid over what it says of itself.
inline ProcessCommand python_client(const std::string& body, const std::string& hello = "{}") {
  std::string indented;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    indented += "    " + body.substr(at, end - at) + "\n";
    at = end + 1;
  }
  const std::string program =
      "import json, os, sys, time, http.client\n"
      "client = {}\n"
      "def reply(r, **content):\n"
      "  if r.get('is_answered'): return\n"
      "  r['is_answered'] = True\n"
      "  print(json.dumps({'v': 1, 'id': r['id'], **content}), flush=True)\n"
      "def raise_(r, type, **attrs):\n"
      "  reply(r, err={'type': type, 'bases': [type], 'message': 'm', 'repr': 'r',\n"
      "                'attrs': attrs, 'chain': []})\n"
      "def ask():\n"
      "  host, path = client['base_url'].removeprefix('http://').split('/', 1)\n"
      "  connection = http.client.HTTPConnection(host)\n"
      "  connection.request('GET', '/' + path + '/me',\n"
      "                     headers={'Authorization': 'Bearer ' + client['api_key']})\n"
      "  answer = connection.getresponse()\n"
      "  answer.read()\n"
      "  connection.close()\n"
      "  return answer.status\n"
      "state = {}\n"
      "for line in sys.stdin:\n"
      "  r = json.loads(line)\n"
      "  if r['op'] == 'hello':\n"
      "    reply(r, ok={'sdk': 'fake', 'version': '2.1', 'runtime': 'py', 'methods': ['me'],\n"
      "                 'caps': ['max_retries', 'backoff', 'timeout', 'close'], **" +
      hello +
      "})\n"
      "    continue\n"
      "  if r['op'] == 'open': client = r['config']\n"
      "  if True:\n" +
      indented + "  reply(r, ok={})\n";
  return {.words = {FAUXPLANE_PYTHON, "-S", "-c", program}};
}

}  // namespace fauxplane::contracts
