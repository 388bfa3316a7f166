// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/level/OutputLevel.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/Spectrogram.h"
#include "transfer/BurstGuard.h"
#include "transfer/Sounding.h"

#include <optional>

namespace tonegraft {

/// What every output keeps of its content, whatever the method: in front of it, both clips lose
/// what nobody hears (their digital silence, and what lies below 20 Hz); behind it, an output gets
/// the content's silence and channels back, no bursts, no clicks at its ends, and its level.
/// Clips that have nothing to lose are not copied. The content must outlive the keeper.
/// Throws Error where nothing sounds. Thread: one at a time.
class ContentKeeper {
public:
    ContentKeeper(const AudioClip& content, const AudioClip& style);
    ContentKeeper(const ContentKeeper&) = delete;
    ContentKeeper& operator=(const ContentKeeper&) = delete;

    /// What a method works with.
    const AudioClip& content() const { return m_content ? *m_content : m_whole; }
    const AudioClip& style() const { return m_style ? *m_style : m_wholeStyle; }

    /// From what a method made of content() to an output of the whole content. `followsContent`:
    /// its loud and soft are the content's, so a burst is none of its own.
    LevelMatch finish(AudioClip& output, bool followsContent);
    Spectrogram finish(const Spectrogram& picture) const { return m_sounding.putBack(picture); }
    /// Where in the whole content a second of content() lies.
    double secondOf(double secondOfPart) const { return m_sounding.secondOf(secondOfPart); }

private:
    const AudioClip& m_whole;
    const AudioClip& m_wholeStyle;
    Sounding m_sounding;
    std::optional<AudioClip> m_content;
    std::optional<AudioClip> m_style;
    std::optional<BurstGuard> m_guard; // made when first needed, as the level is measured
    std::optional<double> m_contentLufs;
};

} // namespace tonegraft
