// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Machine.h"
#include "machine/ControlGroups.h"
#include "support/TempFolder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <string>

#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tonegraft::test {
namespace {

namespace fs = std::filesystem;

/// A tree as the kernel shows it.
class FakeRoot : public TempFolder {
public:
    FakeRoot(const std::string& groups, const std::string& mounts) {
        put("proc/self/cgroup", groups);
        put("proc/self/mountinfo", mounts);
    }
    void put(const fs::path& file, const std::string& text) const {
        fs::create_directories((*this / file.string()).parent_path());
        writeBytes(*this / file.string(), text);
    }
    ControlGroupLimits limits() const { return controlGroupLimits(path()); }
};

const std::string kSecondMount = "22 1 0:20 / / rw - ext4 /dev/sda rw\n"
                                 "31 22 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n";
constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// In a child process, since limits of a process do not go away; its exit status.
template <class Body> int inChild(Body body) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ControlGroups, ofTheSecondVersionTheTightestOnTheWayUpCounts) {
    const FakeRoot root("0::/user.slice/tonegraft.scope\n", kSecondMount);
    const std::string slice = "sys/fs/cgroup/user.slice/";
    root.put(slice + "tonegraft.scope/memory.max", "max\n");
    root.put(slice + "tonegraft.scope/memory.current", "300000000\n");
    root.put(slice + "tonegraft.scope/cpu.max", "max 100000\n");
    root.put(slice + "memory.max", "1000000000\n");
    root.put(slice + "memory.current", "700000000\n");
    root.put(slice + "memory.stat", "anon 1\ninactive_file 100000000\nactive_file 50000000\n");
    root.put(slice + "cpu.max", "150000 100000\n");
    EXPECT_EQ(root.limits().freeBytes, 450'000'000U);
    EXPECT_DOUBLE_EQ(root.limits().processors, 1.5);
    root.put(slice + "tonegraft.scope/memory.high", "400000000\n");
    EXPECT_EQ(root.limits().freeBytes, 100'000'000U);
    root.put(slice + "tonegraft.scope/memory.high", "200000000\n"); // passed already
    EXPECT_EQ(root.limits().freeBytes, 0U);
}

TEST(ControlGroups, ofTheFirstVersionEachControllerHasItsOwnTree) {
    const FakeRoot root("5:memory:/docker/abc\n2:cpuacct,cpu:/job\n0::/\n",
                        "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpuacct,cpu\n"
                        "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
                        "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
    const std::string memory = "sys/fs/cgroup/memory/";
    root.put(memory + "memory.limit_in_bytes", "9223372036854771712\n");
    root.put(memory + "memory.usage_in_bytes", "5000000000\n");
    root.put(memory + "docker/abc/memory.limit_in_bytes", "536870912\n");
    root.put(memory + "docker/abc/memory.usage_in_bytes", "136870912\n");
    root.put(memory + "docker/abc/memory.stat", "cache 7\ntotal_inactive_file 36870912\n");
    root.put("sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "50000\n");
    root.put("sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000\n");
    EXPECT_EQ(root.limits().freeBytes, 436'870'912U);
    EXPECT_DOUBLE_EQ(root.limits().processors, 0.5);
}

TEST(ControlGroups, aContainerThatDoesNotSeeItsNameReadsTheTopOfItsTree) {
    const FakeRoot root("0::/system.slice/docker-1.scope\n", kSecondMount);
    root.put("sys/fs/cgroup/memory.max", "1000\n");
    root.put("sys/fs/cgroup/memory.current", "400\n");
    EXPECT_EQ(root.limits().freeBytes, 600U);
    const FakeRoot bound("4:memory:/docker/abc\n",
                         "35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup "
                         "rw,memory\n");
    bound.put("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n");
    bound.put("sys/fs/cgroup/memory/memory.usage_in_bytes", "100\n");
    EXPECT_EQ(bound.limits().freeBytes, 900U);
}

TEST(ControlGroups, whatIsMissingOrUnlimitedOrNonsenseSetsNoLimit) {
    const FakeRoot root("0::/a\nnonsense\n4:\n", "short\n31 - cgroup2\n" + kSecondMount);
    EXPECT_EQ(root.limits().freeBytes, kNoLimit);
    root.put("sys/fs/cgroup/a/memory.max", "max\n");
    root.put("sys/fs/cgroup/a/memory.current", "1\n");
    root.put("sys/fs/cgroup/a/cpu.max", "max 100000\n");
    EXPECT_EQ(root.limits().freeBytes, kNoLimit);
    EXPECT_TRUE(std::isinf(root.limits().processors));
    const TempFolder empty;
    EXPECT_EQ(controlGroupLimits(empty.path()).freeBytes, kNoLimit);
}

TEST(Machine, memoryIsNoMoreThanTheAddressSpaceLeaves) {
    const int result = inChild([] {
        // On top of what the program takes: the sanitizers reserve terabytes.
        std::uint64_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        constexpr rlim_t kLeft = 300'000'000;
        const rlim_t most = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) + kLeft;
        const rlimit limit{most, most};
        ::setrlimit(RLIMIT_AS, &limit);
        const std::uint64_t left = availableMemoryBytes();
        return left > 0 && left <= kLeft ? 0 : 1;
    });
    EXPECT_EQ(result, 0);
}

TEST(Machine, processorsAreThoseOfTheAffinityMask) {
    const int result = inChild([] {
        cpu_set_t all, one;
        ::sched_getaffinity(0, sizeof all, &all);
        CPU_ZERO(&one);
        for (int i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++i)
            if (CPU_ISSET(i, &all))
                CPU_SET(i, &one);
        const int before = availableProcessors();
        ::sched_setaffinity(0, sizeof one, &one);
        return before >= 1 && before <= CPU_COUNT(&all) && availableProcessors() == 1 ? 0 : 1;
    });
    EXPECT_EQ(result, 0);
}

} // namespace
} // namespace tonegraft::test
