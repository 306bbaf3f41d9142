// The script's turn: which step takes the request, and the answer it scripts.
#pragma once

#include "simulator/pipeline/exchange.h"

namespace fauxplane {

// Fills `exchange.played`, or the note that says which step came closest and why it did not fit.
void play(Exchange& exchange);

// Whether the step that will take the request, as far as can be told without its body, is early.
[[nodiscard]] bool will_be_early(const Exchange& exchange);

// The answer of the step's error name or its verbatim status. REQUIRES: the step scripts one of
// them.
[[nodiscard]] Answer scripted_answer(const Exchange& exchange, const ScriptedAnswer& scripted);

// What is answered beyond the end of a script that says `after: fail`; the verdict counts it.
[[nodiscard]] Answer beyond_end_answer(const Exchange& exchange);

// Puts the step's headers over those the answer has by now.
void lay_over_headers(const ScriptedAnswer& scripted, const Exchange& exchange,
                      HeaderBlock& headers);

}  // namespace fauxplane
