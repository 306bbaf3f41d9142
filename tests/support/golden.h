// Files that repeat what the code says: compared by every run, and written anew when
// FAUXPLANE_UPDATE_GOLDEN is set. Read what changed before keeping it.
#pragma once

#include <string>
#include <string_view>

namespace fauxplane {

// `path` is relative to the root of the project. The whole file is `text`.
void expect_file(const std::string& path, std::string_view text);

// The lines of `path` between "<!-- table: NAME -->" and "<!-- /table -->" are `text`.
void expect_table(const std::string& path, std::string_view name, std::string_view text);

}  // namespace fauxplane
