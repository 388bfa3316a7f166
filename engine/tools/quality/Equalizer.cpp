// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Equalizer.h"

#include "dsp/Stft.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace tonegraft::quality {
namespace {

constexpr int kBands = 40;
constexpr double kLowestHz = 40.0;
constexpr double kMostDb = 24.0;
constexpr double kFloor = 1e-12;

double melOf(double hz) {
    return 2595.0 * std::log10(1.0 + hz / 700.0);
}

/// Where a bin lies among the bands of a rate; the whole part is the band below.
double placeOf(int bin, const StftShape& shape, int rateHz) {
    const double hz = static_cast<double>(bin) * rateHz / shape.windowSamples;
    const double lowest = melOf(kLowestHz);
    const double place = (melOf(hz) - lowest) / (melOf(rateHz / 2.0) - lowest) * (kBands - 1);
    return std::clamp(place, 0.0, kBands - 1.0);
}

std::vector<double> meanPowers(const AudioClip& clip, const StftShape& shape, ThreadPool& pool) {
    std::vector<double> sums(kBands, kFloor);
    std::vector<double> weights(kBands, kFloor);
    Stft<float> stft(shape, clip.sampleCount(), pool);
    std::vector<std::complex<float>> spectrum(static_cast<std::size_t>(stft.frames()) *
                                              stft.bins());
    for (const std::vector<float>& channel : clip.channels) {
        stft.forward(channel.data(), spectrum.data());
        for (std::size_t i = 0; i < spectrum.size(); ++i) {
            const int bin = static_cast<int>(i % stft.bins());
            const double place = placeOf(bin, shape, clip.sampleRateHz);
            const int band = std::min(kBands - 2, static_cast<int>(place));
            const double share = place - band;
            const double power = std::norm(spectrum[i]);
            sums[band] += (1.0 - share) * power;
            sums[band + 1] += share * power;
            weights[band] += 1.0 - share;
            weights[band + 1] += share;
        }
    }
    for (int band = 0; band < kBands; ++band) {
        sums[band] /= weights[band];
    }
    return sums;
}

std::vector<float> gainsOf(const AudioClip& content, const AudioClip& style, const StftShape& shape,
                           ThreadPool& pool) {
    const std::vector<double> from = meanPowers(content, shape, pool);
    const std::vector<double> to = meanPowers(resampled(style, content.sampleRateHz), shape, pool);
    double fromAll = 0.0;
    double toAll = 0.0;
    for (int band = 0; band < kBands; ++band) {
        fromAll += from[band];
        toAll += to[band];
    }
    std::vector<float> gains;
    for (int bin = 0; bin < shape.bins(); ++bin) {
        const double place = placeOf(bin, shape, content.sampleRateHz);
        const int band = std::min(kBands - 2, static_cast<int>(place));
        const auto decibels = [&](int i) {
            const double wanted = 10.0 * std::log10(to[i] / toAll * fromAll / from[i]);
            return std::clamp(wanted, -kMostDb, kMostDb);
        };
        const double level =
            decibels(band) + (place - band) * (decibels(band + 1) - decibels(band));
        gains.push_back(static_cast<float>(std::pow(10.0, level / 20.0)));
    }
    return gains;
}

} // namespace

AudioClip equalized(const AudioClip& content, const AudioClip& style) {
    ThreadPool pool(1);
    const StftShape shape = analysisShape(content.sampleRateHz);
    const std::vector<float> gains = gainsOf(content, style, shape, pool);
    AudioClip output = content;
    Stft<float> stft(shape, content.sampleCount(), pool);
    for (std::vector<float>& channel : output.channels) {
        stft.throughSpectrum(
            channel.data(),
            [&](int, std::complex<float>* bins) {
                for (int bin = 0; bin < shape.bins(); ++bin) {
                    bins[bin] *= gains[bin];
                }
            },
            channel.data());
    }
    const double offLu = loudnessOf(content).integratedLufs - loudnessOf(output).integratedLufs;
    const auto gain = static_cast<float>(std::isfinite(offLu) ? std::pow(10.0, offLu / 20.0) : 1.0);
    for (std::vector<float>& channel : output.channels) {
        for (float& sample : channel) {
            sample *= gain;
        }
    }
    return output;
}

} // namespace tonegraft::quality
