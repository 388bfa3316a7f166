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

    /// A part of this axis, `factor` times as large as the part that `shown` is, with `anchorHz`
    /// where it is; not smaller than some hundredths of this axis.
    FrequencyAxis zoomed(const FrequencyAxis& shown, double factor, double anchorHz) const;
    /// A part of this axis as high as `shown`, moved up by a part of the height of `shown`.
    FrequencyAxis shifted(const FrequencyAxis& shown, double heights) const;
    /// The part of this axis that shows the frequencies of `shown`, as far as there are such.
    FrequencyAxis partLike(const FrequencyAxis& shown) const;

    bool operator==(const FrequencyAxis& other) const {
        return m_scale == other.m_scale && m_lowHz == other.m_lowHz && m_highHz == other.m_highHz;
    }

private:
    FrequencyAxis part(double low, double height) const;
    double warped(double hz) const;
    double unwarped(double value) const;

    FrequencyScale m_scale;
    double m_lowHz;
    double m_highHz;
};

} // namespace tonegraft
