// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/Artefacts.h"

#include "support/Golden.h"
#include "support/Signals.h"
#include "tonegraft/AudioFile.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft::quality {
namespace {

constexpr int kRate = kMeasureRateHz;
constexpr std::size_t kThreeSeconds = 3 * kRate;
// The reference was computed in double, by another program.
constexpr double kTolerance = 1e-4;

Listened listenedTo(std::vector<float> samples) {
    ThreadPool pool(1);
    return listened(test::monoClip(kRate, std::move(samples)), pool);
}

std::vector<float> samplesOf(const std::string& name) {
    return readClip(test::dataPath(name)).clip.channels[0];
}

bool alarmsOn(const std::string& id, const Artefacts& artefacts) {
    for (const ArtefactRow& row : kArtefactRows) {
        if (row.id == id) {
            return alarms(row, artefacts);
        }
    }
    ADD_FAILURE() << "no measure " << id;
    return false;
}

void scale(std::vector<float>& samples, std::size_t from, std::size_t to, float gain) {
    for (std::size_t i = from; i < to; ++i) {
        samples[i] *= gain;
    }
}

void add(std::vector<float>& samples, std::size_t at, const std::vector<float>& more) {
    for (std::size_t i = 0; i < more.size(); ++i) {
        samples[at + i] += more[i];
    }
}

/// A tone of ten partials.
std::vector<float> rich(double hz, std::size_t samples) {
    std::vector<float> sum(samples);
    for (int partial = 1; partial <= 10; ++partial) {
        add(sum, 0, test::sine(kRate, samples, hz * partial, 0.1 / partial, partial));
    }
    return sum;
}

TEST(Artefacts, AreWhatTheReferenceComputesOfThreeClips) {
    const Artefacts found =
        artefactsOf(listenedTo(samplesOf("content.wav")), listenedTo(samplesOf("style.wav")),
                    listenedTo(samplesOf("output.wav")));
    EXPECT_NEAR(found.valley, -1.770169845351396, kTolerance);
    EXPECT_NEAR(found.crest, 1.0117336614294885, kTolerance);
    EXPECT_NEAR(found.shortBy, 0.0, kTolerance);
    EXPECT_NEAR(found.peakPause, -99.0, kTolerance);
    EXPECT_NEAR(found.island, 0.00017944939776717145, 1e-7);
    EXPECT_NEAR(found.burst, -2.5904942432538647, kTolerance);
    EXPECT_NEAR(found.over, 0.23443789836729403, kTolerance);
    EXPECT_NEAR(found.logKurtosis, -1.1826500653937622, kTolerance);
}

TEST(Artefacts, AreWhatTheReferenceComputesOfABurstInAPauseAndAClick) {
    std::vector<float> content = samplesOf("content.wav");
    std::vector<float> output = samplesOf("output.wav");
    scale(content, 33075, content.size(), 1e-4F);
    scale(output, 33075, 46305, 1e-4F);
    scale(output, 48510, output.size(), 1e-4F);
    output[10000] = 0.9F;
    const Artefacts found =
        artefactsOf(listenedTo(content), listenedTo(samplesOf("style.wav")), listenedTo(output));
    EXPECT_NEAR(found.peakPause, -1.1516969162400699, kTolerance);
    EXPECT_NEAR(found.pause, 20.05998394181624, kTolerance);
    EXPECT_NEAR(found.shortBy, 7.737195696587484, kTolerance);
    EXPECT_NEAR(found.crest, 14.839633414986327, kTolerance);
    EXPECT_NEAR(found.burst, 62.49409525952866, kTolerance);
    EXPECT_NEAR(found.valley, -1.5803192524050127, kTolerance);
    EXPECT_TRUE(alarmsOn("peakpause", found));
    EXPECT_TRUE(alarmsOn("crest", found));
}

TEST(Artefacts, OfTheContentItselfAlarmOnNothing) {
    const Listened content = listenedTo(samplesOf("content.wav"));
    const Artefacts found = artefactsOf(content, listenedTo(samplesOf("style.wav")), content);
    for (const ArtefactRow& row : kArtefactRows) {
        EXPECT_FALSE(alarms(row, found)) << row.id;
    }
}

TEST(Artefacts, ValleyIsDeeperWhereWhatStoodBetweenPartialsIsGone) {
    std::vector<float> noisy = rich(220.0, kThreeSeconds);
    add(noisy, 0, test::noise(kThreeSeconds, 0.01, 3));
    const Listened content = listenedTo(noisy);
    const Artefacts emptied = artefactsOf(content, content, listenedTo(rich(220.0, kThreeSeconds)));
    EXPECT_GT(emptied.valley, 3.0);
    EXPECT_TRUE(alarmsOn("valley", emptied));
    EXPECT_FALSE(alarmsOn("valley", artefactsOf(content, content, content)));
}

TEST(Artefacts, FlutterIsHeardWhereAToneIsChopped) {
    const std::vector<float> steady = rich(220.0, kThreeSeconds);
    std::vector<float> chopped = steady;
    for (std::size_t i = 0; i < chopped.size(); ++i) {
        chopped[i] *=
            std::sin(2.0 * test::kPi * 20.0 * static_cast<double>(i) / kRate) > 0.0 ? 0.1F : 1.0F;
    }
    const Listened content = listenedTo(steady);
    const Artefacts found = artefactsOf(content, content, listenedTo(chopped));
    EXPECT_GT(found.flutter, 8.0);
    EXPECT_TRUE(alarmsOn("flutter", found));
    EXPECT_NEAR(artefactsOf(content, content, content).flutter, 0.0, 1e-9);
}

TEST(Artefacts, FlutterOfAStyleThatTremblesIsNoFault) {
    const std::vector<float> steady = rich(220.0, kThreeSeconds);
    std::vector<float> trembling = rich(330.0, kThreeSeconds);
    std::vector<float> output = steady;
    for (std::size_t i = 0; i < output.size(); ++i) {
        const double swing = std::sin(2.0 * test::kPi * 7.0 * static_cast<double>(i) / kRate);
        const auto gain = static_cast<float>(std::pow(10.0, 0.3 * swing));
        trembling[i] *= gain;
        output[i] *= gain;
    }
    const Listened content = listenedTo(steady);
    EXPECT_TRUE(alarmsOn("flutter", artefactsOf(content, content, listenedTo(output))));
    EXPECT_FALSE(
        alarmsOn("flutter", artefactsOf(content, listenedTo(trembling), listenedTo(output))));
}

/// Four hits of noise that die away.
std::vector<float> hits() {
    std::vector<float> samples(kThreeSeconds);
    for (int hit = 0; hit < 4; ++hit) {
        std::vector<float> one = test::noise(4410, 0.5, hit + 1);
        for (std::size_t i = 0; i < one.size(); ++i) {
            one[i] *= static_cast<float>(std::exp(-static_cast<double>(i) / 600.0));
        }
        add(samples, 11025 + static_cast<std::size_t>(hit) * 13230, one);
    }
    return samples;
}

TEST(Artefacts, PreEchoIsTheRiseBeforeAttacks) {
    const std::vector<float> clean = hits();
    std::vector<float> smeared = clean;
    for (std::size_t hit = 0; hit < 4; ++hit) {
        // 20 dB below the hit, from 60 ms before.
        add(smeared, 11025 + hit * 13230 - 1323, test::noise(1323, 0.05, 9));
    }
    const Listened content = listenedTo(clean);
    const Artefacts found = artefactsOf(content, content, listenedTo(smeared));
    EXPECT_GT(found.preEcho, 20.0);
    EXPECT_TRUE(alarmsOn("preecho", found));
    EXPECT_NEAR(artefactsOf(content, content, content).preEcho, 0.0, 1e-9);
}

TEST(Artefacts, WhistlesAreShortTonesAlone) {
    const std::vector<float> clean = test::noise(kThreeSeconds, 0.2, 5);
    std::vector<float> birds = clean;
    for (std::size_t bird = 0; bird < 10; ++bird) {
        std::vector<float> tone = test::sine(kRate, 1543, 5000.0 + 150.0 * bird, 0.1);
        for (std::size_t i = 0; i < tone.size(); ++i) {
            tone[i] *= static_cast<float>(std::sin(test::kPi * static_cast<double>(i) / 1543.0));
        }
        add(birds, 2205 + bird * 6174, tone);
    }
    std::vector<float> held = clean;
    add(held, 0, test::sine(kRate, kThreeSeconds, 6000.0, 0.1));
    const Listened content = listenedTo(clean);
    const Artefacts found = artefactsOf(content, content, listenedTo(birds));
    EXPECT_TRUE(alarmsOn("whistle", found)) << found.whistle;
    EXPECT_FALSE(alarmsOn("whistle", artefactsOf(content, content, listenedTo(held))));
    EXPECT_FALSE(alarmsOn("whistle", artefactsOf(content, content, content)));
}

} // namespace
} // namespace tonegraft::quality
