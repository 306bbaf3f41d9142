// What happens to every answer, refused or not: settle, decorate, finish, journal; and the answers
// that belong to no handler.
#pragma once

#include "simulator/pipeline/exchange.h"
#include "simulator/services/answer.h"

namespace fauxplane {

// Keeps what admission took if the answer is a success, else gives it back (memsy.md 10.4).
void settle(Exchange& exchange, const Answer& answer);

// Adds the service's headers, those every answer has, and last those of the script.
void decorate(const Exchange& exchange, Answer& answer);

// Writes the bytes, and what the wire will do to them.
void finish(const Exchange& exchange, const Answer& answer, Reply& reply);

// Records both, with keys masked, and shows the request to the expectations it fits.
void journal(const Exchange& exchange, const Answer& answer, const Reply& reply);

// 404, or 405 with Allow when only the method is wrong.
[[nodiscard]] Answer unknown_route_answer(const Exchange& exchange);

// Stands for an answer of which no byte leaves, because the wire broke before the work was done.
[[nodiscard]] Answer lost_answer();

[[nodiscard]] Answer unreadable_answer(const Exchange& exchange, int status,
                                       std::string_view message);

}  // namespace fauxplane
