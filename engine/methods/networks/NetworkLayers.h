// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tonegraft {

enum class LayerKind { convolution, averagePool, maxPool };

/// A layer over an image [frames][bins][channels]; a convolution's output is rectified by whatever
/// layer reads it. Sizes along frames and bins.
struct LayerShape {
    LayerKind kind = LayerKind::convolution;
    std::string name; ///< of a convolution: its tensors are NAME.weight and NAME.bias
    /// Batch normalization behind the convolution, folded into it when it is read: NORM.weight,
    /// NORM.bias, NORM.running_mean, NORM.running_var. Empty: none.
    std::string norm;
    int inputs = 0; ///< channels
    int outputs = 0;
    int kernelFrames = 3;
    int kernelBins = 3;
    int strideFrames = 1;
    int paddingFrames = 1; ///< zeros at either end; along bins (kernelBins - 1) / 2
};

/// A convolution of 3 x 3 that keeps frames and bins.
LayerShape convolution3x3(std::string name, int inputs, int outputs);
/// Over 2 x 2, dropping odd rests.
LayerShape pool2x2(LayerKind kind);

/// The built-in network, after Verma & Smith 2018: AlexNet's five convolutions (Krizhevsky et al.
/// 2012) with 3 x 3 receptive fields, and averages where AlexNet takes maxima, as Gatys et al.
/// 2015 advise for synthesis.
std::vector<LayerShape> instrumentLayers();
/// Its classifier sees the fifth convolution, rectified, averaged over all frames and over each
/// of so many groups of neighboring bins: [group][channel] (what is left over of bins is dropped).
inline constexpr int kInstrumentGroups = 16;

/// VGG-19 (Simonyan & Zisserman 2015) without its classifier, tensors named as PyTorch names them.
std::vector<LayerShape> vgg19Layers();

/// SoundNet (Aytar, Vondrick, Torralba 2016), its eight convolutions on the waveform, where a frame
/// is a sample and there is one bin. The eighth is the one that tells objects; a clip must be some
/// seconds long to reach it.
std::vector<LayerShape> soundNetLayers();

} // namespace tonegraft
