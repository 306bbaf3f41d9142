#include "contracts/adapters/cpp/adapter_kit.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "contracts/adapters/cpp/session.h"

namespace adapter_kit {
namespace {

void write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // the harness has gone; the end of stdin follows
    done += static_cast<std::size_t>(count);
  }
}

}  // namespace

int serve(const Adapter& adapter) {
  // Whoever prints to stdout from now on prints to stderr.
  const int output = ::dup(STDOUT_FILENO);
  if (output < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    std::perror("adapter: stdout cannot be set aside");
    return 1;
  }
  std::signal(SIGPIPE, SIG_IGN);
  {
    Session session(adapter, [output](const std::string& line) { write_all(output, line + "\n"); });
    std::string line;
    while (std::getline(std::cin, line)) {
      if (!line.empty()) session.take(line);
    }
  }
  ::close(output);
  return 0;
}

}  // namespace adapter_kit
