// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureTarget.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kLeastMeanSquare = 1e-6; // of a class: where all targets are 0, nothing is divided
constexpr double kMostDb = 100.0;
// By class: those that move slowly weigh more, which meets all of them in half the steps. A mean
// follows levels to the power 0.3 only; the others hold all bands together.
constexpr double kWeights[kTextureClasses] = {4.0, 2.0, 1.0, 1.0, 4.0, 4.0, 2.0, 2.0};

double squaredError(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
}

} // namespace

TextureTarget::TextureTarget(TextureValues values) : m_values(std::move(values)) {
    for (int c = 0; c < kTextureClasses; ++c) {
        const std::vector<double>& target = m_values[c];
        const std::vector<double> zeros(target.size(), 0.0);
        m_squares[c] = std::max(squaredError(target, zeros),
                                kLeastMeanSquare * static_cast<double>(target.size()));
    }
}

double TextureTarget::distance(const TextureValues& values, TextureValues* derivatives) const {
    double sum = 0.0;
    for (int c = 0; c < kTextureClasses; ++c) {
        if (m_values[c].empty()) {
            continue;
        }
        sum += kWeights[c] * squaredError(values[c], m_values[c]) / m_squares[c];
        for (std::size_t i = 0; derivatives != nullptr && i < m_values[c].size(); ++i) {
            (*derivatives)[c][i] =
                2.0 * kWeights[c] * (values[c][i] - m_values[c][i]) / m_squares[c];
        }
    }
    return sum;
}

std::array<double, kTextureClasses>
TextureTarget::signalToNoiseDb(const TextureValues& values) const {
    std::array<double, kTextureClasses> ratios{};
    for (int c = 0; c < kTextureClasses; ++c) {
        const double error = squaredError(values[c], m_values[c]) / m_squares[c];
        ratios[c] = m_values[c].empty() ? std::numeric_limits<double>::quiet_NaN()
                                        : std::min(kMostDb, -10.0 * std::log10(error + 1e-300));
    }
    return ratios;
}

} // namespace tonegraft
