// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Spectrogram.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// Samples begin .. end - 1.
struct SampleRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t length() const { return end - begin; }
};

bool operator==(const SampleRange& a, const SampleRange& b);

/// What of a clip sounds. Its digital silence takes no part in a transfer: channels without sound
/// are left out, and stretches in which none of the others sounds are cut out, but for 60 ms in
/// which one sound ends and the next begins (less than an analysis window: no frame is silent).
/// Silence is 50 ms and more without a change of over -100 dB of the clip's peak, at any offset.
/// What a transfer makes of the rest gets its channels and its silence back. Thread: any; const
/// members from several.
class Sounding {
public:
    explicit Sounding(const AudioClip& clip);

    /// Nothing is silent: the clip is worked on as it is.
    bool isAll() const { return m_isAll; }
    /// The sounding part of the clip, offsets and all.
    AudioClip of(const AudioClip& clip) const;
    /// Makes what silence is left in such a part digital silence.
    void mute(AudioClip& part) const;
    /// Channels and silence around what was made of of(clip); its rate may be another, and it may
    /// be mono. One that breaks off early ends where it does.
    AudioClip putBack(const AudioClip& sound) const;
    /// The same for a picture: its frames move apart. Made of the part's analysis at any hop.
    Spectrogram putBack(const Spectrogram& picture) const;
    /// Where in the clip a second of the part lies.
    double secondOf(double secondOfPart) const;

    /// Of each channel.
    const std::vector<std::vector<SampleRange>>& silences() const { return m_silences; }
    /// Where sound is, in a clip of `channels` channels (those of this clip, or one for all), from
    /// `channel`'s silence to silence; scaled to another rate.
    std::vector<SampleRange> soundsIn(int channels, int channel, int rateHz) const;

private:
    void findChannels(const AudioClip& clip);
    void chooseKept();
    std::vector<SampleRange> commonSilence() const;
    std::size_t scaled(std::size_t sample, int rateHz) const;
    std::size_t partLength() const;

    int m_rateHz;
    std::size_t m_sampleCount;
    std::vector<std::vector<SampleRange>> m_silences;
    std::vector<std::size_t> m_channels; // that sound
    std::vector<SampleRange> m_kept;
    bool m_isAll = true;
};

} // namespace tonegraft
