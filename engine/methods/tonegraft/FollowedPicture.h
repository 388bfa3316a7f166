// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"
#include "methods/shared/StyleTerm.h"
#include "methods/tonegraft/HeardBands.h"
#include "tonegraft/TransferSettings.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// How filters hear a patch p of levels beside the patch g that stands at the same place in the
/// picture to be followed: the mean over filters w of (φ(w·p) - φ(w·g))², w from N(0,1). For
/// infinitely many: |p - g|² of linear filters; K(p,p) - 2 K(p,g) + K(g,g) of ReLU filters, with
/// the arc-cosine kernel of degree 1 (Cho & Saul 2009, eq. 6).
struct FollowingFilters {
    int filters = kInfiniteFilters;
    std::vector<int> kernelSizes{3}; ///< the mean over these; each at least 1
    Activation activation = Activation::relu;
    std::uint64_t seed = 1;
};

/// The distance of a sound to a picture that it is to follow frame by frame: the mean over the
/// patches of levels in HeardBands of what FollowingFilters hear. Linear in the length.
/// The same bits on any number of threads. Thread: one at a time; the pool inside.
class FollowedPicture : public StyleTerm<float> {
public:
    /// `levels` [channels][frames][bands]: the picture; it has as many frames as the x to come, at
    /// least those of the longest kernel.
    FollowedPicture(HeardBands bands, FeatureMap<float> levels, const FollowingFilters& filters,
                    ThreadPool& pool);
    ~FollowedPicture() override;

    /// x: features log1p(|STFT|) [channels][frames][bins].
    double evaluate(const FeatureMap<float>& x, FeatureMap<float>* gradient) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The levels in bands of features log1p(|STFT|).
FeatureMap<float> heardLevels(const FeatureMap<float>& features, const HeardBands& bands,
                              ThreadPool& pool);

} // namespace tonegraft
