// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

enum class FrequencyScale { linear, logarithmic, mel };

/// The vertical axis of a spectrogram: frequency to position, 0 at the bottom, 1 at the top.
/// Thread: any (a value).
class FrequencyAxis {
public:
    /// lowHz < highHz; the logarithmic axis begins at 1 Hz at the lowest.
    FrequencyAxis(FrequencyScale scale, double lowHz, double highHz);
    /// The axis that suits a scale: from 40 Hz (logarithmic) or from 0 Hz up to highHz.
    static FrequencyAxis upTo(FrequencyScale scale, double highHz);

    FrequencyScale scale() const { return m_scale; }
    double lowHz() const { return m_lowHz; }
    double highHz() const { return m_highHz; }

    double positionOf(double hz) const;
    double hzAt(double position) const;

    bool operator==(const FrequencyAxis& other) const {
        return m_scale == other.m_scale && m_lowHz == other.m_lowHz && m_highHz == other.m_highHz;
    }

private:
    double warped(double hz) const;
    double unwarped(double value) const;

    FrequencyScale m_scale;
    double m_lowHz;
    double m_highHz;
};

} // namespace tonegraft
