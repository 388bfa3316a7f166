// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/SpectrogramTiles.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace tonegraft {
namespace {

constexpr float kDbPerOctave = 6.02059991F; // 20 log10(2)
constexpr float kCodesPerDb = static_cast<float>(kLevelCodesPerDb);
constexpr float kZeroDb = static_cast<float>(kLevelOfZeroDb);
constexpr float kLowest = INT16_MIN;
constexpr float kHighest = INT16_MAX;

/// Base 2, for x >= 0, to within 3e-6 (a thousandth of a code): exponent and mantissa from the
/// float's bits, then three terms of the logarithm's series around sqrt(2). -127 for 0. In steps
/// that compilers turn into vector instructions.
inline float logarithm(float x) {
    std::int32_t bits = 0;
    std::memcpy(&bits, &x, sizeof(bits));
    const auto exponent = static_cast<float>((bits >> 23) - 127);
    bits = (bits & 0x007fffff) | 0x3f800000;
    float mantissa = 0.0F;
    std::memcpy(&mantissa, &bits, sizeof(mantissa));
    constexpr float kRoot = 1.41421356F;
    constexpr float kTwoOverLn2 = 2.88539008F;
    const float s = (mantissa - kRoot) / (mantissa + kRoot);
    const float square = s * s;
    return exponent + 0.5F +
           kTwoOverLn2 * s * (1.0F + square * (1.0F / 3.0F + square * (1.0F / 5.0F)));
}

inline LevelCode encoded(float magnitude) {
    const float codes = (logarithm(magnitude) * kDbPerOctave - kZeroDb) * kCodesPerDb;
    const float inside = std::min(std::max(codes, kLowest), kHighest);
    // Rounded as a positive number, since the conversion cuts towards zero.
    return static_cast<LevelCode>(static_cast<std::int32_t>(inside - kLowest + 0.5F) + INT16_MIN);
}

LevelCode encode(const float* magnitudes, std::size_t count, LevelCode* codes) {
    LevelCode loudest = kSilence;
    for (std::size_t i = 0; i < count; ++i) {
        codes[i] = encoded(magnitudes[i]);
        loudest = std::max(loudest, codes[i]);
    }
    return loudest;
}

} // namespace

double levelOf(LevelCode code) {
    return code == kSilence ? -std::numeric_limits<double>::infinity()
                            : code / kLevelCodesPerDb + kLevelOfZeroDb;
}

LevelCode levelCodeOf(float magnitude) {
    return encoded(magnitude);
}

LevelCode levelCodeOfDb(double db) {
    const double code = std::round((db - kLevelOfZeroDb) * kLevelCodesPerDb);
    return static_cast<LevelCode>(
        std::clamp(code, static_cast<double>(INT16_MIN), static_cast<double>(INT16_MAX)));
}

std::size_t SpectrogramTiles::bytes() const {
    std::size_t codes = 0;
    for (const Resolution& resolution : m_resolutions) {
        for (const std::vector<LevelCode>& tile : resolution.tiles) {
            codes += tile.size();
        }
    }
    return codes * sizeof(LevelCode);
}

SpectrogramTilesBuilder::SpectrogramTilesBuilder()
    : m_tiles(std::make_shared<SpectrogramTiles>()) {}

SpectrogramTilesBuilder::~SpectrogramTilesBuilder() = default;

void SpectrogramTilesBuilder::append(const Spectrogram& part) {
    SpectrogramTiles::Resolution& finest = m_tiles->m_resolutions.front();
    if (finest.frames == 0) {
        m_tiles->m_shape = {
            part.sampleRateHz, part.windowSamples, part.hopSamples, part.bins, 0, {}};
    }
    const auto bins = static_cast<std::size_t>(part.bins);
    constexpr int kPerTile = SpectrogramTiles::kFramesPerTile;
    for (int done = 0; done < part.frames;) {
        const int inTile = finest.frames % kPerTile;
        const int count = std::min(kPerTile - inTile, part.frames - done);
        if (inTile == 0) {
            finest.tiles.emplace_back();
        }
        std::vector<LevelCode>& tile = finest.tiles.back();
        tile.resize(static_cast<std::size_t>(inTile + count) * bins);
        const LevelCode loudest =
            encode(part.magnitudes.data() + done * bins, count * bins, tile.data() + inTile * bins);
        m_tiles->m_loudest = std::max(m_tiles->m_loudest, loudest);
        finest.frames += count;
        done += count;
    }
}

void SpectrogramTilesBuilder::addCoarser() {
    const int finer = m_tiles->resolutions() - 1;
    const int finerFrames = m_tiles->frames(finer);
    constexpr int kReduction = SpectrogramTiles::kReduction;
    constexpr int kPerTile = SpectrogramTiles::kFramesPerTile;
    const auto bins = static_cast<std::size_t>(m_tiles->bins());
    SpectrogramTiles::Resolution coarser;
    coarser.frames = (finerFrames + kReduction - 1) / kReduction;
    for (int frame = 0; frame < coarser.frames; ++frame) {
        if (frame % kPerTile == 0) {
            const int inTile = std::min(kPerTile, coarser.frames - frame);
            coarser.tiles.emplace_back(inTile * bins);
        }
        LevelCode* loudest = coarser.tiles.back().data() + (frame % kPerTile) * bins;
        const int first = frame * kReduction;
        std::copy_n(m_tiles->frame(finer, first), bins, loudest);
        for (int i = first + 1; i < std::min(first + kReduction, finerFrames); ++i) {
            const LevelCode* levels = m_tiles->frame(finer, i);
            for (std::size_t bin = 0; bin < bins; ++bin) {
                loudest[bin] = std::max(loudest[bin], levels[bin]);
            }
        }
    }
    m_tiles->m_resolutions.push_back(std::move(coarser));
}

std::shared_ptr<const SpectrogramTiles> SpectrogramTilesBuilder::finish(double durationSeconds) {
    const int frames = m_tiles->frames(0);
    m_tiles->m_durationSeconds = durationSeconds >= 0.0
                                     ? durationSeconds
                                     : m_tiles->secondsOfFrame(frames > 0 ? frames - 1 : 0);
    while (m_tiles->frames(m_tiles->resolutions() - 1) > SpectrogramTiles::kFramesPerTile) {
        addCoarser();
    }
    return std::exchange(m_tiles, nullptr);
}

std::shared_ptr<const SpectrogramTiles> tilesOf(const Spectrogram& spectrogram) {
    SpectrogramTilesBuilder builder;
    if (!spectrogram.empty()) {
        builder.append(spectrogram);
    }
    return builder.finish();
}

double peakDb(const SpectrogramTiles& tiles) {
    return levelOf(tiles.loudest());
}

double levelAt(const SpectrogramTiles& tiles, double seconds, double hz) {
    constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    if (tiles.empty()) {
        return kNothing;
    }
    const auto frame = std::lround(seconds / tiles.secondsOfFrame(1.0));
    const auto bin = std::lround(hz / tiles.hzOfBin(1.0));
    if (frame < 0 || frame >= tiles.frames(0) || bin < 0 || bin >= tiles.bins()) {
        return kNothing;
    }
    return levelOf(tiles.frame(0, static_cast<int>(frame))[bin]);
}

} // namespace tonegraft
