// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionFolder.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Methods.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace tonegraft {
namespace {

constexpr int kKept = 4; // takes in a session: older ones are deleted
constexpr int kSamples = 3000;
constexpr int kLongestMs = 120;

/// How often a process is killed; more by hand.
int rounds() {
    const char* wanted = std::getenv("TONEGRAFT_SESSION_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : 50;
}

/// Known by its number.
AudioClip sound(int number) {
    AudioClip clip{8000, {std::vector<float>(kSamples)}};
    for (int i = 0; i < kSamples; ++i)
        clip.channels[0][static_cast<std::size_t>(i)] =
            static_cast<float>((i * 31 + number * 17) % 1000) / 1000.0F;
    return clip;
}

void writeSound(const std::filesystem::path& path, const AudioClip& clip) {
    WriteOptions options;
    options.format = SampleFormat::float32;
    writeClip(path, clip, options);
}

/// The newest take is of this number.
void save(const SessionFolder& folder, int number) {
    SessionFile session;
    session.shown.settings = defaultSettings("tonegraft");
    session.clips = {{"content.wav", "content.wav", ""}, {"style.wav", "style.wav", ""}};
    std::vector<std::shared_ptr<const AudioClip>> sounds;
    for (int take = number; take > std::max(number - kKept, 0); --take) {
        sounds.push_back(std::make_shared<const AudioClip>(sound(take)));
        SessionTake saved;
        saved.name = std::to_string(take);
        saved.making.settings = session.shown.settings;
        saved.making.content = 0;
        saved.making.style = 1;
        saved.sound = takeSoundName(*sounds.back());
        session.takes.push_back(saved);
    }
    folder.save(session, sounds, writeSound);
}

/// Saves one after the other, and tells the number of each that is saved; is killed in between.
[[noreturn]] void saveForever(const std::filesystem::path& place, int first, int told) {
    SessionFolder folder(place);
    folder.lock();
    for (int number = first;; ++number) {
        save(folder, number);
        if (write(told, &number, sizeof number) != sizeof number)
            _exit(1);
    }
}

/// The last number that the process told before it was killed at a random moment.
int lastSavedOfKilled(const std::filesystem::path& place, int first, int afterMs) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        return -1;
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        try {
            saveForever(place, first, ends[1]);
        } catch (...) {
            _exit(1);
        }
    }
    close(ends[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(afterMs));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the process that saves has failed";
    int last = first - 1;
    int number = 0;
    while (read(ends[0], &number, sizeof number) == sizeof number)
        last = number;
    close(ends[0]);
    return last;
}

/// Opens it as the next window does, and gives the number of its newest take.
int reopened(const std::filesystem::path& place) {
    SessionFolder folder(place);
    folder.lock();
    const SessionFile session = folder.read();
    for (const SessionTake& take : session.takes)
        EXPECT_EQ(readClip(folder.soundFile(take.sound)).clip.channels,
                  sound(std::stoi(take.name)).channels);
    return session.takes.empty() ? 0 : std::stoi(session.takes.front().name);
}

TEST(SessionKillTest, whatWasSavedIsThereWheneverTheProcessIsKilled) {
    const test::TempFolder temp;
    const std::filesystem::path place = temp / "session";
    {
        SessionFolder folder(place);
        folder.lock();
        save(folder, 1);
    }
    std::mt19937 random(1);
    std::uniform_int_distribution<int> moment(0, kLongestMs);
    int newest = 1;
    int good = 0;
    for (int round = 0; round < rounds(); ++round) {
        const int saved = lastSavedOfKilled(place, newest + 1, moment(random));
        const int found = reopened(place);
        EXPECT_GE(found, saved) << "round " << round;
        EXPECT_LE(found, saved + 1) << "round " << round;
        good += found >= saved && found <= saved + 1 ? 1 : 0;
        newest = found;
    }
    RecordProperty("reopened", good);
    std::printf("%d of %d reopened, after %d saves\n", good, rounds(), newest);
    EXPECT_EQ(good, rounds());
    EXPECT_GT(newest, 1) << "no process came to save";
}

} // namespace
} // namespace tonegraft
