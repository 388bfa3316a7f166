// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/RealFft.h"
#include "linalg/ThreadPool.h"
#include "methods/graft/PartialChange.h"
#include "notes/NoteFactors.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/NoteEvent.h"

#include <vector>

namespace tonegraft {

/// A note of the style that can be played.
struct StyleNote {
    NoteEvent note;
    double purity = 0.0; ///< share of the energy at its partials that is its own, 0..1
};

/// A note by itself, at the style's speed: its samples begin before its onset and end with its
/// release.
struct NoteSound {
    std::vector<std::vector<float>> channels;
    double onsetSeconds = 0.0; ///< from the first sample
    double offSeconds = 0.0;   ///< where it was let go, from the first sample
};

/// The style as an instrument: each of its notes cut out of the recording by a mask over the
/// recording's own spectrum, with its own phases. Partials go to the note whose pitch has them,
/// noise to the notes that sound, most of it to the one that began last: that is its attack.
class StyleSampler {
public:
    /// The factors are of `style` and `notes`, whose levels are measured; style and factors
    /// outlive the sampler. Keeps the style's own channels.
    StyleSampler(const AudioClip& style, const NoteFactors& factors,
                 const std::vector<NoteEvent>& notes, ThreadPool& pool);

    const std::vector<StyleNote>& notes() const { return m_notes; }
    double medianLevelDb() const { return m_medianLevelDb; }
    /// The notes fall by themselves: strings that are struck or plucked, not blown or bowed.
    bool isStruck() const { return m_slopeDbPerSecond < -25.0; }

    /// The note as it will be when played `semitones` higher and `louderDb` louder: with the change
    /// of its partials that the style's other notes tell of, and without what would then lie above
    /// the band. It is as loud as it was. Thread: any, several at a time.
    NoteSound sound(int index, int semitones, double louderDb) const;
    /// The note's amplitude so many seconds after its onset.
    double amplitude(int index, double seconds) const;

private:
    struct Span {
        int first, end; // frames
    };
    void mask(int index, int frame, std::vector<float>& gains) const;
    std::vector<std::complex<float>> maskedSpectra(int index) const;
    PartialEnvelope envelopeOf(int index, const std::vector<std::complex<float>>& spectra) const;
    std::vector<float> changeGains(const PartialEnvelope& envelope, int semitones,
                                   double louderDb) const;
    void learnChange(ThreadPool& pool);
    std::vector<float> samplesOf(const std::complex<float>* spectra, int frames,
                                 const std::vector<float>& gains) const;
    double attackWeight(int index, int frame) const;
    double purityOf(int index) const;

    const AudioClip& m_style;
    const NoteFactors& m_factors;
    RealFft<float> m_fft;
    std::vector<float> m_window;
    std::vector<StyleNote> m_notes;
    std::vector<Span> m_spans;
    std::vector<double> m_attackWeights; // of all notes in a frame
    double m_medianLevelDb = 0.0;
    double m_slopeDbPerSecond = 0.0;
    PartialChange m_change;
};

double medianLevelDb(const std::vector<NoteEvent>& notes);

} // namespace tonegraft
