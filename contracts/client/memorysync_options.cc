#include "contracts/client/memorysync_options.h"

#include <algorithm>
#include <utility>

#include "contracts/client/errors.h"
#include "contracts/client/memorysync_errors.h"

namespace memorysync {

void check_options(const Options& options) {
  try {
    memsy::check_options(options.connection);
  } catch (const memsy::MemsyError& error) {
    refuse(error.what());
  }
  const auto can_stand_in_a_header = [](const std::string& text) {
    const auto is_visible = [](char letter) { return letter >= ' ' && letter <= '~'; };
    return std::all_of(text.begin(), text.end(), is_visible) && !text.starts_with(' ') &&
           !text.ends_with(' ');
  };
  for (const auto& [name, value] :
       {std::pair{"end_user_id", options.end_user_id}, {"project_id", options.project_id}}) {
    if (!can_stand_in_a_header(value)) {
      refuse(std::string(name) + " holds characters that no header can carry: give visible ASCII");
    }
  }
}

}  // namespace memorysync
