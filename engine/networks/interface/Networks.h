// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

/// What the library of networks (engine/networks), which alone knows LibTorch, gives to the engine:
/// networks that are applied to a piece of a picture. A piece is [window][bin][frame], in the
/// network's own unit; a frame's result hangs on `margin()` frames to either side, and what lies
/// beyond the piece counts as zero, as beyond a clip's ends. Results are the same bits for the same
/// piece. All throw std::runtime_error with LibTorch's reason, std::bad_alloc where memory does not
/// suffice. Thread: any, several at a time; each works on the calling thread alone.
class NoteNet {
public:
    virtual ~NoteNet() = default;
    virtual int margin() const = 0;
    /// logits [2][96][frames]: that a note sounds, that it begins.
    virtual void logits(const float* piece, int frames, float* logits) const = 0;
};

class LevelsNet {
public:
    virtual ~LevelsNet() = default;
    virtual int margin() const = 0;
    /// Whether levels() is shown a second picture.
    virtual bool seesBeside() const = 0;
    /// Of a style: sums over the frames [begin, end) of a piece, to be added up over all pieces.
    virtual std::vector<float> styleSums(const float* piece, int frames, int begin,
                                         int end) const = 0;
    /// What the sums of a whole style say of each role; for levels().
    virtual std::vector<float> styleTable(const std::vector<float>& sums) const = 0;
    /// Mean levels of a whole clip's picture, [bin].
    virtual std::vector<float> meanLevels(const float* picture, int frames) const = 0;
    struct Style {
        const std::vector<float>& table;
        const std::vector<float>& meanLevels;
    };
    /// Predicted levels [bin][frame] for a piece of a content, in the network's unit. `beside`: the
    /// same piece of a second picture, or null; only if seesBeside().
    virtual void levels(const float* piece, const float* beside, int frames,
                        const std::vector<float>& meanLevels, const Style& style,
                        float* levels) const = 0;
};

/// A weight, row-major.
struct NetworkWeight {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};
using NetworkWeights = std::map<std::string, NetworkWeight>;

class NetworkMaker {
public:
    virtual ~NetworkMaker() = default;
    /// device: "cpu", "cuda", "cuda:1". Throw std::runtime_error if there is no such device or
    /// weights are missing or of a wrong shape.
    virtual std::unique_ptr<NoteNet> notes(const NetworkWeights& weights,
                                           const std::string& device) const = 0;
    virtual std::unique_ptr<LevelsNet> levels(const NetworkWeights& weights,
                                              const std::string& device) const = 0;
};

/// The library's only function, `const NetworkMaker* NAME()`. A change of these interfaces changes
/// its number, so that a library of another version is refused rather than called.
inline constexpr const char* kNetworkEntry = "tonegraftNetworks2";

} // namespace tonegraft
