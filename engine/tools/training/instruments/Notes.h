// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tonegraft::training {

/// A note or a phrase of one instrument: where its features are.
struct Excerpt {
    int instrument = 0;
    bool test = false;
    bool phrase = false;
    int frames = 0;
    std::size_t first = 0; ///< in Notes::features
};

/// What make_notes.py rendered, each excerpt brought to the level at which transfers are analyzed,
/// as features log1p(magnitudeScale |STFT|) of the network's analysis.
struct Notes {
    int instruments = 0;
    int bins = 0;
    std::vector<Excerpt> excerpts;
    std::vector<std::uint16_t> features; ///< [frames][bins] of each excerpt, in units of kUnit

    static constexpr float kUnit = 1.0F / 4096.0F; // up to 16: e^16 is beyond any magnitude

    /// The features of consecutive frames of an excerpt, [count][bins]; silence beyond its end.
    void read(const Excerpt& excerpt, int firstFrame, int count, float* out) const;
};

/// Reads FOLDER/index.txt and the clips it names. Throws Error. Blocks.
Notes readNotes(const std::filesystem::path& folder, ThreadPool& pool);

} // namespace tonegraft::training
