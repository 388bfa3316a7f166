// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/Analysis.h"

#include "audio/level/OutputLevel.h"
#include "linalg/VectorMath.h"
#include "methods/shared/FilterBank.h"
#include "tonegraft/Error.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

// Of a clip's level, after a change of its format: the edges of a tone above the band leave -52 dB.
constexpr double kLeastShare = 5e-3;

} // namespace

void logMagnitudes(const std::complex<float>* spectrum, float scale, int bins, float* features) {
    for (int f = 0; f < bins; ++f) {
        const float re = spectrum[f].real();
        const float im = spectrum[f].imag();
        features[f] = scale * std::sqrt(re * re + im * im);
    }
    log1pOf(features, features, bins);
}

FeatureMap<float> featuresOf(const AudioClip& clip, const StftShape& shape, ThreadPool& pool,
                             Spectra* spectra) {
    Stft<float> stft(shape, clip.sampleCount(), pool);
    FeatureMap<float> features(clip.channelCount(), stft.frames(), stft.bins());
    const auto scale = static_cast<float>(magnitudeScale(shape));
    std::vector<std::complex<float>> spectrum(static_cast<std::size_t>(stft.frames()) *
                                              stft.bins());
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        stft.forward(clip.channels[channel].data(), spectrum.data());
        pool.run(stft.frames(), [&](int t) {
            const std::complex<float>* in =
                spectrum.data() + static_cast<std::size_t>(t) * stft.bins();
            logMagnitudes(in, scale, stft.bins(), features.frame(channel, t));
        });
        if (spectra != nullptr) {
            spectra->push_back(spectrum);
        }
    }
    return features;
}

AudioClip withFeatures(const AudioClip& clip, const float* features, float highest,
                       const StftShape& shape, ThreadPool& pool) {
    Stft<float> stft(shape, clip.sampleCount(), pool);
    const auto unscale = static_cast<float>(1.0 / magnitudeScale(shape));
    const int bins = stft.bins();
    AudioClip result = clip;
    for (std::vector<float>& channel : result.channels) {
        stft.throughSpectrum(
            channel.data(),
            [&](int t, std::complex<float>* spectrum) {
                const float* from = features + static_cast<std::size_t>(t) * bins;
                std::vector<float> magnitudes(from, from + bins);
                for (float& value : magnitudes) {
                    value = std::min(std::fabs(value), highest);
                }
                expm1Of(magnitudes.data(), magnitudes.data(), bins);
                for (int f = 0; f < bins; ++f) {
                    const float old = std::abs(spectrum[f]);
                    const float wanted = unscale * magnitudes[f];
                    spectrum[f] = old > 0.0F ? spectrum[f] * (wanted / old) : wanted;
                }
            },
            channel.data());
        features += static_cast<std::size_t>(stft.frames()) * bins;
    }
    return result;
}

void scale(AudioClip& clip, double gain) {
    for (std::vector<float>& channel : clip.channels) {
        for (float& sample : channel) {
            sample = static_cast<float>(sample * gain);
        }
    }
}

void fillWithNoise(AudioClip& clip, std::uint64_t seed) {
    SplitMix64 random(seed);
    for (std::vector<float>& channel : clip.channels) {
        for (float& sample : channel) {
            sample = static_cast<float>(random.uniform() - 0.5);
        }
    }
}

AudioClip atRate(const AudioClip& clip, int rateHz, const std::string& name) {
    AudioClip result = resampled(clip, rateHz);
    if (rmsOf(result) < kLeastShare * rmsOf(clip)) {
        throw Error(MessageCode::transferNothingInBand, {name, std::to_string(rateHz / 2)});
    }
    return result;
}

AudioClip monoAtRate(const AudioClip& clip, int rateHz, const std::string& name,
                     const std::string& method) {
    const AudioClip mono = mixedToMono(clip);
    if (rmsOf(mono) < kLeastShare * rmsOf(clip)) {
        throw Error(MessageCode::transferCancelsInMono, {name, method});
    }
    return atRate(mono, rateHz, name);
}

void requireLength(const AudioClip& clip, const std::string& name, const StftShape& shape,
                   int kernelSize) {
    const auto least = static_cast<std::size_t>(
        std::max(shape.windowSamples, (kernelSize - 1) * shape.hopSamples));
    if (clip.sampleCount() >= least) {
        return;
    }
    const auto milliseconds = [&](std::size_t samples) {
        return std::to_string(static_cast<long>(
            std::ceil(1000.0 * static_cast<double>(samples) / clip.sampleRateHz)));
    };
    std::vector<std::string> facts{name, milliseconds(clip.sampleCount()), milliseconds(least)};
    if (least == static_cast<std::size_t>(shape.windowSamples)) {
        throw Error(MessageCode::transferTooShortForWindow, facts);
    }
    facts.push_back(std::to_string(kernelSize));
    throw Error(MessageCode::transferTooShort, facts);
}

Spectrogram spectrogramOfFeatures(const float* features, const FeatureMap<float>& layout,
                                  const StftShape& shape, int sampleRateHz, double gain,
                                  ThreadPool& pool) {
    Spectrogram picture;
    picture.sampleRateHz = sampleRateHz;
    picture.windowSamples = shape.windowSamples;
    picture.hopSamples = shape.hopSamples;
    picture.bins = layout.bins;
    picture.frames = layout.frames;
    picture.magnitudes.resize(static_cast<std::size_t>(layout.frames) * layout.bins);
    // A full-scale sine has |STFT| = window / 4 at its bin: half the sum of the Hann window.
    const double unscale = 4.0 / shape.taper() / magnitudeScale(shape) / gain;
    const auto factor = static_cast<float>(unscale / std::sqrt(layout.channels));
    pool.run(layout.frames, [&](int t) {
        float* out = picture.magnitudes.data() + static_cast<std::size_t>(t) * layout.bins;
        std::vector<float> magnitudes(layout.bins);
        for (int channel = 0; channel < layout.channels; ++channel) {
            const std::size_t row = static_cast<std::size_t>(channel) * layout.frames + t;
            expm1Of(features + row * layout.bins, magnitudes.data(), layout.bins);
            for (int f = 0; f < layout.bins; ++f) {
                out[f] += magnitudes[f] * magnitudes[f];
            }
        }
        for (int f = 0; f < layout.bins; ++f) {
            out[f] = factor * std::sqrt(out[f]);
        }
    });
    return picture;
}

double decibels(double ratio) {
    return ratio > 1e-10 ? 20.0 * std::log10(ratio) : -200.0;
}

} // namespace tonegraft
