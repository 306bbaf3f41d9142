// Writes an error's facts in any of the shapes that the services and what stands before them use.
#pragma once

#include <span>
#include <string_view>

#include "simulator/domain/error.h"
#include "simulator/services/service.h"

namespace fauxplane {

struct ErrorFacts {
  int status = 500;
  std::string_view code;  // empty: the body carries none
  std::string_view message;
  std::span<const Attribute> attributes;  // extras; "loc" and "type" show where places are told
  std::string_view request_id{};          // in kFlat and kCoded; empty: the body carries none
};

[[nodiscard]] Answer write_envelope(Envelope envelope, const ErrorFacts& facts);

}  // namespace fauxplane
