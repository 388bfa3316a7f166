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

// Magnitudes are not negative, so their bits, read as whole numbers, are in the same order: the
// loudest is found with whole numbers, which the compiler vectorizes (it may not reorder floats).
using Bits = std::int32_t;
static_assert(sizeof(Bits) == sizeof(float));

Bits bitsOf(float magnitude) {
    Bits bits = 0;
    std::memcpy(&bits, &magnitude, sizeof(bits));
    return bits;
}

float magnitudeOf(Bits bits) {
    float magnitude = 0.0F;
    std::memcpy(&magnitude, &bits, sizeof(bits));
    return magnitude;
}

/// One pixel column: its bins, and the color of what a pixel of it covers.
class Column {
public:
    explicit Column(const Spectrogram& spectrogram)
        : m_spectrogram(spectrogram), m_bits(static_cast<std::size_t>(spectrogram.bins)),
          m_frame(m_bits.size()) {}

    void gather(const Span& frames) {
        read(frames.first, m_bits);
        if (frames.interpolated()) {
            read(frames.last, m_frame);
            for (std::size_t bin = 0; bin < m_bits.size(); ++bin) {
                const float low = magnitudeOf(m_bits[bin]);
                const float high = magnitudeOf(m_frame[bin]);
                m_bits[bin] = bitsOf(low + frames.fraction * (high - low));
            }
            return;
        }
        for (int frame = frames.first + 1; frame <= frames.last; ++frame) {
            read(frame, m_frame);
            for (std::size_t bin = 0; bin < m_bits.size(); ++bin) {
                m_bits[bin] = std::max(m_bits[bin], m_frame[bin]);
            }
        }
    }

    Bits at(const Span& bins) const {
        const Bits* first = m_bits.data() + bins.first;
        if (bins.interpolated()) {
            const float low = magnitudeOf(first[0]);
            return bitsOf(low + bins.fraction * (magnitudeOf(first[1]) - low));
        }
        Bits loudest = *first;
        for (int bin = 1; bin <= bins.last - bins.first; ++bin) {
            loudest = std::max(loudest, first[bin]);
        }
        return loudest;
    }

private:
    void read(int frame, std::vector<Bits>& into) const {
        std::memcpy(into.data(), m_spectrogram.magnitudes.data() + frame * into.size(),
                    into.size() * sizeof(Bits));
    }

    const Spectrogram& m_spectrogram;
    std::vector<Bits> m_bits;
    std::vector<Bits> m_frame;
};

/// Magnitude to color without a logarithm a pixel: the upper half of a float's bits (exponent and
/// seven bits of the mantissa) index a table; a step of it is at most 0.07 dB.
class MagnitudeColors {
public:
    explicit MagnitudeColors(const ColorScale& colors)
        : m_first(indexAt(colors.floorDb())), m_colors(1, colors.colorOf(colors.floorDb())) {
        const int last = indexAt(colors.ceilingDb());
        for (int index = m_first + 1; index <= last; ++index) {
            const auto middle = static_cast<double>(magnitudeOf((index << kShift) | 0x8000));
            m_colors.push_back(colors.colorOf(20.0 * std::log10(middle)));
        }
        m_colors.push_back(colors.colorOf(colors.ceilingDb()));
    }
    QRgb operator()(Bits bits) const {
        const int index = std::max((bits >> kShift) - m_first, 0);
        return m_colors[std::min(static_cast<std::size_t>(index), m_colors.size() - 1)];
    }

private:
    static constexpr int kShift = 16;
    static int indexAt(double db) {
        return bitsOf(static_cast<float>(std::pow(10.0, db / 20.0))) >> kShift;
    }

    int m_first; ///< at the floor; what is below takes its color
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
    Column column(spectrogram);
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    for (int x = 0; x < size.width(); ++x) {
        const double low = range.startSeconds * framesPerSecond + x * framesPerPixel;
        const Span frames = spanOf(low, low + framesPerPixel, spectrogram.frames);
        if (frames.outside()) {
            continue;
        }
        column.gather(frames);
        for (int y = 0; y < size.height(); ++y) {
            const Span& bins = rows[static_cast<std::size_t>(y)];
            if (!bins.outside()) {
                pixels[y * stride + x] = colorOf(column.at(bins));
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
