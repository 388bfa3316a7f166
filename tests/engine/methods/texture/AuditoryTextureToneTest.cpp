// SPDX-License-Identifier: GPL-3.0-or-later
// What tones with a tremolo measure, which is known beforehand.
#include "methods/texture/AuditoryTexture.h"
#include "support/Golden.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 8000;
constexpr std::size_t kToneSamples = 32000;

TextureLayout layoutOf(const AudioClip& clip) {
    return {0.5 * clip.sampleRateHz, clip.durationSeconds()};
}

/// The cochlear band whose center is nearest.
int bandAt(double frequencyHz, double limitHz) {
    int best = 0;
    double least = 1e9;
    for (int band = 1; band + 1 < cochlearFilterCount(limitHz); ++band) {
        const BandEdges edges = cochlearEdges(band, limitHz);
        const double distance = std::abs(0.5 * (edges.lowHz + edges.highHz) - frequencyHz);
        if (distance < least) {
            least = distance;
            best = band;
        }
    }
    return best;
}

std::size_t toneLoopSamples() {
    ThreadPool pool(1);
    const TextureLayout layout{0.5 * kRateHz, static_cast<double>(kToneSamples) / kRateHz};
    const AuditoryTexture<double> texture(layout, kRateHz, kToneSamples, pool);
    return static_cast<std::size_t>(texture.loopSamples());
}

// Whole periods in the loop: at a join all bands would jump together.
double periodic(double frequencyHz) {
    const double turnHz = kRateHz / static_cast<double>(toneLoopSamples());
    return std::round(frequencyHz / turnHz) * turnHz;
}

AudioClip modulatedTone(double frequencyHz, double modulationHz, double depth, double phase = 0) {
    std::vector<float> samples = sine(kRateHz, toneLoopSamples(), periodic(frequencyHz), 0.1);
    const double factor = 2.0 * kPi * periodic(modulationHz) / kRateHz;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double angle = factor * static_cast<double>(i) + phase;
        samples[i] *= static_cast<float>(1.0 + depth * std::sin(angle));
    }
    return monoClip(kRateHz, std::move(samples));
}

/// Of tones as above, which are loops already.
TextureValues statisticsOfLoop(const AudioClip& clip) {
    ThreadPool pool(2);
    AuditoryTexture<double> texture(layoutOf(clip), kRateHz, kToneSamples, pool);
    const std::vector<double> loop(clip.channels[0].begin(), clip.channels[0].end());
    return texture.measure(loop.data());
}

AudioClip sum(AudioClip a, const AudioClip& b) {
    for (std::size_t i = 0; i < a.sampleCount(); ++i) {
        a.channels[0][i] += b.channels[0][i];
    }
    return a;
}

double correlationOf(const TextureValues& values, int bands, int low, int high) {
    const std::vector<BandPair> pairs = correlationPairs(bands);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].low == low && pairs[i].high == high) {
            return of(values, TextureClass::correlation)[i];
        }
    }
    return std::nan("");
}

} // namespace

TEST(AuditoryTexture, AModulatedTonePutsItsModulationPowerIntoTheBandOfItsRate) {
    constexpr double kToneHz = 1000.0;
    for (const int modulation : {4, 8, 12, 15}) {
        const AudioClip clip = modulatedTone(kToneHz, modulationCenterHz(modulation), 0.3);
        const TextureLayout layout = layoutOf(clip);
        ASSERT_EQ(layout.firstModulation, 0);
        const TextureValues values = statisticsOfLoop(clip);
        const auto power = of(values, TextureClass::modulationPower).begin() +
                           bandAt(kToneHz, layout.limitHz) * kModulationFilters;
        EXPECT_EQ(std::max_element(power, power + kModulationFilters) - power, modulation);
    }
}

TEST(AuditoryTexture, BandsThatHearTheSameHaveCorrelationOne) {
    // A tone halfway between the centers of two bands is in both of them.
    const double limitHz = 0.5 * kRateHz;
    const double betweenHz =
        0.5 * (cochlearEdges(15, limitHz).lowHz + cochlearEdges(14, limitHz).highHz);
    const AudioClip clip = modulatedTone(betweenHz, 12.5, 0.3);
    const TextureLayout layout = layoutOf(clip);
    const TextureValues values = statisticsOfLoop(clip);
    EXPECT_NEAR(correlationOf(values, layout.bands, 14, 15), 1.0, 0.01);
    const std::vector<BandPair> pairs = c1Pairs(layout.bands);
    const auto pair = std::find_if(pairs.begin(), pairs.end(),
                                   [](BandPair p) { return p.low == 14 && p.high == 15; });
    const std::size_t octave = 2; // 12.5 Hz, from 3.125 Hz on
    EXPECT_NEAR(
        of(values,
           TextureClass::c1)[static_cast<std::size_t>(pair - pairs.begin()) * layout.c1Octaves() +
                             octave],
        1.0, 0.01);
}

TEST(AuditoryTexture, BandsThatAlternateHaveCorrelationMinusOne) {
    const double limitHz = 0.5 * kRateHz;
    const int low = bandAt(400.0, limitHz);
    const int high = low + 8;
    const BandEdges edges = cochlearEdges(high, limitHz);
    const BandEdges lowEdges = cochlearEdges(low, limitHz);
    const AudioClip clip = sum(modulatedTone(0.5 * (lowEdges.lowHz + lowEdges.highHz), 6.0, 0.2),
                               modulatedTone(0.5 * (edges.lowHz + edges.highHz), 6.0, 0.2, kPi));
    EXPECT_NEAR(correlationOf(statisticsOfLoop(clip), layoutOf(clip).bands, low, high), -1.0, 0.02);
}
