// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Spectrogram.h"

#include "dsp/Stft.h"
#include "dsp/Vectorized.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace tonegraft {
namespace {

struct AddPower {
    template <int>
    TONEGRAFT_INLINE static void run(const float* __restrict spectrum, int bins,
                                     float* __restrict power) {
        for (int bin = 0; bin < bins; ++bin) {
            power[bin] += spectrum[2 * bin] * spectrum[2 * bin] +
                          spectrum[2 * bin + 1] * spectrum[2 * bin + 1];
        }
    }
};

constexpr int kFramesPerPart = 512;
// Frames beside a part whose samples it is cut with, so that only the clip's own ends are
// reflected; as many as a window has hops, so that the last part is long enough to be analyzed.
constexpr int kContextFrames = 4;

/// Analyzes a clip part by part.
class Parts {
public:
    explicit Parts(const AudioClip& clip)
        : m_clip(clip), m_shape(analysisShape(clip.sampleRateHz)),
          m_sampleCount(std::max(clip.sampleCount(),
                                 static_cast<std::size_t>(m_shape.windowSamples / 2 + 1))),
          m_pool(0) {
        m_part.sampleRateHz = clip.sampleRateHz;
        m_part.windowSamples = m_shape.windowSamples;
        m_part.hopSamples = m_shape.hopSamples;
        m_part.bins = m_shape.bins();
    }

    int frames() const { return m_shape.framesOf(m_sampleCount); }

    const Spectrogram& read(int first, int count) {
        const int firstAnalyzed = std::max(first - kContextFrames, 0);
        const std::size_t begin = sampleOf(firstAnalyzed);
        const std::size_t end = std::min(m_sampleCount, sampleOf(first + count + kContextFrames));
        m_part.frames = count;
        m_part.magnitudes.assign(static_cast<std::size_t>(count) * m_part.bins, 0.0F);
        if (!m_stft || m_stft->sampleCount() != end - begin) {
            m_stft = std::make_unique<Stft<float>>(m_shape, end - begin, m_pool);
        }
        for (const std::vector<float>& channel : m_clip.channels) {
            addPowers(samplesOf(channel, begin, end), first - firstAnalyzed);
        }
        // The periodic Hann window sums to half its length: a full-scale sine reads a quarter.
        const float scale = 4.0F / static_cast<float>(m_shape.windowSamples);
        const auto channels = static_cast<float>(m_clip.channelCount());
        for (float& value : m_part.magnitudes) {
            value = scale * std::sqrt(value / channels);
        }
        return m_part;
    }

private:
    std::size_t sampleOf(int frame) const {
        return static_cast<std::size_t>(frame) * m_shape.hopSamples;
    }

    const float* samplesOf(const std::vector<float>& channel, std::size_t begin, std::size_t end) {
        if (end <= channel.size()) {
            return channel.data() + begin;
        }
        m_padded = channel; // a clip shorter than half a window
        m_padded.resize(m_sampleCount);
        return m_padded.data();
    }

    void addPowers(const float* samples, int firstWanted) {
        m_stft->forEachFrame(samples, [&](int analyzed, const std::complex<float>* bins) {
            const int frame = analyzed - firstWanted;
            if (frame < 0 || frame >= m_part.frames) {
                return;
            }
            float* power = m_part.magnitudes.data() + static_cast<std::size_t>(frame) * m_part.bins;
            const auto* spectrum = reinterpret_cast<const float*>(bins);
            runVectorized<AddPower>(spectrum, m_part.bins, power);
        });
    }

    const AudioClip& m_clip;
    StftShape m_shape;
    std::size_t m_sampleCount;
    ThreadPool m_pool;
    std::unique_ptr<Stft<float>> m_stft;
    Spectrogram m_part;
    std::vector<float> m_padded;
};

} // namespace

void visitSpectrogram(const AudioClip& clip, const SpectrogramVisitor& visit) {
    if (clip.empty()) {
        throw Error(MessageCode::clipEmpty);
    }
    Parts parts(clip);
    for (int first = 0; first < parts.frames(); first += kFramesPerPart) {
        visit(parts.read(first, std::min(kFramesPerPart, parts.frames() - first)));
    }
}

Spectrogram spectrogramOf(const AudioClip& clip) {
    Spectrogram whole;
    visitSpectrogram(clip, [&](const Spectrogram& part) {
        if (whole.empty()) {
            whole = part;
            const int frames = StftShape{part.windowSamples, part.hopSamples}.framesOf(
                std::max(clip.sampleCount(), std::size_t{1}));
            whole.magnitudes.reserve(static_cast<std::size_t>(frames) * part.bins);
        } else {
            whole.frames += part.frames;
            whole.magnitudes.insert(whole.magnitudes.end(), part.magnitudes.begin(),
                                    part.magnitudes.end());
        }
    });
    return whole;
}

} // namespace tonegraft
