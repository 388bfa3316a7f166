// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Mixer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

constexpr double kPi = 3.14159265358979323846;

std::int64_t lengthOf(const std::shared_ptr<const AudioClip>& clip) {
    return clip ? static_cast<std::int64_t>(clip->sampleCount()) : 0;
}

/// Beyond its end a clip goes on mirrored, so that a fade that begins at the end has no step.
float sampleAt(const std::vector<float>& samples, std::int64_t position) {
    const auto length = static_cast<std::int64_t>(samples.size());
    if (position >= length)
        position = 2 * length - 1 - position;
    return position < 0 ? 0.0F : samples[static_cast<std::size_t>(position)];
}

} // namespace

Mixer::Mixer(int sampleRateHz)
    : m_sampleRateHz(sampleRateHz),
      m_fadeSamples(static_cast<int>(std::lround(kFadeSeconds * sampleRateHz))) {}

void Mixer::setClip(Track track, std::shared_ptr<const AudioClip> clip) {
    const Track before = heard();
    slot(track).clip = lengthOf(clip) > 0 ? std::move(clip) : nullptr;
    if (m_playing && (sounds(track) || before != heard()))
        revoice();
}

bool Mixer::sounds(Track track) const {
    return track == heard() || (track == Track::content && heard() == Track::output);
}

void Mixer::setGain(Track track, float gain) {
    if (slot(track).gain == gain)
        return;
    slot(track).gain = gain;
    if (sounds(track) && m_playing)
        revoice();
}

void Mixer::select(Track track) {
    const Track before = heard();
    m_before = before;
    m_selected = track;
    if (m_playing && before != heard())
        revoice();
}

void Mixer::seek(std::int64_t position) {
    jump(std::max<std::int64_t>(position, 0), false);
    if (m_playing)
        revoice();
}

void Mixer::setRegion(std::int64_t begin, std::int64_t end) {
    m_region = {std::max<std::int64_t>(begin, 0), end};
    const Range loop = loopRange();
    if (m_playing && m_looping && (m_position < loop.begin || m_position >= loop.end)) {
        jump(loop.begin, false);
        revoice();
    }
}

void Mixer::start() {
    if (m_playing || heardLength() == 0)
        return;
    if (m_position >= playEnd())
        jump(m_looping ? loopRange().begin : 0, false);
    m_playing = true;
    m_sinceJump = 0;
    m_jumpWrapped = false;
    m_jumpFrom = m_jumpTo = m_position;
    revoice();
}

void Mixer::stop() {
    m_playing = false;
    releaseVoices();
}

bool Mixer::silent() const {
    return std::none_of(m_voices.begin(), m_voices.end(),
                        [](const Voice& voice) { return voice.clip != nullptr; });
}

std::int64_t Mixer::heardPosition(std::int64_t latency) const {
    if (m_sinceJump >= latency)
        return m_position - latency;
    // What is heard is from before the jump: of a loop, its end; of a seek, nothing to show.
    const std::int64_t turn = m_jumpFrom - m_jumpTo;
    if (!m_jumpWrapped || turn <= 0)
        return m_jumpTo;
    // A turn may be shorter than the latency.
    return m_jumpFrom - 1 - (latency - m_sinceJump - 1) % turn;
}

void Mixer::render(float* interleaved, int frames) {
    std::fill_n(interleaved, static_cast<std::size_t>(frames) * kChannels, 0.0F);
    while (frames > 0) {
        if (m_playing && m_position >= playEnd())
            reachEnd();
        const std::int64_t left = m_playing ? playEnd() - m_position : frames;
        const int block = static_cast<int>(std::min<std::int64_t>(frames, left));
        mix(interleaved, block);
        interleaved += static_cast<std::ptrdiff_t>(block) * kChannels;
        frames -= block;
    }
}

std::int64_t Mixer::heardLength() const {
    return lengthOf(slot(heard()).clip);
}

Mixer::Range Mixer::loopRange() const {
    const std::int64_t length = heardLength();
    // Shorter than its own cross-fades, a loop would only pile them up.
    const std::int64_t least = 2 * static_cast<std::int64_t>(m_fadeSamples);
    if (m_region.end <= m_region.begin || m_region.begin + least > length)
        return {0, length};
    return {m_region.begin, std::clamp(m_region.end, m_region.begin + least, length)};
}

/// Whoever was sent behind the loop's end plays on to the end of the track.
std::int64_t Mixer::playEnd() const {
    const std::int64_t loopEnd = loopRange().end;
    return m_looping && m_position <= loopEnd ? loopEnd : heardLength();
}

void Mixer::jump(std::int64_t target, bool wrapped) {
    m_jumpFrom = m_position;
    m_jumpWrapped = wrapped;
    m_sinceJump = 0;
    m_jumpTo = target;
    m_position = target;
}

void Mixer::releaseVoices() {
    for (Voice& voice : m_voices)
        voice.rising = false;
}

void Mixer::revoice() {
    releaseVoices();
    const Slot& source = slot(heard());
    if (!source.clip)
        return;
    // A free voice, or else the quietest.
    Voice& voice =
        *std::min_element(m_voices.begin(), m_voices.end(), [](const Voice& a, const Voice& b) {
            return std::pair(a.clip != nullptr, a.fade) < std::pair(b.clip != nullptr, b.fade);
        });
    const Slot& content = slot(Track::content);
    const bool mixed = heard() == Track::output;
    voice = {source.clip, mixed ? content.clip : nullptr, source.gain, content.gain, m_position, 0,
             true};
}

void Mixer::reachEnd() {
    const Range loop = loopRange();
    if (!m_looping || loop.end - loop.begin < 2 * m_fadeSamples) {
        stop();
        return;
    }
    jump(loop.begin, true);
    revoice();
}

void Mixer::mix(float* interleaved, int frames) {
    for (Voice& voice : m_voices)
        if (voice.clip)
            mixVoice(voice, interleaved, frames);
    m_mixNow = mixAfter(frames);
    applyVolume(interleaved, frames);
    const std::size_t values = static_cast<std::size_t>(frames) * kChannels;
    for (std::size_t i = 0; i < values; ++i)
        interleaved[i] = std::clamp(interleaved[i], -1.0F, 1.0F);
    if (m_playing) {
        m_position += frames;
        m_sinceJump += frames;
    }
}

void Mixer::applyVolume(float* interleaved, int frames) {
    const float step = 1.0F / static_cast<float>(m_fadeSamples);
    for (int i = 0; i < frames; ++i) {
        m_volumeNow += std::clamp(m_volume - m_volumeNow, -step, step);
        interleaved[kChannels * i] *= m_volumeNow;
        interleaved[kChannels * i + 1] *= m_volumeNow;
    }
}

float Mixer::mixAfter(int frames) const {
    const float reach = static_cast<float>(frames) / static_cast<float>(m_fadeSamples);
    return m_mixNow + std::clamp(m_mix - m_mixNow, -reach, reach);
}

void Mixer::mixVoice(Voice& voice, float* interleaved, int frames) const {
    const std::vector<float>& left = voice.clip->channels.front();
    const std::vector<float>& right = voice.clip->channels.back();
    for (int i = 0; i < frames; ++i, ++voice.position) {
        voice.fade = std::clamp(voice.fade + (voice.rising ? 1 : -1), 0, m_fadeSamples);
        const float fade = fadeGain(voice.fade);
        const float share = voice.dry ? mixAfter(i) : 1.0F;
        const float gain = voice.gain * fade * share;
        interleaved[kChannels * i] += gain * sampleAt(left, voice.position);
        interleaved[kChannels * i + 1] += gain * sampleAt(right, voice.position);
        if (share < 1.0F) {
            const float dry = voice.dryGain * fade * (1.0F - share);
            interleaved[kChannels * i] +=
                dry * sampleAt(voice.dry->channels.front(), voice.position);
            interleaved[kChannels * i + 1] +=
                dry * sampleAt(voice.dry->channels.back(), voice.position);
        }
        if (voice.fade == 0) {
            voice.clip.reset();
            voice.dry.reset();
            return;
        }
    }
}

float Mixer::fadeGain(int fade) const {
    if (fade >= m_fadeSamples)
        return 1.0F;
    // Raised cosine: the gains of a cross-fade add up to one, and their slopes begin and end at 0.
    return static_cast<float>(0.5 - 0.5 * std::cos(kPi * fade / m_fadeSamples));
}

} // namespace tonegraft
