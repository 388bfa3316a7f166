// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/ClosedForm.h"

#include "methods/shared/PatchPlane.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

// Patch rows of a strip: two planes of this height stay in the second-level cache for 10 s, and
// memory stays O(frames) for any length.
constexpr int kStripPatches = 512;

} // namespace

template <class Real> struct ClosedForm<Real>::Impl {
    FeatureMap<Real> style;
    int kernelSize;
    PatchNorms<Real> styleNorms;
    PatchPlane<Real> plane;
    ThreadPool& pool;
    double styleSelf = 0.0; // Σ K(s_t,s_u)² / m²

    Impl(FeatureMap<Real> styleMap, int kernel, Activation activation, ThreadPool& threadPool)
        : style(std::move(styleMap)), kernelSize(kernel), styleNorms(style, kernel, threadPool),
          plane(style.bins, kernel, activation, threadPool), pool(threadPool) {}

    // Everything an evaluation passes from strip to strip.
    struct Pass {
        const FeatureMap<Real>& x;
        const PatchNorms<Real>& norms;
        FeatureMap<Real>* gradient;
        bool withStyle;
        double patchCount;                // n, all channels
        std::vector<double> normGradient; // [channels][patches], from mirrored columns
    };

    double styleCount() const { return static_cast<double>(style.channels) * styleNorms.patches; }

    ColumnRun<Real> columnsOf(Pass& pass, ColumnKind kind, int channel, int first, int patches) {
        ColumnRun<Real> run;
        const bool isStyle = kind == ColumnKind::style;
        const FeatureMap<Real>& map = isStyle ? style : pass.x;
        const PatchNorms<Real>& norms = isStyle ? styleNorms : pass.norms;
        const std::size_t patch = static_cast<std::size_t>(channel) * norms.patches + first;
        run.kind = kind;
        run.frames = map.frame(channel, first);
        run.frameCount = patches + kernelSize - 1;
        run.patchCount = patches;
        run.norms = norms.norm.data() + patch;
        run.inverseNorms = norms.inverse.data() + patch;
        // d = Vxx/n² - 2 Vxs/(nm) + Vss/m². In Vxx each pair stands in both orders.
        run.weight = static_cast<Real>(isStyle ? -2.0 / (pass.patchCount * styleCount())
                                               : 2.0 / (pass.patchCount * pass.patchCount));
        if (kind == ColumnKind::mirror && pass.gradient != nullptr) {
            run.gradient = pass.gradient->frame(channel, first);
            run.columnNormGradient = pass.normGradient.data() + patch;
        }
        return run;
    }

    StripSums strip(Pass& pass, int channel, int first, int patches) {
        StripRows<Real> rows;
        const std::size_t patch = static_cast<std::size_t>(channel) * pass.norms.patches + first;
        rows.frames = pass.x.frame(channel, first);
        rows.frameCount = patches + kernelSize - 1;
        rows.patchCount = patches;
        rows.norms = pass.norms.norm.data() + patch;
        rows.inverseNorms = pass.norms.inverse.data() + patch;
        if (pass.gradient != nullptr) {
            rows.gradient = pass.gradient->frame(channel, first);
            rows.normGradient = pass.normGradient.data() + patch;
        }
        std::vector<ColumnRun<Real>> columns;
        columns.push_back(columnsOf(pass, ColumnKind::self, channel, first, patches));
        const int rest = pass.norms.patches - first - patches;
        if (rest > 0) {
            columns.push_back(columnsOf(pass, ColumnKind::mirror, channel, first + patches, rest));
        }
        for (int other = channel + 1; other < pass.x.channels; ++other) {
            columns.push_back(columnsOf(pass, ColumnKind::mirror, other, 0, pass.norms.patches));
        }
        for (int other = 0; pass.withStyle && other < style.channels; ++other) {
            columns.push_back(columnsOf(pass, ColumnKind::style, other, 0, styleNorms.patches));
        }
        return plane.process(rows, columns);
    }

    StripSums sums(const FeatureMap<Real>& x, const PatchNorms<Real>& norms,
                   FeatureMap<Real>* gradient, bool withStyle) {
        Pass pass{x, norms, gradient, withStyle, static_cast<double>(norms.norm.size()), {}};
        if (gradient != nullptr) {
            pass.normGradient.assign(norms.norm.size(), 0.0);
        }
        StripSums total;
        const int strips = (norms.patches + kStripPatches - 1) / kStripPatches;
        for (int channel = 0; channel < x.channels; ++channel) {
            for (int s = 0; s < strips; ++s) {
                const int first = static_cast<int>(static_cast<long>(norms.patches) * s / strips);
                const int last =
                    static_cast<int>(static_cast<long>(norms.patches) * (s + 1) / strips);
                const StripSums part = strip(pass, channel, first, last - first);
                total.self += part.self;
                total.style += part.style;
            }
        }
        return total;
    }
};

template <class Real>
ClosedForm<Real>::ClosedForm(FeatureMap<Real> style, int kernelSize, Activation activation,
                             ThreadPool& pool) {
    if (style.frames < kernelSize) {
        throw Error(MessageCode::internal, {"The style has fewer frames than the kernel spans."});
    }
    m_impl = std::make_unique<Impl>(std::move(style), kernelSize, activation, pool);
    Impl& self = *m_impl;
    const double count = self.styleCount();
    self.styleSelf = self.sums(self.style, self.styleNorms, nullptr, false).self / (count * count);
}

template <class Real> ClosedForm<Real>::~ClosedForm() = default;

template <class Real>
double ClosedForm<Real>::evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) {
    if (x.frames < m_impl->kernelSize || x.bins != m_impl->style.bins) {
        throw Error(MessageCode::internal,
                    {"The features do not fit the style: other bins, or fewer frames than the "
                     "kernel spans."});
    }
    if (gradient != nullptr) {
        gradient->channels = x.channels;
        gradient->frames = x.frames;
        gradient->bins = x.bins;
        gradient->values.assign(x.values.size(), Real(0));
    }
    const PatchNorms<Real> norms(x, m_impl->kernelSize, m_impl->pool);
    if (std::all_of(norms.norm.begin(), norms.norm.end(), [](Real n) { return n == Real(0); })) {
        return m_impl->styleSelf; // silence: all its kernels and their derivatives are 0
    }
    const StripSums sums = m_impl->sums(x, norms, gradient, true);
    const auto n = static_cast<double>(norms.norm.size());
    return sums.self / (n * n) - 2.0 * sums.style / (n * m_impl->styleCount()) + m_impl->styleSelf;
}

template <class Real>
double closedFormDistance(const FeatureMap<Real>& x, const FeatureMap<Real>& style, int kernelSize,
                          Activation activation, ThreadPool& pool) {
    return ClosedForm<Real>(style, kernelSize, activation, pool).evaluate(x, nullptr);
}

template class ClosedForm<float>;
template class ClosedForm<double>;
template double closedFormDistance(const FeatureMap<float>&, const FeatureMap<float>&, int,
                                   Activation, ThreadPool&);
template double closedFormDistance(const FeatureMap<double>&, const FeatureMap<double>&, int,
                                   Activation, ThreadPool&);

} // namespace tonegraft
