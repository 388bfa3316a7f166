// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/ClipAnalysis.h"

#include "dsp/Stft.h"
#include "linalg/VectorMath.h"
#include "measures/MelTriangles.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr StftShape kShape{kMeasureWindowSamples, kMeasureHopSamples};
constexpr double kFeatureRms = 0.1;

constexpr double kMelFloor = 1e-4;

constexpr int kChromaFirstBin = 4;
constexpr int kChromaEndBin = 800;
constexpr double kChromaLowestHz = 55.0;
constexpr double kChromaHighestHz = 4000.0;
constexpr double kChromaFloor = 1e-9;

constexpr double kContourFloor = 1e-3;

double hzOfBin(int bin) {
    return static_cast<double>(bin) * kMeasureRateHz / kMeasureWindowSamples;
}

/// For each bin its pitch class, A = 0; -1: none.
std::vector<int> pitchClasses() {
    std::vector<int> classes(static_cast<std::size_t>(kShape.bins()), -1);
    for (int bin = kChromaFirstBin; bin < kChromaEndBin; ++bin) {
        const double hz = hzOfBin(bin);
        if (hz > kChromaLowestHz && hz < kChromaHighestHz) {
            const long semitones = std::lround(kPitchClasses * std::log2(hz / 440.0));
            classes[bin] =
                static_cast<int>((semitones % kPitchClasses + kPitchClasses) % kPitchClasses);
        }
    }
    return classes;
}

class FrameAnalysis {
public:
    explicit FrameAnalysis(int frames)
        : m_bands(melTriangles(kMelBands)), m_classes(pitchClasses()) {
        const auto count = static_cast<std::size_t>(frames);
        m_result.frames = frames;
        m_result.features = FeatureMap<float>(1, frames, kShape.bins());
        m_result.logMel.resize(count * kMelBands);
        m_result.chroma.resize(count * kPitchClasses);
        m_result.contour.resize(count);
    }

    void add(int frame, const std::complex<double>* spectrum) {
        const int bins = kShape.bins();
        float* features = m_result.features.frame(0, frame);
        std::vector<double> power(static_cast<std::size_t>(bins));
        double magnitudes = 0.0;
        for (int bin = 0; bin < bins; ++bin) {
            const double re = spectrum[bin].real();
            const double im = spectrum[bin].imag();
            power[bin] = re * re + im * im;
            const double magnitude = std::sqrt(power[bin]);
            magnitudes += magnitude;
            features[bin] = static_cast<float>(kFeatureRms * magnitude);
        }
        log1pOf(features, features, bins);
        m_result.contour[frame] = std::log(magnitudes + kContourFloor);
        addMel(power, m_result.logMel.data() + static_cast<std::size_t>(frame) * kMelBands);
        addChroma(power, m_result.chroma.data() + static_cast<std::size_t>(frame) * kPitchClasses);
    }

    ClipAnalysis take() { return std::move(m_result); }

private:
    void addMel(const std::vector<double>& power, double* logMel) const {
        for (const MelTriangle& band : m_bands) {
            *logMel++ = std::log(band.of(power.data()) + kMelFloor);
        }
    }

    void addChroma(const std::vector<double>& power, double* chroma) const {
        double total = 0.0;
        for (int bin = kChromaFirstBin; bin < kChromaEndBin; ++bin) {
            if (m_classes[bin] >= 0) {
                chroma[m_classes[bin]] += power[bin];
                total += power[bin];
            }
        }
        for (int pitchClass = 0; pitchClass < kPitchClasses; ++pitchClass) {
            chroma[pitchClass] /= total + kChromaFloor;
        }
    }

    std::vector<MelTriangle> m_bands;
    std::vector<int> m_classes;
    ClipAnalysis m_result;
};

} // namespace

ClipAnalysis analyzed(const std::vector<double>& samples, ThreadPool& pool) {
    Stft<double> stft(kShape, samples.size(), pool);
    FrameAnalysis analysis(stft.frames());
    stft.forEachFrame(samples.data(), [&](int frame, const std::complex<double>* spectrum) {
        analysis.add(frame, spectrum);
    });
    return analysis.take();
}

} // namespace tonegraft
