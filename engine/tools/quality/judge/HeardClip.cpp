// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/HeardClip.h"

#include "dsp/Stft.h"
#include "tonegraft/Error.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <string>

namespace tonegraft::quality {
namespace {

constexpr double kSilentRms = 1e-8; // -160 dB of full scale

} // namespace

HeardClip heard(const AudioClip& clip, ThreadPool& pool) {
    const AudioClip mono = resampled(mixedToMono(clip), kMeasureRateHz);
    if (mono.sampleCount() < kMeasureLeastSamples) {
        const double leastMs = std::ceil(1000.0 * kMeasureLeastSamples / kMeasureRateHz);
        throw Error(MessageCode::measureTooShort, {"clip", std::to_string(std::lround(leastMs))});
    }
    HeardClip heard;
    heard.samples.assign(mono.channels[0].begin(), mono.channels[0].end());
    double squares = 0.0;
    for (const double sample : heard.samples) {
        squares += sample * sample;
    }
    heard.rms = std::sqrt(squares / static_cast<double>(heard.samples.size()));
    if (heard.rms < kSilentRms) {
        throw Error(MessageCode::measureSilent, {"clip"});
    }
    std::vector<double> scaled = heard.samples;
    for (double& sample : scaled) {
        sample /= heard.rms;
    }
    heard.timbre = timbreOf(analyzed(scaled, pool));
    heard.powers = powersOf(heard.samples, kMeasureWindowSamples, kMeasureHopSamples, pool);
    return heard;
}

FeatureMap<double> powersOf(const std::vector<double>& samples, int windowSamples, int hopSamples,
                            ThreadPool& pool) {
    Stft<double> stft({windowSamples, hopSamples}, samples.size(), pool);
    FeatureMap<double> powers(1, stft.frames(), stft.bins());
    stft.forEachFrame(samples.data(), [&](int frame, const std::complex<double>* bins) {
        double* row = powers.frame(0, frame);
        for (int bin = 0; bin < powers.bins; ++bin) {
            row[bin] = std::norm(bins[bin]);
        }
    });
    return powers;
}

double quantile(std::vector<double> values, double share) {
    if (values.empty()) {
        return 0.0;
    }
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    std::nth_element(values.begin(), values.begin() + static_cast<long>(below), values.end());
    const double low = values[below];
    if (below + 1 == values.size()) {
        return low;
    }
    const double high =
        *std::min_element(values.begin() + static_cast<long>(below) + 1, values.end());
    return low + (place - static_cast<double>(below)) * (high - low);
}

double decibels(double power) {
    return 10.0 * std::log10(power + 1e-12);
}

} // namespace tonegraft::quality
