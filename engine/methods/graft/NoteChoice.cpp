// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/NoteChoice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace tonegraft {
namespace {

constexpr std::size_t kMostOfAPitch = 16;
constexpr double kRegister = 9; // semitones
constexpr double kLongestSeconds = 1.2;

} // namespace

NoteChoice::NoteChoice(const StyleSampler& sampler)
    : m_sampler(sampler), m_uses(sampler.notes().size(), 0) {
    std::map<int, std::vector<int>> ofPitch;
    for (std::size_t i = 0; i < sampler.notes().size(); ++i) {
        ofPitch[sampler.notes()[i].note.pitch].push_back(static_cast<int>(i));
    }
    const auto worth = [&](int index) {
        const StyleNote& note = sampler.notes()[index];
        return 2.0 * note.purity + std::min(note.note.seconds(), 2.0) +
               0.03 * std::min(note.note.levelDb - sampler.medianLevelDb(), 6.0);
    };
    for (auto& [pitch, indices] : ofPitch) {
        std::stable_sort(indices.begin(), indices.end(),
                         [&](int a, int b) { return worth(a) > worth(b); });
        indices.resize(std::min(indices.size(), kMostOfAPitch));
        m_candidates.insert(m_candidates.end(), indices.begin(), indices.end());
    }
    std::sort(m_candidates.begin(), m_candidates.end());
}

double NoteChoice::cost(const NoteEvent& note, double levelDb, int index) const {
    const StyleNote& style = m_sampler.notes()[index];
    const double semitones = std::abs(note.pitch - style.note.pitch);
    const double seconds = note.seconds();
    const double styleSeconds = style.note.seconds();
    const double styleLevelDb = style.note.levelDb - m_sampler.medianLevelDb();
    double cost = 0.6 * semitones + std::pow(1.2 * semitones / 12.0, 2.0);
    if (!m_sampler.isStruck()) {
        cost += 1.2 * std::max(0.0, seconds - styleSeconds) / std::max(seconds, 0.1) *
                std::min(1.0, seconds / 0.3);
        cost += styleSeconds < 0.12 ? 2.0 : 0.0;
    }
    cost += 0.05 * std::abs(levelDb - styleLevelDb) - 0.03 * std::min(styleLevelDb, 6.0);
    return cost + 2.0 * (1.0 - style.purity) + 0.02 * m_uses[index];
}

int NoteChoice::choose(const NoteEvent& note, double levelDb) {
    int best = -1;
    double least = std::numeric_limits<double>::max();
    for (const int candidate : m_candidates) {
        const double of = cost(note, levelDb, candidate);
        if (of < least) {
            least = of;
            best = candidate;
        }
    }
    if (best >= 0) {
        ++m_uses[best];
    }
    return best;
}

void lengthen(std::vector<NoteEvent>& notes) {
    std::vector<std::size_t> order(notes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return notes[a].startSeconds < notes[b].startSeconds;
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        NoteEvent& note = notes[order[i]];
        double end = note.startSeconds + 0.6;
        for (std::size_t next = i + 1; next < order.size(); ++next) {
            const NoteEvent& later = notes[order[next]];
            if (later.startSeconds > note.startSeconds + kLongestSeconds + 0.02) {
                end = note.startSeconds + kLongestSeconds;
                break;
            }
            if (later.startSeconds > note.startSeconds + 0.08 &&
                std::abs(later.pitch - note.pitch) <= kRegister) {
                end = later.startSeconds - 0.02;
                break;
            }
        }
        note.endSeconds =
            std::max(note.endSeconds, std::min(end, note.startSeconds + kLongestSeconds));
    }
}

} // namespace tonegraft
