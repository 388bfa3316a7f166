// SPDX-License-Identifier: GPL-3.0-or-later
// The default method, on tunes of two synthetic instruments whose right answer is known.
#include "methods/tonegraft/Tonegraft.h"
#include "engine/transfer/MethodRuns.h"
#include "support/Notes.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr double kSeconds = 3.0;
constexpr int kRateHz = 22050;

const Partials kMellow{1.0, 0.3, 0.1};
const Partials kReedy{0.4, 0.1, 1.0, 0.15, 0.8, 0.1, 0.6, 0.1, 0.4};

std::vector<NoteEvent> tune() {
    return {note(0.1, 0.5, 60), note(0.6, 1.0, 64), note(1.1, 1.5, 67), note(1.6, 2.0, 62),
            note(2.1, 2.7, 65)};
}

AudioClip content() {
    return playedTones(tune(), kMellow, kSeconds, kRateHz);
}
AudioClip style() {
    return playedTones(
        {note(0.1, 0.6, 62), note(0.7, 1.2, 65), note(1.3, 1.8, 69), note(1.9, 2.6, 60)}, kReedy,
        kSeconds, kRateHz);
}
AudioClip truth() {
    return playedTones(tune(), kReedy, kSeconds, kRateHz);
}

TransferSettings quick() {
    TransferSettings settings = defaultSettings("tonegraft");
    settings.steps = 3;
    return settings;
}

TransferResult transferred(const TransferSettings& settings, const AudioClip& of = content()) {
    Watcher watcher;
    RunControl control;
    return runTransfer(of, style(), settings, watcher, control);
}

// Root mean square of the difference in dB over third octaves of the whole clip, levels matched.
std::vector<double> colorDb(const AudioClip& clip) {
    constexpr int kThirds = 18;
    std::vector<double> powers(kThirds, 0.0);
    const std::vector<float>& samples = clip.channels[0];
    for (int third = 0; third < kThirds; ++third) {
        // Goertzel at a few frequencies of the third octave.
        for (int part = 0; part < 10; ++part) {
            const double hz = 200.0 * std::exp2((third + part / 10.0) / 3.0);
            const double step = 2.0 * kPi * hz / clip.sampleRateHz;
            double re = 0.0;
            double im = 0.0;
            for (std::size_t i = 0; i < samples.size(); ++i) {
                re += samples[i] * std::cos(step * static_cast<double>(i));
                im += samples[i] * std::sin(step * static_cast<double>(i));
            }
            powers[third] += re * re + im * im;
        }
    }
    double sum = 0.0;
    for (const double power : powers) {
        sum += power;
    }
    for (double& power : powers) {
        power = 10.0 * std::log10(power / sum + 1e-5);
    }
    return powers;
}

double colorDistanceDb(const AudioClip& a, const AudioClip& b) {
    const std::vector<double> x = colorDb(a);
    const std::vector<double> y = colorDb(b);
    double squares = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        squares += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return std::sqrt(squares / static_cast<double>(x.size()));
}

/// How strong one frequency is in a clip, as an amplitude.
double amplitudeAt(double hz, const AudioClip& clip) {
    const std::vector<float>& samples = clip.channels[0];
    const double step = 2.0 * kPi * hz / clip.sampleRateHz;
    double re = 0.0;
    double im = 0.0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        // A window, so that what is beside it does not count.
        const double place = static_cast<double>(i) / static_cast<double>(samples.size());
        const double weight = 0.5 - 0.5 * std::cos(2.0 * kPi * place);
        re += weight * samples[i] * std::cos(step * static_cast<double>(i));
        im += weight * samples[i] * std::sin(step * static_cast<double>(i));
    }
    return 4.0 * std::sqrt(re * re + im * im) / static_cast<double>(samples.size());
}

double differenceShare(const AudioClip& a, const AudioClip& b) {
    double difference = 0.0;
    double power = 0.0;
    for (std::size_t i = 0; i < a.sampleCount(); ++i) {
        const double x = a.channels[0][i];
        difference += (x - b.channels[0][i]) * (x - b.channels[0][i]);
        power += x * x;
    }
    return difference / power;
}

} // namespace

TEST(TonegraftMethod, TakesTheTunesColorToTheStyles) {
    const AudioClip output = transferred(quick()).output;
    const double asItWas = colorDistanceDb(content(), truth());
    EXPECT_LT(colorDistanceDb(output, truth()), 0.4 * asItWas);
}

TEST(TonegraftMethod, AtStyleWeightZeroTheContentComesBack) {
    TransferSettings settings = quick();
    settings.styleWeight = 0.0;
    EXPECT_LT(differenceShare(content(), transferred(settings).output), 1e-3);
}

TEST(TonegraftMethod, MoreStyleWeightGoesFurther) {
    double last = -1.0;
    for (const double weight : {0.0, 0.3, 0.7, 1.0}) {
        TransferSettings settings = quick();
        settings.styleWeight = weight;
        const double distance = colorDistanceDb(transferred(settings).output, content());
        EXPECT_GT(distance, last) << weight;
        last = distance;
    }
}

TEST(TonegraftMethod, AnOctaveHigherATonesPitchIsTwiceAsHigh) {
    const Partials weakerAbove{1.0, 0.5, 0.3, 0.2, 0.1};
    const AudioClip tone = playedTones({note(0.3, 2.6, 57)}, weakerAbove, kSeconds, kRateHz);
    const AudioClip brass =
        playedTones({note(0.2, 1.3, 69), note(1.5, 2.7, 71)}, {1.0, 0.8, 0.6}, kSeconds, kRateHz);
    // Keep melody compares pitch classes, so it leaves the octave alone.
    for (const double keepMelody : {defaultSettings("tonegraft").keepMelody, 1.0}) {
        for (const int octave : {0, 1}) {
            TransferSettings settings = defaultSettings("tonegraft");
            settings.octave = octave;
            settings.keepMelody = keepMelody;
            Watcher watcher;
            RunControl control;
            const TransferResult result = runTransfer(tone, brass, settings, watcher, control);
            const double ratio =
                amplitudeAt(220.0, result.output) / amplitudeAt(440.0, result.output);
            if (octave == 0) {
                EXPECT_GT(ratio, 0.5) << keepMelody; // nothing is there an octave higher
            } else {
                EXPECT_LT(ratio, 0.03) << keepMelody; // 30 dB
            }
            ASSERT_FALSE(result.notes.empty());
            EXPECT_EQ(result.notes.front().pitch, 57 + 12 * octave);
        }
    }
}

TEST(TonegraftMethod, FollowsTheContentsSwellsWhenAsked) {
    const auto swelling = [](double dbPerSecond) {
        return playedTones({note(0.2, 2.6, 60)}, kMellow, kSeconds, kRateHz, dbPerSecond);
    };
    const AudioClip steady = playedTones({note(0.2, 2.6, 62)}, kReedy, kSeconds, kRateHz);
    const auto fallDb = [](const AudioClip& clip) {
        const auto part = [&](double seconds) {
            const auto first = clip.channels[0].begin() + static_cast<int>(seconds * kRateHz);
            return rms(std::vector<float>(first, first + kRateHz / 4));
        };
        return 20.0 * std::log10(part(0.5) / part(2.1));
    };
    std::array<double, 2> falls{};
    for (const int follow : {0, 1}) {
        TransferSettings settings = quick();
        settings.followDynamics = follow;
        settings.keepDynamics = 0.0;
        Watcher watcher;
        RunControl control;
        falls[follow] =
            fallDb(runTransfer(swelling(8.0), steady, settings, watcher, control).output);
    }
    EXPECT_GT(falls[1], falls[0] + 4.0);
}

TEST(TonegraftMethod, GivesTheSameSamplesOnAnyNumberOfThreads) {
    TransferSettings settings = quick();
    settings.threads = 1;
    const TransferResult one = transferred(settings);
    settings.threads = 3;
    EXPECT_EQ(transferred(settings).output.channels, one.output.channels);
}

TEST(TonegraftMethod, KeepsTheContentsFormat) {
    AudioClip stereo = playedTones(tune(), kMellow, kSeconds, 44100);
    stereo.channels.push_back(stereo.channels[0]);
    for (float& sample : stereo.channels[1]) {
        sample *= 0.5F;
    }
    const AudioClip output = transferred(quick(), stereo).output;
    EXPECT_EQ(output.sampleRateHz, 44100);
    EXPECT_EQ(output.channelCount(), 2);
    EXPECT_EQ(output.sampleCount(), stereo.sampleCount());
}

TEST(TonegraftMethod, TakesChannelsThatCancelEachOther) {
    AudioClip clip = content();
    clip.channels.push_back(clip.channels[0]);
    for (float& sample : clip.channels[1]) {
        sample = -sample;
    }
    const AudioClip output = transferred(quick(), clip).output;
    EXPECT_GT(rms(output.channels[0]), 0.3 * rms(clip.channels[0]));
}

TEST(TonegraftMethod, ALongContentInPiecesIsWhatItIsAsAWhole) {
    ThreadPool pool(2);
    std::vector<Message> warnings;
    const TransferSettings settings = quick();
    const AudioClip clip = content();
    const AudioClip other = style();
    const RecipeInput input{clip, other, settings, pool, warnings};
    LongClips whole;
    LongClips pieces;
    pieces.wholeFrames = 60;
    pieces.pieceFrames = 60;
    pieces.overlapFrames = 12;
    std::array<AudioClip, 2> outputs;
    for (int i = 0; i < 2; ++i) {
        const auto recipe = tonegraftRecipe(input, i == 0 ? whole : pieces);
        std::vector<float> z = recipe->start();
        for (int piece = 1; piece < recipe->pieces(); ++piece) {
            z = recipe->nextPiece(std::move(z), [] { return false; });
        }
        EXPECT_EQ(recipe->pieces() > 1, i == 1);
        outputs[i] = recipe->audio(z.data(), false, [] { return false; }).clip;
    }
    // Pieces keep their own levels and ends.
    EXPECT_LT(differenceShare(outputs[0], outputs[1]), 0.05);
}
