// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/filters/Autocorrelation.h"
#include "methods/shared/FilterBank.h"
#include "methods/shared/StyleTerm.h"
#include "tonegraft/TransferSettings.h"

#include <memory>

namespace tonegraft {

struct GramSettings {
    Activation activation = Activation::relu;
    int padding = 0; ///< frames of zeros before and behind each channel
    /// Divide the Gram matrix by the spectrogram's frames (the published recipes), not by the
    /// number of patches.
    bool perSpectrogramFrame = false;
    double scale = 1.0;    ///< of the squared distance
    bool relative = false; ///< the distance in units of the style's own ||G_s||_F²
};

/// Finitely many filters (the literature's way): F = relu?(W * X + b), G = F F^T / frames,
/// distance scale * ||G_x - G_s||_F². The Gram matrix is built over filters or over frames,
/// whichever is smaller. Filters are constants. The same bits on any number of threads.
template <class Real> class RandomFilters : public StyleTerm<Real> {
public:
    RandomFilters(FilterBank<Real> bank, const GramSettings& settings,
                  const FeatureMap<Real>& style, ThreadPool& pool);
    ~RandomFilters() override;

    /// Adds weight * Σ (F - F_c)² to what evaluate() returns (Ulyanov & Lebedev 2016).
    void keepFeaturesOf(const FeatureMap<Real>& content, double weight);
    /// That part of the last evaluation; 0 without keepFeaturesOf().
    double featureDistance() const;

    /// Adds weight * the relative distance of the filters' autocorrelations to the style's.
    void keepRhythm(LagRange lags, double weight);
    /// That distance in the last evaluation, without the weight; 0 without keepRhythm().
    double rhythmDistance() const;

    double evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
