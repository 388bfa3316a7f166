// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/LongPicture.h"

#include "dsp/Stft.h"
#include "methods/shared/Analysis.h"

#include <algorithm>

namespace tonegraft {

LongPicture::LongPicture(const AudioClip& clip, int mostFrames) {
    const int frames = analysisShape(clip.sampleRateHz).framesOf(clip.sampleCount());
    const int gaps = std::max(mostFrames - 1, 1);
    m_frames = std::max(1, (frames - 1 + gaps - 1) / gaps);
    int done = 0;
    visitSpectrogram(clip, [&](const Spectrogram& part) {
        if (m_picture.empty()) {
            m_picture = part;
            m_picture.hopSamples = m_frames * part.hopSamples;
            m_picture.frames = frameFor(frames - 1) + 1;
            m_picture.magnitudes.assign(static_cast<std::size_t>(m_picture.frames) * m_picture.bins,
                                        0.0F);
        }
        add(part, done, 0);
        done += part.frames;
    });
}

void LongPicture::put(const Spectrogram& part, int first, int skipped) {
    const auto bins = static_cast<std::ptrdiff_t>(m_picture.bins);
    const int begin = std::min(frameFor(first + skipped), m_picture.frames);
    const int end = std::clamp(frameFor(first + part.frames - 1) + 1, begin, m_picture.frames);
    std::fill(m_picture.magnitudes.begin() + begin * bins,
              m_picture.magnitudes.begin() + end * bins, 0.0F);
    add(part, first, skipped);
}

void LongPicture::add(const Spectrogram& part, int first, int skipped) {
    const auto bins = static_cast<std::size_t>(m_picture.bins);
    for (int t = skipped; t < part.frames && frameFor(first + t) < m_picture.frames; ++t) {
        const float* in = part.magnitudes.data() + static_cast<std::size_t>(t) * bins;
        float* out = m_picture.magnitudes.data() + frameFor(first + t) * bins;
        std::transform(in, in + bins, out, out, [](float a, float b) { return std::max(a, b); });
    }
}

} // namespace tonegraft
