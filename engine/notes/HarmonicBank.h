// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"

#include <vector>

namespace tonegraft {

/// Magnitude spectra of harmonic tones: for each of some pitches three columns, a third of a
/// semitone apart, each the sum of partials of the window's main lobe. The lobes widen with the
/// frequency, since real tones are neither steady nor quite in tune. The columns of a pitch share
/// one envelope: how strong its partials are.
class HarmonicBank {
public:
    static constexpr int kTunings = 3;
    static constexpr int kPartials = 60;
    static constexpr double kHighestHz = 16000.0;

    /// `pitches` in MIDI's numbers, rising; `tuningSemitones`: of the recording against 440 Hz.
    /// The first partial lies at `lowestPartial` times the pitch, the others at multiples of it.
    /// Spectra have `bins` bins of a window of shape.windowSamples.
    HarmonicBank(std::vector<int> pitches, double tuningSemitones, const StftShape& shape,
                 int sampleRateHz, int bins, double lowestPartial = 1.0);

    const std::vector<int>& pitches() const { return m_pitches; }
    int pitchCount() const { return static_cast<int>(m_pitches.size()); }
    int columns() const { return pitchCount() * kTunings; }
    int bins() const { return m_bins; }
    /// The pitch's place among pitches(); -1: not there.
    int indexOf(int pitch) const;

    /// Mean over the columns of a pitch of what a partial of height 1 adds up to.
    double mass(int pitchIndex, int partial) const {
        return m_masses[static_cast<std::size_t>(pitchIndex) * kPartials + partial];
    }
    bool exists(int pitchIndex, int partial) const { return mass(pitchIndex, partial) > 0.05; }

    /// Adds heights[partial] times the partials' lobes to column [bins].
    void addColumn(int column, const float* heights, float* spectrum) const;
    /// sums[partial] += the spectrum under each of the column's lobes.
    void addUnderLobes(int column, const float* spectrum, double* sums) const;

private:
    struct Lobe {
        int partial, firstBin, firstWeight, weights;
    };
    void addLobes(double fundamentalHz, double binsPerHz, double highestHz);

    std::vector<int> m_pitches;
    int m_bins;
    std::vector<Lobe> m_lobes;
    std::vector<int> m_firstLobe; // [columns + 1]
    std::vector<float> m_weights;
    std::vector<double> m_masses; // [pitches][kPartials]
};

double pitchHz(double pitch);

} // namespace tonegraft
