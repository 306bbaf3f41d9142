// Clients for campaigns: the reference client, its mutants, and small ones in Python that do
// whatever a test wants.
#pragma once

#include <string>

#include "tests/contracts/protocol/fake_adapter.h"

namespace fauxplane::contracts {

inline ProcessCommand reference_client(const std::string& mutant = {}) {
  ProcessCommand command{.words = {FAUXPLANE_REFERENCE_CLIENT}};
  if (!mutant.empty()) {
    command.words.push_back("--mutant");
    command.words.push_back(mutant);
  }
  return command;
}

// A fake adapter that answers everything: `body` is Python that is run for each request `r` but
// hello, and what it leaves unanswered is answered with ok. ask() does GET /me with the key and
// gives the status, raise_() answers with an error. `client` is the configuration that was opened
// last. `hello` is a dict that is laid over what it says of itself.
inline ProcessCommand python_client(const std::string& body, const std::string& hello = "{}") {
  return command_of(
      {.body = "if r['op'] == 'open': client = r['config']\n" + body + "\nreply(r, ok={})\n",
       .hello = "{'version': '2.1', 'caps': ['max_retries', 'backoff', 'timeout', 'close'], **" +
                hello + "}",
       .tools = "import http.client\n"
                "client = {}\n"
                "state = {}\n"
                "always_reply = reply\n"
                "def reply(r, **content):\n"
                "  if r.get('is_answered'): return\n"
                "  r['is_answered'] = True\n"
                "  always_reply(r, **content)\n"
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
                "  return answer.status\n"});
}

}  // namespace fauxplane::contracts
