// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Measures.h"

#include "support/Golden.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <cmath>
#include <string>

namespace tonegraft {
namespace {

// The reference was computed in double; the style distance here in float, whose products round
// differently from processor to processor.
constexpr double kReferenceTolerance = 1e-7;
constexpr double kFloatTolerance = 2e-6;
// What a float's rounding of the samples leaves.
constexpr double kRounding = 1e-6;
constexpr double kPi = 3.14159265358979323846;

AudioClip clipOf(const std::string& name) {
    return readClip(test::dataPath(name)).clip;
}

struct Clips {
    AudioClip content = clipOf("content.wav");
    AudioClip style = clipOf("style.wav");
    AudioClip output = clipOf("output.wav");
};

AudioClip scaled(AudioClip clip, float gain) {
    for (std::vector<float>& channel : clip.channels) {
        for (float& sample : channel) {
            sample *= gain;
        }
    }
    return clip;
}

AudioClip shortened(AudioClip clip, std::size_t samples) {
    for (std::vector<float>& channel : clip.channels) {
        channel.resize(samples);
    }
    return clip;
}

/// A tone with overtones and a beat.
AudioClip tone(double hz, double beatHz, int rate, double seconds) {
    AudioClip clip{rate, {std::vector<float>(static_cast<std::size_t>(rate * seconds))}};
    for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
        const double time = static_cast<double>(i) / rate;
        double sum = 0.0;
        for (int overtone = 1; overtone <= 5; ++overtone) {
            sum += std::sin(2.0 * kPi * hz * overtone * time) / overtone;
        }
        const double level = 0.6 + 0.4 * std::sin(2.0 * kPi * beatHz * time);
        clip.channels[0][i] = static_cast<float>(0.2 * level * sum);
    }
    return clip;
}

/// All partials below 10 kHz, which fall off by `slope` dB an octave.
AudioClip richTone(double hz, double slope) {
    constexpr int kRateHz = 22050;
    AudioClip clip{kRateHz, {std::vector<float>(2 * kRateHz)}};
    for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
        for (int partial = 1; partial * hz < 10000.0; ++partial) {
            const double phase = 2.0 * kPi * hz * partial * static_cast<double>(i) / kRateHz;
            clip.channels[0][i] += static_cast<float>(0.05 * std::pow(partial, -slope / 6.02) *
                                                      std::sin(phase + partial * partial));
        }
    }
    return clip;
}

void expectRelative(const Measures& actual, const Measures& expected, double tolerance) {
    EXPECT_NEAR(actual.styleDistance, expected.styleDistance,
                std::max(tolerance, kFloatTolerance) * expected.styleDistance);
    EXPECT_NEAR(actual.contentDistance, expected.contentDistance,
                tolerance * expected.contentDistance);
    EXPECT_NEAR(actual.mfccFrechet, expected.mfccFrechet, tolerance * expected.mfccFrechet);
    EXPECT_NEAR(actual.onsetCorrelation, expected.onsetCorrelation, tolerance);
    EXPECT_NEAR(actual.chromaCorrelation, expected.chromaCorrelation, tolerance);
    EXPECT_NEAR(actual.contourCorrelation, expected.contourCorrelation, tolerance);
}

std::string messageOf(const AudioClip& content, const AudioClip& style, const AudioClip& output) {
    try {
        measure(content, style, output);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(Measure, theReferenceIsMet) {
    const nlohmann::json golden = test::goldenFile("measures.json");
    Measures expected;
    expected.styleDistance = golden.at("style_distance");
    expected.contentDistance = golden.at("content_distance");
    expected.mfccFrechet = golden.at("mfcc_frechet");
    expected.onsetCorrelation = golden.at("onset_correlation");
    expected.chromaCorrelation = golden.at("chroma_correlation");
    expected.contourCorrelation = golden.at("contour_correlation");
    const Clips clips;
    expectRelative(measure(clips.content, clips.style, clips.output), expected,
                   kReferenceTolerance);
}

TEST(Measure, theContentItselfScoresOneAndZeroAndOnes) {
    const Clips clips;
    const Measures measures = measure(clips.content, clips.style, clips.content);
    EXPECT_NEAR(measures.timbreReached, 0.0, kRounding);
    EXPECT_NEAR(measures.styleDistance, 1.0, kRounding);
    EXPECT_EQ(measures.contentDistance, 0.0);
    EXPECT_NEAR(measures.mfccFrechet, 1.0, kRounding);
    EXPECT_NEAR(measures.onsetCorrelation, 1.0, kRounding);
    EXPECT_NEAR(measures.chromaCorrelation, 1.0, kRounding);
    EXPECT_NEAR(measures.contourCorrelation, 1.0, kRounding);
}

TEST(Measure, theStyleItselfIsAtNoDistanceFromTheStyle) {
    const Clips clips;
    const Measures measures = measure(clips.content, clips.style, clips.style);
    EXPECT_NEAR(measures.timbreReached, 1.0, kRounding);
    EXPECT_GE(measures.styleDistance, 0.0);
    EXPECT_LE(measures.styleDistance, kRounding);
    EXPECT_LE(measures.mfccFrechet, kRounding);
    EXPECT_GT(measures.contentDistance, 0.1);
}

TEST(Measure, levelsDoNotMatterButForTheLoudness) {
    const Clips clips;
    const Measures before = measure(clips.content, clips.style, clips.output);
    const Measures after =
        measure(scaled(clips.content, 0.1F), scaled(clips.style, 2.5F), scaled(clips.output, 0.5F));
    expectRelative(after, before, kRounding);
    EXPECT_NEAR(after.loudnessLufs, before.loudnessLufs - 6.0206, 0.001);
}

TEST(Measure, theTimbreIsReachedWithOtherNotesToo) {
    const Measures measures =
        measure(richTone(220.0, 15.0), richTone(247.0, 3.0), richTone(220.0, 3.0));
    EXPECT_GT(measures.timbreReached, 0.8);
    EXPECT_LT(measures.timbreReached, 1.0);
    EXPECT_GT(measures.styleDistance, 0.3);
}

TEST(Measure, loudnessAndTruePeakAreThoseOfTheOutputFile) {
    const Clips clips;
    AudioClip output = clips.output;
    output.channels.push_back(output.channels[0]); // not of its mono mix
    const Measures measures = measure(clips.content, clips.style, output);
    const Loudness expected = loudnessOf(output);
    EXPECT_EQ(measures.loudnessLufs, expected.integratedLufs);
    EXPECT_EQ(measures.truePeakDbtp, expected.truePeakDbtp);
}

TEST(Measure, channelsAreMixedToMono) {
    const Clips clips;
    AudioClip stereo{clips.output.sampleRateHz, {clips.output.channels[0], {}}};
    stereo.channels[1].assign(clips.output.sampleCount(), 0.0F);
    expectRelative(measure(clips.content, clips.style, stereo),
                   measure(clips.content, clips.style, clips.output), kRounding);
}

TEST(Measure, theSameSoundAtAnotherRateMeasuresTheSame) {
    // Everything below 4 kHz, so that no rate loses any of it; resampling bends the ends a little.
    constexpr double kResampling = 0.01;
    const Measures low =
        measure(tone(220, 3, 22050, 2), tone(330, 5, 22050, 2), tone(247, 4, 22050, 2));
    const Measures high =
        measure(tone(220, 3, 44100, 2), tone(330, 5, 48000, 2), tone(247, 4, 96000, 2));
    expectRelative(high, low, kResampling);
}

TEST(Measure, correlationsTakeWhatContentAndOutputBothHave) {
    const Clips clips;
    const std::size_t half = clips.content.sampleCount() / 2;
    const Measures longOutput = measure(shortened(clips.content, half), clips.style, clips.content);
    const Measures longContent =
        measure(clips.content, clips.style, shortened(clips.content, half));
    for (const Measures& measures : {longOutput, longContent}) {
        EXPECT_NEAR(measures.onsetCorrelation, 1.0, kRounding);
        EXPECT_NEAR(measures.chromaCorrelation, 1.0, kRounding);
        EXPECT_NEAR(measures.contourCorrelation, 1.0, kRounding);
    }
    // The Fréchet distance is of whole clips: half of the content is not the content.
    EXPECT_GT(std::abs(longContent.mfccFrechet - 1.0), 1e-3);
}

TEST(Measure, aMelodyASemitoneUpKeepsTheContourAndLosesTheChroma) {
    const AudioClip content = tone(220, 3, 22050, 2);
    const AudioClip style = tone(330, 5, 22050, 2);
    const Measures measures = measure(content, style, tone(220 * 1.0594631, 3, 22050, 2));
    EXPECT_GT(measures.contourCorrelation, 0.99);
    EXPECT_LT(measures.chromaCorrelation, 0.5);
}

TEST(Measure, silentClipsAreNamed) {
    const Clips clips;
    const AudioClip silence = scaled(clips.content, 0.0F);
    EXPECT_NE(messageOf(silence, clips.style, clips.output).find("content clip is silent"),
              std::string::npos);
    EXPECT_NE(messageOf(clips.content, silence, clips.output).find("style clip is silent"),
              std::string::npos);
    EXPECT_NE(messageOf(clips.content, clips.style, silence).find("output clip is silent"),
              std::string::npos);
}

TEST(Measure, aTooShortClipIsAnErrorWithTheLeastLength) {
    const Clips clips;
    const std::string message =
        messageOf(shortened(clips.content, 1024), clips.style, clips.output);
    EXPECT_NE(message.find("content"), std::string::npos) << message;
    EXPECT_NE(message.find("47 ms"), std::string::npos) << message;
    EXPECT_NE(messageOf(clips.content, clips.style, AudioClip{}).find("output clip is empty"),
              std::string::npos);
    // 1025 samples, three frames, are enough; the data begin with silence, a tone does not.
    const AudioClip brief = shortened(tone(440, 3, 22050, 1), 1025);
    EXPECT_TRUE(std::isfinite(measure(brief, clips.style, brief).mfccFrechet));
}

TEST(Measure, contentThatEqualsTheStyleIsAnErrorAtAnyLevel) {
    const Clips clips;
    for (const float gain : {1.0F, 0.3F}) {
        const std::string message =
            messageOf(clips.content, scaled(clips.content, gain), clips.output);
        EXPECT_NE(message.find("same sound"), std::string::npos) << message;
    }
}

TEST(Measure, aSampleThatIsNoNumberIsAnError) {
    Clips clips;
    clips.output.channels[0][100] = std::nanf("");
    EXPECT_NE(messageOf(clips.content, clips.style, clips.output).find("no numbers"),
              std::string::npos);
}

} // namespace
} // namespace tonegraft
