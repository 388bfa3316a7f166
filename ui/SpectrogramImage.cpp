// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SpectrogramImage.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace tonegraft {
namespace {

/// What one pixel covers on the axis of frames or bins.
struct Span {
    int first = 0;
    int last = -1;         ///< inclusive; before `first`: outside the clip
    float fraction = 0.0F; ///< of `last`, where the pixel lies between two neighbors

    bool outside() const { return last < first; }
    bool interpolated() const { return fraction > 0.0F; }
};

/// [low, high) in units of frames or bins, `count` of them, each centered on its whole number.
Span spanOf(double low, double high, int count) {
    const double center = 0.5 * (low + high);
    if (center < -0.5 || center > count - 0.5) {
        return {};
    }
    const int first = static_cast<int>(std::ceil(low));
    const int last = static_cast<int>(std::ceil(high)) - 1;
    if (last > first) {
        return {std::max(first, 0), std::min(last, count - 1), 0.0F};
    }
    const double inside = std::clamp(center, 0.0, count - 1.0);
    const int below = static_cast<int>(inside);
    const int above = std::min(below + 1, count - 1);
    return {below, above, above > below ? static_cast<float>(inside - below) : 0.0F};
}

std::vector<Span> rowSpans(const Spectrogram& spectrogram, const FrequencyAxis& axis, int height) {
    std::vector<Span> rows(static_cast<std::size_t>(height));
    const double hzPerBin = spectrogram.hzOfBin(1.0);
    for (int y = 0; y < height; ++y) {
        const double low = axis.hzAt(1.0 - (y + 1.0) / height) / hzPerBin;
        const double high = axis.hzAt(1.0 - static_cast<double>(y) / height) / hzPerBin;
        rows[static_cast<std::size_t>(y)] = spanOf(low, high, spectrogram.bins);
    }
    return rows;
}

/// The bins of one pixel column.
void gatherColumn(const Spectrogram& spectrogram, const Span& frames, std::vector<float>& column) {
    const auto bins = static_cast<std::size_t>(spectrogram.bins);
    const float* source = spectrogram.magnitudes.data() + frames.first * bins;
    std::copy(source, source + bins, column.begin());
    if (frames.interpolated()) {
        const float* next = source + bins;
        for (std::size_t bin = 0; bin < bins; ++bin) {
            column[bin] += frames.fraction * (next[bin] - column[bin]);
        }
        return;
    }
    for (int frame = frames.first + 1; frame <= frames.last; ++frame) {
        source += bins;
        for (std::size_t bin = 0; bin < bins; ++bin) {
            column[bin] = std::max(column[bin], source[bin]);
        }
    }
}

float magnitudeOf(const std::vector<float>& column, const Span& bins) {
    const float* first = column.data() + bins.first;
    if (bins.interpolated()) {
        return first[0] + bins.fraction * (first[1] - first[0]);
    }
    return *std::max_element(first, column.data() + bins.last + 1);
}

/// Magnitude to color without a logarithm a pixel: the upper half of a float's bits (sign,
/// exponent, seven bits of the mantissa) index a table; a step of it is at most 0.07 dB.
class MagnitudeColors {
public:
    explicit MagnitudeColors(const ColorScale& colors) : m_colors(kSize) {
        for (std::size_t i = 0; i < kSize; ++i) {
            const auto bits = static_cast<std::uint32_t>(i << 16U) | 0x8000U;
            float magnitude = 0.0F;
            static_assert(sizeof(magnitude) == sizeof(bits));
            std::memcpy(&magnitude, &bits, sizeof(bits));
            m_colors[i] = colors.colorOf(20.0 * std::log10(static_cast<double>(magnitude)));
        }
    }
    QRgb operator()(float magnitude) const {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &magnitude, sizeof(bits));
        return m_colors[(bits >> 16U) & (kSize - 1)];
    }

private:
    static constexpr std::size_t kSize = 0x8000; // the sign is dropped: magnitudes are positive
    std::vector<QRgb> m_colors;
};

} // namespace

QImage spectrogramImage(const Spectrogram& spectrogram, const ColorScale& colors,
                        const FrequencyAxis& axis, TimeRange range, QSize size, QRgb outside) {
    if (size.isEmpty()) {
        return {};
    }
    QImage image(size, QImage::Format_RGB32);
    image.fill(outside);
    if (spectrogram.empty() || !(range.durationSeconds() > 0.0)) {
        return image;
    }
    const std::vector<Span> rows = rowSpans(spectrogram, axis, size.height());
    const MagnitudeColors colorOf(colors);
    const double framesPerSecond = 1.0 / spectrogram.secondsOfFrame(1.0);
    const double framesPerPixel = range.durationSeconds() / size.width() * framesPerSecond;
    std::vector<float> column(static_cast<std::size_t>(spectrogram.bins));
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    for (int x = 0; x < size.width(); ++x) {
        const double low = range.startSeconds * framesPerSecond + x * framesPerPixel;
        const Span frames = spanOf(low, low + framesPerPixel, spectrogram.frames);
        if (frames.outside()) {
            continue;
        }
        gatherColumn(spectrogram, frames, column);
        for (int y = 0; y < size.height(); ++y) {
            const Span& bins = rows[static_cast<std::size_t>(y)];
            if (!bins.outside()) {
                pixels[y * stride + x] = colorOf(magnitudeOf(column, bins));
            }
        }
    }
    return image;
}

double levelAt(const Spectrogram& spectrogram, double seconds, double hz) {
    constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    if (spectrogram.empty()) {
        return kNothing;
    }
    const auto frame = std::lround(seconds / spectrogram.secondsOfFrame(1.0));
    const auto bin = std::lround(hz / spectrogram.hzOfBin(1.0));
    if (frame < 0 || frame >= spectrogram.frames || bin < 0 || bin >= spectrogram.bins) {
        return kNothing;
    }
    const std::size_t index = static_cast<std::size_t>(frame) * spectrogram.bins + bin;
    return 20.0 * std::log10(static_cast<double>(spectrogram.magnitudes[index]));
}

} // namespace tonegraft
