// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/Waveform.h"
#include "Synthetic.h"
#include "ui/pictures/ShownClip.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 8000;

/// Noise that grows louder; the second channel is quieter.
std::shared_ptr<const AudioClip> growingNoise(std::size_t samples) {
    auto clip = std::make_shared<AudioClip>();
    clip->sampleRateHz = kRateHz;
    clip->channels.resize(2);
    std::uint32_t noise = 1;
    for (std::size_t i = 0; i < samples; ++i) {
        noise = noise * 1664525U + 1013904223U;
        const float value = (static_cast<float>(noise >> 8U) / 8388608.0F - 1.0F) *
                            static_cast<float>(i) / static_cast<float>(samples);
        clip->channels[0].push_back(value);
        clip->channels[1].push_back(-0.5F * value);
    }
    return clip;
}

WaveformPeak slowExtremes(const AudioClip& clip, std::size_t first, std::size_t last) {
    WaveformPeak peak{1.0F, -1.0F};
    for (const auto& channel : clip.channels) {
        for (std::size_t i = first; i < std::min(last, channel.size()); ++i) {
            peak.low = std::min(peak.low, channel[i]);
            peak.high = std::max(peak.high, channel[i]);
        }
    }
    return peak;
}

} // namespace

class WaveformTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void extremesAreThoseOfTheSamplesAtEveryZoom_data() {
        QTest::addColumn<int>("samples"); // in the stretch
        QTest::addColumn<int>("grid");    // of the first and last sample looked at
        QTest::newRow("one sample") << 1 << 1;
        QTest::newRow("a few samples") << 40 << 1;
        QTest::newRow("peaks") << 128 << 64;
        QTest::newRow("coarser peaks") << 2048 << 1024;
        QTest::newRow("coarsest peaks") << 32768 << 16384;
    }
    void extremesAreThoseOfTheSamplesAtEveryZoom() {
        QFETCH(int, samples);
        QFETCH(int, grid);
        const auto clip = growingNoise(100000);
        const Waveform waveform(clip);
        for (int first = 0; first + samples <= 100000;
             first += 7 * grid * std::max(1, 500 / grid)) {
            const WaveformPeak peak =
                waveform.extremes(static_cast<double>(first) / kRateHz,
                                  static_cast<double>(first + samples) / kRateHz);
            const WaveformPeak exact = slowExtremes(*clip, first, first + samples);
            QCOMPARE(peak.low, exact.low);
            QCOMPARE(peak.high, exact.high);
        }
    }

    void aStretchThatFitsNoPeaksIsWidenedNotCut() {
        const auto clip = growingNoise(10000);
        const Waveform waveform(clip);
        for (int first = 0; first < 9000; first += 37) {
            const WaveformPeak peak = waveform.extremes(static_cast<double>(first) / kRateHz,
                                                        static_cast<double>(first + 333) / kRateHz);
            const WaveformPeak least = slowExtremes(*clip, first, first + 333);
            QVERIFY(peak.low <= least.low && peak.high >= least.high);
            const std::size_t before = static_cast<std::size_t>(std::max(first - 256, 0));
            const WaveformPeak most = slowExtremes(*clip, before, first + 333 + 256);
            QVERIFY(peak.low >= most.low && peak.high <= most.high);
        }
    }

    void outsideTheClipIsNothing() {
        const Waveform waveform(growingNoise(1000));
        QCOMPARE(waveform.extremes(-2.0, -1.0).high, 0.0F);
        QCOMPARE(waveform.extremes(1.0, 2.0).high, 0.0F);
        QVERIFY(waveform.extremes(-1.0, 5.0).high > 0.5F);
        const Waveform none(std::make_shared<AudioClip>());
        QCOMPARE(none.extremes(-1.0, 1.0).high, 0.0F);
        QCOMPARE(none.loudest(), 0.0F);
    }

    void theLoudestIsTheFarthestFromZero() {
        auto clip = std::make_shared<AudioClip>();
        clip->sampleRateHz = kRateHz;
        clip->channels = {{0.1F, -0.7F, 0.3F}};
        QCOMPARE(Waveform(clip).loudest(), 0.7F);
    }

    void aThumbnailHasTheClipsExtremes() {
        auto clip = std::make_shared<AudioClip>();
        clip->sampleRateHz = kRateHz;
        clip->channels = {{0.0F, 0.5F, -0.25F, 0.0F}, {0.0F, 0.0F, -0.75F, 0.125F}};
        const Waveform waveform(clip);
        const std::vector<WaveformPeak> peaks = waveformPeaks(waveform, 2);
        QCOMPARE(peaks.size(), std::size_t{2});
        QCOMPARE(peaks[0].high, 0.5F);
        QCOMPARE(peaks[0].low, 0.0F);
        QCOMPARE(peaks[1].high, 0.125F);
        QCOMPARE(peaks[1].low, -0.75F);
        QVERIFY(waveformPeaks(Waveform(std::make_shared<AudioClip>()), 10).empty());
        QCOMPARE(waveformPeaks(waveform, 100).size(), std::size_t{100});
    }
};

QTEST_GUILESS_MAIN(WaveformTest)
#include "WaveformTest.moc"
