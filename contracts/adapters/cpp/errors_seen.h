// Describes what an SDK threw: its class, the classes above it, its text, attributes and causes.
// C++ cannot look these up, so an adapter lists the classes of its SDK once.
#pragma once

#include <exception>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace adapter_kit {

// A class of the SDK: how to tell it, what it is called, and what it carries.
struct ErrorClass {
  std::string name;
  std::vector<std::string> bases;  // above it, nearest first
  std::function<bool(const std::exception&)> is_one;
  std::function<void(const std::exception&, nlohmann::json& attributes)> add_attributes;
};

// error_class<sdk::NotFound>("NotFound", {"SdkError"}, [](const sdk::NotFound& error, auto& to) {
//   to["status_code"] = error.status; });
template <class E>
ErrorClass error_class(
    std::string name, std::vector<std::string> bases,
    std::function<void(const E&, nlohmann::json&)> add_attributes = [](const E&, nlohmann::json&) {
    }) {
  const auto as_this = [](const std::exception& error) { return dynamic_cast<const E*>(&error); };
  return {.name = std::move(name),
          .bases = std::move(bases),
          .is_one = [as_this](const std::exception& error) { return as_this(error) != nullptr; },
          .add_attributes =
              [as_this, add = std::move(add_attributes)](const std::exception& error,
                                                         nlohmann::json& attributes) {
                if (const E* const same = as_this(error)) add(*same, attributes);
              }};
}

// The classes, those further down in the tree first: the first that fits gives the name. The
// attributes are those of all that fit.
using ErrorClasses = std::vector<ErrorClass>;

// The value of "err" for it.
[[nodiscard]] nlohmann::json describe(const std::exception& error, const ErrorClasses& classes);
// Of something thrown that is no std::exception.
[[nodiscard]] nlohmann::json describe_unknown();

}  // namespace adapter_kit
