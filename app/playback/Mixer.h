// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <array>
#include <cstdint>
#include <memory>

namespace tonegraft {

/// What can be listened to, the last two in a blind test. All tracks run from one position:
/// changing the track never moves it.
enum class Track { content, style, output, previous, first, second };
inline constexpr int kTrackCount = 6;

/// Makes the sound that goes to the device: the selected track from the one position, stereo.
/// Start, stop, seek, loop, volume and every change of what sounds are cross-fades of 10 ms, so
/// that no step is larger than the signal's own. Allocates nothing while it renders.
/// Thread: one at a time.
class Mixer {
public:
    static constexpr int kChannels = 2;
    static constexpr double kFadeSeconds = 0.01;

    explicit Mixer(int sampleRateHz);

    int sampleRateHz() const { return m_sampleRateHz; }
    /// `clip` (null or empty: none) has one or two channels at the mixer's rate.
    void setClip(Track track, std::shared_ptr<const AudioClip> clip);
    void setGain(Track track, float gain);
    /// Of all that sounds, 0 to 1.
    void setVolume(float gain) { m_volume = gain; }
    /// How much of the output is heard in its place beside the content at the same place: 1 the
    /// output alone, 0 the content alone.
    void setMix(float output) { m_mix = output; }
    /// As long as this track has no clip, what was heard before goes on.
    void select(Track track);
    /// Samples from the start of the clip; the next start() at or after its end begins at 0.
    void seek(std::int64_t position);
    void setLooping(bool looping) { m_looping = looping; }
    /// What loops: samples from `begin` to before `end`; all of the selected track if there is
    /// nothing between them. If that is sounding and the position lies outside, it goes there.
    void setRegion(std::int64_t begin, std::int64_t end);
    void start();
    void stop();

    /// Not asked to stop, and the end is not reached.
    bool playing() const { return m_playing; }
    /// Nothing sounds any more, not even a fade.
    bool silent() const;
    std::int64_t position() const { return m_position; }
    /// The position that is being heard while `latency` samples are still on their way.
    std::int64_t heardPosition(std::int64_t latency) const;

    /// Writes `frames` samples of each channel, interleaved, within ±1.
    void render(float* interleaved, int frames);

private:
    /// One clip sounding; it keeps its place on the timeline while it fades.
    struct Voice {
        std::shared_ptr<const AudioClip> clip;
        std::shared_ptr<const AudioClip> dry; // the content that is mixed in; null: nothing is
        float gain = 1.0F;
        float dryGain = 1.0F;
        std::int64_t position = 0;
        int fade = 0; // samples faded in, 0 .. m_fadeSamples
        bool rising = false;
    };
    struct Slot {
        std::shared_ptr<const AudioClip> clip;
        float gain = 1.0F;
    };

    struct Range {
        std::int64_t begin = 0;
        std::int64_t end = 0;
    };

    Slot& slot(Track track) { return m_slots[static_cast<std::size_t>(track)]; }
    const Slot& slot(Track track) const { return m_slots[static_cast<std::size_t>(track)]; }
    /// The selected track, or the one before if it has nothing to say.
    Track heard() const { return slot(m_selected).clip ? m_selected : m_before; }
    std::int64_t heardLength() const;
    Range loopRange() const;
    std::int64_t playEnd() const;
    void jump(std::int64_t target, bool wrapped);
    void releaseVoices();
    void revoice();
    void reachEnd();
    void mix(float* interleaved, int frames);
    void applyVolume(float* interleaved, int frames);
    void mixVoice(Voice& voice, float* interleaved, int frames) const;
    float mixAfter(int frames) const;
    /// Whether this track's clip and gain are in what sounds.
    bool sounds(Track track) const;
    float fadeGain(int fade) const;

    int m_sampleRateHz;
    int m_fadeSamples;
    std::array<Slot, kTrackCount> m_slots;
    std::array<Voice, 16> m_voices; // fixed: more fades at once than a hand can ask for
    Track m_selected = Track::content;
    Track m_before = Track::content; // the last selected that had a clip
    float m_volume = 1.0F;
    float m_volumeNow = 1.0F; // on its way to m_volume
    float m_mix = 1.0F;
    float m_mixNow = 1.0F; // on its way to m_mix
    bool m_looping = false;
    Range m_region;
    bool m_playing = false;
    std::int64_t m_position = 0;
    // Where the position last jumped, for heardPosition().
    std::int64_t m_jumpFrom = 0;
    std::int64_t m_jumpTo = 0;
    std::int64_t m_sinceJump = 0;
    bool m_jumpWrapped = false;
};

} // namespace tonegraft
