#include "contracts/client/url.h"

#include "contracts/client/errors.h"

namespace memsy {
namespace {

bool is_unreserved(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view("-._~").find(letter) != std::string_view::npos;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    if (is_unreserved(letter)) {
      encoded += letter;
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return encoded;
}

std::string path_segment(std::string_view id) {
  if (id.empty()) throw MemsyError("an empty id names nothing: give the id of one thing");
  // Dots alone would be taken for steps in the path.
  if (id == ".") return "%2E";
  if (id == "..") return "%2E%2E";
  return percent_encoded(id);
}

std::string query_text(const Query& query) {
  std::string text;
  for (const auto& [name, value] : query) {
    text += text.empty() ? "?" : "&";
    text += percent_encoded(name) + "=" + percent_encoded(value);
  }
  return text;
}

}  // namespace memsy
