#include "contracts/properties/naming.h"

#include <algorithm>
#include <array>

#include "contracts/model/shape.h"

namespace fauxplane::contracts {
namespace {

constexpr std::array<std::string_view, 8> kArgumentErrors = {
    "ValueError",  "TypeError",        "UnicodeError",
    "RangeError",  "invalid_argument", "std::invalid_argument",
    "logic_error", "ArgumentError"};

template <class Predicate>
bool any_class(const ErrorReport& error, Predicate predicate) {
  return predicate(error.type) || std::any_of(error.bases.begin(), error.bases.end(), predicate);
}

// Without the namespace: "memsy::RateLimitExceeded", "memsy.errors.RateLimitExceeded".
std::string_view bare(std::string_view name) {
  const std::size_t end = name.find_last_of(":.");
  return end == std::string_view::npos ? name : name.substr(end + 1);
}

}  // namespace

std::optional<Kind> kind_of(const ErrorReport& error, const Naming& naming) {
  const auto named = [&](std::string_view name) -> std::optional<Kind> {
    const auto own = naming.kinds.find(bare(name));
    if (own != naming.kinds.end()) return std::optional(own->second);
    return kind_named(bare(name), naming.service == kMemorySync);
  };
  if (const auto kind = named(error.type)) return kind;
  for (const std::string& base : error.bases) {
    if (const auto kind = named(base)) return kind;
  }
  return std::nullopt;
}

bool is_in_tree(const ErrorReport& error, const Naming& naming) {
  const std::string_view root =
      naming.root.empty() ? contract_of(naming.service).root : std::string_view(naming.root);
  return kind_of(error, naming) ||
         any_class(error, [root](std::string_view name) { return bare(name) == root; });
}

bool is_argument_error(const ErrorReport& error) {
  return any_class(error, [](std::string_view name) {
    return std::find(kArgumentErrors.begin(), kArgumentErrors.end(), name) != kArgumentErrors.end();
  });
}

const Json* attribute_of(const ErrorReport& error, std::string_view name, const Naming& naming) {
  const auto own = naming.names.find(name);
  const std::string first = own == naming.names.end() ? std::string(name) : own->second;
  for (const std::string& known : {first, camel_case(name)}) {
    const auto at = error.attributes.find(known);
    if (at != error.attributes.end()) return &*at;
  }
  return nullptr;
}

}  // namespace fauxplane::contracts
