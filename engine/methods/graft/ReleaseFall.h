// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <vector>

namespace tonegraft {

/// Once a note is let go, nothing of it grows louder: what does is of a note that begins meanwhile,
/// and is turned down to what was there before.
class ReleaseFall {
public:
    explicit ReleaseFall(int bins);

    /// The release's next frame: `bins` bins.
    void limit(std::complex<float>* spectrum);

private:
    std::vector<double> m_most; // power of each bin and its neighbors, the least so far
};

} // namespace tonegraft
