// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/Graft.h"
#include "dsp/Stft.h"
#include "support/Notes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

using test::note;
using test::playedTones;

const test::Partials kDark = {1.0, 0.5, 0.2, 0.1, 0.05, 0.05, 0.02, 0.02, 0.01};
const test::Partials kReed = {0.5, 0.05, 0.6, 0.05, 0.5, 0.05, 0.4, 0.05, 0.3};
const std::vector<NoteEvent> kTune = {note(0.2, 0.6, 60), note(0.6, 1.0, 64), note(1.0, 1.9, 62),
                                      note(2.2, 2.9, 67)};
const std::vector<NoteEvent> kOther = {note(0.1, 0.7, 59), note(0.7, 1.5, 65), note(1.5, 2.1, 63),
                                       note(2.1, 2.9, 68)};
constexpr double kSeconds = 3.5;

using Levels = std::vector<std::vector<double>>; // [frames][bins] in dB

Levels levelsOf(const AudioClip& clip) {
    ThreadPool pool(1);
    Stft<float> stft(analysisShape(clip.sampleRateHz), clip.sampleCount(), pool);
    const double scale = 0.1 / test::rms(clip.channels[0]);
    Levels levels(stft.frames());
    stft.forEachFrame(clip.channels[0].data(), [&](int t, const std::complex<float>* bins) {
        for (int bin = 0; bin < 600; ++bin) {
            levels[t].push_back(20.0 * std::log10(scale * std::abs(bins[bin]) + 0.03));
        }
    });
    return levels;
}

/// Mean over the frames of the RMS over the bins.
double distance(const AudioClip& a, const AudioClip& b) {
    const Levels of = levelsOf(a);
    const Levels to = levelsOf(b);
    double sum = 0.0;
    for (std::size_t t = 0; t < of.size(); ++t) {
        double squares = 0.0;
        for (std::size_t bin = 0; bin < of[t].size(); ++bin) {
            squares += std::pow(of[t][bin] - to[t][bin], 2.0);
        }
        sum += std::sqrt(squares / static_cast<double>(of[t].size()));
    }
    return sum / static_cast<double>(of.size());
}

/// The content with each bin's mean level moved to that of the style.
AudioClip matchEqualized(const AudioClip& content, const AudioClip& style) {
    ThreadPool pool(1);
    const auto means = [&](const AudioClip& clip) {
        Stft<float> stft(analysisShape(clip.sampleRateHz), clip.sampleCount(), pool);
        std::vector<std::vector<float>> powers(stft.frames());
        stft.forEachFrame(clip.channels[0].data(), [&](int t, const std::complex<float>* bins) {
            for (int bin = 0; bin < stft.bins(); ++bin) {
                powers[t].push_back(std::norm(bins[bin]));
            }
        });
        std::vector<double> mean(stft.bins(), 1e-6);
        for (const auto& frame : powers) {
            for (std::size_t bin = 0; bin < mean.size(); ++bin) {
                // Over 21 bins, no narrower than partials are apart.
                for (std::size_t near = bin < 10 ? 0 : bin - 10;
                     near < std::min(mean.size(), bin + 11); ++near) {
                    mean[bin] += frame[near];
                }
            }
        }
        return mean;
    };
    const auto from = means(content);
    const auto to = means(style);
    AudioClip result = content;
    Stft<float> stft(analysisShape(content.sampleRateHz), content.sampleCount(), pool);
    stft.throughSpectrum(
        content.channels[0].data(),
        [&](int, std::complex<float>* bins) {
            for (int bin = 0; bin < stft.bins(); ++bin) {
                bins[bin] *=
                    static_cast<float>(std::clamp(std::sqrt(to[bin] / from[bin]), 0.1, 10.0));
            }
        },
        result.channels[0].data());
    return result;
}

Graft graftOfTunes(const AudioClip& content, const AudioClip& style, int threads = 2,
                   const GraftSettings& settings = {}) {
    ThreadPool pool(threads);
    GraftInput input{content, style, kTune, kOther, pool};
    input.settings = settings;
    return graftOf(input);
}

TEST(Graft, OfATuneOnAnotherInstrumentIsNearerToTheTruthThanAnEqualizer) {
    const AudioClip content = playedTones(kTune, kDark, kSeconds);
    const AudioClip style = playedTones(kOther, kReed, kSeconds);
    const AudioClip truth = playedTones(kTune, kReed, kSeconds);
    const double untouched = distance(content, truth);
    const double equalized = distance(matchEqualized(content, style), truth);
    const Graft graft = graftOfTunes(content, style);
    EXPECT_EQ(graft.weight, 1.0);
    EXPECT_LT(equalized, untouched); // the equalizer is a fair one
    EXPECT_LT(distance(graft.tonal, truth), 0.6 * equalized);
}

TEST(Graft, OfAClipOnItselfIsNearlyThatClip) {
    const AudioClip content = playedTones(kTune, kReed, kSeconds);
    ThreadPool pool(2);
    const Graft graft = graftOf({content, content, kTune, kTune, pool});
    EXPECT_LT(distance(graft.tonal, content), 1.0);
}

TEST(Graft, KnowsTheNotesOfAnOrganThatSoundsOctavesBelowThem) {
    std::vector<NoteEvent> sounding = kTune; // two octaves below, and at 1/2, 1, 2
    for (NoteEvent& of : sounding) {
        of.pitch -= 24;
    }
    const test::Partials organ = {0.9, 1.0, 0.0, 0.6, 0.0, 0.2, 0.0, 0.4};
    const AudioClip content = playedTones(sounding, organ, kSeconds);
    const AudioClip style = playedTones(kOther, kReed, kSeconds);
    const Graft graft = graftOfTunes(content, style);
    EXPECT_GT(graft.contentTonalShare, 0.9);
    EXPECT_EQ(graft.weight, 1.0);
    const AudioClip truth = playedTones(kTune, kReed, kSeconds);
    EXPECT_LT(distance(graft.tonal, truth), 0.5 * distance(content, truth));
}

TEST(Graft, HasTheContentsFormatWhateverTheStyles) {
    AudioClip content = playedTones(kTune, kDark, kSeconds, 44100);
    content.channels.push_back(content.channels[0]);
    const AudioClip style = playedTones(kOther, kReed, 3.0, 44100);
    const Graft graft = graftOfTunes(content, style);
    for (const AudioClip* clip : {&graft.tonal, &graft.untuned}) {
        EXPECT_EQ(clip->channelCount(), 2);
        EXPECT_EQ(clip->sampleCount(), content.sampleCount());
        EXPECT_EQ(clip->sampleRateHz, 44100);
    }
    EXPECT_EQ(graft.tonal.channels[0], graft.tonal.channels[1]);
}

TEST(Graft, IsTheSameOnAnyNumberOfThreads) {
    const AudioClip content = playedTones(kTune, kDark, kSeconds);
    const AudioClip style = playedTones(kOther, kReed, kSeconds);
    const Graft one = graftOfTunes(content, style, 1);
    const Graft three = graftOfTunes(content, style, 3);
    EXPECT_EQ(one.tonal.channels, three.tonal.channels);
    EXPECT_EQ(one.untuned.channels, three.untuned.channels);
}

TEST(Graft, PlaysTheContentsNotesAnOctaveHigher) {
    const AudioClip content = playedTones(kTune, kDark, kSeconds);
    const AudioClip style = playedTones(kOther, kReed, kSeconds);
    GraftSettings settings;
    settings.octave = 1;
    const Graft graft = graftOfTunes(content, style, 2, settings);
    std::vector<NoteEvent> higher = kTune;
    for (NoteEvent& of : higher) {
        of.pitch += 12;
    }
    EXPECT_EQ(graft.contentNotes[0].pitch, kTune[0].pitch + 12);
    const double right = distance(graft.tonal, playedTones(higher, kReed, kSeconds));
    EXPECT_LT(right, 0.6 * distance(graft.tonal, playedTones(kTune, kReed, kSeconds)));
}

TEST(Graft, FollowsTheContentsDynamicsInsideNotesIfAsked) {
    const std::vector<NoteEvent> one = {note(0.2, 2.2, 60), note(2.5, 3.2, 64)};
    const std::vector<NoteEvent> styleNotes = {note(0.2, 2.4, 61), note(2.6, 3.2, 63)};
    const AudioClip content = playedTones(one, kDark, kSeconds, 22050, 10.0);
    const AudioClip style = playedTones(styleNotes, kReed, kSeconds);
    const auto fallDb = [](const AudioClip& clip) {
        const std::vector<float>& samples = clip.channels[0];
        const auto level = [&](double from) {
            const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(from * 22050);
            return 20.0 * std::log10(test::rms(std::vector<float>(begin, begin + 4410)));
        };
        return level(0.5) - level(1.8);
    };
    ThreadPool pool(2);
    GraftInput input{content, style, one, styleNotes, pool};
    EXPECT_NEAR(fallDb(graftOf(input).tonal), 0.0, 1.5);
    input.settings.followDynamics = 1.0;
    EXPECT_NEAR(fallDb(graftOf(input).tonal), 13.0, 2.0);
}

TEST(Graft, OfAContentWithoutNotesIsItsSoundUnderTheStylesEnvelope) {
    const AudioClip content = test::monoClip(22050, test::noise(44100, 0.1));
    const AudioClip style = playedTones(kOther, kDark, kSeconds);
    ThreadPool pool(2);
    const Graft graft = graftOf({content, style, {}, kOther, pool});
    EXPECT_EQ(graft.weight, 0.0);
    EXPECT_EQ(test::rms(graft.tonal.channels[0]), 0.0);
    EXPECT_NEAR(test::rms(graft.untuned.channels[0]), test::rms(content.channels[0]), 0.01);
    // The dark instrument has little above 2 kHz (bin 186).
    const auto highShare = [](const AudioClip& clip) {
        double high = 0.0;
        double all = 0.0;
        for (const auto& frame : levelsOf(clip)) {
            for (std::size_t bin = 0; bin < frame.size(); ++bin) {
                const double power = std::pow(10.0, frame[bin] / 10.0);
                all += power;
                high += bin > 186 ? power : 0.0;
            }
        }
        return high / all;
    };
    EXPECT_LT(highShare(graft.untuned), 0.5 * highShare(content));
}

TEST(Graft, KeepsRestsSilent) {
    const AudioClip content = playedTones(kTune, kDark, kSeconds);
    const AudioClip style = playedTones(kOther, kReed, kSeconds);
    const Graft graft = graftOfTunes(content, style);
    const std::vector<float>& samples = graft.tonal.channels[0];
    for (auto i = static_cast<std::size_t>(3.3 * 22050); i < samples.size(); ++i) {
        ASSERT_LT(std::abs(samples[i]), 0.002F);
    }
}

} // namespace
} // namespace tonegraft
