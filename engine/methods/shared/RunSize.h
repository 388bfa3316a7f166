// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/TransferSettings.h"

namespace tonegraft {

/// Two clips in numbers: their frames and bins in the analysis at the rate of the run.
struct ClipSizes {
    double channels = 1.0, frames = 0.0, bins = 0.0;
    double styleChannels = 1.0, styleFrames = 0.0;

    double rows() const { return channels * frames; }
    double styleRows() const { return styleChannels * styleFrames; }
};

/// What a whole run adds up to, known before it starts.
struct RunSize {
    double bytes = 0.0;        ///< of the arrays that live at one time
    double productFlop = 0.0;  ///< in matrix products
    double trainingFlop = 0.0; ///< of these, those that the same clips need only once
    double passBytes = 0.0;    ///< read and written by passes over arrays
    double transformed = 0.0;  ///< samples through Fourier transforms, each overlap for itself

    RunSize& operator+=(const RunSize& other);
};

/// Features of both clips, pictures of them, the variable and an optimizer's vectors.
RunSize stepsSize(const ClipSizes& sizes, Optimizer optimizer, int steps);
/// The samples of a long clip: the content and the output, each with a copy while it is made or
/// levelled, and the style at the content's rate.
double clipBytes(const ClipSizes& sizes);
/// Finitely many filters, evaluated `steps` times; `keepsContent`: with the content's features.
RunSize filtersSize(const ClipSizes& sizes, int filters, int kernelSize, bool keepsContent,
                    int steps);
/// Infinitely many filters in closed form.
RunSize closedFormSize(const ClipSizes& sizes, int steps);
/// So many iterations of a phase reconstruction, or evaluations on samples: there and back.
RunSize transformsSize(const ClipSizes& sizes, int iterations);

} // namespace tonegraft
