// SPDX-License-Identifier: GPL-3.0-or-later
// Clips, spectrograms and methods with known content, for tests of the window.
#pragma once

#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"
#include "ui/pictures/ShownClip.h"

#include <memory>
#include <vector>

namespace tonegraft::test {

/// A spectrogram of one sine, full scale: 0 dB in its bin (and, Hann window, -6 dB in the bins
/// beside it), -120 dB elsewhere. 22,050 Hz, window 2048, hop 512.
Spectrogram toneSpectrogram(double hz, int frames, int sampleRateHz = 22050);

/// A chord with overtones that decay every half second: looks like music.
Spectrogram musicSpectrogram(double rootHz, double brightness, int frames, int sampleRateHz);
AudioClip musicClip(double rootHz, double seconds, int sampleRateHz, int channels);
ShownClip musicShownClip(const QString& name, double rootHz, double brightness, double seconds);

/// Losses that fall as those of a real run do.
std::vector<LossPoint> fallingLosses(int steps);
ShownSnapshot snapshotAt(int step, int steps, const Spectrogram& output);
ShownResult musicResult();

/// Two methods in the shape of the engine's list: one with infinite filters, one without melody
/// and dynamics whose style weight has a range of its own.
std::vector<MethodInfo> someMethods();

} // namespace tonegraft::test
