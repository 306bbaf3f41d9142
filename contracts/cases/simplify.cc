#include <array>
#include <functional>

#include "contracts/cases/case.h"
#include "contracts/model/contract.h"

namespace fauxplane::contracts {
namespace {

using Candidates = std::vector<Case>;

// A copy with one change; nothing when the change changes nothing.
void propose(Candidates& to, const Case& from, const std::function<void(Case&)>& change) {
  Case candidate = from;
  change(candidate);
  if (candidate != from) to.push_back(std::move(candidate));
}

template <class T>
void erase_range(std::vector<T>& values, std::size_t first, std::size_t count) {
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
  values.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
}

// Halves, then quarters, down to single ones.
template <class Member>
void propose_shorter(Candidates& to, const Case& from, Member member) {
  const std::size_t size = (from.*member).size();
  for (std::size_t count = size; count > 0; count /= 2) {
    for (std::size_t first = 0; first + count <= size; first += count) {
      propose(to, from, [&](Case& one) { erase_range(one.*member, first, count); });
    }
  }
}

void propose_plainer_reply(Candidates& to, const Case& from, std::size_t at) {
  const ScriptedReply& reply = from.script[at];
  const auto change = [&](const std::function<void(ScriptedReply&)>& edit) {
    propose(to, from, [&](Case& one) { edit(one.script[at]); });
  };
  change([](ScriptedReply& one) { one = {}; });
  change([](ScriptedReply& one) { one.fault.clear(); });
  change([](ScriptedReply& one) { one.then.clear(); });
  change([](ScriptedReply& one) { one.headers.clear(); });
  for (std::size_t header = 0; header < reply.headers.size(); ++header) {
    change([header](ScriptedReply& one) { erase_range(one.headers, header, 1); });
    for (const char* const plain : {"1", "0"}) {
      if (reply.headers[header].second.size() > 1) {
        change([&](ScriptedReply& one) { one.headers[header].second = plain; });
      }
    }
  }
  change([](ScriptedReply& one) { one.body.reset(); });
  // A text within the body that plays no part.
  if (reply.body && reply.body->size() > 2) {
    const Json body = Json::parse(*reply.body, nullptr, false);
    if (body.is_object()) {
      for (const auto& [name, value] : body.items()) {
        Json without = body;
        without.erase(name);
        change([&](ScriptedReply& one) { one.body = without.dump(); });
      }
    }
  }
}

void propose_plainer_call(Candidates& to, const Case& from, std::size_t at) {
  const Contract& contract = contract_of(from.service);
  propose(to, from,
          [&](Case& one) { one.calls[at] = {.method = std::string(contract.plain_method)}; });
  const MethodRow* const method = find_method(from.calls[at].method, from.service);
  for (const auto& [name, value] : from.calls[at].arguments.items()) {
    if (method != nullptr && is_required(*method, name)) continue;
    propose(to, from, [&, key = name](Case& one) { one.calls[at].arguments.erase(key); });
  }
  for (const auto& [name, value] : from.calls[at].arguments.items()) {
    if (!value.is_string()) continue;
    const auto text = value.get<std::string>();
    if (text.size() < 2) continue;
    propose(to, from, [&, key = name](Case& one) { one.calls[at].arguments[key] = "a"; });
    // Half of it, at a border between letters.
    for (std::size_t middle = text.size() / 2; middle < text.size(); ++middle) {
      if ((static_cast<unsigned char>(text[middle]) & 0xC0U) == 0x80U) continue;
      propose(to, from, [&, key = name](Case& one) {
        one.calls[at].arguments[key] = text.substr(0, middle);
      });
      propose(to, from,
              [&, key = name](Case& one) { one.calls[at].arguments[key] = text.substr(middle); });
      break;
    }
  }
}

void propose_plainer_options(Candidates& to, const Case& from) {
  propose(to, from, [](Case& one) { one.client = {}; });
  propose(to, from, [](Case& one) { one.client.max_retries.reset(); });
  propose(to, from, [](Case& one) { one.client.backoff.reset(); });
  propose(to, from, [](Case& one) { one.client.timeout.reset(); });
  propose(to, from, [](Case& one) { one.client.api_key.reset(); });
  if (from.client.max_retries) {
    for (const std::int64_t fewer : {0, 1, 2}) {
      if (fewer < *from.client.max_retries) {
        propose(to, from, [fewer](Case& one) { one.client.max_retries = fewer; });
      }
    }
  }
}

}  // namespace

std::vector<Case> simplified(const Case& value) {
  Candidates candidates;
  propose_shorter(candidates, value, &Case::script);
  propose_shorter(candidates, value, &Case::calls);
  std::erase_if(candidates, [](const Case& one) { return one.calls.empty(); });
  propose(candidates, value, [](Case& one) { one.at_once = false; });
  propose(candidates, value, [](Case& one) { one.cancel = false; });
  propose(candidates, value, [](Case& one) { one.is_refused = false; });
  propose(candidates, value, [](Case& one) { one.world.clear(); });
  propose(candidates, value, [](Case& one) { one.clock.clear(); });
  propose_plainer_options(candidates, value);
  for (std::size_t at = 0; at < value.calls.size(); ++at) {
    propose_plainer_call(candidates, value, at);
  }
  for (std::size_t at = 0; at < value.script.size(); ++at) {
    propose_plainer_reply(candidates, value, at);
  }
  return candidates;
}

}  // namespace fauxplane::contracts
