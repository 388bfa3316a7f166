// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/SpectrogramImage.h"

#include "ui/pictures/LevelColumns.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace tonegraft {
namespace {

// Columns are read one by one, but written row by row: so many of them fill a line of the cache.
constexpr int kColumnsAtOnce = 16;
// Two neighboring zooms differ by far more, two ranges of one zoom by rounding only.
constexpr double kSameZoom = 1e-9;
// Colors are looked up in steps of 1/32 dB, so that the table stays in the cache.
constexpr int kTableShift = 3;
constexpr int kCodesPerEntry = 1 << kTableShift;

int entryOf(int code) {
    return (code - kSilence) >> kTableShift;
}

std::vector<QRgb> colorsOfLevels(const ColorScale& colors) {
    std::vector<QRgb> table(static_cast<std::size_t>(entryOf(INT16_MAX)) + 1);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double code = kSilence + (static_cast<double>(i) + 0.5) * kCodesPerEntry;
        table[i] = colors.colorOf(code / kLevelCodesPerDb + kLevelOfZeroDb);
    }
    return table;
}

/// [entries of the difference + half the table's size]
std::vector<QRgb> colorsOfDifferences(const ColorScale& colors) {
    const double farthestDb = std::max(std::abs(colors.floorDb()), std::abs(colors.ceilingDb()));
    const int half = static_cast<int>(std::ceil(farthestDb * kLevelCodesPerDb / kCodesPerEntry));
    std::vector<QRgb> table;
    for (int i = -half; i <= half; ++i) {
        table.push_back(colors.colorOf(i * kCodesPerEntry / kLevelCodesPerDb));
    }
    return table;
}

/// Levels of some columns side by side.
class ColumnBlock {
public:
    ColumnBlock(const SpectrogramTiles& tiles, double startSeconds, const FrequencyAxis& axis,
                int height, double secondsPerColumn)
        : m_columns(tiles, startSeconds, axis, height, secondsPerColumn), m_height(height),
          m_levels(static_cast<std::size_t>(height) * kColumnsAtOnce) {}

    int firstRow() const { return m_columns.firstRow(); }

    void read(long long first, int count) {
        for (int i = 0; i < count; ++i) {
            m_inside[i] = m_columns.read(first + i, m_levels.data() + i * m_height);
        }
    }
    bool inside(int column) const { return m_inside[column]; }
    LevelCode level(int column, int y) const { return m_levels[column * m_height + y]; }

private:
    LevelColumns m_columns;
    std::ptrdiff_t m_height;
    std::vector<LevelCode> m_levels;
    bool m_inside[kColumnsAtOnce] = {};
};

} // namespace

bool PictureContent::operator==(const PictureContent& other) const {
    return tiles == other.tiles && startSeconds == other.startSeconds && colors == other.colors &&
           axis == other.axis && outside == other.outside && minus == other.minus &&
           quietestDb == other.quietestDb;
}

void SpectrogramPicture::setContent(const PictureContent& content) {
    if (content == m_content && !m_colors.empty()) {
        return;
    }
    if (m_colors.empty() || !(content.colors == m_content.colors) ||
        (content.minus == nullptr) != (m_content.minus == nullptr)) {
        m_colors =
            content.minus ? colorsOfDifferences(content.colors) : colorsOfLevels(content.colors);
    }
    m_content = content;
    m_valid = false;
}

const QImage& SpectrogramPicture::image(TimeRange range, QSize size) {
    m_columnsRendered = 0;
    if (size.isEmpty()) {
        m_image = {};
        m_valid = false;
        return m_image;
    }
    const double secondsPerColumn = range.durationSeconds() / size.width();
    const bool sameZoom =
        m_valid && m_image.size() == size &&
        std::abs(secondsPerColumn - m_secondsPerColumn) <= kSameZoom * m_secondsPerColumn;
    if (!sameZoom) {
        if (m_image.size() != size) {
            m_image = QImage(size, QImage::Format_RGB32);
        }
        m_secondsPerColumn = secondsPerColumn;
    }
    const bool empty = !m_content.tiles || m_content.tiles->empty() || !(secondsPerColumn > 0.0);
    const long long first = empty ? 0 : std::llround(range.startSeconds / m_secondsPerColumn);
    const long long moved = first - m_firstColumn;
    m_firstColumn = first;
    if (empty) {
        m_image.fill(m_content.outside);
    } else if (!sameZoom || std::llabs(moved) >= size.width()) {
        render(0, size.width());
    } else if (moved != 0) {
        const int columns = static_cast<int>(moved);
        shift(columns);
        render(columns > 0 ? size.width() - columns : 0, std::abs(columns));
    }
    m_valid = !empty;
    return m_image;
}

void SpectrogramPicture::shift(int columns) {
    const int kept = m_image.width() - std::abs(columns);
    const int from = std::max(columns, 0);
    const int to = std::max(-columns, 0);
    for (int y = 0; y < m_image.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(m_image.scanLine(y));
        std::memmove(row + to, row + from, static_cast<std::size_t>(kept) * sizeof(QRgb));
    }
}

void SpectrogramPicture::render(int x, int count) {
    const int height = m_image.height();
    ColumnBlock levels(*m_content.tiles, m_content.startSeconds, m_content.axis, height,
                       m_secondsPerColumn);
    std::optional<ColumnBlock> minus;
    int firstRow = levels.firstRow();
    if (m_content.minus) {
        minus.emplace(*m_content.minus, 0.0, m_content.axis, height, m_secondsPerColumn);
        firstRow = std::max(firstRow, minus->firstRow());
    }
    const int quietest = levelCodeOfDb(m_content.quietestDb);
    const int half = static_cast<int>(m_colors.size()) / 2;
    const auto color = [&](int column, int y) {
        const int level = levels.level(column, y);
        if (!minus) {
            return m_colors[static_cast<std::size_t>(entryOf(level))];
        }
        const int difference =
            std::max(level, quietest) - std::max<int>(minus->level(column, y), quietest);
        const int entry = std::clamp(difference / kCodesPerEntry, -half, half) + half;
        return m_colors[static_cast<std::size_t>(entry)];
    };
    uchar* const firstLine = m_image.bits();
    for (int done = 0; done < count; done += kColumnsAtOnce) {
        const int columns = std::min(kColumnsAtOnce, count - done);
        levels.read(m_firstColumn + x + done, columns);
        if (minus) {
            minus->read(m_firstColumn + x + done, columns);
        }
        for (int y = 0; y < height; ++y) {
            auto* pixels =
                reinterpret_cast<QRgb*>(firstLine + y * m_image.bytesPerLine()) + x + done;
            for (int i = 0; i < columns; ++i) {
                const bool inside =
                    y >= firstRow && levels.inside(i) && (!minus || minus->inside(i));
                pixels[i] = inside ? color(i, y) : m_content.outside;
            }
        }
    }
    m_columnsRendered = count;
}

QImage spectrogramImage(const SpectrogramTiles& tiles, const ColorScale& colors,
                        const FrequencyAxis& axis, TimeRange range, QSize size, QRgb outside) {
    SpectrogramPicture picture;
    PictureContent content;
    // Borrowed for the call.
    content.tiles = std::shared_ptr<const SpectrogramTiles>(std::shared_ptr<void>(), &tiles);
    content.colors = colors;
    content.axis = axis;
    content.outside = outside;
    picture.setContent(content);
    return picture.image(range, size);
}

} // namespace tonegraft
