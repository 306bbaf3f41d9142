#include "contracts/clock/blocked_call.h"

#include <gtest/gtest.h>
#include <linux/futex.h>
#include <sys/syscall.h>

#include <sstream>
#include <string>
#include <vector>

namespace fauxplane::contracts {
namespace {

// As the kernel writes it, with stack pointer and program counter at the end.
std::string line_of(long number, const std::vector<std::uint64_t>& arguments) {
  std::ostringstream line;
  line << number << std::hex;
  for (std::size_t index = 0; index < 6; ++index) {
    line << " 0x" << (index < arguments.size() ? arguments[index] : 0);
  }
  line << " 0x7ffc5ee0 0x7f40c1\n";
  return line.str();
}

constexpr std::uint64_t kAddress = 0x7ffc1000;
constexpr std::uint64_t kMinusOne = 0xffffffff;

struct Case {
  const char* name;
  long number;
  std::vector<std::uint64_t> arguments;
  bool ends_by_time;
};

class BlockedCallTest : public testing::TestWithParam<Case> {};

TEST_P(BlockedCallTest, TellsWhetherTimeEndsIt) {
  EXPECT_EQ(may_end_by_time(line_of(GetParam().number, GetParam().arguments)),
            GetParam().ends_by_time);
}

INSTANTIATE_TEST_SUITE_P(
    Calls, BlockedCallTest,
    testing::Values(
        Case{"Read", SYS_read, {0, kAddress, 100}, false},
        Case{"Receive", SYS_recvfrom, {3}, false}, Case{"Child", SYS_wait4, {kMinusOne}, false},
        Case{"FutexForEver", SYS_futex, {kAddress, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 2, 0}, false},
        Case{"BitsetForEver",
             SYS_futex,
             {kAddress, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, 2, 0},
             false},
        Case{"Futex", SYS_futex, {kAddress, FUTEX_WAIT, 2, kAddress}, true},
        Case{"FutexWake", SYS_futex, {kAddress, FUTEX_WAKE, 2, kAddress}, false},
        Case{"PpollForEver", SYS_ppoll, {kAddress, 1, 0}, false},
        Case{"Ppoll", SYS_ppoll, {kAddress, 1, kAddress}, true},
        Case{"SelectForEver", SYS_pselect6, {1, 0, 0, 0, 0}, false},
        Case{"Select", SYS_pselect6, {1, 0, 0, 0, kAddress}, true},
        Case{"EpollForEver", SYS_epoll_pwait, {4, kAddress, 8, kMinusOne}, false},
        Case{"Epoll", SYS_epoll_pwait, {4, kAddress, 8, 10}, true},
        Case{"Epoll2ForEver", SYS_epoll_pwait2, {4, kAddress, 8, 0}, false},
        Case{"Epoll2", SYS_epoll_pwait2, {4, kAddress, 8, kAddress}, true},
        Case{"Sleep", SYS_clock_nanosleep, {1, 0, kAddress}, true},
        Case{"Unknown", SYS_io_uring_enter, {3}, true}),
    [](const auto& row) { return row.param.name; });

TEST(BlockedCallTest, WhatCannotBeReadMayEnd) {
  for (const char* line : {"", "running\n", "-1 0x7ffc 0x7f40\n", "0 0x1 0x2\n", "0 one two\n"}) {
    EXPECT_TRUE(may_end_by_time(line)) << line;
  }
}

constexpr const char* kStatus =
    "Name:\tState: R\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t12\n"
    "voluntary_ctxt_switches:\t151\nnonvoluntary_ctxt_switches:\t4\n";

TEST(BlockedCallTest, StatusIsRead) {
  const auto status = read_thread_status(kStatus);
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->is_blocked);
  EXPECT_EQ(status->switches, 155U);
}

TEST(BlockedCallTest, OnlySleepingThreadsAreBlocked) {
  for (const char* state : {"R (running)", "D (disk sleep)", "T (stopped)"}) {
    std::string text = kStatus;
    text.replace(text.find("S (sleeping)"), 12, state);
    const auto status = read_thread_status(text);
    ASSERT_TRUE(status) << text;
    EXPECT_FALSE(status->is_blocked) << text;
  }
}

TEST(BlockedCallTest, StatusThatIsNoneIsRefused) {
  EXPECT_FALSE(read_thread_status(""));
  EXPECT_FALSE(read_thread_status("Name:\tx\nState:\t"));
  EXPECT_FALSE(read_thread_status("Name:\tx\nState:\tS (sleeping)\n"));
}

}  // namespace
}  // namespace fauxplane::contracts
