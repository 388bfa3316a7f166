// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace tonegraft {

enum class Activation { relu, linear };
enum class Optimizer { lbfgs, adam };
/// What is optimized: magnitudes (phase follows), samples, or magnitudes first and samples then.
enum class Domain { spectrogram, waveform, twoStage };
/// What style is measured on: the spectrum's bins, mel bands, or both.
enum class MeasureOn { spectrum, timbre, both };
/// What the optimization begins with.
enum class Start { content, noise };
/// What the method grinstein hears style with.
enum class StyleModel { auditoryTexture, shallowRandom, vgg19, soundNet };

/// The value of `filters` that stands for infinitely many, in closed form.
inline constexpr int kInfiniteFilters = 0;

/// Every knob of a transfer: members are what several methods share or the run itself reads. The
/// defaults are those of the method `tonegraft`; take another
/// method's from defaultSettings(). Ranges: parameterInfo of methods(). Thread: any (a value).
struct TransferSettings {
    std::string method = "tonegraft";
    int filters = kInfiniteFilters;
    int kernelSize = 3;       ///< frames a filter spans
    int secondKernelSize = 0; ///< with these, the mean over filters of all sizes; 0: none
    int thirdKernelSize = 0;
    Activation activation = Activation::relu;
    double styleWeight = 1.0;   ///< 0 content .. 1 style (`dipani`: its own range)
    double keepMelody = 0.1;    ///< 0..1
    double keepDynamics = 0.05; ///< 0..1
    int steps = 12;             ///< evaluations of the objective
    Optimizer optimizer = Optimizer::lbfgs;
    Domain domain = Domain::twoStage;
    MeasureOn measureOn = MeasureOn::spectrum;
    Start start = Start::content;
    StyleModel model = StyleModel::auditoryTexture;
    double contentWeight = 0.01; ///< of the content's term beside the style's; 0: a texture
    int octave = 0;              ///< the content's notes are played so many octaves higher
    double followDynamics = 0.0; ///< inside notes, 0 the style's swells .. 1 the content's
    /// Values of the controls that one method alone has, by ParameterInfo::id; what is missing is
    /// at its default.
    std::map<std::string, double> own;
    /// Weights of a network (safetensors) that the method is to take; empty: the built-in one.
    std::filesystem::path networkFile;
    std::uint64_t seed = 1;
    int threads = 0; ///< 0: all processors. The result does not depend on it.
    /// What was trained on the same clips before is taken from the cache. The result does not
    /// depend on it, only the time.
    bool reuseTraining = true;

    /// Throws Error naming the setting, its value and the range the method allows.
    void validate() const;
};

/// The defaults of a method. Throws Error for an unknown id, listing those that exist.
TransferSettings defaultSettings(const std::string& methodId);

} // namespace tonegraft
