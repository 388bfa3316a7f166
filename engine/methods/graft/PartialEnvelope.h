// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace tonegraft {

/// How strong a tone's partials are over frequency, in dB: straight lines over the logarithm of
/// frequency between the partials' levels, each averaged with its neighbors', and level beyond the
/// first and the last. What lies between the partials has no part in it.
class PartialEnvelope {
public:
    /// `powers`: of the tone's spectrum, by bin; `fundamentalBins`: where its first partial is, 2
    /// at the least.
    PartialEnvelope(const std::vector<double>& powers, double fundamentalBins);

    double levelDb(double bin) const;
    double fundamentalBins() const { return m_fundamentalBins; }
    int partials() const { return static_cast<int>(m_levelsDb.size()); }
    double strongestDb() const;
    /// By how much the tone gets louder, in dB, if its partial at a bin is changed by
    /// changeDb(bin).
    double loudnessChangeDb(const std::function<double(double bin)>& changeDb) const;

private:
    double m_fundamentalBins;
    std::vector<double> m_levelsDb; // of partial 1, 2, ...
};

} // namespace tonegraft
