// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/InstrumentNetwork.h"

#include <algorithm>
#include <string>

// The assembler puts the file into the program, where every build and package finds it.
asm(".pushsection .rodata\n"
    ".balign 16\n"
    ".global tonegraftInstrumentWeights\n"
    ".hidden tonegraftInstrumentWeights\n"
    "tonegraftInstrumentWeights:\n"
    ".incbin \"" TONEGRAFT_INSTRUMENT_WEIGHTS "\"\n"
    ".global tonegraftInstrumentWeightsEnd\n"
    ".hidden tonegraftInstrumentWeightsEnd\n"
    "tonegraftInstrumentWeightsEnd:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const char tonegraftInstrumentWeights[];
extern const char tonegraftInstrumentWeightsEnd[];
}

namespace tonegraft {
namespace {

constexpr const char* kNameOfBuiltIn = "the built-in instrument network";

} // namespace

std::string_view builtInWeights() {
    return {tonegraftInstrumentWeights,
            static_cast<std::size_t>(tonegraftInstrumentWeightsEnd - tonegraftInstrumentWeights)};
}

Safetensors builtInFile() {
    return Safetensors::fromBytes(builtInWeights(), kNameOfBuiltIn);
}

InstrumentClassifier::InstrumentClassifier(Safetensors& file, ThreadPool& pool)
    : m_network(readNetwork(file, instrumentLayers()), pool) {
    const int channels = m_network.channelsOf(m_network.convolutions() - 1);
    m_bias = file.read("classifier.bias", {-1}).values;
    m_weight =
        file.read("classifier.weight", {static_cast<std::int64_t>(m_bias.size()),
                                        static_cast<std::int64_t>(channels) * kInstrumentGroups})
            .values;
}

std::vector<double> InstrumentClassifier::scores(const NetworkImage<float>& image) {
    m_network.forward(image, m_network.convolutions());
    const NetworkImage<float>& last = m_network.output(m_network.convolutions() - 1);
    const int groupBins = last.bins / kInstrumentGroups;
    std::vector<double> means(static_cast<std::size_t>(kInstrumentGroups) * last.channels);
    for (int frame = 0; frame < last.frames; ++frame) {
        for (int bin = 0; bin < groupBins * kInstrumentGroups; ++bin) {
            const float* values = last.row(frame) + bin * last.channels;
            double* sums = means.data() + bin / groupBins * last.channels;
            for (int c = 0; c < last.channels; ++c) {
                sums[c] += std::max(0.0F, values[c]);
            }
        }
    }
    const double count = static_cast<double>(last.frames) * groupBins;
    std::vector<double> scores(m_bias.begin(), m_bias.end());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        for (std::size_t j = 0; j < means.size(); ++j) {
            scores[i] += static_cast<double>(m_weight[i * means.size() + j]) * means[j] / count;
        }
    }
    return scores;
}

} // namespace tonegraft
