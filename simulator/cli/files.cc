#include "simulator/cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace fauxplane {
namespace {

constexpr mode_t kReadableByAll = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> file_error(const std::string& path, const std::string& what) {
  return tl::unexpected(Error{"file", path + ": " + what});
}

tl::unexpected<Error> file_error(const std::string& path, const std::string& doing, int number) {
  return file_error(path, "cannot " + doing + ": " + std::generic_category().message(number));
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<void> write_through(const std::string& path, const std::string& open_path, int flags,
                           const std::string& content) {
  const Descriptor file(::open(open_path.c_str(), O_WRONLY | O_CLOEXEC | flags, kReadableByAll));
  if (file.number() < 0 || !write_all(file.number(), content))
    return file_error(path, "write it", errno);
  return {};
}

bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return file_error(path, "read it", errno);
  std::string content;
  std::array<char, 16'384> portion{};
  for (;;) {
    const ssize_t count = ::read(file.number(), portion.data(), portion.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_error(path, "read it", errno);
    if (count == 0) return content;
    content.append(portion.data(), static_cast<std::size_t>(count));
    if (content.size() > bytes_max) {
      return file_error(path, "it is longer than " + std::to_string(bytes_max) + " bytes");
    }
  }
}

Result<void> write_file(const std::string& path, const std::string& content) {
  if (is_special(path)) return write_through(path, path, 0, content);
  const std::string beside = path + "." + std::to_string(::getpid()) + ".part";
  const auto written = write_through(path, beside, O_CREAT | O_TRUNC, content);
  if (written && std::rename(beside.c_str(), path.c_str()) == 0) return written;
  const int number = errno;
  ::unlink(beside.c_str());
  return written ? file_error(path, "write it", number) : written;
}

}  // namespace fauxplane
