// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/Graft.h"
#include "methods/graft/StyleSampler.h"

namespace tonegraft {

/// Plays notes on a sampler: `notes` with levels, `factors` of the clip they come from. The sound
/// has the sampler's channels.
AudioClip played(const std::vector<NoteEvent>& notes, const NoteFactors& factors,
                 const StyleSampler& sampler, const GraftSettings& settings,
                 std::size_t sampleCount, int sampleRateHz, ThreadPool& pool);

} // namespace tonegraft
