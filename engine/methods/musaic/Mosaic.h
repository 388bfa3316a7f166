// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"

#include <cstdint>
#include <vector>

namespace tonegraft {

/// Fixed templates: frames of the style. Neighbors in the same run are neighbors in time.
template <class Real> struct MosaicTemplates {
    /// [1 or content channels][templates][bins]; one channel serves all of the content's.
    FeatureMap<Real> magnitudes;
    std::vector<int> runLengths; ///< sum: templates
};

struct MosaicSettings {
    int repetition = 3;  ///< r: frames before and behind in which a template counts once
    int polyphony = 10;  ///< p: templates at once
    int continuity = 3;  ///< c: templates before and behind that go along in their order
    int iterations = 50; ///< L: over these the restrictions grow from mild to strict
};

/// Activations H of fixed templates W whose sum is like a content V: non-negative matrix
/// factorization by the Kullback-Leibler divergence, with the extended updates of Driedger,
/// Prätzlich & Müller 2015 ("Let it Bee", eqs. 3 to 7): before each multiplicative update,
/// activations that are not the largest within r frames, and those not among the p largest of
/// their frame, are multiplied by 1 - (l + 1) / L; then each is replaced by the sum along the
/// diagonal of 2 c + 1. Where the content has several channels, the choices are made on their sum
/// and each channel has its own activations. H is [channels][frames][templates].
/// The same bits on any number of threads.
template <class Real> class Mosaic {
public:
    /// `content` holds magnitudes.
    Mosaic(FeatureMap<Real> content, MosaicTemplates<Real> templates,
           const MosaicSettings& settings, ThreadPool& pool);

    int templates() const { return m_templates.magnitudes.frames; }
    std::size_t size() const;
    /// Uniform random numbers in (0, 1], the same in all channels.
    std::vector<Real> start(std::uint64_t seed) const;

    /// next = the update number `iteration` (from 0) of h. Afterwards model() is W next. `next` is
    /// not h.
    void update(const Real* h, int iteration, Real* next);
    /// D(V | W h) / Σ V, and model() becomes W h. 0: the same; 1 and more: nothing in common.
    double divergence(const Real* h);
    const FeatureMap<Real>& model() const { return m_model; }

private:
    const Real* templatesOf(int channel) const;
    void restrict(const Real* h, double factor);
    void enhance(Real* continued);
    void multiply(const Real* h);
    const Real* channelSums(const Real* h);
    /// Of one frame: what its activations are multiplied by, and what leads there.
    struct RowScratch {
        std::vector<Real> weights, weighed, sorted;
    };
    void weighRow(const Real* sums, int t, Real damp, RowScratch& row) const;

    FeatureMap<Real> m_content;
    MosaicTemplates<Real> m_templates;
    MosaicSettings m_settings;
    ThreadPool& m_pool;
    double m_contentSum = 0.0;
    double m_contentTerm = 0.0;            // Σ V ln(V / least) - V
    Real m_least = 0;                      // magnitude below which the model is silent
    std::vector<int> m_runBegin, m_runEnd; // of each template
    std::vector<Real> m_inverseSums;       // [template channels][templates] 1 / Σ W; 0 if silent
    std::vector<Real> m_restricted;        // like H
    std::vector<Real> m_sums;              // of channels: [frames][templates]
    FeatureMap<Real> m_model, m_ratio;
};

} // namespace tonegraft
