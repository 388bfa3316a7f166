// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/ContentKeeper.h"

#include "audio/level/Infrasound.h"
#include "audio/level/LevelMeters.h"
#include "tonegraft/Error.h"
#include "transfer/EndFades.h"

#include <cmath>
#include <string>

namespace tonegraft {

namespace {

constexpr double kSilenceRms = 1e-6; // -120 dBFS

/// What of the clip sounds and is heard; nothing if that is all of it.
std::optional<AudioClip> heardPart(const AudioClip& clip, const Sounding& sounding,
                                   const std::string& name) {
    std::optional<AudioClip> part;
    if (!sounding.isAll()) {
        part = sounding.of(clip);
    }
    const Infrasound infrasound(part ? *part : clip);
    if (infrasound.matters()) {
        if (!part) {
            part = clip;
        }
        infrasound.removeFrom(*part);
    }
    if (part) {
        sounding.mute(*part);
    }
    if (rmsOf(part ? *part : clip) < kSilenceRms) {
        throw Error(MessageCode::transferSilent, {name});
    }
    return part;
}

void removeInfrasound(AudioClip& clip) {
    const Infrasound infrasound(clip);
    if (infrasound.matters()) {
        infrasound.removeFrom(clip);
    }
}

} // namespace

ContentKeeper::ContentKeeper(const AudioClip& content, const AudioClip& style)
    : m_whole(content), m_wholeStyle(style), m_sounding(content),
      m_content(heardPart(content, m_sounding, "content")),
      m_style(heardPart(style, Sounding(style), "style")) {}

LevelMatch ContentKeeper::finish(AudioClip& output, bool followsContent) {
    for (std::vector<float>& channel : output.channels) {
        for (float& sample : channel) {
            sample = std::isfinite(sample) ? sample : 0.0F;
        }
    }
    removeInfrasound(output);
    if (followsContent) {
        if (!m_guard) {
            m_guard.emplace(this->content());
        }
        apply(m_guard->curve(output), output);
    }
    if (!m_sounding.isAll()) {
        output = m_sounding.putBack(output);
    }
    fadeClicks(output, m_whole, m_sounding, followsContent);
    if (!m_contentLufs) {
        m_contentLufs = integratedLoudness(m_whole);
    }
    // The part's level, spread over the whole: its silence and its silent channels count.
    const double share = static_cast<double>(content().sampleCount()) * content().channelCount() /
                         (static_cast<double>(m_whole.sampleCount()) * m_whole.channelCount());
    return matchLoudness(output, *m_contentLufs, rmsOf(content()) * std::sqrt(share));
}

} // namespace tonegraft
