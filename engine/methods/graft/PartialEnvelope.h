// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// By how much a tone whose partials are moved by `ratio` gets louder if each is changed by
    /// `share` of the envelope's difference, in dB.
    double loudnessChangeDb(double ratio, double share) const;

private:
    double m_fundamentalBins;
    std::vector<double> m_levelsDb; // of partial 1, 2, ...
};

} // namespace tonegraft
