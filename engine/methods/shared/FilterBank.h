// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <cstdint>
#include <vector>

namespace tonegraft {

/// Filters over patches of features: constants, never trained.
template <class Real> struct FilterBank {
    int filters = 0;
    int kernelSize = 0;
    int bins = 0;
    std::vector<Real> weights; ///< [filters][kernelSize][bins], laid out like a patch
    std::vector<Real> bias;    ///< [filters], or empty
};

/// Numbers drawn from the seed: filter i is the same whatever their number, and on any number of
/// threads.
template <class Real>
FilterBank<Real> normalFilters(int filters, int kernelSize, int bins, double standardDeviation,
                               std::uint64_t seed, ThreadPool& pool);
/// Weights and bias uniform in [-bound, bound).
template <class Real>
FilterBank<Real> uniformFilters(int filters, int kernelSize, int bins, double bound,
                                std::uint64_t seed, ThreadPool& pool);

/// SplitMix64 (Steele, Lea, Flood 2014): a stream of 64-bit numbers from a seed.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    /// Uniform in [0, 1).
    double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

private:
    std::uint64_t m_state;
};

} // namespace tonegraft
