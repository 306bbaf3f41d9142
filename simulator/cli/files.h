// Small whole files, read and written.
#pragma once

#include <string>

#include "simulator/domain/error.h"

namespace fauxplane {

// The content of a file of at most `bytes_max`. The error is a sentence that names the file.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

// Writes beside `path` and renames, so that nobody ever reads half a file. What is no regular file
// (/dev/stdout, a pipe) is written to as it is.
[[nodiscard]] Result<void> write_file(const std::string& path, const std::string& content);

}  // namespace fauxplane
