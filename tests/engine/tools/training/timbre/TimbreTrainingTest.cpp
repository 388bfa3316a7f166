// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks/LevelsNetwork.h"
#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tools/training/timbre/Judge.h"
#include "tools/training/timbre/Learner.h"
#include "tools/training/timbre/Tasks.h"
#include "tools/training/timbre/Transfers.h"

#include "networks/NoteNetwork.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/rand.h>
#include <c10/core/GradMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tonegraft::training {
namespace {

constexpr int kFrames = 200;
constexpr double kFrameSeconds = 512.0 / 22050.0;

/// Two "instruments" that play two songs of one note each, as their pictures would show them: the
/// second has a louder second partial.
std::vector<Group> twoInstruments() {
    Group group;
    for (int song = 0; song < 2; ++song) {
        const int pitch = 52 + 5 * song;
        group.notes[song] = {{40 * kFrameSeconds, 120 * kFrameSeconds, pitch, 0.0}};
        for (int instrument = 0; instrument < 2; ++instrument) {
            SmallPicture picture;
            picture.frames = kFrames;
            for (int row = 0; row < kPictureWindows * kPictureBins; ++row) {
                const int semitone = row % kPictureBins / 3 - (pitch - 28);
                for (int frame = 0; frame < kFrames; ++frame) {
                    const bool sounds = frame >= 40 && frame < 120;
                    const int level = !sounds          ? -60
                                      : semitone == 0  ? 45
                                      : semitone == 12 ? 45 * instrument - 5
                                                       : -60;
                    picture.levels.push_back(static_cast<std::int16_t>(256 * level));
                }
            }
            group.recordings.push_back({instrument, song, std::move(picture)});
        }
    }
    return {group};
}

TaskSettings smallBatches() {
    TaskSettings settings;
    settings.batch = 2;
    settings.instruments = 2;
    return settings;
}

/// Steps as the program takes them; returns the first figure of each.
std::vector<double> learn(const Task& task, Learner& learner, int steps) {
    std::vector<double> figures;
    for (int i = 0; i < steps; ++i) {
        SplitMix64 random(1000003U + static_cast<std::uint64_t>(learner.step()));
        figures.push_back(task.step(learner.weights(), random).at(0));
        learner.learn(1e-2);
    }
    return figures;
}

Learner freshLearner(const Task& task) {
    at::set_num_threads(1); // a team of OpenMP's would wait for processors that others have
    Learner learner(task.shapes(8), {});
    task.prepare(learner.weights());
    return learner;
}

double meanOf(const std::vector<double>& values, std::size_t first, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = first; i < first + count; ++i) {
        sum += values.at(i);
    }
    return sum / static_cast<double>(count);
}

TEST(TimbreTraining, LearnsToHearNotes) {
    const std::vector<Group> groups = twoInstruments();
    const Batches batches(groups);
    const auto task = noteTask(batches, smallBatches());
    Learner learner = freshLearner(*task);
    const std::vector<double> losses = learn(*task, learner, 24);
    EXPECT_LT(meanOf(losses, 18, 6), 0.6 * meanOf(losses, 0, 6));
}

TEST(TimbreTraining, LearnsToTurnOneInstrumentsLevelsIntoAnothers) {
    const std::vector<Group> groups = twoInstruments();
    const Batches batches(groups);
    const auto task = levelsTask(batches, smallBatches());
    Learner learner = freshLearner(*task);
    const std::vector<double> ratios = learn(*task, learner, 12);
    EXPECT_LT(meanOf(ratios, 9, 3), 0.9 * meanOf(ratios, 0, 3));
}

TEST(TimbreTraining, GoneOnWithFromACheckpointIsThatOfOneRun) {
    const test::TempFolder folder;
    const std::filesystem::path file = std::filesystem::path(folder.path()) / "checkpoint";
    const std::vector<Group> groups = twoInstruments();
    const Batches batches(groups);
    const auto task = noteTask(batches, smallBatches());
    Learner whole = freshLearner(*task);
    learn(*task, whole, 4);
    Learner begun = freshLearner(*task);
    learn(*task, begun, 2);
    begun.write(file, {});
    Learner resumed = freshLearner(*task);
    Safetensors checkpoint = Safetensors::fromFile(file);
    resumed.resume(checkpoint);
    EXPECT_EQ(resumed.step(), 2);
    learn(*task, resumed, 2);
    const auto wanted = whole.averages();
    for (const auto& [name, tensor] : resumed.averages()) {
        EXPECT_EQ(tensor.values, wanted.at(name).values) << name;
    }
}

TEST(TimbreTraining, BeginsWithTheWeightsOfAFileOfTheSameNetwork) {
    const std::vector<Group> groups = twoInstruments();
    const Batches batches(groups);
    const auto task = noteTask(batches, smallBatches());
    std::map<std::string, Tensor> tensors;
    for (const auto& [name, tensor] : freshLearner(*task).averages()) {
        tensors["notes." + name] = tensor;
    }
    tensors["notes.out.bias"].values = {0.25F, 0.5F};
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f16);
    Safetensors file = Safetensors::fromBytes(bytes, "weights");
    Learner learner = freshLearner(*task);
    learner.takeWeights(file, "notes.");
    EXPECT_EQ(learner.averages().at("out.bias").values, (std::vector<float>{0.25F, 0.5F}));
    EXPECT_THROW(learner.takeWeights(file, "levels."), Error);
}

TEST(TimbreTraining, BeginsAWiderNetworkAsTheOneOfTheFile) {
    at::set_num_threads(1);
    const Learner narrow(networks::noteShapes(6, 12), {});
    std::map<std::string, Tensor> tensors;
    for (const auto& [name, tensor] : narrow.averages()) {
        tensors["notes." + name] = tensor;
    }
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f32);
    Safetensors file = Safetensors::fromBytes(bytes, "weights");
    LearningSettings otherSeed;
    otherSeed.seed = 2;
    Learner wide(networks::noteShapes(8, 12), otherSeed);
    wide.takeWeights(file, "notes.");
    Learner same(networks::noteShapes(6, 12), otherSeed);
    same.takeWeights(file, "notes.");
    const c10::NoGradGuard noGradients;
    const at::Tensor picture = at::rand({1, kPictureWindows, kPictureBins, 20});
    const at::Tensor difference = networks::noteLogits(wide.weights(), picture) -
                                  networks::noteLogits(same.weights(), picture);
    EXPECT_LT(difference.abs().max().item<double>(), 1e-5);
}

/// What make_data.py writes: two instruments, sines with a second partial that is weak or strong,
/// play a note each of two songs.
void writeGroup(const std::filesystem::path& folder) {
    constexpr std::size_t kSamples = 22050;
    std::filesystem::create_directories(folder);
    for (int song = 0; song < 2; ++song) {
        const double hz = song == 0 ? 220.0 : 330.0;
        for (int instrument = 0; instrument < 2; ++instrument) {
            std::vector<float> samples = test::sine(kPictureRateHz, kSamples, hz, 0.3);
            const std::vector<float> second =
                test::sine(kPictureRateHz, kSamples, 2.0 * hz, instrument == 0 ? 0.003 : 0.3);
            std::transform(samples.begin(), samples.end(), second.begin(), samples.begin(),
                           [](float a, float b) { return a + b; });
            const std::string name = std::to_string(instrument) + "_" + std::to_string(song);
            writeClip(folder / (name + ".flac"), {kPictureRateHz, {samples}});
        }
        test::writeBytes(folder / (std::to_string(song) + ".json"),
                         R"({"melody": [[0.0, 1.0, 57, 90]]})");
    }
    test::writeBytes(folder / "done", "");
}

/// Both networks with random weights, that of levels with a second picture.
std::string networksThatSeeBeside() {
    networks::LevelsSizes sizes;
    sizes.trunk = 8;
    sizes.roles = 16;
    sizes.values = 2;
    sizes.decoder = 12;
    sizes.beside = true;
    std::map<std::string, Tensor> tensors;
    for (const auto& [name, tensor] : Learner(networks::levelsShapes(sizes), {}).averages()) {
        tensors["levels." + name] = tensor;
    }
    const std::vector<Group> noGroups;
    const Batches none(noGroups);
    const auto notes = noteTask(none, {});
    for (const auto& [name, tensor] : freshLearner(*notes).averages()) {
        tensors["notes." + name] = tensor;
    }
    return safetensorsBytes(tensors, {}, TensorType::f16);
}

TEST(TimbreTraining, JudgesLevelsThatAreMadeOfGraftsWithTheGraftsThemselves) {
    const test::TempFolder folder;
    writeGroup(folder / "solo_1_0");
    ThreadPool one(1);
    ThreadPool two(2);
    const std::string bytes = networksThatSeeBeside();
    Safetensors inMemory = Safetensors::fromBytes(bytes, "weights");
    const LevelsFigures figures =
        judgeLevels(TimbreNetworks(inMemory, "cpu"), readGroups(folder.path(), one), 3, one);
    EXPECT_EQ(figures.transfers, 3);
    EXPECT_GT(figures.graft.mel, 0.0);
    EXPECT_NE(figures.graft.mel, 1.0); // it is not the content
    EXPECT_NE(figures.made.mel, figures.graft.mel);

    // As `evaluate` finds them again in the file that `export` wrote.
    test::writeBytes(folder / "weights", bytes);
    Safetensors fromFile = Safetensors::fromFile(folder / "weights");
    const LevelsFigures again =
        judgeLevels(TimbreNetworks(fromFile, "cpu"), readGroups(folder.path(), two), 3, two);
    EXPECT_EQ(again.made.mel, figures.made.mel);
    EXPECT_EQ(again.made.linear, figures.made.linear);
    EXPECT_EQ(again.graft.logarithmic, figures.graft.logarithmic);
}

TEST(TimbreTraining, FindsGraftsThatWerePlayedBesideTheRecordings) {
    const test::TempFolder folder;
    writeGroup(folder / "solo_1_0");
    ThreadPool one(1);
    const std::string bytes = networksThatSeeBeside();
    Safetensors file = Safetensors::fromBytes(bytes, "weights");
    writeGrafts(TimbreNetworks(file, "cpu"), folder.path().string(), 3, one);
    const std::vector<Group> groups = readGroups(folder.path(), one);
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].recordings.size(), 4U);
    ASSERT_EQ(groups[0].grafts.size(), 3U);
    for (const GraftedTransfer& graft : groups[0].grafts) {
        EXPECT_NE(graft.contentInstrument, graft.styleInstrument);
        EXPECT_NE(graft.contentSong, graft.styleSong);
        EXPECT_GT(graft.picture.frames, 20);
    }
}

/// The same with grafts that hit the truth but for a level that is 20 dB off in one partial.
std::vector<Group> withGrafts() {
    std::vector<Group> groups = twoInstruments();
    Group& group = groups.at(0);
    for (int content = 0; content < 2; ++content) {
        for (int song = 0; song < 2; ++song) {
            const int style = 1 - content;
            SmallPicture graft =
                std::find_if(group.recordings.begin(), group.recordings.end(),
                             [=](const Recording& each) {
                                 return each.instrument == style && each.song == song;
                             })
                    ->picture;
            for (std::int16_t& level : graft.levels) {
                level = level == 256 * 45 ? level : static_cast<std::int16_t>(level / 2);
            }
            group.grafts.push_back({content, song, style, 1 - song, std::move(graft)});
        }
    }
    return groups;
}

TEST(TimbreTraining, LearnsToCorrectTheLevelsOfGrafts) {
    const std::vector<Group> groups = withGrafts();
    const Batches batches(groups);
    const auto task = graftedLevelsTask(batches, smallBatches());
    Learner learner = freshLearner(*task);
    const std::vector<double> figures = learn(*task, learner, 60);
    EXPECT_LT(meanOf(figures, 50, 10), 0.7 * meanOf(figures, 0, 10));
}

TEST(TimbreTraining, RefusesToLearnFromGraftsThatWereNotPlayed) {
    const std::vector<Group> groups = twoInstruments();
    const Batches batches(groups);
    SplitMix64 random(1);
    EXPECT_THROW(batches.grafted(2, 20, random), Error);
}

TEST(TimbreTraining, LaysTwoRecordingsOverEachOtherAndHearsBoth) {
    const std::vector<Group> groups = twoInstruments();
    const Batches batches(groups);
    SplitMix64 random(3);
    int both = 0;
    for (int i = 0; i < 40; ++i) {
        const NoteBatch batch = batches.notes(1, 60, random);
        std::set<int> pitches;
        for (int cell = 0; cell < networks::kSemitones * 60; ++cell) {
            if (batch.rolls.at(static_cast<std::size_t>(cell)) > 0.0F) {
                pitches.insert(cell / 60);
            }
        }
        both += pitches.size() == 2 ? 1 : 0;
    }
    EXPECT_GT(both, 1);
    EXPECT_LT(both, 25);
}

TEST(TimbreTraining, MarksNotesInTheFramesThatTheyFill) {
    const std::vector<float> roll = rollOf({{1.0, 2.0, 60, 0.0}}, 0.1, 5, 30, 2);
    const auto at = [&](int kind, int pitch, int frame) {
        return roll.at(static_cast<std::size_t>((kind * 96 + pitch - 28) * 30 + frame - 5));
    };
    EXPECT_EQ(std::count(roll.begin(), roll.end(), 1.0F), 10 + 2);
    EXPECT_EQ(at(0, 62, 9), 0.0F);
    EXPECT_EQ(at(0, 62, 10), 1.0F);
    EXPECT_EQ(at(0, 62, 19), 1.0F);
    EXPECT_EQ(at(0, 62, 20), 0.0F);
    EXPECT_EQ(at(1, 62, 10), 1.0F);
    EXPECT_EQ(at(1, 62, 12), 0.0F);
}

} // namespace
} // namespace tonegraft::training
