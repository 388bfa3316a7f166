// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/LevelShaping.h"

#include "dsp/Stft.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

double melOf(double hz) {
    return 2595.0 * std::log10(1.0 + hz / 700.0);
}

double centerHz(const LogFrequencyPicture& picture, int bin) {
    const double octaves =
        static_cast<double>(bin) / kPictureBinsPerOctave + picture.gridCents / 1200.0;
    return kPictureLowestHz * std::exp2(octaves);
}

/// Mel bands over a picture's grid: a frequency's place among their centers.
class Bands {
public:
    Bands(const LogFrequencyPicture& picture, int count)
        : m_count(count), m_lowest(melOf(centerHz(picture, 0))),
          m_step((melOf(centerHz(picture, kPictureBins - 1)) - m_lowest) / (count - 1)) {
        const double widthInOctaves = std::exp2(1.0 / kPictureBinsPerOctave) - 1.0;
        for (int bin = 0; bin < kPictureBins; ++bin) {
            const double hz = centerHz(picture, bin);
            m_places.push_back(placeOf(hz));
            m_widthsHz.push_back(hz * widthInOctaves);
        }
    }

    int count() const { return m_count; }

    /// Band `lower` and, with the weight `rest`, the next one.
    struct Place {
        int lower;
        float rest;
    };
    Place placeOf(double hz) const {
        const double position =
            std::clamp((melOf(hz) - m_lowest) / m_step, 0.0, static_cast<double>(m_count - 1));
        const int lower = std::min(static_cast<int>(position), m_count - 2);
        return {lower, static_cast<float>(position - lower)};
    }

    /// Powers of the bands in a frame of levels [bin][frames].
    std::vector<double> powers(const float* levelsDb, int frames, int frame) const {
        std::vector<double> sums(m_count, 0.0);
        for (int bin = 0; bin < kPictureBins; ++bin) {
            const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(bin) * frames + frame;
            const double power =
                m_widthsHz[bin] * std::pow(10.0, static_cast<double>(levelsDb[at]) / 10.0);
            sums[m_places[bin].lower] += (1.0 - m_places[bin].rest) * power;
            sums[m_places[bin].lower + 1] += m_places[bin].rest * power;
        }
        return sums;
    }

private:
    int m_count;
    double m_lowest;
    double m_step;
    std::vector<Place> m_places;
    std::vector<double> m_widthsHz;
};

/// Gains in dB, [frame][band].
std::vector<float> gainsDb(const Bands& bands, const LogFrequencyPicture& heard,
                           const std::vector<float>& wantedDb, const LevelShaping& shaping,
                           ThreadPool& pool) {
    const int frames = heard.frames;
    std::vector<double> is(static_cast<std::size_t>(frames) * bands.count());
    std::vector<double> wanted(is.size());
    pool.run(frames, [&](int frame) {
        const auto at = static_cast<std::ptrdiff_t>(frame) * bands.count();
        const std::vector<double> a = bands.powers(heard.row(0, 0), frames, frame);
        const std::vector<double> b = bands.powers(wantedDb.data(), frames, frame);
        std::copy(a.begin(), a.end(), is.begin() + at);
        std::copy(b.begin(), b.end(), wanted.begin() + at);
    });
    const double floor =
        *std::max_element(wanted.begin(), wanted.end()) * std::pow(10.0, -shaping.floorDb / 10.0);
    std::vector<float> gains(is.size());
    for (std::size_t i = 0; i < gains.size(); ++i) {
        const double difference = 10.0 * std::log10((wanted[i] + floor) / (is[i] + floor));
        gains[i] = static_cast<float>(shaping.share *
                                      std::clamp(difference, -shaping.mostDb, shaping.mostDb));
    }
    return gains;
}

} // namespace

AudioClip shaped(const AudioClip& sound, const LogFrequencyPicture& heard,
                 const std::vector<float>& wantedDb, const LevelShaping& shaping,
                 ThreadPool& pool) {
    const Bands bands(heard, shaping.bands);
    const std::vector<float> gains = gainsDb(bands, heard, wantedDb, shaping, pool);
    const StftShape shape = analysisShape(sound.sampleRateHz);
    Stft<float> stft(shape, sound.sampleCount(), pool);
    std::vector<Bands::Place> places;
    for (int bin = 0; bin < stft.bins(); ++bin) {
        places.push_back(
            bands.placeOf(static_cast<double>(bin) * sound.sampleRateHz / shape.windowSamples));
    }
    const double pictureFrames =
        static_cast<double>(shape.hopSamples) / sound.sampleRateHz / heard.frameSeconds;
    AudioClip out = sound;
    for (std::vector<float>& channel : out.channels) {
        stft.throughSpectrum(
            channel.data(),
            [&](int frame, std::complex<float>* bins) {
                const double at =
                    std::min(frame * pictureFrames, static_cast<double>(heard.frames - 1));
                const int before = static_cast<int>(at);
                const int after = std::min(before + 1, heard.frames - 1);
                const auto rest = static_cast<float>(at - before);
                std::vector<float> now(bands.count());
                for (int band = 0; band < bands.count(); ++band) {
                    const float a = gains[static_cast<std::size_t>(before) * bands.count() + band];
                    const float b = gains[static_cast<std::size_t>(after) * bands.count() + band];
                    now[band] = a + rest * (b - a);
                }
                for (int bin = 0; bin < stft.bins(); ++bin) {
                    const Bands::Place& place = places[bin];
                    const float gainDb =
                        now[place.lower] + place.rest * (now[place.lower + 1] - now[place.lower]);
                    bins[bin] *= std::pow(10.0F, gainDb / 20.0F);
                }
            },
            channel.data());
    }
    return out;
}

} // namespace tonegraft
