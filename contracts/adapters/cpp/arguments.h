// The arguments of a call, as the harness sends them. A wrong one is the mistake of the adapter or
// of the harness, never of the SDK.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace adapter_kit {

// The adapter itself failed; it is answered as "bug".
struct AdapterBug : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Each reader throws AdapterBug for a value of another type.
class Arguments {
 public:
  explicit Arguments(nlohmann::json values);

  // nullopt when absent or null: left to the SDK's default.
  [[nodiscard]] std::optional<std::string> text(const std::string& name) const;
  [[nodiscard]] std::optional<std::int64_t> integer(const std::string& name) const;
  [[nodiscard]] std::optional<double> number(const std::string& name) const;
  [[nodiscard]] std::optional<bool> flag(const std::string& name) const;
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& name) const;
  // Empty when it is absent.
  [[nodiscard]] std::vector<nlohmann::json> list(const std::string& name) const;
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name) const;
  // All but these.
  [[nodiscard]] nlohmann::json without(std::initializer_list<const char*> names) const;
  // Throws AdapterBug when it is absent.
  [[nodiscard]] std::string required(const std::string& name) const;
  [[nodiscard]] std::int64_t required_integer(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return find(name) != nullptr; }
  [[nodiscard]] const nlohmann::json& values() const { return values_; }

 private:
  [[nodiscard]] const nlohmann::json* find(const std::string& name) const;

  nlohmann::json values_;
};

}  // namespace adapter_kit
