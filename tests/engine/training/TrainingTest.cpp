// SPDX-License-Identifier: GPL-3.0-or-later
// The way from rendered notes to the weights of a network, with two instruments and few steps.
#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "training/Judge.h"
#include "training/Trainer.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tonegraft::training {
namespace {

constexpr int kRateHz = 16000;
constexpr double kNoteSeconds = 0.5;
constexpr int kNotes = 24; // every fourth is the test's

/// Notes of a pure tone (instrument 0) or of a buzz (1), one after the other, a semitone apart.
AudioClip tones(int instrument) {
    AudioClip clip;
    clip.sampleRateHz = kRateHz;
    clip.channels.emplace_back();
    const auto length = static_cast<std::size_t>(kNoteSeconds * kRateHz);
    for (int note = 0; note < kNotes; ++note) {
        const double hz = 220.0 * std::pow(2.0, note / 12.0);
        std::vector<float> samples = test::sine(kRateHz, length, hz, 0.3);
        for (int partial = 2; instrument == 1 && partial <= 8; ++partial) {
            const std::vector<float> more =
                test::sine(kRateHz, length, partial * hz, 0.3 / partial);
            for (std::size_t i = 0; i < length; ++i) {
                samples[i] += more[i];
            }
        }
        clip.channels[0].insert(clip.channels[0].end(), samples.begin(), samples.end());
    }
    return clip;
}

void writeNotes(const std::filesystem::path& folder) {
    std::ostringstream index;
    index.imbue(std::locale::classic());
    for (int instrument = 0; instrument < 2; ++instrument) {
        // The format is found by the content, not by the name.
        writeClip(folder / ("0" + std::to_string(instrument) + ".flac"), tones(instrument));
        for (int note = 0; note < kNotes; ++note) {
            index << instrument << (note % 4 == 1 ? " test" : " train")
                  << (note % 8 == 1 ? " phrase " : " note ") << note * kNoteSeconds << ' '
                  << kNoteSeconds << '\n';
        }
    }
    test::writeBytes(folder / "index.txt", index.str());
}

TrainingSettings fewSteps() {
    TrainingSettings settings;
    settings.steps = 40;
    settings.batch = 8;
    settings.frames = 16;
    return settings;
}

TEST(Training, aNetworkLearnsToTellTwoInstrumentsOnNotesItWasNotTrainedOn) {
    const test::TempFolder folder;
    writeNotes(folder.path());
    ThreadPool pool(2);
    const Notes notes = readNotes(folder.path(), pool);
    EXPECT_EQ(notes.instruments, 2);
    EXPECT_EQ(notes.bins, 257);
    EXPECT_EQ(notes.excerpts.size(), 2U * kNotes);
    double first = 0.0;
    double last = 0.0;
    const auto tensors = trainInstruments(
        notes, fewSteps(), [&](int step, double loss) { (step == 1 ? first : last) = loss; });
    EXPECT_LT(last, 0.5 * first);
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f16);
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    const Accuracy accuracy = judge(notes, file, pool);
    EXPECT_GE(accuracy.notes, 0.9);
    EXPECT_GE(accuracy.phrases, 0.9);
}

TEST(Training, theSameSeedGivesTheSameWeights) {
    const test::TempFolder folder;
    writeNotes(folder.path());
    ThreadPool pool(1);
    const Notes notes = readNotes(folder.path(), pool);
    TrainingSettings settings = fewSteps();
    settings.steps = 3;
    const auto nothing = [](int, double) {};
    const auto one = trainInstruments(notes, settings, nothing);
    const auto again = trainInstruments(notes, settings, nothing);
    settings.seed = 2;
    const auto other = trainInstruments(notes, settings, nothing);
    EXPECT_EQ(one.at("conv5.weight").values, again.at("conv5.weight").values);
    EXPECT_NE(one.at("conv5.weight").values, other.at("conv5.weight").values);
}

TEST(Training, aFolderWithoutNotesIsRefused) {
    const test::TempFolder folder;
    ThreadPool pool(1);
    EXPECT_THROW(readNotes(folder.path(), pool), Error);
    test::writeBytes(folder / "index.txt", "0 train note zero 1\n");
    EXPECT_THROW(readNotes(folder.path(), pool), Error);
}

} // namespace
} // namespace tonegraft::training
