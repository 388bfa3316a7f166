// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/FilterBank.h"

#include <cmath>

namespace tonegraft {
namespace {

SplitMix64 streamOf(std::uint64_t seed, int filter) {
    SplitMix64 mixer(seed);
    return SplitMix64(mixer.next() ^ (static_cast<std::uint64_t>(filter) * 0xd1342543de82ef95U));
}

template <class Real> FilterBank<Real> emptyBank(int filters, int kernelSize, int bins) {
    FilterBank<Real> bank;
    bank.filters = filters;
    bank.kernelSize = kernelSize;
    bank.bins = bins;
    bank.weights.resize(static_cast<std::size_t>(filters) * kernelSize * bins);
    return bank;
}

} // namespace

template <class Real>
FilterBank<Real> normalFilters(int filters, int kernelSize, int bins, double standardDeviation,
                               std::uint64_t seed, ThreadPool& pool) {
    constexpr double kTurn = 6.283185307179586;
    auto bank = emptyBank<Real>(filters, kernelSize, bins);
    const std::size_t size = static_cast<std::size_t>(kernelSize) * bins;
    pool.run(filters, [&](int filter) {
        SplitMix64 random = streamOf(seed, filter);
        Real* out = bank.weights.data() + filter * size;
        for (std::size_t i = 0; i < size; i += 2) {
            // Box & Muller 1958; 1 - u keeps the logarithm's argument above 0.
            const double radius =
                standardDeviation * std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
            const double angle = kTurn * random.uniform();
            out[i] = static_cast<Real>(radius * std::cos(angle));
            if (i + 1 < size) {
                out[i + 1] = static_cast<Real>(radius * std::sin(angle));
            }
        }
    });
    return bank;
}

template <class Real>
FilterBank<Real> uniformFilters(int filters, int kernelSize, int bins, double bound,
                                std::uint64_t seed, ThreadPool& pool) {
    auto bank = emptyBank<Real>(filters, kernelSize, bins);
    bank.bias.resize(filters);
    const std::size_t size = static_cast<std::size_t>(kernelSize) * bins;
    pool.run(filters, [&](int filter) {
        SplitMix64 random = streamOf(seed, filter);
        const auto draw = [&] { return static_cast<Real>(bound * (2.0 * random.uniform() - 1.0)); };
        bank.bias[filter] = draw();
        for (std::size_t i = 0; i < size; ++i) {
            bank.weights[filter * size + i] = draw();
        }
    });
    return bank;
}

template FilterBank<float> normalFilters(int, int, int, double, std::uint64_t, ThreadPool&);
template FilterBank<double> normalFilters(int, int, int, double, std::uint64_t, ThreadPool&);
template FilterBank<float> uniformFilters(int, int, int, double, std::uint64_t, ThreadPool&);
template FilterBank<double> uniformFilters(int, int, int, double, std::uint64_t, ThreadPool&);

} // namespace tonegraft
