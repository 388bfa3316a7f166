// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "linalg/ThreadPool.h"
#include "notes/HarmonicBank.h"
#include "notes/NoiseBands.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/NoteEvent.h"

#include <vector>

namespace tonegraft {

struct NoteFactorSettings {
    int iterations = 15;
    double leadSeconds = 0.06; ///< a note may sound so long before its start
    double tailSeconds = 1.0;  ///< and after its end
    /// Of a note's pitch: 1/2 for organs and others that sound an octave below it as well.
    double lowestPartial = 1.0;
};

/// A recording's magnitudes as a sum of what each of its notes sounds like and of noise, frame by
/// frame: a non-negative factorization by the Kullback-Leibler divergence (Lee & Seung 1999) in
/// which a pitch may sound only where a note of it does. The spectra are those of the channels'
/// mean in analysisShape() of the clip's rate, up to HarmonicBank::kHighestHz.
/// The same numbers on any number of threads.
class NoteFactors {
public:
    /// Throws Error if the clip is not longer than half a window.
    NoteFactors(const AudioClip& clip, const std::vector<NoteEvent>& notes, ThreadPool& pool,
                const NoteFactorSettings& settings = {});

    const StftShape& shape() const { return m_shape; }
    int frames() const { return m_frames; }
    int bins() const { return m_bins; }
    double frameSeconds() const { return m_frameSeconds; }
    double tuningSemitones() const { return m_tuningSemitones; }
    /// The frame at a time, within the clip.
    int frameAt(double seconds) const;
    /// How loud a pitch is in a frame: the sum of its magnitudes, on a scale of the clip's own.
    double amplitude(int pitch, int frame) const;
    /// Share of the clip's energy that is its notes'. 0..1.
    double tonalShare() const { return m_tonalShare; }

    /// Adds the model's magnitudes in a frame to `magnitudes` [bins]: of one pitch, all, the noise.
    void addPitch(int pitch, int frame, float* magnitudes) const;
    void addTones(int frame, float* magnitudes) const;
    void addNoise(int frame, float* magnitudes) const;

private:
    struct Block;
    struct Scratch;
    void analyze(const AudioClip& mono, ThreadPool& pool);
    std::vector<Block> blocksOf(const std::vector<NoteEvent>& notes,
                                const NoteFactorSettings& settings) const;
    void start(Block& block, const std::vector<float>& support) const;
    void model(const Block& block, Scratch& scratch) const;
    void update(Block& block) const;
    std::vector<double> underLobes(const Block& block) const;
    void buildTemplates(const class PartialEnvelopes& envelopes);
    void keep(const std::vector<Block>& blocks);
    float* templateOf(int column) {
        return m_templates.data() + static_cast<std::size_t>(column) * m_bins;
    }
    const float* templateOf(int column) const {
        return m_templates.data() + static_cast<std::size_t>(column) * m_bins;
    }

    StftShape m_shape;
    int m_frames = 0;
    int m_bins = 0;
    double m_frameSeconds = 0.0;
    double m_tuningSemitones = 0.0;
    double m_tonalShare = 0.0;
    std::vector<float> m_magnitudes; // [frames][bins] of the clip, mean 1; released after the fit
    HarmonicBank m_bank;
    NoiseBands m_noiseBands;
    std::vector<float> m_templates;   // [columns][bins]
    std::vector<float> m_activations; // [frames][columns]
    std::vector<float> m_noise;       // [frames][bands]
};

/// Writes each note's level: the power of its first quarter second, in dB against the clip's loud
/// frames (the 95th percentile of the loudest pitch).
void measureLevels(const NoteFactors& factors, std::vector<NoteEvent>& notes);

/// How fast a note's level changes in its body, dB a second; 0 where it is too short to tell.
double slopeOf(const NoteFactors& factors, const NoteEvent& note);
/// The notes' median slope, each weighted by its duration; those of at least `leastSeconds`.
double medianSlope(const NoteFactors& factors, const std::vector<NoteEvent>& notes,
                   double leastSeconds = 0.0);

} // namespace tonegraft
