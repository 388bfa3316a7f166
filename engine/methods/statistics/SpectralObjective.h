// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/StyleTerm.h"

#include <memory>
#include <vector>

namespace tonegraft {

struct ObjectiveWeights {
    double style = 0.9;    ///< w; content gets 1 - w
    double melody = 0.3;   ///< μ
    double dynamics = 0.1; ///< δ
};

/// The terms, unweighted, and their weighted sum.
struct ObjectiveTerms {
    double total = 0.0;
    double style = 0.0;    ///< d(X,S)/d(C,S)
    double content = 0.0;  ///< ||X-C||²/||C||²
    double melody = 0.0;   ///< mean over frames of the squared distance of chroma
    double dynamics = 0.0; ///< squared distance of log energies over the content's own spread
};

/// What the terms are divided by. Of a clip in pieces: of all of them together, so that a setting
/// means in each piece what it means in the clip.
struct ObjectiveScale {
    double rows = 0.0; ///< frames of all channels
    double contentSquares = 0.0;
    double dynamicsSpread = 0.0; ///< of the log energies, about the mean of their piece
    /// d(C,S), of pieces the mean over the rows. 0: the content has the style's statistics
    /// already, and the relative distance is undefined.
    double contentToStyle = 0.0;
    /// d(0,S), the style against silence: the scale on which contentToStyle is small or not.
    double silenceToStyle = 0.0;

    void add(const ObjectiveScale& piece);
    bool agrees() const; ///< content and style have the same statistics
};

/// L = w d(X,S)/d(C,S) + (1-w) ||X-C||²/||C||² + μ melody + δ dynamics, over all channels at
/// once. X and C are features log1p(|STFT|), [channels][frames][bins]; C must not be silent.
/// Chroma: energy of the 12 pitch classes from 55 to 4,000 Hz, summing to 1 in each frame; log
/// energy: ln(Σ |STFT|² + 0.01).
/// Thread: one at a time; the pool inside. The same bits on any number of threads.
template <class Real> class SpectralObjective {
public:
    /// `content` holds the bins from 0 Hz up that take part. binWidthHz is their distance. Where
    /// it is a piece of a clip, `ofClip` is the clip's scale; null: it has its own.
    SpectralObjective(FeatureMap<Real> content, std::shared_ptr<StyleTerm<Real>> style,
                      double binWidthHz, ThreadPool& pool, const ObjectiveScale* ofClip = nullptr);

    const ObjectiveScale& scale() const { return m_scale; }
    const FeatureMap<Real>& content() const { return m_content; }

    /// gradient (if given) is overwritten with dL/dX.
    ObjectiveTerms evaluate(const FeatureMap<Real>& x, const ObjectiveWeights& weights,
                            FeatureMap<Real>* gradient);

private:
    static constexpr int kClasses = 12;
    struct FrameFacts {
        double energy = 0.0;
        double pitchEnergy = 0.0;
        double classes[kClasses] = {};
        double logEnergy = 0.0;
    };
    struct FrameSums {
        double content = 0.0, melody = 0.0, dynamics = 0.0;
    };

    void measureContent();
    FrameFacts factsOf(const Real* magnitudes) const;
    FrameSums frameTerms(int row, const FeatureMap<Real>& x, const ObjectiveWeights& weights,
                         Real styleFactor, FeatureMap<Real>* gradient, Real* magnitudes) const;

    FeatureMap<Real> m_content;
    std::shared_ptr<StyleTerm<Real>> m_style;
    ThreadPool& m_pool;
    std::vector<int> m_classOfBin; ///< for bins m_firstPitchBin and up
    int m_firstPitchBin = 0;
    std::vector<FrameFacts> m_contentFacts; ///< [channels * frames]
    ObjectiveScale m_scale;
};

} // namespace tonegraft
