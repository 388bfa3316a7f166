// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"

#include <functional>
#include <vector>

namespace tonegraft {

struct GriffinLimSettings {
    int iterations = 32;
    double momentum = 0.99; ///< 0: Griffin & Lim 1984; 0.99: fast, Perraudin et al. 2013
};

template <class Real> struct GriffinLimResult {
    std::vector<Real> samples;
    /// || |STFT(y)| - A || / ||A|| of y after 0, 1, ... updates of the phase; the last entry is
    /// that of `samples`. 0 for an all-zero A.
    std::vector<double> convergence;
};

/// Samples whose STFT magnitudes come near `magnitude` [frames][bins]. `phase` [frames][bins] is
/// the start: P = phase / |phase| (1 where it is 0). Update (Perraudin, Balazs, Søndergaard 2013):
/// C = STFT(ISTFT(A P)), t = C + momentum (C - C_prev), P = t / |t|; the first update has no
/// C_prev and takes t = C. `stop` is asked before each iteration; once true, the samples reached
/// so far are returned. The same bits on any number of threads. Blocks.
template <class Real>
GriffinLimResult<Real>
griffinLim(Stft<Real>& stft, const Real* magnitude, const std::complex<Real>* phase,
           const GriffinLimSettings& settings, const std::function<bool()>& stop);

} // namespace tonegraft
