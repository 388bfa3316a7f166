// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/ClipLoader.h"

#include "FakeEngine.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>

namespace tonegraft::test {
namespace {

/// An engine whose reader waits a moment for another one to come in.
class MeetingReaders {
public:
    explicit MeetingReaders(std::uint64_t availableBytes) : m_availableBytes(availableBytes) {
        m_engine = m_fake.functions();
        m_engine.read = [this](const std::filesystem::path&, const ReadOptions&) {
            meet();
            return LoadedClip{shortClip(), "WAV", {}};
        };
    }

    /// How many read at the same time when both clips are asked for.
    int mostAtOnce() {
        ClipLoader loader(m_engine);
        loader.setAvailableMemory([this] { return m_availableBytes; });
        int loaded = 0;
        QObject::connect(&loader, &ClipLoader::loaded, [&loaded] { ++loaded; });
        loader.load(ClipRole::content, "content.wav");
        loader.load(ClipRole::style, "style.wav");
        EXPECT_TRUE(eventually([&loaded] { return loaded == 2; }));
        return m_most;
    }

private:
    void meet() {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_most = std::max(m_most, ++m_inside);
        m_met.notify_all();
        m_met.wait_for(lock, std::chrono::milliseconds(300), [this] { return m_most == 2; });
        --m_inside;
    }

    std::uint64_t m_availableBytes;
    FakeEngine m_fake;
    EngineFunctions m_engine;
    std::mutex m_mutex;
    std::condition_variable m_met;
    int m_inside = 0, m_most = 0;
};

TEST(ClipLoader, readsOneClipAfterTheOtherWhereMemoryIsShort) {
    EXPECT_EQ(MeetingReaders(std::uint64_t{1} << 30U).mostAtOnce(), 1);
}

TEST(ClipLoader, readsBothAtOnceWhereThereIsEnough) {
    EXPECT_EQ(MeetingReaders(std::uint64_t{64} << 30U).mostAtOnce(), 2);
}

} // namespace
} // namespace tonegraft::test
