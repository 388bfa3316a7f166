// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/TimbreNetworks.h"
#include "engine/timbre/TimbreReference.h"
#include "timbre/NetworkLibrary.h"
#include "timbre/PicturePieces.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tonegraft {
namespace {

using namespace tonegraft::test;

struct Pictures {
    LogFrequencyPicture content;
    LogFrequencyPicture style;
};

LogFrequencyPicture pictureOf(const std::vector<float>& samples, ThreadPool& pool) {
    return logFrequencyPicture(samples.data(), samples.size(),
                               tuningCents(samples.data(), samples.size(), pool), pool);
}

Pictures referencePictures(ThreadPool& pool) {
    return {pictureOf(referenceContent(), pool), pictureOf(referenceStyle(), pool)};
}

TimbreNetworks smallNetworksOf(const std::string& bytes) {
    Safetensors file = Safetensors::fromBytes(bytes, "small networks");
    return TimbreNetworks(file, "cpu");
}

/// A picture of many pieces, different everywhere.
LogFrequencyPicture longPicture(int frames) {
    LogFrequencyPicture picture;
    picture.frames = frames;
    for (int row = 0; row < kPictureWindows * kPictureBins; ++row) {
        for (int frame = 0; frame < frames; ++frame) {
            const double phase = 0.37 * row * row + 0.011 * frame * frame + 0.07 * row * frame;
            picture.levelsDb.push_back(static_cast<float>(20.0 * std::sin(phase)));
        }
    }
    return picture;
}

void expectNear(const std::vector<float>& found, const std::vector<float>& wanted,
                float tolerance) {
    ASSERT_EQ(found.size(), wanted.size());
    float largest = 0.0F;
    for (std::size_t i = 0; i < found.size(); ++i) {
        largest = std::max(largest, std::fabs(found[i] - wanted[i]));
    }
    EXPECT_LT(largest, tolerance);
}

std::vector<float> sampled(const std::vector<float>& values, std::size_t stride) {
    std::vector<float> result;
    for (std::size_t i = 0; i < values.size(); i += stride) {
        result.push_back(values[i]);
    }
    return result;
}

TEST(TimbreNetworks, EqualTheReferenceOfTheirDefinitionInPython) {
    ThreadPool pool(2);
    const std::string bytes = smallNetworks();
    const TimbreNetworks networks = smallNetworksOf(bytes);
    const Pictures pictures = referencePictures(pool);
    const nlohmann::json reference = goldenFile("timbre.json");
    const NoteLogits notes = networks.notes(pictures.content, pool);
    std::vector<float> logits = notes.sounding;
    logits.insert(logits.end(), notes.onset.begin(), notes.onset.end());
    expectNear(sampled(logits, reference["logits"]["stride"]),
               flattened<float>(reference["logits"]["values"]), 1e-3F);
    const std::vector<float> levels = networks.levelsDb(everySecondFrame(pictures.content),
                                                        everySecondFrame(pictures.style), pool);
    expectNear(sampled(levels, reference["levels"]["stride"]),
               flattened<float>(reference["levels"]["values"]), 2e-3F);
}

TEST(TimbreNetworks, EqualTheReferenceWithAnotherPictureBesideTheFirst) {
    ThreadPool pool(2);
    const std::string bytes = smallNetworks(true);
    const TimbreNetworks networks = smallNetworksOf(bytes);
    ASSERT_TRUE(networks.seeBeside());
    const Pictures pictures = referencePictures(pool);
    const LogFrequencyPicture attempt = everySecondFrame(pictures.content);
    LogFrequencyPicture backwards = attempt;
    for (int row = 0; row < kPictureWindows * kPictureBins; ++row) {
        const auto first = backwards.levelsDb.begin() + row * backwards.frames;
        std::reverse(first, first + backwards.frames);
    }
    const nlohmann::json reference = goldenFile("timbre.json");
    const std::vector<float> levels =
        networks.levelsDb(attempt, backwards, everySecondFrame(pictures.style), pool);
    expectNear(sampled(levels, reference["beside"]["stride"]),
               flattened<float>(reference["beside"]["values"]), 2e-3F);
    EXPECT_FALSE(smallNetworksOf(smallNetworks()).seeBeside());
}

TEST(TimbreNetworks, GiveALongClipPiecewiseWhatTheyGiveItAsAWhole) {
    constexpr float kLogitsRound = 1e-4F;
    constexpr float kLevelsRoundDb = 2e-2F; // sums over the style in another order
    constexpr int kFrames = 700;            // three pieces for notes, six for levels
    ThreadPool pool(2);
    const std::string bytes = smallNetworks();
    const TimbreNetworks networks = smallNetworksOf(bytes);
    NetworkWeights noteWeights;
    NetworkWeights levelWeights;
    Safetensors file = Safetensors::fromBytes(bytes, "small networks");
    for (const std::string& name : file.tensorNames()) {
        const Tensor tensor = file.read(name, file.shapeOf(name));
        const bool isNotes = name.compare(0, 6, "notes.") == 0;
        (isNotes ? noteWeights[name.substr(6)] : levelWeights[name.substr(7)]) = {tensor.shape,
                                                                                  tensor.values};
    }
    const LogFrequencyPicture picture = longPicture(kFrames);
    const NoteLogits notes = networks.notes(picture, pool);
    std::vector<float> whole(2 * kNotePitches * kFrames);
    networkLibrary()
        .notes(noteWeights, "cpu")
        ->logits(PictureReader(picture, noteScale(picture)).readAll().data(), kFrames,
                 whole.data());
    std::vector<float> together = notes.sounding;
    together.insert(together.end(), notes.onset.begin(), notes.onset.end());
    expectNear(together, whole, kLogitsRound);

    const auto net = networkLibrary().levels(levelWeights, "cpu");
    const std::vector<float> input = PictureReader(picture, levelScale()).readAll();
    const auto table = net->styleTable(net->styleSums(input.data(), kFrames, 0, kFrames));
    const auto means = net->meanLevels(input.data(), kFrames);
    std::vector<float> levels(static_cast<std::size_t>(kPictureBins) * kFrames);
    net->levels(input.data(), nullptr, kFrames, means, {table, means}, levels.data());
    for (float& level : levels) {
        level *= 20.0F;
    }
    expectNear(networks.levelsDb(picture, picture, pool), levels, kLevelsRoundDb);
}

TEST(TimbreNetworks, GiveTheSameBitsOnAnyNumberOfThreads) {
    const std::string bytes = smallNetworks();
    const TimbreNetworks networks = smallNetworksOf(bytes);
    const LogFrequencyPicture picture = longPicture(400);
    ThreadPool one(1);
    ThreadPool three(3);
    EXPECT_EQ(networks.notes(picture, one).onset, networks.notes(picture, three).onset);
    EXPECT_EQ(networks.levelsDb(picture, picture, one), networks.levelsDb(picture, picture, three));
}

TEST(TimbreNetworks, CanBeInterruptedBetweenPieces) {
    const std::string bytes = smallNetworks();
    const TimbreNetworks networks = smallNetworksOf(bytes);
    ThreadPool pool(1);
    int asked = 0;
    const std::function<bool()> afterTwo = [&] { return ++asked > 2; };
    const InterruptGuard guard(pool, afterTwo);
    EXPECT_THROW(networks.notes(longPicture(1500), pool), ThreadPool::Interrupted);
}

TEST(TimbreNetworks, OfTheProgramFitTheirDefinitions) {
    const auto networks = builtInTimbreNetworks();
    ThreadPool pool(2);
    const Pictures pictures = referencePictures(pool);
    const NoteLogits notes = networks->notes(pictures.content, pool);
    // 277.9 Hz is pitch 61; in the middle of the second note it sounds, pitch 64 does not yet.
    const int frame = static_cast<int>(0.6 / notes.frameSeconds);
    const auto at = [&](int pitch) {
        return notes
            .sounding[static_cast<std::size_t>((pitch - kLowestNotePitch) * notes.frames + frame)];
    };
    EXPECT_GT(at(61), 0.0F);
    EXPECT_LT(at(64), 0.0F);
}

TEST(TimbreNetworks, OfALoadedFileThatLacksATensorNameIt) {
    std::map<std::string, Tensor> tensors;
    fillWeights(smallNoteShapes(), "notes.", tensors);
    fillWeights(smallLevelsShapes(), "levels.", tensors);
    tensors.erase("levels.r2.1.c.bias");
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f32);
    try {
        smallNetworksOf(bytes);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.message().code, MessageCode::networksFailed);
        EXPECT_NE(std::string(error.what()).find("r2.1.c.bias"), std::string::npos) << error.what();
    }
}

TEST(TimbreNetworks, AskedForADeviceThatIsNotThereSaySo) {
    const std::string bytes = smallNetworks();
    Safetensors file = Safetensors::fromBytes(bytes, "small networks");
    EXPECT_THROW(TimbreNetworks(file, "tapestry"), Error);
}

std::string reasonOfOpening(const std::string& fileName) {
    try {
        openNetworkLibrary(fileName);
    } catch (const Error& error) {
        EXPECT_EQ(error.message().code, MessageCode::networksNotLoaded);
        return error.what();
    }
    return "";
}

TEST(NetworkLibrary, ThatIsMissingOrBrokenIsNamedWithTheLoadersReason) {
    const std::string missing = reasonOfOpening("/nowhere/libtonegraft-networks.so");
    EXPECT_NE(missing.find("/nowhere/libtonegraft-networks.so"), std::string::npos) << missing;
    EXPECT_NE(missing.find("No such file"), std::string::npos) << missing;
    const std::string path = testing::TempDir() + "broken-networks.so";
    std::ofstream(path) << "no library";
    const std::string broken = reasonOfOpening(path);
    std::remove(path.c_str());
    EXPECT_NE(broken.find(path), std::string::npos) << broken;
    // A library of something else has not our function.
    const std::string other = reasonOfOpening("libm.so.6");
    EXPECT_NE(other.find(kNetworkEntry), std::string::npos) << other;
}

} // namespace
} // namespace tonegraft
