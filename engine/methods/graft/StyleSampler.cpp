// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/StyleSampler.h"

#include "methods/graft/Attack.h"
#include "methods/graft/PartialEnvelope.h"
#include "methods/graft/ReleaseFall.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kLeadSeconds = 0.03;
constexpr double kTailSeconds = 1.0;
constexpr double kAttackShare = 6.0;    // how much more noise a note has at its onset,
constexpr double kAttackSeconds = 0.05; // and how long
constexpr double kMostChangeDb = 18.0;
constexpr std::size_t kNotesToLearnFrom = 24;
constexpr double kAttackFadeSeconds = 0.003;
constexpr float kLeast = 1e-9F;

using Complex = std::complex<float>;

std::vector<float> hann(int samples) {
    std::vector<float> window(samples);
    for (int i = 0; i < samples; ++i) {
        window[i] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * kPi * i / samples));
    }
    return window;
}

// Removes the windows' overlap, and fades the first and last samples.
void finish(std::vector<float>& samples, const std::vector<float>& windows, int fade) {
    const int count = static_cast<int>(samples.size());
    for (int i = 0; i < count; ++i) {
        const int edge = std::min({i, count - 1 - i, fade});
        samples[i] *=
            static_cast<float>(edge) / static_cast<float>(fade) / std::max(windows[i], 1e-3F);
    }
}

/// Masks smear an attack to where nothing sounded yet: that is left out.
void fadeInAtAttack(NoteSound& sound, int sampleRateHz) {
    std::vector<float> mean(sound.channels.front().size(), 0.0F);
    for (const std::vector<float>& channel : sound.channels) {
        std::transform(mean.begin(), mean.end(), channel.begin(), mean.begin(), std::plus<>());
    }
    const std::optional<double> attack = attackNear(mean, sound.onsetSeconds, sampleRateHz);
    if (!attack || *attack >= sound.offSeconds) {
        return;
    }
    const auto at = static_cast<std::ptrdiff_t>(*attack * sampleRateHz);
    const auto fade = static_cast<std::ptrdiff_t>(kAttackFadeSeconds * sampleRateHz);
    for (std::vector<float>& channel : sound.channels) {
        for (std::ptrdiff_t i = 0; i < at; ++i) {
            channel[i] *= static_cast<float>(std::max<std::ptrdiff_t>(0, i - at + fade)) /
                          static_cast<float>(fade);
        }
    }
}

} // namespace

double medianLevelDb(const std::vector<NoteEvent>& notes) {
    std::vector<double> levels;
    levels.reserve(notes.size());
    for (const NoteEvent& note : notes) {
        levels.push_back(note.levelDb);
    }
    std::sort(levels.begin(), levels.end());
    const std::size_t count = levels.size();
    return count == 0 ? 0.0 : (levels[(count - 1) / 2] + levels[count / 2]) / 2.0;
}

StyleSampler::StyleSampler(const AudioClip& style, const NoteFactors& factors,
                           const std::vector<NoteEvent>& notes, ThreadPool& pool)
    : m_style(style), m_factors(factors), m_fft(factors.shape().windowSamples),
      m_window(hann(factors.shape().windowSamples)), m_attackWeights(factors.frames(), 0.0),
      m_medianLevelDb(tonegraft::medianLevelDb(notes)),
      m_slopeDbPerSecond(medianSlope(factors, notes)) {
    std::vector<double> nextStarts(notes.size(), std::numeric_limits<double>::max());
    std::vector<std::size_t> order(notes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(notes[a].pitch, notes[a].startSeconds) <
               std::pair(notes[b].pitch, notes[b].startSeconds);
    });
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        if (notes[order[i]].pitch == notes[order[i + 1]].pitch) {
            nextStarts[order[i]] = notes[order[i + 1]].startSeconds;
        }
    }
    const auto frame = [&](double seconds) {
        const double at = std::round(seconds / factors.frameSeconds());
        return static_cast<int>(std::clamp(at, 0.0, static_cast<double>(factors.frames())));
    };
    for (std::size_t i = 0; i < notes.size(); ++i) {
        m_notes.push_back({notes[i], 0.0});
        const double end =
            std::min(nextStarts[i] - kLeadSeconds, notes[i].endSeconds + kTailSeconds);
        const int first =
            std::min(frame(notes[i].startSeconds - kLeadSeconds), factors.frames() - 1);
        m_spans.push_back({first, std::max(frame(end), first + 1)});
        for (int t = first; t < m_spans.back().end; ++t) {
            m_attackWeights[t] += attackWeight(static_cast<int>(i), t);
        }
    }
    pool.run(static_cast<int>(notes.size()), [&](int i) { m_notes[i].purity = purityOf(i); });
    learnChange(pool);
}

double StyleSampler::attackWeight(int index, int frame) const {
    const NoteEvent& note = m_notes[index].note;
    const double age = std::max(0.0, frame * m_factors.frameSeconds() - note.startSeconds);
    return m_factors.amplitude(note.pitch, frame) *
           (1.0 + kAttackShare * std::exp(-age / kAttackSeconds));
}

double StyleSampler::purityOf(int index) const {
    const NoteEvent& note = m_notes[index].note;
    const int end = std::max(m_spans[index].first + 1,
                             std::min(m_spans[index].end, m_factors.frameAt(note.endSeconds) + 1));
    std::vector<float> own(m_factors.bins()), all(m_factors.bins());
    double pure = 0.0;
    double sum = 0.0;
    for (int t = m_spans[index].first; t < end; ++t) {
        std::fill(own.begin(), own.end(), 0.0F);
        std::fill(all.begin(), all.end(), 0.0F);
        m_factors.addPitch(note.pitch, t, own.data());
        m_factors.addTones(t, all.data());
        m_factors.addNoise(t, all.data());
        for (int bin = 0; bin < m_factors.bins(); ++bin) {
            pure += own[bin] * own[bin] / (all[bin] + kLeast);
            sum += own[bin];
        }
    }
    return sum > 0.0 ? pure / sum : 0.0;
}

void StyleSampler::mask(int index, int frame, std::vector<float>& gains) const {
    const int fitted = m_factors.bins();
    const auto share =
        static_cast<float>(attackWeight(index, frame) / (m_attackWeights[frame] + 1e-9));
    std::vector<float> noise(fitted), all(fitted), own(fitted);
    m_factors.addNoise(frame, noise.data());
    m_factors.addTones(frame, all.data());
    m_factors.addPitch(m_notes[index].note.pitch, frame, own.data());
    for (int bin = 0; bin < fitted; ++bin) {
        gains[bin] = (own[bin] + noise[bin] * share) / (all[bin] + noise[bin] + kLeast);
    }
    std::fill(gains.begin() + fitted, gains.end(), share);
}

PartialEnvelope StyleSampler::envelopeOf(int index, const std::vector<Complex>& spectra) const {
    const int bins = m_fft.bins();
    std::vector<double> powers(bins, 0.0);
    for (std::size_t i = 0; i < spectra.size(); ++i) {
        powers[i % bins] += std::norm(spectra[i]) * bins / static_cast<double>(spectra.size());
    }
    const double binHz = static_cast<double>(m_style.sampleRateHz) / m_fft.length();
    return {powers, pitchHz(m_notes[index].note.pitch + m_factors.tuningSemitones()) / binHz};
}

void StyleSampler::learnChange(ThreadPool& pool) {
    std::vector<int> order(m_notes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return m_notes[a].purity > m_notes[b].purity; });
    order.resize(std::min(order.size(), kNotesToLearnFrom));
    std::vector<std::optional<PartialEnvelope>> envelopes(order.size());
    pool.run(static_cast<int>(order.size()),
             [&](int i) { envelopes[i] = envelopeOf(order[i], maskedSpectra(order[i])); });
    std::vector<NoteSpectrum> spectra;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const NoteEvent& note = m_notes[order[i]].note;
        spectra.push_back({static_cast<double>(note.pitch), note.levelDb, *envelopes[i]});
    }
    m_change = learnedChange(spectra);
}

std::vector<float> StyleSampler::changeGains(const PartialEnvelope& envelope, int semitones,
                                             double louderDb) const {
    const int bins = m_fft.bins();
    const double ratio = std::exp2(semitones / 12.0);
    const auto changeDb = [&](double bin) {
        return m_change.changeDb(envelope, bin, ratio, louderDb);
    };
    const double loudness = envelope.loudnessChangeDb(changeDb);
    std::vector<float> gains(bins, 1.0F);
    for (int bin = 0; bin < bins; ++bin) {
        const double gainDb = std::clamp(changeDb(bin) - loudness, -kMostChangeDb, kMostChangeDb);
        const bool inBand = bin * ratio < bins - 1.0;
        gains[bin] = inBand ? static_cast<float>(std::pow(10.0, gainDb / 20.0)) : 0.0F;
    }
    return gains;
}

std::vector<Complex> StyleSampler::maskedSpectra(int index) const {
    const Span span = m_spans[index];
    const int frames = span.end - span.first;
    const int bins = m_fft.bins();
    const int window = m_fft.length();
    AlignedBuffer<float> signal(window);
    AlignedBuffer<Complex> work(window / 2), spectrum(bins);
    std::vector<float> gains(bins);
    std::vector<Complex> spectra(static_cast<std::size_t>(m_style.channelCount()) * frames * bins);
    std::vector<ReleaseFall> falls(m_style.channelCount(), ReleaseFall(bins));
    const int off = m_factors.frameAt(m_notes[index].note.endSeconds) - span.first;
    for (int t = 0; t < frames; ++t) {
        mask(index, span.first + t, gains);
        const std::ptrdiff_t begin =
            static_cast<std::ptrdiff_t>(span.first + t) * m_factors.shape().hopSamples - window / 2;
        for (int channel = 0; channel < m_style.channelCount(); ++channel) {
            const std::vector<float>& samples = m_style.channels[channel];
            const auto count = static_cast<std::ptrdiff_t>(samples.size());
            for (std::ptrdiff_t i = 0; i < window; ++i) {
                const std::ptrdiff_t at = begin + i;
                signal.data()[i] = at >= 0 && at < count ? m_window[i] * samples[at] : 0.0F;
            }
            m_fft.forward(signal.data(), work.data(), spectrum.data());
            Complex* kept =
                spectra.data() + (static_cast<std::size_t>(channel) * frames + t) * bins;
            for (int bin = 0; bin < bins; ++bin) {
                kept[bin] = spectrum.data()[bin] * gains[bin];
            }
            if (t > off) {
                falls[channel].limit(kept);
            }
        }
    }
    return spectra;
}

std::vector<float> StyleSampler::samplesOf(const Complex* spectra, int frames,
                                           const std::vector<float>& gains) const {
    const int window = m_fft.length();
    const int hop = m_factors.shape().hopSamples;
    const int count = std::max(1, frames - 1) * hop;
    AlignedBuffer<float> signal(window);
    AlignedBuffer<Complex> work(window / 2), spectrum(m_fft.bins());
    std::vector<float> samples(count, 0.0F), windows(count, 0.0F);
    // forward() is twice the usual transform, backward() is unscaled.
    const float scale = 1.0F / (2.0F * static_cast<float>(window));
    for (int t = 0; t < frames; ++t) {
        const Complex* of = spectra + static_cast<std::size_t>(t) * m_fft.bins();
        for (int bin = 0; bin < m_fft.bins(); ++bin) {
            spectrum.data()[bin] = of[bin] * (gains[bin] * scale);
        }
        m_fft.backward(spectrum.data(), EdgeBins::once, work.data(), signal.data());
        const int begin = t * hop - window / 2;
        const int end = std::min(window, count - begin);
        for (int i = std::max(0, -begin); i < end; ++i) {
            samples[begin + i] += m_window[i] * signal.data()[i];
            windows[begin + i] += m_window[i] * m_window[i];
        }
    }
    finish(samples, windows, std::min(count / 4 + 1, m_style.sampleRateHz / 200));
    return samples;
}

NoteSound StyleSampler::sound(int index, int semitones, double louderDb) const {
    const Span span = m_spans[index];
    const NoteEvent& note = m_notes[index].note;
    const int frames = span.end - span.first;
    const std::vector<Complex> spectra = maskedSpectra(index);
    const std::vector<float> gains = changeGains(envelopeOf(index, spectra), semitones, louderDb);
    NoteSound sound;
    for (int channel = 0; channel < m_style.channelCount(); ++channel) {
        sound.channels.push_back(
            samplesOf(spectra.data() + static_cast<std::size_t>(channel) * frames * m_fft.bins(),
                      frames, gains));
    }
    sound.onsetSeconds = note.startSeconds - span.first * m_factors.frameSeconds();
    sound.offSeconds = sound.onsetSeconds + note.seconds();
    fadeInAtAttack(sound, m_style.sampleRateHz);
    return sound;
}

double StyleSampler::amplitude(int index, double seconds) const {
    const NoteEvent& note = m_notes[index].note;
    return m_factors.amplitude(note.pitch, m_factors.frameAt(note.startSeconds + seconds));
}

} // namespace tonegraft
