// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/ConditionalEqualizer.h"

#include "notes/NoiseBands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tonegraft {
namespace {

constexpr int kBands = 29;
constexpr int kNearest = 6;
constexpr int kMostStyleFrames = 2048; // compared with, of a longer style evenly spread ones
constexpr double kQuietDb = 45.0;      // frames further below the loudest do not count
constexpr double kMostGainDb = 18.0;
constexpr double kBrightnessWeight = 1.5;
constexpr double kRiseWeight = 0.5;
constexpr std::array<double, 5> kSmoothing = {1.0 / 12, 3.0 / 12, 4.0 / 12, 3.0 / 12, 1.0 / 12};
constexpr double kLeast = 1e-12;

using Bands = std::array<double, kBands>;
using Features = std::array<double, 3>;

double toDb(double power) {
    return 10.0 * std::log10(power);
}

double total(const Bands& bands) {
    return std::accumulate(bands.begin(), bands.end(), 0.0);
}

/// A clip's frames in bands of the power that its mask leaves, its channels' mean.
std::vector<Bands> bandPowers(const AudioClip& clip, const FrameGains& mask, const NoiseBands& bank,
                              const StftShape& shape, ThreadPool& pool) {
    Stft<float> stft(shape, clip.sampleCount(), pool);
    std::vector<Bands> powers(stft.frames());
    for (Bands& bands : powers) {
        bands.fill(kLeast);
    }
    for (const std::vector<float>& channel : clip.channels) {
        stft.forEachFrame(channel.data(), [&](int t, const std::complex<float>* bins) {
            std::vector<float> values(stft.bins());
            mask(t, values.data());
            for (int bin = 0; bin < stft.bins(); ++bin) {
                values[bin] *= values[bin] * std::norm(bins[bin]);
            }
            for (int band = 0; band < kBands; ++band) {
                const float* weights = bank.band(band);
                float sum = 0.0F;
                for (int bin = 0; bin < stft.bins(); ++bin) {
                    sum += weights[bin] * values[bin];
                }
                powers[t][band] += sum / clip.channelCount();
            }
        });
    }
    return powers;
}

/// Ranks of the frames in their clip, 0..1, among those that are not quiet: how loud, how bright,
/// how much louder than the one before.
class Ranks {
public:
    explicit Ranks(const std::vector<Bands>& powers) {
        double loudest = -1000.0;
        for (std::size_t t = 0; t < powers.size(); ++t) {
            const double sum = total(powers[t]);
            double centroid = 0.0;
            for (int band = 0; band < kBands; ++band) {
                centroid += band * powers[t][band];
            }
            const double level = toDb(sum);
            const double rise = t > 0 ? std::max(0.0, level - m_values[t - 1][0]) : 0.0;
            m_values.push_back({level, centroid / sum, rise});
            loudest = std::max(loudest, level);
        }
        for (std::size_t t = 0; t < powers.size(); ++t) {
            if (m_values[t][0] > loudest - kQuietDb) {
                m_active.push_back(static_cast<int>(t));
                for (int i = 0; i < 3; ++i) {
                    m_sorted[i].push_back(m_values[t][i]);
                }
            }
        }
        for (std::vector<double>& sorted : m_sorted) {
            std::sort(sorted.begin(), sorted.end());
        }
    }

    const std::vector<int>& active() const { return m_active; }
    Features of(int frame) const {
        constexpr std::array<double, 3> kWeights = {1.0, kBrightnessWeight, kRiseWeight};
        Features ranks{};
        for (int i = 0; i < 3; ++i) {
            const std::vector<double>& sorted = m_sorted[i];
            const auto below =
                std::lower_bound(sorted.begin(), sorted.end(), m_values[frame][i]) - sorted.begin();
            ranks[i] = kWeights[i] * static_cast<double>(below) /
                       std::max<double>(1.0, static_cast<double>(sorted.size()));
        }
        return ranks;
    }

private:
    std::vector<Features> m_values;
    std::vector<int> m_active;
    std::array<std::vector<double>, 3> m_sorted;
};

struct StyleFrame {
    Features ranks;
    Bands envelopeDb;
};

Bands envelopeOf(const Bands& powers) {
    Bands envelope{};
    const double sum = toDb(total(powers));
    for (int band = 0; band < kBands; ++band) {
        envelope[band] = toDb(powers[band]) - sum;
    }
    return envelope;
}

std::vector<StyleFrame> styleFrames(const std::vector<Bands>& powers) {
    const Ranks ranks(powers);
    const auto count = static_cast<int>(ranks.active().size());
    const int taken = std::min(count, kMostStyleFrames);
    std::vector<StyleFrame> frames;
    for (int i = 0; i < taken; ++i) {
        const int t = ranks.active()[static_cast<std::size_t>(i) * count / taken];
        frames.push_back({ranks.of(t), envelopeOf(powers[t])});
    }
    return frames;
}

Bands meanOfNearest(const std::vector<StyleFrame>& frames, const Features& ranks) {
    std::vector<std::pair<double, int>> distances;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        double distance = 0.0;
        for (int k = 0; k < 3; ++k) {
            const double difference = frames[i].ranks[k] - ranks[k];
            distance += difference * difference;
        }
        distances.emplace_back(distance, static_cast<int>(i));
    }
    const auto nearest = std::min<std::size_t>(kNearest, distances.size());
    std::partial_sort(distances.begin(), distances.begin() + static_cast<std::ptrdiff_t>(nearest),
                      distances.end());
    Bands mean{};
    for (std::size_t i = 0; i < nearest; ++i) {
        for (int band = 0; band < kBands; ++band) {
            mean[band] += frames[distances[i].second].envelopeDb[band] / nearest;
        }
    }
    return mean;
}

std::vector<Bands> smoothed(const std::vector<Bands>& gains) {
    const int frames = static_cast<int>(gains.size());
    std::vector<Bands> smooth(gains.size());
    for (int t = 0; t < frames; ++t) {
        smooth[t].fill(0.0);
        for (int i = 0; i < 5; ++i) {
            const Bands& near = gains[std::clamp(t + i - 2, 0, frames - 1)];
            for (int band = 0; band < kBands; ++band) {
                smooth[t][band] += kSmoothing[i] * near[band];
            }
        }
    }
    return smooth;
}

/// In dB, of the content's bands.
std::vector<Bands> bandGains(const std::vector<Bands>& content, const std::vector<Bands>& style,
                             ThreadPool& pool) {
    const Ranks ranks(content);
    const std::vector<StyleFrame> frames = styleFrames(style);
    std::vector<Bands> gains(content.size());
    pool.run(static_cast<int>(content.size()), [&](int t) {
        const Bands wanted = meanOfNearest(frames, ranks.of(t));
        const Bands is = envelopeOf(content[t]);
        for (int band = 0; band < kBands; ++band) {
            gains[t][band] = std::clamp(wanted[band] - is[band], -kMostGainDb, kMostGainDb);
        }
    });
    return smoothed(gains);
}

} // namespace

AudioClip conditionallyEqualized(const AudioClip& content, const FrameGains& contentMask,
                                 const AudioClip& style, const FrameGains& styleMask,
                                 const StftShape& shape, ThreadPool& pool) {
    const double binHz = static_cast<double>(content.sampleRateHz) / shape.windowSamples;
    const NoiseBands bank(kBands, shape.bins(), binHz, NoiseBands::Sums::binsAreOne);
    const std::vector<Bands> gains =
        bandGains(bandPowers(content, contentMask, bank, shape, pool),
                  bandPowers(style, styleMask, bank, shape, pool), pool);
    Stft<float> stft(shape, content.sampleCount(), pool);
    const auto gainsOf = [&](int t, std::vector<float>& mask, std::vector<float>& all) {
        contentMask(t, mask.data());
        std::fill(all.begin(), all.end(), 0.0F);
        for (int band = 0; band < kBands; ++band) {
            const auto gain = static_cast<float>(gains[t][band]);
            const float* weights = bank.band(band);
            for (int bin = 0; bin < shape.bins(); ++bin) {
                all[bin] += gain * weights[bin];
            }
        }
        for (int bin = 0; bin < shape.bins(); ++bin) {
            all[bin] = mask[bin] * std::exp(all[bin] * 0.115129255F); // of dB
        }
    };
    std::vector<double> before(stft.frames(), 0.0), after(stft.frames(), 0.0);
    for (const std::vector<float>& channel : content.channels) {
        stft.forEachFrame(channel.data(), [&](int t, const std::complex<float>* bins) {
            std::vector<float> mask(shape.bins()), all(shape.bins());
            gainsOf(t, mask, all);
            for (int bin = 0; bin < shape.bins(); ++bin) {
                before[t] += mask[bin] * mask[bin] * std::norm(bins[bin]);
                after[t] += all[bin] * all[bin] * std::norm(bins[bin]);
            }
        });
    }
    AudioClip result = content;
    for (std::vector<float>& channel : result.channels) {
        stft.throughSpectrum(
            channel.data(),
            [&](int t, std::complex<float>* bins) {
                std::vector<float> mask(shape.bins()), all(shape.bins());
                gainsOf(t, mask, all);
                const auto level = static_cast<float>(std::sqrt(before[t] / (after[t] + kLeast)));
                for (int bin = 0; bin < shape.bins(); ++bin) {
                    bins[bin] *= level * all[bin];
                }
            },
            channel.data());
    }
    return result;
}

} // namespace tonegraft
