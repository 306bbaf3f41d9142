// Random choices of a case, all from one generator of RapidCheck: the same seed makes the same
// case.
#pragma once

#include <rapidcheck/Random.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "contracts/cases/case.h"
#include "contracts/model/contract.h"
#include "contracts/protocol/adapter.h"

namespace fauxplane::contracts {

class Draw {
 public:
  // `size` grows from 0 to 100 over a run: early cases are small.
  Draw(const rc::Random& random, int size, const Hello& hello, bool is_virtual)
      : random_(random), size_(size), hello_(hello), is_virtual_(is_virtual) {}

  // Both ends included.
  [[nodiscard]] std::int64_t integer(std::int64_t least, std::int64_t most);
  [[nodiscard]] bool chance(double probability);
  template <class List>
  [[nodiscard]] const auto& one_of(const List& choices) {
    return choices[static_cast<std::size_t>(
        integer(0, static_cast<std::int64_t>(choices.size()) - 1))];
  }
  [[nodiscard]] std::string text_of(std::initializer_list<const char*> choices) {
    return one_of(std::vector<std::string>(choices.begin(), choices.end()));
  }
  // How many of something, up to `most`; few in early cases.
  [[nodiscard]] std::int64_t count(std::int64_t least, std::int64_t most);

  // A method that the client has, with arguments that the plane takes: those that it needs.
  [[nodiscard]] CheckedCall call();
  // Likewise with some of those that it does without; the more a method has, the likelier it is.
  [[nodiscard]] CheckedCall call_with_arguments();
  // One that only reads, with GET or not; one that creates.
  [[nodiscard]] CheckedCall reading_call();
  [[nodiscard]] CheckedCall get_call();
  [[nodiscard]] CheckedCall creating_call();
  // One that costs a unit (memorysync.md 5), and one that needs the key.
  [[nodiscard]] CheckedCall metered_call();
  [[nodiscard]] CheckedCall closed_call();
  // A call of that method.
  [[nodiscard]] CheckedCall call_of(const std::string& method);
  // Some of the arguments that the call does without.
  void add_arguments(CheckedCall& call);
  // Puts the text, behind a valid one, into the argument that takes any; whether there is one.
  bool put_text(CheckedCall& call, const std::string& text) const;
  // Whether the client has the method.
  [[nodiscard]] bool has(std::string_view method) const;
  // Of the letters that a name may have, some of them beyond ASCII.
  [[nodiscard]] std::string text(std::int64_t letters_max);
  // The same, with a letter in the middle that has a meaning of its own in URLs.
  [[nodiscard]] std::string strange_text(std::int64_t letters_max);
  // Hexadecimal ones, in lower case.
  [[nodiscard]] std::string digits(std::int64_t count);
  // Seconds that can be waited: thousands in virtual time, none or one in real time.
  [[nodiscard]] std::int64_t seconds();
  [[nodiscard]] Duration backoff();
  // Options that make waiting bearable in real time, and vary in virtual time.
  [[nodiscard]] ClientOptions options(std::int64_t max_retries_most);

  [[nodiscard]] bool is_virtual() const { return is_virtual_; }
  [[nodiscard]] const Hello& hello() const { return hello_; }
  [[nodiscard]] const Contract& contract() const { return contract_of(hello_.service); }

 private:
  [[nodiscard]] bool has(const MethodRow& row) const;
  // One of the client's methods that is fit; the plainest of the service when none is.
  [[nodiscard]] CheckedCall call_where(bool (*is_fit)(const MethodRow&));
  rc::Random random_;
  int size_;
  const Hello& hello_;
  bool is_virtual_;
};

// Sometimes, for clients that can speak for one, puts a project into the world that they do;
// a case that has a world of its own keeps it.
void add_project(Draw& draw, Case& drawn);
// A 429, with a body in one of its envelopes.
[[nodiscard]] ScriptedReply rate_limited(Draw& draw);
// Any other error answer that is documented, in any envelope.
[[nodiscard]] ScriptedReply documented_error(Draw& draw);
// An error body that carries these facts in the envelope: "flat", "detail", "flat_detail", "text",
// "message", "html", "empty", "list", and "coded" (memorysync.md 12).
[[nodiscard]] std::string error_body(const std::string& envelope, const std::string& code,
                                     const std::string& message, const Json& facts);
// A body as the method promises, with made-up values and some optional members.
[[nodiscard]] Json sample_body(Draw& draw, const std::string& method);

}  // namespace fauxplane::contracts
