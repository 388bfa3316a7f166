// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/musaic/Mosaic.h"

#include "linalg/Gemm.h"
#include "linalg/Sums.h"
#include "linalg/VectorMath.h"
#include "linalg/VectorOps.h"
#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kSilence = 1e-6; // of the content's mean magnitude

} // namespace

template <class Real>
Mosaic<Real>::Mosaic(FeatureMap<Real> content, MosaicTemplates<Real> templates,
                     const MosaicSettings& settings, ThreadPool& pool)
    : m_content(std::move(content)), m_templates(std::move(templates)), m_settings(settings),
      m_pool(pool) {
    for (const Real value : m_content.values) {
        m_contentSum += static_cast<double>(value);
    }
    m_least = static_cast<Real>(
        std::max(kSilence * m_contentSum / static_cast<double>(m_content.values.size()), 1e-30));
    for (const Real value : m_content.values) {
        const auto v = static_cast<double>(value);
        m_contentTerm += v > 0.0 ? v * std::log(v / static_cast<double>(m_least)) - v : 0.0;
    }
    for (const int length : m_templates.runLengths) {
        const auto begin = static_cast<int>(m_runBegin.size());
        m_runBegin.insert(m_runBegin.end(), length, begin);
        m_runEnd.insert(m_runEnd.end(), length, begin + length);
    }
    const FeatureMap<Real>& frames = m_templates.magnitudes;
    m_inverseSums.resize(static_cast<std::size_t>(frames.channels) * frames.frames);
    for (int row = 0; row < frames.channels * frames.frames; ++row) {
        double sum = 0.0;
        for (int bin = 0; bin < frames.bins; ++bin) {
            sum += static_cast<double>(frames.frame(0, row)[bin]);
        }
        m_inverseSums[row] = static_cast<Real>(sum > 0.0 ? 1.0 / sum : 0.0);
    }
    m_restricted.resize(size());
    m_model = FeatureMap<Real>(m_content.channels, m_content.frames, m_content.bins);
    m_ratio = m_model;
}

template <class Real> std::size_t Mosaic<Real>::size() const {
    return static_cast<std::size_t>(m_content.channels) * m_content.frames * templates();
}

template <class Real> const Real* Mosaic<Real>::templatesOf(int channel) const {
    return m_templates.magnitudes.frame(m_templates.magnitudes.channels > 1 ? channel : 0, 0);
}

template <class Real> std::vector<Real> Mosaic<Real>::start(std::uint64_t seed) const {
    std::vector<Real> h(size());
    const auto perChannel = h.size() / m_content.channels;
    SplitMix64 random(seed);
    for (std::size_t i = 0; i < perChannel; ++i) {
        h[i] = static_cast<Real>(1.0 - random.uniform());
    }
    for (int channel = 1; channel < m_content.channels; ++channel) {
        std::copy_n(h.begin(), perChannel,
                    h.begin() + static_cast<std::ptrdiff_t>(channel * perChannel));
    }
    return h;
}

// What is weighed: the channels' sum.
template <class Real> const Real* Mosaic<Real>::channelSums(const Real* h) {
    if (m_content.channels == 1) {
        return h;
    }
    const auto perChannel = static_cast<std::ptrdiff_t>(size() / m_content.channels);
    m_sums.resize(static_cast<std::size_t>(perChannel));
    forBlocks(m_pool, perChannel, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        std::copy(h + begin, h + end, m_sums.begin() + begin);
        for (int channel = 1; channel < m_content.channels; ++channel) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                m_sums[i] += h[channel * perChannel + i];
            }
        }
    });
    return m_sums.data();
}

// Equations 3 to 5 for one frame of the content: by what its activations are multiplied.
template <class Real>
void Mosaic<Real>::weighRow(const Real* sums, int t, Real damp, RowScratch& row) const {
    const std::ptrdiff_t count = templates();
    const Real* __restrict own = sums + t * count;
    row.weights.assign(count, Real(1));
    Real* __restrict weights = row.weights.data();
    const int first = std::max(0, t - m_settings.repetition);
    const int last = std::min(m_content.frames - 1, t + m_settings.repetition);
    for (int at = first; at <= last; ++at) {
        const Real* __restrict other = sums + at * count;
        for (std::ptrdiff_t k = 0; k < count; ++k) {
            weights[k] = other[k] > own[k] ? damp : weights[k];
        }
    }
    if (m_settings.polyphony >= count) {
        return;
    }
    row.weighed.resize(count);
    Real* __restrict weighed = row.weighed.data();
    for (std::ptrdiff_t k = 0; k < count; ++k) {
        weighed[k] = own[k] * weights[k];
    }
    row.sorted = row.weighed;
    const auto place = row.sorted.begin() + m_settings.polyphony - 1;
    std::nth_element(row.sorted.begin(), place, row.sorted.end(), std::greater<>());
    const Real least = *place;
    for (std::ptrdiff_t k = 0; k < count; ++k) {
        weights[k] = weighed[k] < least ? weights[k] * damp : weights[k];
    }
}

template <class Real> void Mosaic<Real>::restrict(const Real* h, double factor) {
    const std::ptrdiff_t count = templates();
    const Real* sums = channelSums(h);
    m_pool.run(m_content.frames, [&](int t) {
        thread_local RowScratch row;
        weighRow(sums, t, static_cast<Real>(factor), row);
        for (int channel = 0; channel < m_content.channels; ++channel) {
            const std::ptrdiff_t begin = (channel * m_content.frames + t) * count;
            for (std::ptrdiff_t k = 0; k < count; ++k) {
                m_restricted[begin + k] = h[begin + k] * row.weights[k];
            }
        }
    });
}

// Equation 6: the sum along the diagonal, inside the templates' runs.
template <class Real> void Mosaic<Real>::enhance(Real* continued) {
    const int count = templates();
    const int frames = m_content.frames;
    m_pool.run(m_content.channels * frames, [&](int row) {
        const int t = row % frames;
        Real* out = continued + static_cast<std::ptrdiff_t>(row) * count;
        std::fill_n(out, count, Real(0));
        const int first = std::max(-m_settings.continuity, -t);
        const int last = std::min(m_settings.continuity, frames - 1 - t);
        for (int i = first; i <= last; ++i) {
            const Real* in = m_restricted.data() + static_cast<std::ptrdiff_t>(row + i) * count;
            for (int k = 0; k < count;) {
                const int end = m_runEnd[k];
                const int from = std::max(m_runBegin[k], m_runBegin[k] - i);
                const int to = std::min(end, end - i);
                for (int n = from; n < to; ++n) {
                    out[n] += in[n + i];
                }
                k = end;
            }
        }
    });
}

template <class Real> void Mosaic<Real>::multiply(const Real* h) {
    const std::ptrdiff_t count = templates();
    for (int channel = 0; channel < m_content.channels; ++channel) {
        parallelGemm(m_pool, m_content.frames, m_content.bins, count, Real(1),
                     MatrixView<Real>{h + channel * count * m_content.frames, count},
                     MatrixView<Real>{templatesOf(channel), m_content.bins}, Real(0),
                     m_model.frame(channel, 0), m_content.bins);
    }
}

template <class Real> void Mosaic<Real>::update(const Real* h, int iteration, Real* next) {
    const double done = (iteration + 1.0) / m_settings.iterations;
    restrict(h, std::max(0.0, 1.0 - done));
    enhance(next);
    multiply(next);
    const int rows = m_content.channels * m_content.frames;
    m_pool.run(rows, [&](int row) {
        const Real* content = m_content.frame(0, row);
        const Real* model = m_model.frame(0, row);
        Real* ratio = m_ratio.frame(0, row);
        for (int bin = 0; bin < m_content.bins; ++bin) {
            ratio[bin] = content[bin] / std::max(model[bin], m_least);
        }
    });
    const std::ptrdiff_t count = templates();
    for (int channel = 0; channel < m_content.channels; ++channel) {
        parallelGemm(m_pool, m_content.frames, count, m_content.bins, Real(1),
                     MatrixView<Real>{m_ratio.frame(channel, 0), m_content.bins},
                     MatrixView<Real>{templatesOf(channel), m_content.bins, true}, Real(0),
                     m_restricted.data() + channel * count * m_content.frames, count);
    }
    m_pool.run(rows, [&](int row) {
        const int channel = m_templates.magnitudes.channels > 1 ? row / m_content.frames : 0;
        const Real* inverse = m_inverseSums.data() + channel * count;
        const Real* numerator = m_restricted.data() + row * count;
        Real* out = next + row * count;
        for (std::ptrdiff_t k = 0; k < count; ++k) {
            out[k] *= numerator[k] * inverse[k];
        }
    });
}

template <class Real> double Mosaic<Real>::divergence(const Real* h) {
    multiply(h);
    const int rows = m_content.channels * m_content.frames;
    std::vector<double> parts(rows, 0.0);
    m_pool.run(rows, [&](int row) {
        const Real* content = m_content.frame(0, row);
        const Real* model = m_model.frame(0, row);
        Real* logs = m_ratio.frame(0, row); // ln(M / least)
        for (int bin = 0; bin < m_content.bins; ++bin) {
            logs[bin] = std::max(model[bin] / m_least, Real(1)) - Real(1);
        }
        log1pOf(logs, logs, m_content.bins);
        parts[row] = detail::lanedSum(m_content.bins, [&](int bin) {
            return static_cast<double>(model[bin]) -
                   static_cast<double>(content[bin]) * static_cast<double>(logs[bin]);
        });
    });
    double sum = m_contentTerm;
    for (const double part : parts) {
        sum += part;
    }
    return m_contentSum > 0.0 ? sum / m_contentSum : 0.0;
}

template class Mosaic<float>;
template class Mosaic<double>;

} // namespace tonegraft
