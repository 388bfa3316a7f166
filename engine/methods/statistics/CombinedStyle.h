// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/StyleTerm.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// The weighted mean of several style terms, each relative to its own distance between content
/// and style, so that none outweighs the others by its unit. A term at which content and style
/// agree already is left out; the distance is 0 if all do.
template <class Real> class CombinedStyle : public StyleTerm<Real> {
public:
    struct Part {
        std::unique_ptr<StyleTerm<Real>> term;
        double weight = 1.0;
    };
    CombinedStyle(std::vector<Part> parts, const FeatureMap<Real>& content, ThreadPool& pool);

    double evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) override;

private:
    std::vector<Part> m_parts; ///< weights already over the parts' own distances
    ThreadPool& m_pool;
    FeatureMap<Real> m_part;
};

} // namespace tonegraft
