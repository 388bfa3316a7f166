// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ColorScale.h"
#include "ui/pictures/FrequencyAxis.h"
#include "ui/pictures/SpectrogramTiles.h"
#include "ui/pictures/TimeRange.h"

#include <QImage>
#include <QSize>

#include <memory>
#include <vector>

namespace tonegraft {

/// What a picture shows.
struct PictureContent {
    std::shared_ptr<const SpectrogramTiles> tiles; ///< may be null
    double startSeconds = 0.0;                     ///< where on the time axis their time 0 lies
    ColorScale colors;
    FrequencyAxis axis{FrequencyScale::logarithmic, 40.0, 22050.0};
    QRgb outside = 0; ///< before and after the clip, above its Nyquist frequency
    /// Not null: `tiles` minus this, in dB, where `colors` is a scale of differences. What is
    /// quieter than `quietestDb` in either counts as that.
    std::shared_ptr<const SpectrogramTiles> minus;
    double quietestDb = -100.0;

    bool operator==(const PictureContent& other) const;
};

/// A picture that is kept: time is cut into columns of pixels, counted from the clip's start, so
/// that scrolling moves what is there and renders only the columns that come into view.
/// Thread: one at a time.
class SpectrogramPicture {
public:
    void setContent(const PictureContent& content);
    const PictureContent& content() const { return m_content; }
    /// `size` in pixels, low frequencies at the bottom; null for an empty size. Begins at the
    /// column nearest to the range's start. Valid until the next call.
    const QImage& image(TimeRange range, QSize size);
    /// By the last image().
    int columnsRendered() const { return m_columnsRendered; }

private:
    void render(int x, int count);
    /// Moves the picture to the left (negative: to the right).
    void shift(int columns);

    PictureContent m_content;
    std::vector<QRgb> m_colors; ///< of all levels, or of all differences
    QImage m_image;             ///< of m_content from m_firstColumn on
    double m_secondsPerColumn = 0.0;
    long long m_firstColumn = 0;
    bool m_valid = false;
    int m_columnsRendered = 0;
};

/// The same once. Thread: any.
QImage spectrogramImage(const SpectrogramTiles& tiles, const ColorScale& colors,
                        const FrequencyAxis& axis, TimeRange range, QSize size, QRgb outside);

} // namespace tonegraft
