// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Message.h"
#include "tonegraft/NoteEvent.h"
#include "tonegraft/RunControl.h"
#include "tonegraft/Spectrogram.h"
#include "tonegraft/TransferSettings.h"

#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

enum class Stage { preparing, optimizing, phase, finishing };

/// The terms of the objective at one step, unweighted; `total` is the weighted sum that is
/// minimized. Style and content are relative (style: 1 at the content, 0 at the style's own
/// statistics) in `tonegraft`; other methods report their published loss. A term that a method
/// does not have is 0; those that it alone has are in `own`.
struct LossPoint {
    int step = 0; ///< 1-based count of evaluations
    double total = 0.0;
    double style = 0.0;
    double content = 0.0;
    double melody = 0.0;
    double dynamics = 0.0;
    std::vector<double> own{}; ///< in the order of MethodInfo::terms
};

struct Progress {
    Stage stage = Stage::preparing;
    int step = 0;
    int steps = 0;
    double elapsedSeconds = 0.0;
    double remainingSeconds = -1.0; ///< negative: not known yet (before the third step)
};

/// An immutable picture of a run: what the views need, nothing that the run still changes.
struct Snapshot {
    Progress progress;
    std::vector<LossPoint> losses; ///< all so far
    Spectrogram output;            ///< on the scale of the content's own spectrogram
};

/// How a state of a run sounds: as the result would if the run ended here, but for the last care
/// with its phase. At the output's level.
struct AudibleState {
    AudioClip clip;
    Loudness loudness; ///< of `clip`
};

/// Receives what happens in a run, on the thread that called runTransfer(); must return quickly.
class TransferObserver {
public:
    virtual ~TransferObserver() = default;
    /// After every step and at every change of stage.
    virtual void onProgress(const Progress& progress, const LossPoint& loss) = 0;
    /// False: nobody looks at the run, and no snapshot is made.
    virtual bool wantsSnapshots() const { return true; }
    /// At most about 25 a second, the first state and the last one always.
    virtual void onSnapshot(std::shared_ptr<const Snapshot> snapshot) = 0;
    /// While RunControl::listening(): at most four a second, and the state of a pause.
    virtual void onAudible(std::shared_ptr<const AudibleState> /*state*/) {}
};

enum class Outcome { finished, stopped, cancelled };

struct TransferSeconds {
    double transfer = 0.0; ///< optimization
    double phase = 0.0;    ///< phase reconstruction
    double total = 0.0;    ///< the whole call
};

/// What a method says about its result in a figure of its own, e.g. how well it met a class of
/// statistics.
struct ResultFigure {
    std::string name; ///< "Match of modulation power"
    double value = 0.0;
    std::string unit; ///< "dB"
};

struct TransferResult {
    Outcome outcome = Outcome::finished;
    bool steered = false; ///< the run was steered by hand: a preview, not reproducible
    TransferSettings settings;
    AudioClip output; ///< empty if cancelled; else finite, true peak at most -1 dBTP
    std::vector<LossPoint> losses;
    double spectralConvergenceDb = 0.0; ///< 20 log10(|| |STFT(y)| - A || / ||A||), A as optimized
    TransferSeconds seconds;
    std::vector<Message> warnings;
    std::vector<ResultFigure> figures; ///< of methods that have some
    std::vector<NoteEvent> notes;      ///< of the content, as played, by methods that hear them
};

/// Puts the style of one clip on the content of another. The output has the content's rate,
/// channels and sample count (methods that work in 22.05 kHz mono say so in a warning), the
/// content's integrated loudness, and a true peak of at most -1 dBTP (by a limiter; warnings say
/// where it turned peaks down by more than 6 dB, or could not reach the loudness). Digital silence
/// of the clips, of 50 ms and more, and what lies below 20 Hz take no part; the content's silence
/// and silent channels are digital silence in the output. An output that follows the content does
/// not burst out where it is quiet.
/// Same clips, settings and seed: the same samples, on any number of threads, unless steered.
/// Throws Error (clip silent, too short, settings out of range, out of memory).
/// Blocks until done, stopped or cancelled. Thread: any, several at a time are independent.
TransferResult runTransfer(const AudioClip& content, const AudioClip& style,
                           const TransferSettings& settings, TransferObserver& observer,
                           RunControl& control);

} // namespace tonegraft
