// One request on its way through the stages, and what they have found out about it.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "simulator/services/service.h"

namespace fauxplane {

// The step that takes the request, if one does.
struct Played {
  std::uint32_t index = kNoStep;
  std::uint32_t use = 0;
  const Step* step = nullptr;
  const ScriptedAnswer* answer = nullptr;  // nullptr: the plane's own
  bool is_beyond_end = false;              // of a script that says `after: fail`
};

struct Exchange {
  explicit Exchange(World& played_world, const Request& request)
      : service(service_of(played_world)),
        world(played_world),
        call{.request = request, .world = played_world, .now = played_world.now(request.arrival)} {
    call.admission = &admission;
    if (service.stamp != nullptr) service.stamp(call);
  }

  Exchange(const Exchange&) = delete;  // the call points into it
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange() = default;

  const Service& service;
  World& world;
  Call call;
  std::uint16_t route = kNoRoute;
  bool is_authenticated = false;  // somebody is known to call
  Admission admission{};
  Quantities used{};                 // of the caller's org, once settled
  std::optional<Error> refusal{};    // by the authentication or a gate
  std::optional<Answer> stand_in{};  // what a gate answers in the place of the handler
  bool is_work_done = false;         // though the script says something else of it
  Played played{};
  std::string note{};  // for the journal: what refused the request, or why no step took it
};

// Whether the plane has decided without asking the handler: the script then only damages, delays or
// follows up what it answers.
[[nodiscard]] inline bool is_decided(const Exchange& exchange) {
  return exchange.refusal || exchange.stand_in;
}

}  // namespace fauxplane
