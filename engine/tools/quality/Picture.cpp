// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Picture.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <png.h>

namespace tonegraft::quality {
namespace {

constexpr int kHeight = 150;
constexpr double kLowestHz = 60.0;
constexpr double kHighestHz = 11000.0;
constexpr double kRangeDb = 80.0;

/// Black, violet, red, yellow, white.
std::vector<std::uint8_t> colors() {
    constexpr int kStops = 5;
    constexpr double kColors[kStops][3] = {
        {0, 0, 4}, {87, 16, 110}, {188, 55, 84}, {249, 142, 9}, {252, 255, 164}};
    std::vector<std::uint8_t> map;
    for (int i = 0; i < 256; ++i) {
        const double place = i / 255.0 * (kStops - 1);
        const int stop = std::min(kStops - 2, static_cast<int>(place));
        for (int c = 0; c < 3; ++c) {
            const double from = kColors[stop][c];
            map.push_back(static_cast<std::uint8_t>(
                std::lround(from + (place - stop) * (kColors[stop + 1][c] - from))));
        }
    }
    return map;
}

/// The largest power of the bins of a row (at least one).
double powerAt(const double* powers, int bins, int row) {
    const auto binAt = [](double place) {
        const double hz = kLowestHz * std::pow(kHighestHz / kLowestHz, place / kHeight);
        return static_cast<int>(std::lround(hz * kMeasureWindowSamples / kMeasureRateHz));
    };
    const int first = std::min(bins - 1, binAt(row));
    const int end = std::clamp(binAt(row + 1), first + 1, bins);
    return *std::max_element(powers + first, powers + end);
}

} // namespace

void writePicture(const std::filesystem::path& file, const HeardClip& clip) {
    const FeatureMap<double>& powers = clip.powers;
    const double loudest = *std::max_element(powers.values.begin(), powers.values.end());
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(powers.frames) * kHeight);
    for (int frame = 0; frame < powers.frames; ++frame) {
        for (int row = 0; row < kHeight; ++row) {
            const double power = powerAt(powers.frame(0, frame), powers.bins, row);
            const double level = 1.0 + 10.0 * std::log10(power / loudest + 1e-12) / kRangeDb;
            const std::size_t y = static_cast<std::size_t>(kHeight - 1 - row);
            pixels[y * powers.frames + frame] =
                static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(level, 0.0, 1.0)));
        }
    }
    const std::vector<std::uint8_t> map = colors();
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(powers.frames);
    image.height = kHeight;
    image.format = PNG_FORMAT_RGB_COLORMAP;
    image.colormap_entries = 256;
    if (png_image_write_to_file(&image, file.c_str(), 0, pixels.data(), powers.frames,
                                map.data()) == 0) {
        throw std::runtime_error("cannot write " + file.string() + ": " + image.message);
    }
}

} // namespace tonegraft::quality
