// Clients that are wrong on purpose, and clients that are right in another way: what the harness
// has to tell apart. Each is the reference client with one decision, option or exchange replaced.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "contracts/client/memorysync_rules.h"
#include "contracts/client/options.h"
#include "contracts/client/rules.h"

namespace mutants {

// What a client is made of.
struct Parts {
  memsy::Options options{};
  memsy::Rules rules{};
  memorysync::Rules memorysync{};  // in the place of `rules`, of a client of MemorySync
  memsy::Transport transport{};
};

// Whose client it is; the words are those of hello.
enum class Service : std::uint8_t { kMemsy, kMemorySync };

// One fault. `property` is the property of the catalogue that has to find it.
struct Mutant {
  const char* name;
  const char* area;
  const char* property;
  const char* sentence;  // what the client does wrong
  void (*apply)(Parts&);
};

// A choice that the contract leaves open: nothing may find it.
struct Variation {
  const char* name;
  const char* sentence;
  void (*apply)(Parts&);
};

[[nodiscard]] std::span<const Mutant> error_mutants();
[[nodiscard]] std::span<const Mutant> retry_mutants();
[[nodiscard]] std::span<const Mutant> wait_mutants();
[[nodiscard]] std::span<const Mutant> header_mutants();
[[nodiscard]] std::span<const Mutant> request_mutants();
[[nodiscard]] std::span<const Mutant> wire_mutants();
[[nodiscard]] std::span<const Variation> memsy_variations();
[[nodiscard]] std::span<const Mutant> memorysync_request_mutants();
[[nodiscard]] std::span<const Mutant> memorysync_answer_mutants();
[[nodiscard]] std::span<const Variation> memorysync_variations();
// All of these that are clients of the service.
[[nodiscard]] std::vector<Mutant> all_mutants(Service service = Service::kMemsy);
[[nodiscard]] std::span<const Variation> all_variations(Service service = Service::kMemsy);

// Nullptr for a name that the service has not.
[[nodiscard]] const Mutant* find_mutant(std::string_view name, Service service = Service::kMemsy);
[[nodiscard]] const Variation* find_variation(std::string_view name,
                                              Service service = Service::kMemsy);

// What this thread sent last, and what came; kept by track().
struct Trail {
  memsy::HttpRequest request{};
  memsy::HttpResponse response{};
  int attempts = 0;  // of the call that is under way

  // Whether `next` is the same call again after a 429.
  [[nodiscard]] bool is_retry(const memsy::HttpRequest& next) const {
    return response.status == 429 && request == next;
  }
};
[[nodiscard]] Trail& trail();
void track(Parts& parts);

// Puts `around` in the place of the transport; it is given the transport that was there.
using Around = std::function<memsy::HttpResponse(
    const memsy::Transport& inner, const memsy::HttpRequest&, const std::stop_token&)>;
void wrap(Parts& parts, Around around);

// Lets `change` change each answer.
void change_answers(Parts& parts, std::function<void(memsy::HttpResponse&)> change);

// Lets `change` change each request; `is_retry` is whether it is one.
void change_requests(Parts& parts, std::function<void(memsy::HttpRequest&, bool is_retry)> change);

}  // namespace mutants
