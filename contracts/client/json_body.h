// JSON as a peer may send it: read strictly and with limits, never with an exception.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace memsy {

// Deeper bodies are refused: reading them is safe, copying and writing them needs the stack.
inline constexpr std::size_t kJsonDepthMax = 512;

// nullopt for what is no JSON text (RFC 8259), is not UTF-8, or is nested too deep.
[[nodiscard]] std::optional<nlohmann::json> parse_json(std::string_view text);

// The value of a whole number of 64 bits; nullopt for everything else, 5.0 and "5" included.
[[nodiscard]] std::optional<std::int64_t> integer_of(const nlohmann::json& value);

// As JSON text. Throws MemsyError when a text in it is not UTF-8.
[[nodiscard]] std::string write_json(const nlohmann::json& value);

}  // namespace memsy
