// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/Network.h"

#include <string_view>

namespace tonegraft {

/// The bytes of resources/instruments.safetensors: part of the program, so that they are there
/// wherever it is.
std::string_view builtInWeights();
/// The same as a file: the tensors of instrumentLayers(), and the classifier's. Thread: any.
Safetensors builtInFile();

/// The instrument network with its classifier, for judging it. Thread: one at a time.
class InstrumentClassifier {
public:
    /// Throws Error: tensors missing or of other shapes.
    InstrumentClassifier(Safetensors& file, ThreadPool& pool);
    int instruments() const { return static_cast<int>(m_bias.size()); }
    /// Scores of all instruments, from an image with one channel: features divided by their
    /// largest. The highest one is the network's guess.
    std::vector<double> scores(const NetworkImage<float>& image);

private:
    Network<float> m_network;
    std::vector<float> m_weight; // [instrument][group][channel]
    std::vector<float> m_bias;
};

} // namespace tonegraft
