// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/perez/AutoencoderTraining.h"
#include "methods/shared/FeatureMap.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// What was trained on two clips, kept in the user's cache folder under a hash of all that the
/// training depends on (clips, sizes, seed) and one of the parameters themselves. A file whose
/// parameters have another hash, or that another user owns or may write, is trained anew. The
/// newest twenty are kept. A cache that cannot be read or written is none: nothing here fails.
/// Thread: any.
class TrainedWeights {
public:
    TrainedWeights(const std::vector<const FeatureMap<float>*>& clips,
                   const AutoencoderTraining& training);

    /// `count` parameters; empty if they are not there.
    std::vector<float> read(std::ptrdiff_t count) const;
    void write(const std::vector<float>& parameters) const;

private:
    /// Those of this training; more than one only where something is wrong with them.
    std::vector<std::filesystem::path> files() const;

    std::filesystem::path m_folder; ///< empty: there is no cache folder
    std::string m_key;
};

} // namespace tonegraft
