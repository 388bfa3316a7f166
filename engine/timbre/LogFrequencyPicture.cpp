// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/LogFrequencyPicture.h"

#include "dsp/Stft.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kLevelRms = 0.1;
constexpr double kSilentPower = 1e-12;
constexpr double kFloorPower = 1e-9;
// The longer window holds 4 times as many samples of a sine: 12 dB.
constexpr double kLongWindowDb = 12.0;
constexpr int kMargin = kPictureWindowSamples[1] / 2;
constexpr int kTuningHopSamples = 4096;

/// The clip with `kMargin` samples of its reflection at either end; as numpy.pad's `reflect` does,
/// reflected again and again where the clip is shorter than that.
std::vector<float> reflected(const float* samples, std::size_t count, double gain) {
    const auto length = static_cast<std::ptrdiff_t>(count);
    const std::ptrdiff_t period = std::max<std::ptrdiff_t>(1, 2 * (length - 1));
    std::vector<float> result(count + 2 * static_cast<std::size_t>(kMargin));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(i) - kMargin;
        const std::ptrdiff_t phase = (from % period + period) % period;
        const std::ptrdiff_t place = phase < length ? phase : period - phase;
        result[i] = static_cast<float>(gain * static_cast<double>(samples[place]));
    }
    return result;
}

/// A bin of the picture: the weighted mean of spectral powers around its frequency.
struct Triangle {
    int first = 0;
    std::vector<float> weights;
};

/// Half as wide as a bin of the picture, but at least as a bin of the spectrum.
std::vector<Triangle> triangles(int windowSamples, double gridCents) {
    const double binHz = static_cast<double>(kPictureRateHz) / windowSamples;
    const double relativeWidth = std::pow(2.0, 1.0 / kPictureBinsPerOctave) - 1.0;
    std::vector<Triangle> result(kPictureBins);
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const double octaves = static_cast<double>(bin) / kPictureBinsPerOctave;
        const double center = kPictureLowestHz * std::pow(2.0, octaves + gridCents / 1200.0);
        const double width = std::max(binHz, center * relativeWidth);
        Triangle& triangle = result[static_cast<std::size_t>(bin)];
        std::vector<double> weights;
        double sum = 0.0;
        for (int k = 0; k <= windowSamples / 2; ++k) {
            const double weight = 1.0 - std::fabs(k * binHz - center) / width;
            if (weight > 0.0) {
                triangle.first = weights.empty() ? k : triangle.first;
                weights.push_back(weight);
                sum += weight;
            }
        }
        for (const double weight : weights) {
            triangle.weights.push_back(static_cast<float>(weight / sum));
        }
    }
    return result;
}

/// A picture whose frames are at every hop from the clip's first sample on.
void drawWindow(int window, const std::vector<float>& padded, ThreadPool& pool,
                LogFrequencyPicture& picture) {
    const int windowSamples = kPictureWindowSamples[window];
    const std::vector<Triangle> bins = triangles(windowSamples, picture.gridCents);
    const double offsetDb = window == 0 ? 0.0 : kLongWindowDb;
    float* const levels = picture.levelsDb.data() + static_cast<std::size_t>(window) *
                                                        kPictureBins *
                                                        static_cast<std::size_t>(picture.frames);
    Stft<float> stft({windowSamples, kPictureHopSamples}, padded.size(), pool);
    stft.forEachFrame(padded.data(), [&](int paddedFrame, const std::complex<float>* spectrum) {
        const int frame = paddedFrame - kMargin / kPictureHopSamples;
        if (frame < 0 || frame >= picture.frames) {
            return;
        }
        for (std::size_t bin = 0; bin < bins.size(); ++bin) {
            const Triangle& triangle = bins[bin];
            double power = 0.0;
            for (std::size_t i = 0; i < triangle.weights.size(); ++i) {
                power += static_cast<double>(triangle.weights[i]) *
                         static_cast<double>(
                             std::norm(spectrum[static_cast<std::size_t>(triangle.first) + i]));
            }
            levels[bin * static_cast<std::size_t>(picture.frames) +
                   static_cast<std::size_t>(frame)] =
                static_cast<float>(10.0 * std::log10(power + kFloorPower) - offsetDb);
        }
    });
}

/// A local maximum of a frame's spectrum, in dB, and how far off the tempered scale it is.
struct Peak {
    double levelDb = 0.0;
    double semitones = 0.0;
};

std::vector<Peak> peaksOf(const std::complex<float>* spectrum, int windowSamples) {
    constexpr double kLowestHz = 180.0;
    constexpr double kHighestHz = 2500.0;
    const double binHz = static_cast<double>(kPictureRateHz) / windowSamples;
    const auto levelAt = [&](int k) {
        return 20.0 * std::log10(static_cast<double>(std::abs(spectrum[k])) + 1e-7);
    };
    std::vector<Peak> peaks;
    for (int k = static_cast<int>(kLowestHz / binHz) + 1; k * binHz < kHighestHz; ++k) {
        const double before = levelAt(k - 1);
        const double here = levelAt(k);
        const double after = levelAt(k + 1);
        if (here > before && here >= after) {
            // The top of the parabola through the three.
            const double offset =
                0.5 * (before - after) / std::min(before - 2.0 * here + after, -1e-6);
            peaks.push_back({here, 12.0 * std::log2((k + offset) * binHz / 440.0)});
        }
    }
    return peaks;
}

double largestLevelDb(const std::complex<float>* spectrum, int bins) {
    float largest = 0.0F;
    for (int k = 0; k < bins; ++k) {
        largest = std::max(largest, std::norm(spectrum[k]));
    }
    return 20.0 * std::log10(std::sqrt(static_cast<double>(largest)) + 1e-7);
}

} // namespace

double tuningCents(const float* samples, std::size_t count, ThreadPool& pool) {
    constexpr double kRangeDb = 50.0;
    constexpr double kLeastAgreement = 0.3;
    if (count == 0) {
        return 0.0;
    }
    const std::vector<float> padded = reflected(samples, count, 1.0);
    Stft<float> stft({kPictureWindowSamples[1], kTuningHopSamples}, padded.size(), pool);
    const int frames = 1 + static_cast<int>(count / kTuningHopSamples);
    std::vector<std::vector<Peak>> peaks(static_cast<std::size_t>(frames));
    std::vector<double> largest(static_cast<std::size_t>(frames), -140.0);
    stft.forEachFrame(padded.data(), [&](int paddedFrame, const std::complex<float>* spectrum) {
        const int frame = paddedFrame - kMargin / kTuningHopSamples;
        if (frame >= 0 && frame < frames) {
            peaks[static_cast<std::size_t>(frame)] = peaksOf(spectrum, kPictureWindowSamples[1]);
            largest[static_cast<std::size_t>(frame)] = largestLevelDb(spectrum, stft.bins());
        }
    });
    const double top = *std::max_element(largest.begin(), largest.end());
    std::complex<double> sum;
    double weights = 0.0;
    for (const std::vector<Peak>& ofFrame : peaks) {
        for (const Peak& peak : ofFrame) {
            if (peak.levelDb > top - kRangeDb) {
                const double weight = std::pow(10.0, (peak.levelDb - top) / 40.0);
                sum += std::polar(weight, 2.0 * kPi * peak.semitones);
                weights += weight;
            }
        }
    }
    sum /= weights + 1e-9;
    return std::abs(sum) > kLeastAgreement ? std::arg(sum) / (2.0 * kPi) * 100.0 : 0.0;
}

LogFrequencyPicture logFrequencyPicture(const float* samples, std::size_t count, double gridCents,
                                        ThreadPool& pool) {
    LogFrequencyPicture picture;
    picture.gridCents = std::fabs(gridCents) < 1.0 ? 0.0 : gridCents;
    if (count == 0) {
        return picture;
    }
    double squares = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        squares += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
    }
    const double gain = kLevelRms / std::sqrt(squares / static_cast<double>(count) + kSilentPower);
    const std::vector<float> padded = reflected(samples, count, gain);
    picture.frames = 1 + static_cast<int>(count / kPictureHopSamples);
    picture.levelsDb.resize(static_cast<std::size_t>(kPictureWindows) * kPictureBins *
                            static_cast<std::size_t>(picture.frames));
    for (int window = 0; window < kPictureWindows; ++window) {
        drawWindow(window, padded, pool, picture);
    }
    return picture;
}

LogFrequencyPicture everySecondFrame(const LogFrequencyPicture& picture) {
    LogFrequencyPicture half;
    half.frames = (picture.frames + 1) / 2;
    half.frameSeconds = 2.0 * picture.frameSeconds;
    half.gridCents = picture.gridCents;
    half.levelsDb.reserve(picture.levelsDb.size() / 2 + 2 * kPictureBins);
    for (int row = 0; row < kPictureWindows * kPictureBins; ++row) {
        const float* const levels = picture.row(0, row);
        for (int frame = 0; frame < picture.frames; frame += 2) {
            half.levelsDb.push_back(levels[frame]);
        }
    }
    return half;
}

} // namespace tonegraft
