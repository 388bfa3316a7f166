// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Spectrogram.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace tonegraft {

/// A level in 16 bits: steps of 1/256 dB around -64 dB, so from -192 to +64 dB re full-scale
/// sine; what is quieter is silence. Signed, since processors find the largest of signed ones fast.
using LevelCode = std::int16_t;
constexpr LevelCode kSilence = INT16_MIN;
constexpr double kLevelCodesPerDb = 256.0;
constexpr double kLevelOfZeroDb = -64.0;

/// In dB; -infinity for silence.
double levelOf(LevelCode code);
/// The nearest code, within half a step of 1/256 dB. `magnitude` as in Spectrogram.
LevelCode levelCodeOf(float magnitude);
/// For a level in dB; the ends for what is beyond them.
LevelCode levelCodeOfDb(double db);

/// A spectrogram as it is looked at: levels of 16 bits in tiles of some hundred frames, at several
/// resolutions in time. A frame of a coarser resolution holds the loudest level of four frames of
/// the finer one, bin by bin, so that thin lines and clicks survive, and a picture of any width
/// costs at most some frames a pixel. Takes 2.7 bytes a level, however long the clip is.
/// Thread: any; it never changes once SpectrogramTilesBuilder has made it.
class SpectrogramTiles {
public:
    static constexpr int kFramesPerTile = 256;
    static constexpr int kReduction = 4;

    int sampleRateHz() const { return m_shape.sampleRateHz; }
    int bins() const { return m_shape.bins; }
    double hzOfBin(double bin) const { return m_shape.hzOfBin(bin); }
    double nyquistHz() const { return hzOfBin(bins() - 1); }
    /// Of the finest resolution.
    double secondsOfFrame(double frame) const { return m_shape.secondsOfFrame(frame); }
    /// From the first sample to the last.
    double durationSeconds() const { return m_durationSeconds; }
    bool empty() const { return frames(0) == 0; }

    /// At least 1; resolution 0 is the finest, the coarsest fits into one tile.
    int resolutions() const { return static_cast<int>(m_resolutions.size()); }
    int frames(int resolution) const { return at(resolution).frames; }
    /// The bins of a frame.
    const LevelCode* frame(int resolution, int frame) const {
        const std::vector<LevelCode>& tile = at(resolution).tiles[frame / kFramesPerTile];
        return tile.data() + static_cast<std::size_t>(frame % kFramesPerTile) * bins();
    }
    /// The loudest of all; kSilence if there is none.
    LevelCode loudest() const { return m_loudest; }
    std::size_t bytes() const;

private:
    friend class SpectrogramTilesBuilder;

    struct Resolution {
        int frames = 0;
        std::vector<std::vector<LevelCode>> tiles; ///< [frames in it][bins]
    };

    const Resolution& at(int resolution) const {
        return m_resolutions[static_cast<std::size_t>(resolution)];
    }

    Spectrogram m_shape; ///< without magnitudes
    double m_durationSeconds = 0.0;
    LevelCode m_loudest = kSilence;
    std::vector<Resolution> m_resolutions{Resolution()};
};

/// Makes tiles of a spectrogram that comes in parts. Thread: any, one at a time.
class SpectrogramTilesBuilder {
public:
    SpectrogramTilesBuilder();
    ~SpectrogramTilesBuilder();

    /// The frames after those appended before; of the same shape.
    void append(const Spectrogram& part);
    /// Nothing can be appended after it. `durationSeconds` of the clip; less than 0: up to the
    /// last frame's center.
    std::shared_ptr<const SpectrogramTiles> finish(double durationSeconds = -1.0);

private:
    void addCoarser();

    std::shared_ptr<SpectrogramTiles> m_tiles;
};

/// All of a spectrogram that is held in memory anyway.
std::shared_ptr<const SpectrogramTiles> tilesOf(const Spectrogram& spectrogram);

/// Level of the loudest bin, dB re full-scale sine; -infinity for silence.
double peakDb(const SpectrogramTiles& tiles);

/// Level in dB at a time and frequency (nearest frame and bin), -infinity for silence; NaN
/// outside the clip.
double levelAt(const SpectrogramTiles& tiles, double seconds, double hz);

} // namespace tonegraft
