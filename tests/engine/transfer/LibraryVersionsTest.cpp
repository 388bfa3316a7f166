// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/LibraryVersions.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace tonegraft::test {
namespace {

TEST(LibraryVersions, nameEachLibraryOnceWithItsNumbers) {
    std::set<std::string> names;
    for (const LibraryVersion& library : libraryVersions()) {
        EXPECT_TRUE(names.insert(library.name).second) << library.name;
        EXPECT_TRUE(std::regex_match(library.version, std::regex("[0-9]+(\\.[0-9]+)+")))
            << library.name << " " << library.version;
    }
    for (const char* name :
         {"FFTW", "oneDNN", "libsndfile", "libavformat", "libsoxr", "libebur128"})
        EXPECT_EQ(names.count(name), 1U) << name;
}

} // namespace
} // namespace tonegraft::test
