// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Golden.h"
#include "weights/Safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

// The clips and weights that tests/data/timbre.json was computed from, by formula.
namespace tonegraft::test {

struct DecayingNote {
    double startSeconds;
    double frequencyHz;
};

/// Six partials a note.
inline std::vector<float> decayingNotes(const std::vector<DecayingNote>& notes, int samples,
                                        double rolloff, double decay) {
    constexpr double kTwoPi = 6.283185307179586;
    std::vector<double> sums(static_cast<std::size_t>(samples));
    for (const DecayingNote& note : notes) {
        for (int k = 1; k <= 6; ++k) {
            for (int n = 0; n < samples; ++n) {
                const double seconds = std::max(0.0, n / 22050.0 - note.startSeconds);
                sums[static_cast<std::size_t>(n)] +=
                    0.3 / std::pow(k, rolloff) * std::exp(-decay * seconds) *
                    std::sin(kTwoPi * k * note.frequencyHz * seconds);
            }
        }
    }
    return {sums.begin(), sums.end()};
}

inline std::vector<float> referenceContent() {
    return decayingNotes({{0.0, 222.0}, {0.4, 277.9}, {0.8, 333.0}}, 30000, 1.0, 3.0);
}

inline std::vector<float> referenceStyle() {
    return decayingNotes({{0.0, 147.5}, {0.6, 196.6}}, 25000, 0.5, 1.5);
}

using WeightShapes = std::map<std::string, std::vector<std::int64_t>>;

struct ShapeList {
    WeightShapes shapes;

    void convolution(const std::string& name, int inputs, int outputs, int size) {
        shapes[name + ".weight"] = {outputs, inputs, size, size};
        shapes[name + ".bias"] = {outputs};
    }
    void harmonic(const std::string& name, int channels, int inner) {
        convolution(name + ".a", channels, inner, 1);
        convolution(name + ".b", 16 * inner, channels, 1);
    }
    void residual(const std::string& name, int channels) {
        convolution(name + ".c", channels, channels, 3);
        shapes[name + ".g"] = {};
    }
};

/// 8 channels, 4 inner ones.
inline WeightShapes smallNoteShapes() {
    ShapeList list;
    list.convolution("inp", 10, 8, 3);
    for (const char* const name : {"h1", "h2", "h3"}) {
        list.harmonic(name, 8, 4);
    }
    for (const char* const name : {"r1.0", "r1.1", "r2.0", "r2.1", "r2.2", "r3.0"}) {
        list.residual(name, 8);
    }
    list.convolution("out", 8, 2, 1);
    return list.shapes;
}

/// 8 channels, 12 roles of 6 + 4 values.
inline WeightShapes smallLevelsShapes(bool beside = false) {
    ShapeList list;
    list.convolution("inp", 10, 8, 3);
    for (const char* const name : {"h1", "h2", "dh"}) {
        list.harmonic(name, 8, 12);
    }
    for (const char* const name : {"r1.0", "r1.1", "r2.0", "r2.1", "d1.0", "d1.1", "d1.2"}) {
        list.residual(name, 8);
    }
    list.convolution("roll", 8, 2, 1);
    list.convolution("q", 8, 12, 1);
    list.convolution("k", 8, 12, 1);
    list.convolution("v", 8, 4, 1);
    list.convolution("lv", 8, 1, 1);
    list.shapes["temp"] = {};
    list.convolution("d0", 8 + 6 + 4 + 3 + 3 * 10 + 3, 8, 1);
    list.convolution("gate", 8, 6, 1);
    list.convolution("res", 8, 3, 1);
    if (beside) {
        list.convolution("beside", 6, 8, 3);
    }
    return list.shapes;
}

/// All weights of a network, the number of each tensor being its place by name.
inline void fillWeights(const WeightShapes& shapes, const std::string& prefix,
                        std::map<std::string, Tensor>& tensors) {
    int place = 0;
    for (const auto& [name, shape] : shapes) {
        Tensor& tensor = tensors[prefix + name];
        tensor.shape = shape;
        std::size_t count = 1;
        for (const std::int64_t size : shape) {
            count *= static_cast<std::size_t>(size);
        }
        const double inputs =
            shape.size() == 4 ? static_cast<double>(shape[1] * shape[2] * shape[3]) : 100.0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto number = static_cast<double>(i);
            tensor.values.push_back(
                shape.empty()
                    ? 0.5F
                    : static_cast<float>(std::sin(0.37 * (number * number) + 0.9 * place + 0.3) /
                                         std::sqrt(inputs)));
        }
        ++place;
    }
}

/// A file of both networks.
inline std::string smallNetworks(bool beside = false) {
    std::map<std::string, Tensor> tensors;
    fillWeights(smallNoteShapes(), "notes.", tensors);
    fillWeights(smallLevelsShapes(beside), "levels.", tensors);
    return safetensorsBytes(tensors, {}, TensorType::f32);
}

} // namespace tonegraft::test
