// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/SpectralObjective.h"

#include "linalg/Sums.h"
#include "linalg/VectorMath.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kFramesPerTask = 8;
constexpr double kLowestPitchHz = 55.0;
constexpr double kHighestPitchHz = 4000.0;
constexpr double kChromaFloor = 1e-6;
constexpr double kEnergyFloor = 0.01;
// A content of constant level has no dynamics to divide by: its spread counts as at least 0.1
// nepers in each frame.
constexpr double kLeastSpread = 0.01;
constexpr double kSameStatistics = 1e-7; // of the style's distance to silence

int pitchClassOf(double hz) {
    const int semitones = static_cast<int>(std::lround(12.0 * std::log2(hz / 440.0)));
    return (semitones % 12 + 12) % 12;
}

} // namespace

void ObjectiveScale::add(const ObjectiveScale& piece) {
    const double share = piece.rows / (rows + piece.rows);
    contentToStyle += share * (piece.contentToStyle - contentToStyle);
    silenceToStyle += share * (piece.silenceToStyle - silenceToStyle);
    rows += piece.rows;
    contentSquares += piece.contentSquares;
    dynamicsSpread += piece.dynamicsSpread;
}

bool ObjectiveScale::agrees() const {
    return contentToStyle <= kSameStatistics * silenceToStyle;
}

template <class Real>
SpectralObjective<Real>::SpectralObjective(FeatureMap<Real> content,
                                           std::shared_ptr<StyleTerm<Real>> style,
                                           double binWidthHz, ThreadPool& pool,
                                           const ObjectiveScale* ofClip)
    : m_content(std::move(content)), m_style(std::move(style)), m_pool(pool) {
    for (int bin = 1; bin < m_content.bins && bin * binWidthHz <= kHighestPitchHz; ++bin) {
        if (bin * binWidthHz < kLowestPitchHz) {
            continue;
        }
        m_firstPitchBin = m_classOfBin.empty() ? bin : m_firstPitchBin;
        m_classOfBin.push_back(pitchClassOf(bin * binWidthHz));
    }
    measureContent();
    if (ofClip == nullptr) {
        m_scale.contentToStyle = m_style->evaluate(m_content, nullptr);
        m_scale.silenceToStyle = m_style->evaluate(
            FeatureMap<Real>(m_content.channels, m_content.frames, m_content.bins), nullptr);
        return;
    }
    const double share = m_scale.rows / ofClip->rows;
    m_scale = *ofClip;
    m_scale.rows *= share;
    m_scale.contentSquares *= share;
    m_scale.dynamicsSpread *= share;
}

template <class Real> void SpectralObjective<Real>::measureContent() {
    const int rows = m_content.channels * m_content.frames;
    m_contentFacts.resize(rows);
    std::vector<double> squares(rows);
    m_pool.run((rows + kFramesPerTask - 1) / kFramesPerTask, [&](int task) {
        std::vector<Real> magnitudes(m_content.bins);
        const int end = std::min(rows, (task + 1) * kFramesPerTask);
        for (int row = task * kFramesPerTask; row < end; ++row) {
            const Real* c =
                m_content.values.data() + static_cast<std::size_t>(row) * m_content.bins;
            expm1Of(c, magnitudes.data(), m_content.bins);
            m_contentFacts[row] = factsOf(magnitudes.data());
            squares[row] = energyOf(c, m_content.bins);
        }
    });
    for (int channel = 0; channel < m_content.channels; ++channel) {
        const FrameFacts* facts = m_contentFacts.data() + channel * m_content.frames;
        double mean = 0.0;
        for (int t = 0; t < m_content.frames; ++t) {
            mean += facts[t].logEnergy / m_content.frames;
            m_scale.contentSquares += squares[channel * m_content.frames + t];
        }
        for (int t = 0; t < m_content.frames; ++t) {
            m_scale.dynamicsSpread += std::pow(facts[t].logEnergy - mean, 2);
        }
    }
    m_scale.rows = rows;
    m_scale.dynamicsSpread = std::max(m_scale.dynamicsSpread, kLeastSpread * rows);
}

template <class Real>
typename SpectralObjective<Real>::FrameFacts
SpectralObjective<Real>::factsOf(const Real* magnitudes) const {
    FrameFacts facts;
    facts.energy = energyOf(magnitudes, m_content.bins);
    facts.logEnergy = std::log(facts.energy + kEnergyFloor);
    for (std::size_t i = 0; i < m_classOfBin.size(); ++i) {
        const auto a = static_cast<double>(magnitudes[m_firstPitchBin + i]);
        facts.classes[m_classOfBin[i]] += a * a;
    }
    for (const double energy : facts.classes) {
        facts.pitchEnergy += energy;
    }
    for (double& energy : facts.classes) {
        energy /= facts.pitchEnergy + kChromaFloor;
    }
    return facts;
}

template <class Real>
typename SpectralObjective<Real>::FrameSums
SpectralObjective<Real>::frameTerms(int row, const FeatureMap<Real>& x,
                                    const ObjectiveWeights& weights, Real styleFactor,
                                    FeatureMap<Real>* gradient, Real* magnitudes) const {
    const std::size_t offset = static_cast<std::size_t>(row) * x.bins;
    const Real* __restrict values = x.values.data() + offset;
    const Real* __restrict kept = m_content.values.data() + offset;
    expm1Of(values, magnitudes, x.bins);
    const FrameFacts facts = factsOf(magnitudes);
    const FrameFacts& goal = m_contentFacts[row];
    const double rows = static_cast<double>(m_contentFacts.size());
    FrameSums sums;
    sums.content = squaredDistance(values, kept, x.bins) / m_scale.contentSquares;
    const double louder = facts.logEnergy - goal.logEnergy;
    sums.dynamics = louder * louder / m_scale.dynamicsSpread;
    double slope[kClasses]; // of the melody term by the chroma
    double along = 0.0;
    for (int c = 0; c < kClasses; ++c) {
        const double difference = facts.classes[c] - goal.classes[c];
        sums.melody += difference * difference / rows;
        slope[c] = 2.0 * weights.melody * difference / rows;
        along += slope[c] * facts.classes[c];
    }
    if (gradient == nullptr) {
        return sums;
    }
    // By the power |STFT|² of a bin: the same for all bins (dynamics), by pitch class (melody).
    const auto byPower = static_cast<Real>(2.0 * weights.dynamics * louder /
                                           m_scale.dynamicsSpread / (facts.energy + kEnergyFloor));
    const auto byContent = static_cast<Real>(2.0 * (1.0 - weights.style) / m_scale.contentSquares);
    Real* __restrict out = gradient->values.data() + offset;
    const Real* __restrict a = magnitudes;
    for (int f = 0; f < x.bins; ++f) {
        // d|STFT|²/dX = 2 A dA/dX = 2 A (1 + A).
        out[f] = styleFactor * out[f] + byContent * (values[f] - kept[f]) +
                 byPower * Real(2) * a[f] * (Real(1) + a[f]);
    }
    Real bySlope[kClasses];
    for (int c = 0; c < kClasses; ++c) {
        bySlope[c] =
            static_cast<Real>(2.0 * (slope[c] - along) / (facts.pitchEnergy + kChromaFloor));
    }
    const int pitchEnd = m_firstPitchBin + static_cast<int>(m_classOfBin.size());
    for (int f = m_firstPitchBin; f < pitchEnd; ++f) {
        out[f] += bySlope[m_classOfBin[f - m_firstPitchBin]] * a[f] * (Real(1) + a[f]);
    }
    return sums;
}

template <class Real>
ObjectiveTerms SpectralObjective<Real>::evaluate(const FeatureMap<Real>& x,
                                                 const ObjectiveWeights& weights,
                                                 FeatureMap<Real>* gradient) {
    ObjectiveTerms terms;
    const double scale = m_scale.contentToStyle > 0.0 ? 1.0 / m_scale.contentToStyle : 0.0;
    terms.style = m_style->evaluate(x, gradient) * scale;
    const int rows = x.channels * x.frames;
    std::vector<FrameSums> partial(rows);
    m_pool.run((rows + kFramesPerTask - 1) / kFramesPerTask, [&](int task) {
        std::vector<Real> magnitudes(x.bins);
        const int end = std::min(rows, (task + 1) * kFramesPerTask);
        for (int row = task * kFramesPerTask; row < end; ++row) {
            partial[row] = frameTerms(row, x, weights, static_cast<Real>(weights.style * scale),
                                      gradient, magnitudes.data());
        }
    });
    for (const FrameSums& sums : partial) {
        terms.content += sums.content;
        terms.melody += sums.melody;
        terms.dynamics += sums.dynamics;
    }
    terms.total = weights.style * terms.style + (1.0 - weights.style) * terms.content +
                  weights.melody * terms.melody + weights.dynamics * terms.dynamics;
    return terms;
}

template class SpectralObjective<float>;
template class SpectralObjective<double>;

} // namespace tonegraft
