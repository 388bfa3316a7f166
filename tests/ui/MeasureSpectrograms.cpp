// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how long the panes take for a frame while they are scrolled, zoomed and recolored, and
// how much memory they hold: measure_spectrograms [minutes of audio] [width] [height]. No test.
// Set QT_SCALE_FACTOR for other scales and QT_QPA_PLATFORM=offscreen to measure without a screen.
#include "Synthetic.h"
#include "ui/panes/SpectrogramStack.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace tonegraft;

namespace {

constexpr int kRateHz = 44100;
constexpr int kWindow = 4096;
constexpr int kHop = 1024;
constexpr int kFrames = 300; // of each measurement
constexpr double kFrameMs = 1000.0 / 60.0;

/// Noise under some lines, in parts, so that the floats are never there at once.
std::shared_ptr<const SpectrogramTiles> longClip(double minutes, unsigned seed) {
    Spectrogram part{kRateHz, kWindow, kHop, kWindow / 2 + 1, 512, {}};
    part.magnitudes.resize(static_cast<std::size_t>(part.bins) * part.frames);
    const int frames = static_cast<int>(minutes * 60.0 * kRateHz / kHop);
    SpectrogramTilesBuilder builder;
    std::uint32_t noise = seed;
    for (int first = 0; first < frames; first += part.frames) {
        for (std::size_t i = 0; i < part.magnitudes.size(); ++i) {
            noise = noise * 1664525U + 1013904223U;
            const auto bin = i % static_cast<std::size_t>(part.bins);
            const float loud = bin % 64 == seed ? 0.1F : 1e-4F;
            part.magnitudes[i] = loud * static_cast<float>(noise >> 8U) / 16777216.0F;
        }
        builder.append(part);
    }
    return builder.finish();
}

double memoryMb(const char* line) {
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray& text : status.readAll().split('\n')) {
            if (text.startsWith(line)) {
                return text.split(':').at(1).trimmed().split(' ').at(0).toDouble() / 1024.0;
            }
        }
    }
    return 0.0;
}

/// Of this thread, without the time in which others had the processor.
double processorMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

void measure(const char* what, const std::function<void(int frame)>& change) {
    std::vector<double> elapsed;
    std::vector<double> worked;
    for (int frame = 0; frame < kFrames; ++frame) {
        QElapsedTimer timer;
        timer.start();
        const double start = processorMs();
        change(frame);
        QApplication::processEvents(); // paints
        worked.push_back(processorMs() - start);
        elapsed.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    const auto late =
        std::count_if(elapsed.begin(), elapsed.end(), [](double ms) { return ms > kFrameMs; });
    std::printf("%-34s median %6.2f  p99 %6.2f  (processor %6.2f, %6.2f) ms  %3d of %d late\n",
                what, percentile(elapsed, 0.5), percentile(elapsed, 0.99), percentile(worked, 0.5),
                percentile(worked, 0.99), static_cast<int>(late), kFrames);
}

void measureAll(SpectrogramStack& stack) {
    const double pixels = stack.view(SpectrogramStack::content)->plotRect().width();
    const auto scroll = [&](double visibleSeconds, double columns) {
        return [&stack, visibleSeconds, step = columns * visibleSeconds / pixels](int frame) {
            const double start = 1.0 + frame * step;
            stack.setVisibleRange({start, start + visibleSeconds});
        };
    };
    measure("scroll by 3 columns, 10 s", scroll(10.0, 3.0));
    measure("scroll by 40 columns, 10 s", scroll(10.0, 40.0));
    measure("scroll by 3 columns, 2 min", scroll(120.0, 3.0));
    measure("scroll by 3 columns, all but 1 min", scroll(540.0, 0.3));
    measure("zoom in time, all to 0.2 s", [&](int frame) {
        const double visible = 600.0 * std::pow(0.2 / 600.0, frame / (kFrames - 1.0));
        stack.setVisibleRange({250.0 - 0.4 * visible, 250.0 + 0.6 * visible});
    });
    stack.setVisibleRange({0.0, 600.0});
    measure("zoom in frequency, all in view",
            [&](int frame) { stack.zoomFrequency(frame % 40 < 20 ? 1.1 : 1.0 / 1.1); });
    SpectrogramLook look;
    measure("other colors, range and axis", [&](int frame) {
        look.colors = static_cast<ColorMap>(frame % 4);
        look.rangeDb = 60.0 + frame % 50;
        look.frequencyScale = static_cast<FrequencyScale>(frame % 3);
        stack.setLook(look);
    });
    stack.setLook({});
    measure("playhead", [&](int frame) { stack.setPlayhead(frame * 0.5); });
    const auto one = tilesOf(test::musicSpectrogram(220.0, 0.8, 431, kRateHz));
    const auto other = tilesOf(test::musicSpectrogram(330.0, 0.8, 431, kRateHz));
    stack.setVisibleRange({0.0, 10.0});
    measure("live output of 10 s",
            [&](int frame) { stack.showOutput(frame % 2 == 0 ? one : other); });
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const double minutes = arguments.value(1, QStringLiteral("10")).toDouble();
    const QSize size(arguments.value(2, QStringLiteral("1000")).toInt(),
                     arguments.value(3, QStringLiteral("700")).toInt());
    SpectrogramStack stack;
    stack.resize(size);
    const double before = memoryMb("VmRSS");
    std::size_t bytes = 0;
    for (const auto pane : {SpectrogramStack::content, SpectrogramStack::style}) {
        const auto tiles = longClip(minutes, 3U + pane);
        bytes += tiles->bytes();
        stack.showClip(pane, QStringLiteral("clip"), tiles);
    }
    const auto output = longClip(minutes, 9U);
    bytes += output->bytes();
    stack.showOutput(output);
    std::printf("three clips of %g min: tiles %.0f MB, resident %.0f MB more than before\n",
                minutes, static_cast<double>(bytes) / 1048576.0, memoryMb("VmRSS") - before);
    stack.show();
    QApplication::processEvents();
    std::printf("%d x %d, scale %g, platform %s\n", size.width(), size.height(),
                stack.devicePixelRatioF(), qPrintable(QApplication::platformName()));
    measureAll(stack);
    return 0;
}
