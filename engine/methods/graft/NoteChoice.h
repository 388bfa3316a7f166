// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/StyleSampler.h"
#include "tonegraft/NoteEvent.h"

#include <vector>

namespace tonegraft {

/// Which note of the style each of the content's notes is played with: one near in pitch, long
/// enough, as loud within its clip, pure, and not used too often. Of a style with very many notes,
/// the best of each pitch are looked at.
class NoteChoice {
public:
    explicit NoteChoice(const StyleSampler& sampler);

    /// The index among the sampler's notes. `levelDb` of the note: against the median of its
    /// clip's.
    int choose(const NoteEvent& note, double levelDb);

private:
    double cost(const NoteEvent& note, double levelDb, int index) const;

    const StyleSampler& m_sampler;
    std::vector<int> m_candidates;
    std::vector<int> m_uses;
};

/// Where the content's notes die away and the style's do not, their ends mean nothing: each lasts
/// until the next one of its register begins, at most 1.2 s.
void lengthen(std::vector<NoteEvent>& notes);

} // namespace tonegraft
