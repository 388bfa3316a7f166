// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkSize.h"

#include "dsp/Stft.h"
#include "methods/networks/NetworkAnalysis.h"

#include <cmath>

namespace tonegraft {
namespace {

constexpr double kFloat = sizeof(float);
constexpr int kRateHz = kNetworkRateHz; // what two analyses have in common at any rate: their ratio
// Arrays of a layer's size: for each channel its output and the content's, and the pools' inputs;
// two gradients for all channels. Passes go over them once for each thing done to them.
constexpr double kLayerArrays = 2.5;
constexpr double kLayerPasses = 8.0;
constexpr double kWeightCopies = 3.0; // as read, as multiplied, and turned round
constexpr double kGramFloats = 6.0;   // two in double, the derivative's matrix, a partial sum

} // namespace

ClipSizes networkSizes(const ClipSizes& sizes) {
    const StftShape engine = analysisShape(kRateHz);
    const StftShape network = networkShape(kRateHz);
    const double frames = static_cast<double>(engine.hopSamples) / network.hopSamples;
    const double bins = static_cast<double>(network.bins()) / engine.bins();
    ClipSizes scaled = sizes;
    scaled.frames *= frames;
    scaled.styleFrames *= frames;
    scaled.bins *= bins;
    return scaled;
}

RunSize networkSize(const ClipSizes& sizes, const std::vector<LayerShape>& layers, int convolutions,
                    int steps) {
    RunSize size;
    double share = 1.0; // of the image's pixels, behind the pools
    double values = 0.0;
    double widest = 0.0;
    double flopAPixel = 0.0;
    int found = 0;
    for (const LayerShape& layer : layers) {
        if (layer.kind != LayerKind::convolution) {
            share /= static_cast<double>(layer.strideFrames) * layer.kernelBins;
            continue;
        }
        if (++found > convolutions) {
            break;
        }
        const double taps =
            static_cast<double>(layer.kernelFrames) * layer.kernelBins * layer.inputs;
        const double outputs = layer.outputs;
        // There and back, and the same for the Gram matrix.
        share /= layer.strideFrames;
        flopAPixel += share * 4.0 * outputs * (taps + outputs);
        values += share * outputs;
        widest = std::fmax(widest, share * outputs);
        size.bytes += kFloat * outputs * (kWeightCopies * taps + kGramFloats * outputs);
    }
    const double pixels = sizes.rows() * sizes.bins;
    const double stylePixels = sizes.styleFrames * sizes.bins; // one channel after the other
    size.bytes += kFloat * pixels * (kLayerArrays * values + 2.0 * widest / sizes.channels) +
                  kFloat * stylePixels * values;
    size.productFlop = flopAPixel * (pixels * steps + sizes.styleChannels * stylePixels);
    size.passBytes = kFloat * kLayerPasses * pixels * values * steps;
    return size;
}

} // namespace tonegraft
