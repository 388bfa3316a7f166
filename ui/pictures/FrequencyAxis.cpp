// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/FrequencyAxis.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {
constexpr double kLowestLogHz = 40.0; // below the open E of a bass; leaves room to the notes
constexpr double kLeastPart = 0.02;   // of an axis, when zoomed in
} // namespace

FrequencyAxis::FrequencyAxis(FrequencyScale scale, double lowHz, double highHz)
    : m_scale(scale), m_lowHz(scale == FrequencyScale::logarithmic ? std::max(lowHz, 1.0) : lowHz),
      m_highHz(std::max(highHz, m_lowHz + 1.0)) {}

FrequencyAxis FrequencyAxis::upTo(FrequencyScale scale, double highHz) {
    const double lowHz = scale == FrequencyScale::logarithmic ? kLowestLogHz : 0.0;
    return FrequencyAxis(scale, lowHz, highHz);
}

double FrequencyAxis::positionOf(double hz) const {
    const double low = warped(m_lowHz);
    return (warped(hz) - low) / (warped(m_highHz) - low);
}

double FrequencyAxis::hzAt(double position) const {
    const double low = warped(m_lowHz);
    return unwarped(low + position * (warped(m_highHz) - low));
}

FrequencyAxis FrequencyAxis::part(double low, double height) const {
    const double inside = std::clamp(height, kLeastPart, 1.0);
    const double start = std::clamp(low, 0.0, 1.0 - inside);
    return inside == 1.0 ? *this : FrequencyAxis(m_scale, hzAt(start), hzAt(start + inside));
}

FrequencyAxis FrequencyAxis::zoomed(const FrequencyAxis& shown, double factor,
                                    double anchorHz) const {
    const double low = positionOf(shown.lowHz());
    const double height = positionOf(shown.highHz()) - low;
    const double zoomedHeight = std::clamp(height / factor, kLeastPart, 1.0);
    const double anchor = positionOf(anchorHz);
    return part(anchor - (anchor - low) * zoomedHeight / height, zoomedHeight);
}

FrequencyAxis FrequencyAxis::shifted(const FrequencyAxis& shown, double heights) const {
    const double low = positionOf(shown.lowHz());
    const double height = positionOf(shown.highHz()) - low;
    return part(low + heights * height, height);
}

FrequencyAxis FrequencyAxis::partLike(const FrequencyAxis& shown) const {
    const double low = std::max(positionOf(shown.lowHz()), 0.0);
    return part(low, std::min(positionOf(shown.highHz()), 1.0) - low);
}

double FrequencyAxis::warped(double hz) const {
    switch (m_scale) {
    case FrequencyScale::logarithmic:
        return std::log(std::max(hz, 1e-3));
    case FrequencyScale::mel:
        return std::log1p(hz / 700.0); // O'Shaughnessy 1987, without its constant factor
    case FrequencyScale::linear:
        break;
    }
    return hz;
}

double FrequencyAxis::unwarped(double value) const {
    switch (m_scale) {
    case FrequencyScale::logarithmic:
        return std::exp(value);
    case FrequencyScale::mel:
        return 700.0 * std::expm1(value);
    case FrequencyScale::linear:
        break;
    }
    return value;
}

} // namespace tonegraft
