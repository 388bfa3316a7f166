// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/texture/AuditoryTextureFilters.h"

#include <array>
#include <vector>

namespace tonegraft {

/// The classes of statistics of McDermott & Simoncelli 2011, over the envelopes s_k of the
/// cochlear bands k (mean μ, variance σ²), their modulation bands and their octave bands b_kn:
enum class TextureClass {
    mean,            ///< μ_k
    variation,       ///< (σ_k / μ_k)²
    skewness,        ///< <(s_k - μ_k)³> / σ_k³
    kurtosis,        ///< <(s_k - μ_k)⁴> / σ_k⁴
    correlation,     ///< of s_j and s_k
    modulationPower, ///< power of each modulation band / σ_k²
    c1,              ///< correlations of b_jn and b_kn
    c2               ///< <conj(d_km) a_kn> / norms, n an octave above m: a analytic, d = a² / |a|
};
inline constexpr int kTextureClasses = 8;

/// As a report calls how well it is met.
const char* textureClassName(TextureClass textureClass);

/// By class.
using TextureValues = std::array<std::vector<double>, kTextureClasses>;

inline std::vector<double>& of(TextureValues& values, TextureClass textureClass) {
    return values[static_cast<std::size_t>(textureClass)];
}
inline const std::vector<double>& of(const TextureValues& values, TextureClass textureClass) {
    return values[static_cast<std::size_t>(textureClass)];
}

/// Which statistics there are. Two clips can be compared where theirs are the same.
struct TextureLayout {
    /// What clips have in common that reach `limitHz` and last at least `seconds`.
    TextureLayout(double limitHz, double seconds);

    double limitHz;
    int bands;           ///< cochlear filters
    int firstModulation; ///< the slower ones are not resolved
    int firstOctave;

    int modulations() const { return kModulationFilters - firstModulation; }
    int octaves() const { return kOctaveFilters - firstOctave; }
    /// The slowest octave takes part in C2 only, where all are resolved.
    int firstC1Octave() const { return firstOctave > 1 ? firstOctave : 1; }
    int c1Octaves() const { return kOctaveFilters - firstC1Octave(); }
    int octavePairs() const { return octaves() > 1 ? octaves() - 1 : 0; }

    TextureValues zeros() const;
};

/// Two cochlear bands whose correlation is among the statistics.
struct BandPair {
    int low = 0, high = 0;
};
/// k - j in {1, 2, 3, 5, 8, 11, 16, 21}
std::vector<BandPair> correlationPairs(int bands);
/// k - j in {1, 2}
std::vector<BandPair> c1Pairs(int bands);

} // namespace tonegraft
