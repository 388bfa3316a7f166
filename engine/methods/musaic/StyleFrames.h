// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "methods/musaic/Mosaic.h"
#include "tonegraft/AudioClip.h"

#include <complex>
#include <vector>

namespace tonegraft {

/// The frames of a style that a mosaic is made of. A style with as many channels as the content
/// (`paired`) gives each its own side of every frame; the frames of any other stand for
/// themselves, whatever channel they come from.
struct StyleFrames {
    int templates = 0;
    bool complete = true; ///< false: a choice of the style's frames
    std::vector<int> runLengths;
    std::vector<std::vector<std::complex<float>>> spectra; ///< [sides] of [templates][bins]
    int bins = 0;

    MosaicTemplates<float> magnitudes(ThreadPool& pool) const;
};
StyleFrames styleFrames(const AudioClip& style, const StftShape& shape, bool paired, int most,
                        std::uint64_t seed, ThreadPool& pool);

} // namespace tonegraft
