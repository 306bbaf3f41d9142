// The program fauxplane: wiring only, simulator/cli does the work.
#include <cstdio>
#include <string>
#include <vector>

#include "simulator/cli/command_line.h"
#include "simulator/cli/run.h"

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  const auto command = fauxplane::parse_command_line(arguments);
  if (command) return fauxplane::run(*command);
  std::fputs(command.error().output.c_str(), stdout);
  std::fputs(command.error().complaint.c_str(), stderr);
  return command.error().status;
}
