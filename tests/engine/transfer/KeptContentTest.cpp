// SPDX-License-Identifier: GPL-3.0-or-later
// What every output keeps of its content, whatever the method.
#include "engine/transfer/MethodRuns.h"

#include "audio/level/LevelMeters.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Loudness.h"

#include <algorithm>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr double kSameLu = 0.5;

AudioClip fromFile(const std::string& name) {
    return readClip(std::string(TONEGRAFT_TEST_DATA) + "/cases/" + name).clip;
}

AudioClip part(const AudioClip& clip, std::size_t begin, std::size_t end) {
    AudioClip result{clip.sampleRateHz, {}};
    for (const std::vector<float>& channel : clip.channels) {
        result.channels.emplace_back(channel.begin() + static_cast<std::ptrdiff_t>(begin),
                                     channel.begin() + static_cast<std::ptrdiff_t>(end));
    }
    return result;
}

float peakOf(const AudioClip& clip) {
    float peak = 0.0F;
    for (const std::vector<float>& channel : clip.channels) {
        for (const float sample : channel) {
            peak = std::max(peak, std::fabs(sample));
        }
    }
    return peak;
}

AudioClip raised(AudioClip clip, float offset) {
    for (std::vector<float>& channel : clip.channels) {
        for (float& sample : channel) {
            sample += offset;
        }
    }
    return clip;
}

double difference(const AudioClip& a, const AudioClip& b) {
    std::vector<float> rest = a.channels[0];
    for (std::size_t i = 0; i < rest.size(); ++i) {
        rest[i] -= b.channels[0][i];
    }
    return rms(rest) / rms(a.channels[0]);
}

const char* const kMethods[] = {"tonegraft", "musaic", "grinstein", "ulyanov"};

TransferSettings settingsFor(const std::string& method) {
    TransferSettings settings = quickSettings(method);
    if (method == "grinstein") {
        settings.start = Start::content;
    }
    return settings;
}

} // namespace

TEST(KeptContent, HalfASecondOfSilenceBeforeAClipChangesNothingBehindIt) {
    const AudioClip style = buzz(22050, 1, 30000);
    AudioClip content = melody(22050, 1, 30000);
    content.channels[0][0] = 1e-3F; // which is no silence
    AudioClip late = content;
    late.channels[0].insert(late.channels[0].begin(), 11025, 0.0F);
    for (const char* method : kMethods) {
        const AudioClip alone = run(settingsFor(method), content, style).output;
        const AudioClip after = run(settingsFor(method), late, style).output;
        ASSERT_EQ(after.sampleCount(), late.sampleCount()) << method;
        EXPECT_EQ(peakOf(part(after, 0, 11025)), 0.0F) << method;
        AudioClip music = part(after, 11025, after.sampleCount());
        // The meter's blocks of 400 ms lie otherwise.
        const double gain = rms(alone.channels[0]) / rms(music.channels[0]);
        EXPECT_NEAR(20.0 * std::log10(gain), 0.0, 1.0) << method;
        for (float& sample : music.channels[0]) {
            sample = static_cast<float>(sample * gain);
        }
        EXPECT_LT(difference(alone, music), 0.06) << method; // limited at another gain
    }
}

TEST(KeptContent, SilenceBetweenAndBehindSoundsStaysDigitalSilence) {
    AudioClip content = melody(22050, 2, 60000);
    for (std::vector<float>& channel : content.channels) {
        std::fill(channel.begin() + 20000, channel.begin() + 40000, 0.0F);
        std::fill(channel.begin() + 55000, channel.end(), 0.0F);
    }
    for (const char* method : kMethods) {
        const AudioClip output = run(settingsFor(method), content, buzz(22050, 1, 30000)).output;
        ASSERT_EQ(output.sampleCount(), 60000U) << method;
        EXPECT_EQ(peakOf(part(output, 20000, 40000)), 0.0F) << method;
        EXPECT_EQ(peakOf(part(output, 55000, 60000)), 0.0F) << method;
        EXPECT_GT(peakOf(part(output, 40000, 55000)), 0.05F) << method;
    }
}

TEST(KeptContent, OfARecordingWithSilenceBeforeItTheMusicIsAsLoudAsBefore) {
    const AudioClip content = fromFile("lead_silence.flac");
    const TransferResult result = run(settingsFor("tonegraft"), content, buzz(44100, 2, 60000));
    EXPECT_EQ(peakOf(part(result.output, 0, 22000)), 0.0F);
    EXPECT_NEAR(loudnessOf(result.output).integratedLufs, loudnessOf(content).integratedLufs,
                kSameLu);
}

TEST(KeptContent, ASilentChannelTakesNoPartAndComesOutSilent) {
    const AudioClip content = fromFile("left_only.flac");
    const AudioClip left{content.sampleRateHz, {content.channels[0]}};
    const AudioClip style = buzz(44100, 2, 60000);
    for (const char* method : {"tonegraft", "musaic"}) {
        const AudioClip output = run(settingsFor(method), content, style).output;
        ASSERT_EQ(output.channelCount(), 2) << method;
        EXPECT_EQ(peakOf({44100, {output.channels[1]}}), 0.0F) << method;
        const AudioClip alone = run(settingsFor(method), left, style).output;
        EXPECT_LT(difference(alone, output), 0.01) << method;
    }
}

TEST(KeptContent, AnOffsetOfTheStyleOrTheContentChangesNextToNothing) {
    constexpr double kNextToNothing = 0.05; // of the level
    const AudioClip content = melody(22050, 1, 30000);
    const AudioClip style = buzz(22050, 1, 30000);
    for (const char* method : {"tonegraft", "musaic", "grinstein"}) {
        const TransferSettings settings = settingsFor(method);
        const AudioClip output = run(settings, content, style).output;
        EXPECT_LT(difference(output, run(settings, content, raised(style, 0.05F)).output),
                  kNextToNothing)
            << method;
        EXPECT_LT(difference(output, run(settings, raised(content, 0.05F), style).output),
                  kNextToNothing)
            << method;
    }
}

TEST(KeptContent, SilenceInTheStyleIsNoneOfItsSound) {
    const AudioClip content = melody(22050, 1, 30000);
    const AudioClip style = buzz(22050, 1, 30000);
    AudioClip late{22050, {style.channels[0], std::vector<float>(50000, 0.0F)}};
    late.channels[0].insert(late.channels[0].begin(), 20000, 0.0F);
    for (const char* method : kMethods) {
        EXPECT_EQ(run(settingsFor(method), content, late).output.channels,
                  run(settingsFor(method), content, style).output.channels)
            << method;
    }
}

TEST(KeptContent, LoudnessIsTheContentsAndTheTruePeakBelowTheCeilingForDrumsAndClicks) {
    const AudioClip content = fromFile("tp_c_drum.flac");
    const AudioClip style = fromFile("tp_c_click.flac");
    const double wanted = loudnessOf(content).integratedLufs;
    for (const char* method : {"tonegraft", "musaic"}) {
        const TransferResult result = run(settingsFor(method), content, style);
        const std::vector<float> readings =
            largestReadings(result.output, allHops(result.output, 1000));
        EXPECT_LE(20.0 * std::log10(*std::max_element(readings.begin(), readings.end())), -1.0)
            << method;
        // Put together from single clicks nothing is as loud; then it is said.
        const bool said =
            std::any_of(result.warnings.begin(), result.warnings.end(), [](const Message& warning) {
                return warning.code == MessageCode::outputQuieter;
            });
        EXPECT_EQ(said, std::string(method) == "musaic");
        if (!said) {
            EXPECT_NEAR(loudnessOf(result.output).integratedLufs, wanted, kSameLu) << method;
        }
    }
}

TEST(KeptContent, SaysSoWhenThePeaksHadToBeTurnedDownByMoreThanSixDecibels) {
    // A loud, dense content, and a method that puts it together from clicks.
    AudioClip content = monoClip(22050, noise(60000, 0.9));
    AudioClip clicks = monoClip(22050, noise(30000, 1e-3, 9));
    for (std::size_t i = 1000; i < clicks.sampleCount(); i += 4000) {
        clicks.channels[0][i] = 0.9F;
    }
    const TransferResult result = run(settingsFor("musaic"), content, clicks);
    const auto said =
        std::find_if(result.warnings.begin(), result.warnings.end(), [](const Message& warning) {
            return warning.code == MessageCode::outputLimited ||
                   warning.code == MessageCode::outputQuieter;
        });
    ASSERT_NE(said, result.warnings.end());
    EXPECT_LE(loudnessOf(result.output).truePeakDbtp, -1.0);
}

TEST(KeptContent, GrinsteinBeginsAndEndsSoftlyWhereTheContentDoes) {
    AudioClip content = melody(22050, 1, 30000);
    for (std::size_t i = 0; i < 500; ++i) {
        content.channels[0][i] *= static_cast<float>(i) / 500.0F;
        content.channels[0][29999 - i] *= static_cast<float>(i) / 500.0F;
    }
    TransferSettings settings = settingsFor("grinstein");
    settings.steps = 12;
    const AudioClip output = run(settings, content, buzz(22050, 1, 30000)).output;
    const double level = rms(output.channels[0]);
    EXPECT_LT(std::fabs(output.channels[0].front()), 0.05 * level);
    EXPECT_LT(std::fabs(output.channels[0].back()), 0.05 * level);
}

TEST(KeptContent, WhatIsSeenAndHeardOnTheWayHasTheContentsSilenceToo) {
    AudioClip content = melody(22050, 1, 60000);
    std::fill(content.channels[0].begin() + 20000, content.channels[0].begin() + 42000, 0.0F);
    Watcher watcher;
    RunControl control;
    control.setListening(true);
    runTransfer(content, buzz(22050, 1, 30000), settingsFor("tonegraft"), watcher, control);
    ASSERT_FALSE(watcher.heard.empty());
    EXPECT_EQ(watcher.heard.front()->clip.sampleCount(), 60000U);
    EXPECT_EQ(peakOf(part(watcher.heard.front()->clip, 20000, 42000)), 0.0F);
    const Spectrogram wanted = spectrogramOf(content);
    ASSERT_FALSE(watcher.snapshots.empty());
    for (const auto& snapshot : watcher.snapshots) {
        ASSERT_EQ(snapshot->output.frames, wanted.frames);
        const std::ptrdiff_t inPause = 31000 / wanted.hopSamples;
        EXPECT_EQ(snapshot->output.magnitudes[inPause * wanted.bins + 30], 0.0F);
    }
}

TEST(KeptContent, AnOffsetAloneIsNoSound) {
    const AudioClip flat = monoClip(22050, std::vector<float>(30000, 0.2F));
    expectMention(messageOf(settingsFor("tonegraft"), flat, buzz(22050, 1, 30000)),
                  "content is silent");
    expectMention(messageOf(settingsFor("tonegraft"), melody(22050, 1, 30000), flat),
                  "style is silent");
}
