// The methods and errors of the reference client, as the adapter offers them.
#pragma once

#include "contracts/adapters/cpp/adapter_kit.h"

namespace reference {

[[nodiscard]] std::map<std::string, adapter_kit::Method> methods();
[[nodiscard]] adapter_kit::ErrorClasses errors();

}  // namespace reference
