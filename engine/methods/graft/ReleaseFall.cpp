// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/ReleaseFall.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

constexpr int kReach = 2; // bins on both sides that rise and fall together

} // namespace

ReleaseFall::ReleaseFall(int bins) : m_most(bins, std::numeric_limits<double>::max()) {}

void ReleaseFall::limit(std::complex<float>* spectrum) {
    const int bins = static_cast<int>(m_most.size());
    std::vector<double> sums(bins + 1, 0.0); // the quietest bins are 100 dB below the loudest
    for (int bin = 0; bin < bins; ++bin) {
        sums[bin + 1] = sums[bin] + static_cast<double>(std::norm(spectrum[bin]));
    }
    for (int bin = 0; bin < bins; ++bin) {
        const int first = std::max(0, bin - kReach);
        const int end = std::min(bins, bin + kReach + 1);
        const double power = (sums[end] - sums[first]) / (end - first);
        if (power > m_most[bin]) {
            spectrum[bin] *= static_cast<float>(std::sqrt(m_most[bin] / power));
        } else {
            m_most[bin] = power;
        }
    }
}

} // namespace tonegraft
