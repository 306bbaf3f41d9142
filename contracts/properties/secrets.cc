// The key, wherever it should not be: in errors, logs and addresses (RFC 6750 5).
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {
namespace {

// A part of the key that is long enough to be no accident; its prefix, which every key has, is
// none.
constexpr std::size_t kTellingBytes = 8;
constexpr std::size_t kPrefixBytes = 4;

bool tells(const std::string& text, const std::string& secret) {
  if (secret.size() < kPrefixBytes + kTellingBytes) return false;
  const std::string_view telling = std::string_view(secret).substr(kPrefixBytes);
  for (std::size_t at = 0; at + kTellingBytes <= telling.size(); ++at) {
    if (text.find(telling.substr(at, kTellingBytes)) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void find_in_secrets(const Evidence& evidence, std::vector<Finding>& findings) {
  const auto look = [&](const std::string& text, const std::string& where) {
    if (tells(text, evidence.secret)) {
      findings.push_back({Concern::kSecret, where, "the key stands in " + where});
    }
  };
  for (const CallEvidence& call : evidence.calls) {
    for (const Exchange& exchange : call.exchanges) {
      look(exchange.target, "a URL");
      // A server may quote the key; repeating that is nobody's leak.
      if (tells(exchange.answer.body, evidence.secret)) return;
    }
    const ErrorReport& error = call.report.error;
    if (call.report.is_value) continue;
    look(error.message, "the message of an error");
    look(error.repr, "the representation of an error");
    look(error.attributes.dump(-1, ' ', false, Json::error_handler_t::replace),
         "the attributes of an error");
    for (const auto& [type, message] : error.chain) look(message, "the cause of an error");
  }
  look(evidence.diagnostics, "what was logged");
}

}  // namespace fauxplane::contracts
