// What a call of a client of Memsy gave, as the adapter tells it.
#pragma once

#include <type_traits>

#include "contracts/adapters/cpp/adapter_kit.h"
#include "contracts/client/value_json.h"

namespace reference {

inline nlohmann::json fields_of(const memsy::Usage& usage) {
  const auto json = [](const auto& member) { return memsy::json_of(member); };
  return {{"api_calls", json(usage.api_calls)},
          {"api_calls_limit", json(usage.api_calls_limit)},
          {"events_ingested", json(usage.events_ingested)},
          {"events_ingested_limit", json(usage.events_ingested_limit)},
          {"memory_stored", json(usage.memory_stored)},
          {"memory_stored_limit", json(usage.memory_stored_limit)},
          {"llm_tokens", json(usage.llm_tokens)},
          {"llm_tokens_limit", json(usage.llm_tokens_limit)},
          {"search_queries", json(usage.search_queries)},
          {"search_queries_limit", json(usage.search_queries_limit)},
          {"plan", json(usage.plan)}};
}

inline nlohmann::json fields_of(const memsy::RateLimit& rate_limit) {
  return {{"limit", memsy::json_of(rate_limit.limit)},
          {"remaining", memsy::json_of(rate_limit.remaining)},
          {"reset", memsy::json_of(rate_limit.reset)}};
}

template <class T>
adapter_kit::Given given(const memsy::Response<T>& response) {
  adapter_kit::Given given;
  if constexpr (!std::is_same_v<T, memsy::Nothing>) given.value = memsy::json_of(response.value);
  given.usage = response.usage ? fields_of(*response.usage) : nlohmann::json();
  given.rate_limit = response.rate_limit ? fields_of(*response.rate_limit) : nlohmann::json();
  return given;
}

}  // namespace reference
