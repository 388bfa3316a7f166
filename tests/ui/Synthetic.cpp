// SPDX-License-Identifier: GPL-3.0-or-later
#include "Synthetic.h"

#include "tonegraft/TransferSettings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft::test {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr float kQuiet = 1e-6F; // -120 dB

Spectrogram emptySpectrogram(int frames, int sampleRateHz) {
    Spectrogram spectrogram;
    spectrogram.sampleRateHz = sampleRateHz;
    spectrogram.windowSamples = sampleRateHz > 30000 ? 4096 : 2048;
    spectrogram.hopSamples = spectrogram.windowSamples / 4;
    spectrogram.bins = spectrogram.windowSamples / 2 + 1;
    spectrogram.frames = frames;
    spectrogram.magnitudes.assign(static_cast<std::size_t>(frames) * spectrogram.bins, kQuiet);
    return spectrogram;
}

void addPartial(Spectrogram& spectrogram, int frame, double hz, double magnitude) {
    const double bin = hz / spectrogram.hzOfBin(1.0);
    float* row = spectrogram.magnitudes.data() + static_cast<std::size_t>(frame) * spectrogram.bins;
    for (int offset = -3; offset <= 3; ++offset) {
        const int index = static_cast<int>(std::lround(bin)) + offset;
        if (index >= 0 && index < spectrogram.bins) {
            const double fall = std::pow(10.0, -0.3 * offset * offset);
            row[index] = std::max(row[index], static_cast<float>(magnitude * fall));
        }
    }
}

ParameterInfo number(const char* id, const char* label, const char* unit, const char* hears,
                     double minimum, double maximum, double defaultValue, bool integer) {
    ParameterInfo info;
    info.id = id;
    info.label = label;
    info.unit = unit;
    info.hears = hears;
    info.minimum = minimum;
    info.maximum = maximum;
    info.defaultValue = defaultValue;
    info.integer = integer;
    info.movesInRun = info.id == "style-weight" || info.id == "steps";
    return info;
}

ParameterInfo choice(const char* id, const char* label, const char* hears,
                     std::vector<std::string> choices) {
    ParameterInfo info = number(id, label, "", hears, 0.0, 0.0, 0.0, true);
    info.maximum = static_cast<double>(choices.size()) - 1.0;
    info.choices = std::move(choices);
    return info;
}

MethodInfo firstMethod() {
    ParameterInfo filters = number("filters", "Filters", "filters",
                                   "More filters hold the style more exactly; few leave a rougher, "
                                   "grainier sound.",
                                   1, 16384, kInfiniteFilters, true);
    filters.allowsInfinity = true;
    MethodInfo method;
    method.id = "tonegraft";
    method.title = "Tonegraft";
    method.summary = "Moves the sound of the content to the style's and keeps melody and dynamics.";
    method.parameters = {
        filters,
        number("kernel", "Kernel size", "frames",
               "Long kernels carry over short gestures of the style, short ones its color alone.",
               1, 31, 3, true),
        number("style-weight", "Style weight", "",
               "Up: nearer to the style's sound. Down: nearer to the content.", 0, 1,
               TransferSettings().styleWeight, false),
        number("keep-melody", "Keep melody", "", "Up: the content's pitches come out clearer.", 0,
               1, TransferSettings().keepMelody, false),
        number("keep-dynamics", "Keep dynamics", "",
               "Up: loud and soft follow the content more closely.", 0, 1,
               TransferSettings().keepDynamics, false),
        number("steps", "Steps", "steps", "More steps go further towards the style.", 1, 100000,
               TransferSettings().steps, true),
        choice("activation", "Activation", "Linear filters sound smoother, ReLU ones more lively.",
               {"relu", "linear"}),
        choice("optimizer", "Optimizer", "L-BFGS arrives sooner; Adam moves more gently.",
               {"lbfgs", "adam"}),
        choice("domain", "Way", "Far: nearest to the style. Faithful: clearest sound.",
               {"spectrogram", "waveform", "two-stage"}),
        choice("measure-on", "Measured on", "Timbre leaves the pitches alone.",
               {"spectrum", "timbre", "both"}),
        number("seed", "Seed", "", "Another seed, another variation of the same result.", 0,
               9007199254740992.0, 1, true),
    };
    for (ParameterInfo& parameter : method.parameters) {
        if (parameter.id == "domain") {
            parameter.defaultValue = static_cast<double>(TransferSettings().domain);
        }
        parameter.advanced = !parameter.choices.empty() || parameter.id == "seed";
    }
    method.seedMatters = [](const TransferSettings& settings, int stylePatches) {
        return settings.filters != kInfiniteFilters || stylePatches > 2048;
    };
    return method;
}

MethodInfo secondMethod() {
    ParameterInfo weight = number("style-weight", "Style weight", "",
                                  "Hardly changes what one hears.", 0.001, 1e6, 2500, false);
    weight.note = "Adam is nearly blind to it in this method.";
    MethodInfo method;
    method.id = "dipani";
    method.title = "Dipani 2018";
    method.summary = "The original script, exactly as published.";
    method.monoRateHz = 22050;
    method.parameters = {
        number("filters", "Filters", "filters", "More filters, a denser texture.", 1, 16384, 4096,
               true),
        weight,
        number("steps", "Steps", "steps", "More steps go further towards the style.", 1, 100000,
               2501, true),
        number("seed", "Seed", "", "Another seed, another variation.", 0, 9007199254740992.0, 1,
               true),
    };
    method.parameters.back().advanced = true;
    return method;
}

} // namespace

Spectrogram toneSpectrogram(double hz, int frames, int sampleRateHz) {
    Spectrogram spectrogram = emptySpectrogram(frames, sampleRateHz);
    const int bin = static_cast<int>(std::lround(hz / spectrogram.hzOfBin(1.0)));
    for (int frame = 0; frame < frames; ++frame) {
        float* row =
            spectrogram.magnitudes.data() + static_cast<std::size_t>(frame) * spectrogram.bins;
        row[bin - 1] = 0.5F;
        row[bin] = 1.0F;
        row[bin + 1] = 0.5F;
    }
    return spectrogram;
}

Spectrogram musicSpectrogram(double rootHz, double brightness, int frames, int sampleRateHz) {
    Spectrogram spectrogram = emptySpectrogram(frames, sampleRateHz);
    const std::array<double, 8> melody{0, 4, 7, 12, 9, 7, 5, 2};
    std::uint32_t noise = 1;
    for (float& magnitude : spectrogram.magnitudes) {
        noise = noise * 1664525U + 1013904223U;
        magnitude = 2e-5F * static_cast<float>(noise >> 16U) / 65536.0F;
    }
    for (int frame = 0; frame < frames; ++frame) {
        const double seconds = spectrogram.secondsOfFrame(frame);
        const auto note = static_cast<std::size_t>(seconds * 2.0);
        const double decay = std::exp(-3.0 * std::fmod(seconds, 0.5));
        const double hz = rootHz * std::pow(2.0, melody[note % melody.size()] / 12.0);
        for (int partial = 1; partial * hz < 0.5 * sampleRateHz; ++partial) {
            addPartial(spectrogram, frame, partial * hz,
                       0.1 * decay * std::pow(brightness, partial));
        }
        addPartial(spectrogram, frame, 0.5 * rootHz, 0.05);
    }
    return spectrogram;
}

AudioClip musicClip(double rootHz, double seconds, int sampleRateHz, int channels) {
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    std::vector<float> samples(static_cast<std::size_t>(seconds * sampleRateHz));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double time = static_cast<double>(i) / sampleRateHz;
        samples[i] = static_cast<float>(0.6 * std::exp(-3.0 * std::fmod(time, 0.5)) *
                                        std::sin(2.0 * kPi * rootHz * time));
    }
    clip.channels.assign(static_cast<std::size_t>(channels), samples);
    return clip;
}

ShownClip musicShownClip(const QString& name, double rootHz, double brightness, double seconds) {
    constexpr int kRate = 44100;
    ShownClip shown;
    shown.path = QStringLiteral("/music/") + name;
    shown.name = name;
    shown.formatName = QStringLiteral("FLAC");
    shown.clip = std::make_shared<AudioClip>(musicClip(rootHz, seconds, kRate, 2));
    const int frames = 1 + static_cast<int>(seconds * kRate / 1024);
    shown.spectrogram = tilesOf(musicSpectrogram(rootHz, brightness, frames, kRate));
    shown.loudness = {-18.2, -1.3};
    return withPictures(shown);
}

std::vector<LossPoint> fallingLosses(int steps) {
    std::vector<LossPoint> losses;
    for (int step = 1; step <= steps; ++step) {
        LossPoint point;
        point.step = step;
        point.style = std::exp(-0.09 * step) + 0.02;
        point.content = 0.02 + 0.3 * (1.0 - std::exp(-0.1 * step));
        point.melody = 0.001 * step * std::exp(-0.03 * step) + 1e-4;
        point.dynamics = 0.05 * std::exp(-0.05 * step);
        point.total = 0.9 * point.style + 0.1 * point.content + 0.3 * point.melody;
        losses.push_back(point);
    }
    return losses;
}

ShownSnapshot snapshotAt(int step, int steps, const Spectrogram& output) {
    return {fallingLosses(step), steps, tilesOf(output)};
}

ShownResult musicResult() {
    auto result = std::make_shared<TransferResult>();
    result->output = musicClip(220.0, 10.0, 44100, 2);
    result->losses = fallingLosses(45);
    result->seconds = {1.4, 0.3, 1.9};
    ShownResult shown;
    shown.result = result;
    shown.output = {result, &result->output};
    shown.spectrogram = tilesOf(musicSpectrogram(220.0, 0.85, 431, 44100));
    shown.waveform = std::make_shared<const Waveform>(shown.output);
    shown.loudness = {-18.2, -1.0};
    Measures measures;
    measures.timbreReached = 0.934;
    measures.styleDistance = 0.455;
    measures.contentDistance = 0.21;
    measures.chromaCorrelation = 0.9;
    measures.onsetCorrelation = 0.83;
    measures.contourCorrelation = 0.91;
    shown.measures = measures;
    return shown;
}

std::vector<MethodInfo> someMethods() {
    return {firstMethod(), secondMethod()};
}

} // namespace tonegraft::test
