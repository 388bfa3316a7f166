// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timbre/LogFrequencyPicture.h"
#include "weights/Safetensors.h"

#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

inline constexpr int kNotePitches = 96;
/// MIDI pitch of the first row: the three bins from 40 Hz on are those around E1 (28).
inline constexpr int kLowestNotePitch = 28;

/// How sure the network is of each note, [pitch][frame], as logits (0: even).
struct NoteLogits {
    int frames = 0;
    double frameSeconds = 0.0;
    std::vector<float> sounding;
    std::vector<float> onset;
};

/// The trained networks that hear notes and turn levels into another clip's. Long clips are worked
/// on in pieces with margins, so the result is that of the whole in memory that does not grow with
/// it (but for the result itself). Shapes of pieces hang on the clip's length alone: the same bits
/// on any number of threads. Between pieces the pool's InterruptGuard may end the work.
/// Thread: any, several at a time, each with a pool of its own.
class TimbreNetworks {
public:
    /// Opens the networks' library if that was not done yet (up to a second). `file` has tensors
    /// `notes.*` and `levels.*`. Throws Error: with the loader's reason; the device is not there;
    /// the file fits no network.
    TimbreNetworks(Safetensors& file, const std::string& device);
    ~TimbreNetworks();

    NoteLogits notes(const LogFrequencyPicture& picture, ThreadPool& pool) const;

    /// Whether levelsDb() takes a first attempt.
    bool seeBeside() const;

    /// The content's levels as the style's instrument would have them, in dB like the picture's
    /// first window: [bin][frame]. All pictures at every second frame. Throws Error if a picture
    /// has no frames.
    std::vector<float> levelsDb(const LogFrequencyPicture& content,
                                const LogFrequencyPicture& style, ThreadPool& pool) const;

    /// The same of a first attempt, with the content beside it, of as many frames. Throws Error
    /// unless seeBeside().
    std::vector<float> levelsDb(const LogFrequencyPicture& attempt,
                                const LogFrequencyPicture& content,
                                const LogFrequencyPicture& style, ThreadPool& pool) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Those with the weights that come with the program, made by the first call and kept.
/// Thread: any. Throws Error as the constructor does; a later call tries again.
std::shared_ptr<const TimbreNetworks> builtInTimbreNetworks();

/// The file of their weights, which is part of the program.
Safetensors builtInTimbreWeights();

} // namespace tonegraft
