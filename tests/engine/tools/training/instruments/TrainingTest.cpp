// SPDX-License-Identifier: GPL-3.0-or-later
// The way from rendered notes to the weights of a network, with three instruments that nobody could
// mistake and few steps.
#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tools/training/instruments/Judge.h"
#include "tools/training/instruments/Trainer.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tonegraft::training {
namespace {

constexpr int kRateHz = 16000;
constexpr double kNoteSeconds = 1.0; // as long as a note is judged
constexpr int kNotes = 12;           // every third is the test's
constexpr int kInstruments = 3;
constexpr double kByChance = 1.0 / kInstruments;

/// Notes one after the other, a semitone apart: low pure tones (instrument 0), pure tones four
/// octaves above them (1) or white noise (2).
AudioClip notesOf(int instrument) {
    AudioClip clip;
    clip.sampleRateHz = kRateHz;
    clip.channels.emplace_back();
    const auto length = static_cast<std::size_t>(kNoteSeconds * kRateHz);
    for (int note = 0; note < kNotes; ++note) {
        const double hz = 220.0 * std::pow(2.0, 4.0 * instrument + note / 12.0);
        const std::vector<float> samples = instrument == 2 ? test::noise(length, 0.3, note + 1U)
                                                           : test::sine(kRateHz, length, hz, 0.3);
        clip.channels[0].insert(clip.channels[0].end(), samples.begin(), samples.end());
    }
    return clip;
}

void writeNotes(const std::filesystem::path& folder) {
    std::ostringstream index;
    index.imbue(std::locale::classic());
    for (int instrument = 0; instrument < kInstruments; ++instrument) {
        // The format is found by the content, not by the name.
        writeClip(folder / ("0" + std::to_string(instrument) + ".flac"), notesOf(instrument));
        for (int note = 0; note < kNotes; ++note) {
            index << instrument << (note % 3 == 1 ? " test" : " train")
                  << (note % 6 == 1 ? " phrase " : " note ") << note * kNoteSeconds << ' '
                  << kNoteSeconds << '\n';
        }
    }
    test::writeBytes(folder / "index.txt", index.str());
}

TrainingSettings fewSteps() {
    TrainingSettings settings;
    settings.steps = 30;
    settings.batch = 6;
    settings.frames = 8;
    settings.threads = 1; // several wait for each other in vain on a busy machine
    return settings;
}

TEST(Training, aNetworkLearnsToTellInstrumentsOnNotesItWasNotTrainedOn) {
    const test::TempFolder folder;
    writeNotes(folder.path());
    ThreadPool pool(2);
    const Notes notes = readNotes(folder.path(), pool);
    EXPECT_EQ(notes.instruments, kInstruments);
    EXPECT_EQ(notes.bins, 257);
    EXPECT_EQ(notes.excerpts.size(), static_cast<std::size_t>(kInstruments) * kNotes);
    double first = 0.0;
    double last = 0.0;
    const auto tensors = trainInstruments(
        notes, fewSteps(), [&](int step, double loss) { (step == 1 ? first : last) = loss; });
    EXPECT_LT(last, 0.5 * first);
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f16);
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    const Accuracy accuracy = judge(notes, file, pool);
    EXPECT_GE(accuracy.notes, 2.4 * kByChance);
    EXPECT_GE(accuracy.phrases, 2.4 * kByChance);
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
