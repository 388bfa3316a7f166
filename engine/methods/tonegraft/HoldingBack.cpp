// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/HoldingBack.h"

#include "dsp/Stft.h"
#include "methods/tonegraft/HeardBands.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tonegraft {
namespace {

constexpr double kFloor = 1e-3; // 60 dB below the loudest bin
constexpr double kLeastMagnitude = 1e-9;
constexpr float kDbOfLevel = 8.685889638F; // levels are half the logarithm of powers

std::vector<float> magnitudesOf(const std::complex<float>* bins, int count) {
    std::vector<float> magnitudes(count);
    for (int bin = 0; bin < count; ++bin) {
        magnitudes[bin] = std::abs(bins[bin]);
    }
    return magnitudes;
}

float loudestBin(const AudioClip& clip, Stft<float>& stft) {
    std::vector<float> ofFrames(stft.frames(), 0.0F);
    for (const std::vector<float>& channel : clip.channels) {
        stft.forEachFrame(channel.data(), [&](int frame, const std::complex<float>* bins) {
            const std::vector<float> magnitudes = magnitudesOf(bins, stft.bins());
            ofFrames[frame] =
                std::max(ofFrames[frame], *std::max_element(magnitudes.begin(), magnitudes.end()));
        });
    }
    return *std::max_element(ofFrames.begin(), ofFrames.end());
}

/// Of the channels' mean power, [frame][band].
std::vector<float> levelsOf(const AudioClip& clip, const HeardBands& bands, Stft<float>& stft) {
    std::vector<float> levels(static_cast<std::size_t>(stft.frames()) * bands.bands());
    const float share = 1.0F / static_cast<float>(clip.channelCount());
    for (const std::vector<float>& channel : clip.channels) {
        stft.forEachFrame(channel.data(), [&](int frame, const std::complex<float>* bins) {
            std::vector<float> ofChannel(bands.bands());
            bands.levels(magnitudesOf(bins, stft.bins()).data(), ofChannel.data());
            const std::size_t first = static_cast<std::size_t>(frame) * bands.bands();
            for (int band = 0; band < bands.bands(); ++band) {
                levels[first + band] += share * std::expm1(2.0F * ofChannel[band]);
            }
        });
    }
    for (float& level : levels) {
        level = 0.5F * std::log1p(level);
    }
    return levels;
}

/// Mean over the frames in which one of both sounds.
double differenceDb(const std::vector<float>& a, const std::vector<float>& b, int bands) {
    double sum = 0.0;
    int sounding = 0;
    for (std::size_t first = 0; first < a.size(); first += static_cast<std::size_t>(bands)) {
        double square = 0.0;
        float loudest = 0.0F;
        for (std::size_t i = first; i < first + static_cast<std::size_t>(bands); ++i) {
            square += std::pow(kDbOfLevel * (a[i] - b[i]), 2.0);
            loudest = std::max({loudest, a[i], b[i]});
        }
        sum += std::sqrt(square / bands);
        sounding += loudest > 0.0F ? 1 : 0;
    }
    return sounding > 0 ? sum / sounding : 0.0;
}

/// A part of the way from a clip's levels to others, [frame][band] both.
struct Way {
    const std::vector<float>& from;
    const std::vector<float>& towards;
    double share;
    double mostDb;
};

AudioClip moved(const AudioClip& clip, const Way& way, const HeardBands& bands, Stft<float>& stft) {
    const float most = static_cast<float>(way.mostDb) / kDbOfLevel;
    AudioClip result = clip;
    for (std::vector<float>& channel : result.channels) {
        stft.throughSpectrum(
            channel.data(),
            [&](int frame, std::complex<float>* bins) {
                const auto first = static_cast<std::size_t>(frame) * bands.bands();
                std::vector<float> gains(bands.bands() + 1);
                for (int band = 0; band < bands.bands(); ++band) {
                    const float difference = way.towards[first + band] - way.from[first + band];
                    gains[band] =
                        std::clamp(static_cast<float>(way.share) * difference, -most, most);
                }
                for (int bin = 0; bin < bands.bins(); ++bin) {
                    const HeardBands::Place& place = bands.places()[bin];
                    const float lower = place.lower >= 0 ? gains[place.lower] : 0.0F;
                    bins[bin] *= std::exp(place.lowerWeight * lower +
                                          place.upperWeight * gains[place.lower + 1]);
                }
            },
            channel.data());
    }
    return result;
}

} // namespace

double HoldingBack::believed(double differenceDb) const {
    return std::clamp((differenceDb - noneBelowDb) / (allAboveDb - noneBelowDb), 0.0, 1.0);
}

AudioClip heldBack(const AudioClip& sound, const AudioClip& content, const HoldingBack& holding,
                   ThreadPool& pool) {
    const StftShape shape = analysisShape(content.sampleRateHz);
    Stft<float> stft(shape, content.sampleCount(), pool);
    const double loudest = std::max(loudestBin(sound, stft), loudestBin(content, stft));
    const HeardBands bands(stft.bins(),
                           static_cast<double>(content.sampleRateHz) / shape.windowSamples,
                           kFloor * std::max(loudest, kLeastMagnitude));
    const std::vector<float> soundLevels = levelsOf(sound, bands, stft);
    const std::vector<float> contentLevels = levelsOf(content, bands, stft);
    const double believed =
        holding.believed(differenceDb(soundLevels, contentLevels, bands.bands()));
    if (believed == 1.0) {
        return sound;
    }
    return believed < 0.5
               ? moved(content, {contentLevels, soundLevels, believed, holding.mostDb}, bands, stft)
               : moved(sound, {soundLevels, contentLevels, 1.0 - believed, holding.mostDb}, bands,
                       stft);
}

} // namespace tonegraft
