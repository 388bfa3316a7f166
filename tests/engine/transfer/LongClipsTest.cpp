// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/OutputLevel.h"
#include "methods/statistics/Statistics.h"
#include "support/Tunes.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Transfer.h"
#include "transfer/MemoryEstimate.h"
#include "transfer/RunLoop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 8000; // where a minute is worked off in a second
constexpr int kSteps = 6;
constexpr int kPieces = 4;
constexpr LongClips kShortPieces{100, 90, 20, 2048}; // 2.1 s, of which 0.5 s overlap

struct Watcher : TransferObserver {
    void onProgress(const Progress& progress, const LossPoint&) override {
        progresses.push_back(progress);
        if (react) {
            react(progress);
        }
    }
    bool wantsSnapshots() const override { return watched; }
    void onSnapshot(std::shared_ptr<const Snapshot> snapshot) override {
        snapshots.push_back(std::move(snapshot));
    }
    void onAudible(std::shared_ptr<const AudibleState> state) override {
        heard.push_back(std::move(state));
    }
    bool watched = false;
    std::vector<Progress> progresses;
    std::vector<std::shared_ptr<const Snapshot>> snapshots;
    std::vector<std::shared_ptr<const AudibleState>> heard;
    std::function<void(const Progress&)> react;
};

TransferSettings quickSettings() {
    TransferSettings settings = defaultSettings("statistics");
    settings.steps = kSteps;
    return settings;
}

const AudioClip& longContent() {
    static const AudioClip clip = melody(kRateHz, 1, static_cast<std::size_t>(kRateHz) * 70);
    return clip;
}

const AudioClip& briefStyle() {
    static const AudioClip clip = buzz(kRateHz, 1, static_cast<std::size_t>(kRateHz) * 2);
    return clip;
}

TransferResult run(const AudioClip& content, const AudioClip& style, Watcher& watcher,
                   RunControl& control, const TransferSettings& settings = quickSettings()) {
    return runTransfer(content, style, settings, watcher, control);
}

TransferResult run(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings = quickSettings()) {
    Watcher watcher;
    RunControl control;
    return run(content, style, watcher, control, settings);
}

// A run with other limits than the method's own.
AudioClip outputWith(const LongClips& limits, const AudioClip& content, const AudioClip& style,
                     TransferSettings settings = defaultSettings("statistics")) {
    Watcher watcher;
    RunControl control;
    ThreadPool pool(settings.threads);
    std::vector<Message> warnings;
    RunClock clock;
    const auto recipe =
        statisticsRecipe({content, style, settings, pool, warnings, nullptr}, limits);
    RunLoop loop(*recipe, settings, watcher, control, pool, clock, {});
    std::vector<float> z = recipe->start();
    loop.run(z);
    return recipe->audio(z.data(), false, [] { return false; }).clip;
}

AudioClip part(const AudioClip& clip, double fromSeconds, double toSeconds) {
    Piece piece;
    piece.first = static_cast<std::size_t>(fromSeconds * clip.sampleRateHz);
    piece.count = static_cast<std::size_t>(toSeconds * clip.sampleRateHz) - piece.first;
    return samplesOf(clip, piece);
}

// 1: the same but for the level.
double likeness(const AudioClip& a, const AudioClip& b) {
    double shared = 0.0;
    for (std::size_t i = 0; i < a.sampleCount(); ++i) {
        shared += static_cast<double>(a.channels[0][i]) * b.channels[0][i];
    }
    return shared / (rmsOf(a) * rmsOf(b) * static_cast<double>(a.sampleCount()));
}

// From where on the output is said to be the content; -1: nowhere.
int secondOfContent(const TransferResult& result) {
    for (const Message& warning : result.warnings) {
        if (warning.code == MessageCode::contentFrom) {
            return std::stoi(warning.arguments.at(0));
        }
    }
    return -1;
}

double largestStep(const AudioClip& clip) {
    double largest = 0.0;
    for (std::size_t i = 1; i < clip.sampleCount(); ++i) {
        largest = std::max(largest, std::fabs(static_cast<double>(clip.channels[0][i]) -
                                              static_cast<double>(clip.channels[0][i - 1])));
    }
    return largest;
}

} // namespace

TEST(LongClips, InPiecesTakeOverAsMuchOfTheStyleAsWhole) {
    const AudioClip content = melody(22050, 1, 22050 * 8);
    const AudioClip style = buzz(22050, 1, 22050 * 3);
    const Measures whole = measure(content, style, outputWith({}, content, style));
    const Measures pieces = measure(content, style, outputWith(kShortPieces, content, style));
    EXPECT_LT(pieces.styleDistance, 1.2 * whole.styleDistance + 0.01);
    EXPECT_NEAR(pieces.contentDistance, whole.contentDistance, 0.1 * whole.contentDistance);
    EXPECT_GT(pieces.chromaCorrelation, whole.chromaCorrelation - 0.02);
    EXPECT_GT(pieces.contourCorrelation, whole.contourCorrelation - 0.05);
}

TEST(LongClips, OfASteadyTextureHaveNeitherDipsNorClicksAtTheJoins) {
    const AudioClip content = monoClip(22050, noise(22050 * 8, 0.3, 5));
    const AudioClip style = buzz(22050, 1, 22050 * 3);
    const AudioClip output = outputWith(kShortPieces, content, style);
    const AudioClip whole = outputWith({}, content, style);
    constexpr double kFromSeconds = 0.2; // the clip's own ends are the content's
    constexpr double kWindowSeconds = 0.25;
    double softest = 1e9;
    double loudest = 0.0;
    for (double at = kFromSeconds; at + kWindowSeconds < 7.8; at += kWindowSeconds) {
        const double level = rmsOf(part(output, at, at + kWindowSeconds)) /
                             rmsOf(part(whole, at, at + kWindowSeconds));
        softest = std::min(softest, level);
        loudest = std::max(loudest, level);
    }
    EXPECT_LT(loudest / softest, std::pow(10.0, 3.0 / 20.0));
    EXPECT_LT(largestStep(output) / rmsOf(output), 1.25 * largestStep(whole) / rmsOf(whole));
}

TEST(LongClips, GiveTheSameSamplesOnAnyNumberOfThreads) {
    const AudioClip content = melody(kRateHz, 2, kRateHz * 6);
    TransferSettings settings = quickSettings();
    settings.threads = 1;
    const AudioClip one = outputWith(kShortPieces, content, briefStyle(), settings);
    settings.threads = 3;
    EXPECT_EQ(outputWith(kShortPieces, content, briefStyle(), settings).channels, one.channels);
}

TEST(LongClips, InPiecesCanDoWithoutEitherDomainAndWithSeveralKernels) {
    const AudioClip content = melody(kRateHz, 1, kRateHz * 6);
    for (const Domain domain : {Domain::spectrogram, Domain::waveform}) {
        TransferSettings settings = quickSettings();
        settings.domain = domain;
        settings.secondKernelSize = 9;
        settings.measureOn = MeasureOn::both;
        const AudioClip output = outputWith(kShortPieces, content, briefStyle(), settings);
        const Measures reached = measure(content, briefStyle(), output);
        EXPECT_LT(reached.styleDistance, 0.8) << static_cast<int>(domain);
        EXPECT_GT(reached.chromaCorrelation, 0.8) << static_cast<int>(domain);
    }
}

TEST(LongClips, ShowOneProgressAndOneCurveOverAllPieces) {
    Watcher watcher;
    watcher.watched = true;
    RunControl control;
    control.setListening(true);
    const TransferResult result = run(longContent(), briefStyle(), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::finished);
    EXPECT_EQ(secondOfContent(result), -1);
    ASSERT_EQ(result.losses.size(), static_cast<std::size_t>(kPieces * kSteps));
    EXPECT_EQ(result.losses.back().step, kPieces * kSteps);
    EXPECT_NEAR(result.losses.front().style, 1.0, 1e-3);
    for (int k = 1; k < kPieces; ++k) {
        EXPECT_LT(result.losses[k * kSteps + kSteps - 1].style,
                  result.losses[k * kSteps - 1].style);
    }
    EXPECT_LT(result.losses.back().style, 0.5);
    for (const Progress& progress : watcher.progresses) {
        EXPECT_TRUE(progress.stage == Stage::preparing || progress.stage == Stage::finishing ||
                    progress.steps == kPieces * kSteps);
    }
    const Spectrogram content = spectrogramOf(longContent());
    ASSERT_GT(watcher.snapshots.size(), static_cast<std::size_t>(kPieces));
    for (const auto& snapshot : watcher.snapshots) {
        ASSERT_EQ(snapshot->output.magnitudes.size(), content.magnitudes.size());
    }
    const auto lastQuarter = static_cast<std::ptrdiff_t>(content.magnitudes.size() * 4 / 5);
    EXPECT_TRUE(std::equal(content.magnitudes.begin() + lastQuarter, content.magnitudes.end(),
                           watcher.snapshots.front()->output.magnitudes.begin() + lastQuarter));
    ASSERT_FALSE(watcher.heard.empty());
    EXPECT_EQ(watcher.heard.front()->clip.sampleCount(), longContent().sampleCount());
}

TEST(LongClips, StoppedInTheSecondPieceAreTheContentFromThereOnAndSaySo) {
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& progress) {
        if (progress.step == kSteps + kSteps / 2) {
            control.stop();
        }
    };
    const TransferResult result = run(longContent(), briefStyle(), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::stopped);
    EXPECT_EQ(result.losses.size(), static_cast<std::size_t>(kSteps + kSteps / 2));
    ASSERT_EQ(result.output.sampleCount(), longContent().sampleCount());
    const double from = secondOfContent(result) + 1.0;
    EXPECT_GT(from, 20.0);
    EXPECT_LT(from, 40.0);
    const auto likenessOfPart = [&](double begin, double end) {
        return likeness(part(result.output, begin, end), part(longContent(), begin, end));
    };
    EXPECT_GT(likenessOfPart(from, 70.0), 0.9999);
    EXPECT_LT(likenessOfPart(0.0, 15.0), 0.99);
    EXPECT_LT(likenessOfPart(20.0, 30.0), 0.99);
}

TEST(LongClips, CancelledInTheSecondPieceGiveNothing) {
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& progress) {
        if (progress.step == kSteps + 1) {
            control.cancel();
        }
    };
    const TransferResult result = run(longContent(), briefStyle(), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::cancelled);
    EXPECT_TRUE(result.output.empty());
    EXPECT_EQ(result.losses.size(), static_cast<std::size_t>(kSteps + 1));
}

TEST(LongClips, WithFewerStepsOnTheWayGoOnThroughAllPieces) {
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& progress) {
        if (progress.step == kSteps + 1) {
            control.steer("steps", 4);
        }
    };
    const TransferResult result = run(longContent(), briefStyle(), watcher, control);
    EXPECT_EQ(result.losses.size(), static_cast<std::size_t>(kSteps + 4 + 4 + 4));
    EXPECT_LT(likeness(part(result.output, 60.0, 69.0), part(longContent(), 60.0, 69.0)), 0.99);
}

TEST(LongClips, KeepTheSilenceThatFillsWholePieces) {
    AudioClip content = longContent();
    std::fill(content.channels[0].begin() + kRateHz * 15,
              content.channels[0].begin() + kRateHz * 55, 0.0F);
    const AudioClip output = run(content, briefStyle()).output;
    EXPECT_LT(rmsOf(part(output, 20.0, 50.0)), 1e-3 * rmsOf(output));
    EXPECT_GT(rmsOf(part(output, 56.0, 70.0)), 0.3 * rmsOf(output));
    EXPECT_LT(likeness(part(output, 56.0, 69.0), part(content, 56.0, 69.0)), 0.99);
}

TEST(LongClips, AsStyleAreStoodForByWhatTheSeedDraws) {
    AudioClip style = buzz(kRateHz, 1, static_cast<std::size_t>(kRateHz) * 70);
    for (std::size_t i = 0; i < style.sampleCount() / 2; ++i) { // its halves differ
        style.channels[0][i] *= 0.3F;
    }
    const AudioClip content = melody(kRateHz, 1, kRateHz * 2);
    TransferSettings settings = quickSettings();
    const TransferResult one = run(content, style, settings);
    ASSERT_FALSE(one.warnings.empty());
    EXPECT_EQ(one.warnings[0].code, MessageCode::styleFramesChosen);
    EXPECT_EQ(run(content, style, settings).output.channels, one.output.channels);
    settings.seed = 2;
    EXPECT_NE(run(content, style, settings).output.channels, one.output.channels);
    const AudioClip brief = part(style, 30.0, 40.0);
    const auto withTwo = run(content, brief, settings).output.channels;
    settings.seed = 1;
    EXPECT_EQ(run(content, brief, settings).output.channels, withTwo) << "measured whole";
}

TEST(LongClips, TakeTimeInProportionAndTheMemoryOfAPieceAndTheClips) {
    const TransferSettings settings = defaultSettings("statistics");
    const ClipShape style{44100, 2, 10.0};
    const auto sizeOf = [&](double seconds) {
        return runSize({44100, 2, seconds}, style, settings);
    };
    EXPECT_NEAR(sizeOf(1200).productFlop / sizeOf(600).productFlop, 2.0, 0.05);
    EXPECT_NEAR(sizeOf(240).productFlop / sizeOf(120).productFlop, 2.0, 0.2);
    EXPECT_GT(sizeOf(60.0).productFlop, sizeOf(60.1).productFlop) << "a minute is one piece";
    const double clip = 600.0 * 44100 * 2 * sizeof(float);
    EXPECT_LT(sizeOf(1200).bytes - sizeOf(600).bytes, 4.0 * clip);
    const auto bytes = [&](double styleSeconds) {
        return static_cast<double>(
            estimatedPeakBytes({44100, 2, 20.0}, {44100, 2, styleSeconds}, settings));
    };
    EXPECT_LT(bytes(600) - bytes(300), 1.5 * clip);
}
