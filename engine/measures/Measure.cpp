// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Measures.h"

#include "measures/Comparison.h"
#include "measures/Frechet.h"
#include "measures/Timbre.h"
#include "methods/shared/ClosedForm.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tonegraft {
namespace {

constexpr int kStyleKernelSize = 3;
// -160 dB of full scale.
constexpr double kSilentRms = 1e-8;
// Relative squared distance of the features; what resampling and scaling by a gain can leave.
constexpr double kSameClip = 1e-10;
// Of timbres: what rounding makes of one and the same.
constexpr double kSameTimbre = 1e-9;

/// A clip mixed to mono, resampled, at RMS 1. `name`: "content", "style" or "output".
std::vector<double> prepared(const AudioClip& clip, const std::string& name) {
    if (clip.empty() || clip.sampleRateHz <= 0) {
        throw Error(MessageCode::measureEmpty, {name});
    }
    const AudioClip mono = resampled(mixedToMono(clip), kMeasureRateHz);
    if (mono.sampleCount() < kMeasureLeastSamples) {
        const double leastMs = std::ceil(1000.0 * kMeasureLeastSamples / kMeasureRateHz);
        throw Error(MessageCode::measureTooShort, {name, std::to_string(std::lround(leastMs))});
    }
    std::vector<double> samples(mono.channels[0].begin(), mono.channels[0].end());
    double squares = 0.0;
    for (const double sample : samples) {
        squares += sample * sample;
    }
    const double rms = std::sqrt(squares / static_cast<double>(samples.size()));
    if (!std::isfinite(rms)) {
        throw Error(MessageCode::measureNoNumbers, {name});
    }
    if (rms < kSilentRms) {
        throw Error(MessageCode::measureSilent, {name});
    }
    for (double& sample : samples) {
        sample /= rms;
    }
    return samples;
}

[[noreturn]] void throwSameClip() {
    throw Error(MessageCode::measureSame);
}

double ratio(double numerator, double denominator) {
    if (!(denominator > 0.0)) {
        throwSameClip();
    }
    return numerator / denominator;
}

double timbreReached(const ClipAnalysis& content, const ClipAnalysis& style,
                     const ClipAnalysis& output) {
    const Timbre goal = timbreOf(style);
    const double apart = timbreDistance(timbreOf(content), goal);
    return apart > kSameTimbre ? 1.0 - timbreDistance(timbreOf(output), goal) / apart
                               : std::nan("");
}

double styleDistance(const FeatureMap<float>& content, const FeatureMap<float>& style,
                     const FeatureMap<float>& output, ThreadPool& pool) {
    ClosedForm<float> distance(style, kStyleKernelSize, Activation::relu, pool);
    // Rounding can take the distance of equal clips below zero.
    return ratio(std::max(0.0, distance.evaluate(output, nullptr)),
                 distance.evaluate(content, nullptr));
}

double mfccFrechet(const ClipAnalysis& content, const ClipAnalysis& style,
                   const ClipAnalysis& output) {
    const auto gaussian = [](const ClipAnalysis& clip) {
        return gaussianOf(cepstrumOf(clip), kCepstrumSize);
    };
    const Gaussian target = gaussian(style);
    return ratio(frechetDistance(gaussian(output), target),
                 frechetDistance(gaussian(content), target));
}

void correlate(const ClipAnalysis& content, const ClipAnalysis& output, Measures& measures) {
    measures.onsetCorrelation = pearson(onsetStrengthOf(content), onsetStrengthOf(output));
    measures.chromaCorrelation = pearson(content.chroma, output.chroma);
    measures.contourCorrelation = pearson(content.contour, output.contour);
}

} // namespace

Measures measure(const AudioClip& content, const AudioClip& style, const AudioClip& output) {
    std::vector<double> contentSamples = prepared(content, "content");
    const std::vector<double> styleSamples = prepared(style, "style");
    std::vector<double> outputSamples = prepared(output, "output");
    ThreadPool pool(0);
    const ClipAnalysis c = analyzed(contentSamples, pool);
    const ClipAnalysis s = analyzed(styleSamples, pool);
    const ClipAnalysis x = analyzed(outputSamples, pool);
    if (c.frames == s.frames && relativeSquaredDistance(s.features, c.features) < kSameClip) {
        throwSameClip();
    }

    Measures measures;
    measures.timbreReached = timbreReached(c, s, x);
    measures.styleDistance = styleDistance(c.features, s.features, x.features, pool);
    measures.contentDistance = relativeSquaredDistance(x.features, c.features);
    measures.mfccFrechet = mfccFrechet(c, s, x);
    if (contentSamples.size() == outputSamples.size()) {
        correlate(c, x, measures);
    } else {
        const std::size_t shorter = std::min(contentSamples.size(), outputSamples.size());
        contentSamples.resize(shorter);
        outputSamples.resize(shorter);
        correlate(analyzed(contentSamples, pool), analyzed(outputSamples, pool), measures);
    }
    const Loudness loudness = loudnessOf(output);
    measures.loudnessLufs = loudness.integratedLufs;
    measures.truePeakDbtp = loudness.truePeakDbtp;
    return measures;
}

} // namespace tonegraft
