// The program fauxplane-check: wiring only, contracts/cli does the work.
#include <csignal>
#include <string>
#include <vector>

#include "contracts/cli/commands.h"

int main(int count, char** words) {
  // A client that is gone is told from the answer of write().
  ::signal(SIGPIPE, SIG_IGN);
  return fauxplane::contracts::run_command(
      std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count));
}
