// The line a request takes. Each stage is a function, values in and values out:
//
//   route -> authenticate -> gates (with admit) -> play -> handler -> settle -> decorate -> effects
//   -> journal
//
// A refusal is an Error value; the service turns it into its own envelope, and the answer still
// passes settle, decorate and journal. What the wire does to it is data in the reply until the edge
// performs it.
#pragma once

#include "simulator/services/answer.h"
#include "simulator/services/request.h"
#include "simulator/services/service.h"
#include "simulator/world/world.h"

namespace fauxplane {

// Answers `request`, whose path is relative to the world, and journals both. Safe to call from any
// thread.
void answer(World& world, const Request& request, Reply& reply);

// Whether the step that would take the request wants it answered before its body is read.
[[nodiscard]] bool answers_early(World& world, const Request& request);

// Answers a request that could not be read, or that belongs to no world, in the envelope of the
// world's service, and journals it. What was read of it stands in `request.head`.
struct Unreadable {
  int status = 400;
  std::string_view message;
  std::string_view note = "could not be read";  // for the journal
};
void answer_unreadable(World& world, const Request& request, const Unreadable& unreadable,
                       Reply& reply);

}  // namespace fauxplane
