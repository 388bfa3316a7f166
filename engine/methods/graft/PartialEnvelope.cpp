// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/PartialEnvelope.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kMostPartials = 60;
constexpr double kOutOfTune = 0.03; // of a partial's frequency
constexpr double kRangeDb = 60.0;   // below the strongest partial

std::vector<double> averaged(const std::vector<double>& levels) {
    std::vector<double> result = levels;
    for (std::size_t i = 1; i + 1 < levels.size(); ++i) {
        result[i] = (levels[i - 1] + 2.0 * levels[i] + levels[i + 1]) / 4.0;
    }
    return result;
}

} // namespace

PartialEnvelope::PartialEnvelope(const std::vector<double>& powers, double fundamentalBins)
    : m_fundamentalBins(std::max(2.0, fundamentalBins)) {
    const int bins = static_cast<int>(powers.size());
    for (int number = 1; number <= kMostPartials; ++number) {
        const double center = number * m_fundamentalBins;
        const double reach = std::min(std::max(1.0, kOutOfTune * center), 0.4 * m_fundamentalBins);
        const int first = static_cast<int>(std::lround(center - reach));
        const int last = static_cast<int>(std::lround(center + reach));
        if (last >= bins) {
            break;
        }
        const double power = *std::max_element(powers.begin() + first, powers.begin() + last + 1);
        m_levelsDb.push_back(10.0 * std::log10(power + 1e-12));
    }
    if (m_levelsDb.empty()) {
        m_levelsDb.push_back(0.0);
    }
    const double floor = *std::max_element(m_levelsDb.begin(), m_levelsDb.end()) - kRangeDb;
    for (double& level : m_levelsDb) {
        level = std::max(level, floor);
    }
    m_levelsDb = averaged(m_levelsDb);
}

double PartialEnvelope::levelDb(double bin) const {
    const double number = bin / m_fundamentalBins;
    if (number <= 1.0) {
        return m_levelsDb.front();
    }
    const auto below = static_cast<std::size_t>(number);
    if (below >= m_levelsDb.size()) {
        return m_levelsDb.back();
    }
    const auto lower = static_cast<double>(below);
    const double rest = std::log(number / lower) / std::log((lower + 1.0) / lower);
    return m_levelsDb[below - 1] + rest * (m_levelsDb[below] - m_levelsDb[below - 1]);
}

double PartialEnvelope::strongestDb() const {
    return *std::max_element(m_levelsDb.begin(), m_levelsDb.end());
}

double PartialEnvelope::loudnessChangeDb(const std::function<double(double)>& changeDb) const {
    double before = 0.0;
    double after = 0.0;
    for (std::size_t i = 0; i < m_levelsDb.size(); ++i) {
        const double bin = static_cast<double>(i + 1) * m_fundamentalBins;
        before += std::pow(10.0, m_levelsDb[i] / 10.0);
        after += std::pow(10.0, (m_levelsDb[i] + changeDb(bin)) / 10.0);
    }
    return 10.0 * std::log10(after / before);
}

} // namespace tonegraft
