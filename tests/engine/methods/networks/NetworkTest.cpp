// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/Network.h"
#include "methods/networks/NetworkPooling.h"
#include "support/Networks.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

using test::dotOf;
using test::drawnImage;
using test::drawnWeights;

constexpr double kRounding = 1e-12; // of sums of unit-sized numbers in double

/// y[t][f][o] = b[o] + Σ w[o][i][kb][kf] x[t s + kf - p][f + kb - (kernelBins - 1) / 2][i]
NetworkImage<double> plainConvolution(const LayerShape& shape, const std::vector<float>& weight,
                                      const std::vector<float>& bias,
                                      const NetworkImage<double>& x) {
    const int frames =
        (x.frames + 2 * shape.paddingFrames - shape.kernelFrames) / shape.strideFrames + 1;
    NetworkImage<double> y(frames, x.bins, shape.outputs);
    const auto at = [&](int t, int f, int i) {
        const bool inside = t >= 0 && t < x.frames && f >= 0 && f < x.bins;
        return inside ? x.row(t)[f * x.channels + i] : 0.0;
    };
    for (int t = 0; t < frames; ++t) {
        for (int f = 0; f < x.bins; ++f) {
            for (int o = 0; o < shape.outputs; ++o) {
                double sum = bias[o];
                std::size_t tap = static_cast<std::size_t>(o) * shape.inputs * shape.kernelBins *
                                  shape.kernelFrames;
                for (int i = 0; i < shape.inputs; ++i) {
                    for (int kb = 0; kb < shape.kernelBins; ++kb) {
                        for (int kf = 0; kf < shape.kernelFrames; ++kf) {
                            sum += weight[tap++] *
                                   at(t * shape.strideFrames + kf - shape.paddingFrames,
                                      f + kb - (shape.kernelBins - 1) / 2, i);
                        }
                    }
                }
                y.row(t)[f * shape.outputs + o] = sum;
            }
        }
    }
    return y;
}

LayerShape alongFrames(int inputs, int outputs, int kernel, int stride, int padding) {
    LayerShape shape = convolution3x3("line", inputs, outputs);
    shape.kernelFrames = kernel;
    shape.kernelBins = 1;
    shape.strideFrames = stride;
    shape.paddingFrames = padding;
    return shape;
}

struct Case {
    LayerShape shape;
    int frames;
    int bins;
};

std::vector<Case> cases() {
    return {{convolution3x3("few", 1, 5), 7, 6},     {convolution3x3("many", 6, 3), 5, 4},
            {convolution3x3("thin", 5, 4), 3, 1},    {convolution3x3("short", 5, 4), 1, 5},
            {convolution3x3("tiles", 5, 2), 9, 300}, {alongFrames(1, 4, 8, 2, 4), 41, 1},
            {alongFrames(6, 3, 4, 2, 2), 22, 1},     {alongFrames(6, 3, 5, 3, 1), 23, 1},
            {alongFrames(1, 5, 64, 2, 32), 987, 1},  {alongFrames(3, 2, 24, 5, 0), 131, 1},
            {alongFrames(9, 70, 6, 2, 3), 61, 1},    {alongFrames(2, 4, 20, 2, 9), 5, 1}};
}

TEST(NetworkConvolution, isTheSumOverTheKernel) {
    ThreadPool pool(2);
    for (const Case& c : cases()) {
        const NetworkWeights weights = drawnWeights({c.shape}, 3);
        const auto& weight = weights.tensors.at(c.shape.name + ".weight").values;
        const auto& bias = weights.tensors.at(c.shape.name + ".bias").values;
        const auto x = drawnImage<double>(c.frames, c.bins, c.shape.inputs, 5);
        NetworkConvolution<double> convolution(c.shape, weight, bias, pool);
        NetworkImage<double> y;
        convolution.forward(x, false, y);
        const NetworkImage<double> expected = plainConvolution(c.shape, weight, bias, x);
        ASSERT_EQ(y.values.size(), expected.values.size()) << c.shape.name;
        for (std::size_t i = 0; i < y.values.size(); ++i) {
            ASSERT_NEAR(y.values[i], expected.values[i], kRounding) << c.shape.name << i;
        }
    }
}

TEST(NetworkConvolution, rectifiesItsInputIfAsked) {
    ThreadPool pool(1);
    const LayerShape shape = convolution3x3("a", 2, 3);
    const NetworkWeights weights = drawnWeights({shape}, 3);
    NetworkConvolution<double> convolution(shape, weights.tensors.at("a.weight").values,
                                           weights.tensors.at("a.bias").values, pool);
    auto x = drawnImage<double>(4, 5, 2, 5);
    NetworkImage<double> y, expected;
    convolution.forward(x, true, y);
    for (double& value : x.values) {
        value = std::max(0.0, value);
    }
    convolution.forward(x, false, expected);
    EXPECT_EQ(y.values, expected.values);
}

TEST(NetworkConvolution, adjointHasTheSameInnerProducts) {
    ThreadPool pool(2);
    for (const Case& c : cases()) {
        NetworkWeights weights = drawnWeights({c.shape}, 3);
        auto& bias = weights.tensors.at(c.shape.name + ".bias").values;
        std::fill(bias.begin(), bias.end(), 0.0F);
        NetworkConvolution<double> convolution(
            c.shape, weights.tensors.at(c.shape.name + ".weight").values, bias, pool);
        const auto x = drawnImage<double>(c.frames, c.bins, c.shape.inputs, 5);
        NetworkImage<double> y;
        convolution.forward(x, false, y);
        const auto other = drawnImage<double>(y.frames, y.bins, y.channels, 6);
        NetworkImage<double> back(x.frames, x.bins, x.channels);
        convolution.adjoint(other, back);
        EXPECT_NEAR(dotOf(y, other), dotOf(x, back),
                    kRounding * static_cast<double>(y.values.size()))
            << c.shape.name;
    }
}

TEST(NetworkPooling, averagesAndMaximaOfRectifiedNumbers) {
    ThreadPool pool(1);
    NetworkImage<double> x(3, 5, 1); // an odd rest in both directions
    x.values = {1, 2, -3, 4, 9, 5, -6, -7, -8, 9, 9, 9, 9, 9, 9};
    NetworkImage<double> y;
    poolForward(pool2x2(LayerKind::averagePool), x, y, pool);
    EXPECT_EQ(y.frames, 1);
    EXPECT_EQ(y.bins, 2);
    EXPECT_EQ(y.values, (std::vector<double>{2.0, 1.0}));
    poolForward(pool2x2(LayerKind::maxPool), x, y, pool);
    EXPECT_EQ(y.values, (std::vector<double>{5.0, 4.0}));
}

TEST(NetworkPooling, gradientsGoWhereTheNumbersCameFrom) {
    ThreadPool pool(1);
    NetworkImage<double> x(3, 5, 1);
    x.values = {1, 2, -3, 4, 9, 5, -6, -7, -8, 9, 9, 9, 9, 9, 9};
    NetworkImage<double> slope(1, 2, 1);
    slope.values = {8.0, 12.0};
    NetworkImage<double> back;
    poolAdjoint(pool2x2(LayerKind::averagePool), x, slope, back, pool);
    EXPECT_EQ(back.values, (std::vector<double>{2, 2, 0, 3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    poolAdjoint(pool2x2(LayerKind::maxPool), x, slope, back, pool);
    EXPECT_EQ(back.values, (std::vector<double>{0, 0, 0, 12, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

std::vector<LayerShape> deepLayers(LayerKind pooling) {
    return {convolution3x3("a", 1, 3), pool2x2(pooling), convolution3x3("b", 3, 6),
            convolution3x3("c", 6, 5), pool2x2(pooling), convolution3x3("d", 5, 4)};
}

TEST(Network, inFloatMeetsTheSameInDouble) {
    ThreadPool pool(2);
    for (const LayerKind pooling : {LayerKind::averagePool, LayerKind::maxPool}) {
        const NetworkWeights weights = drawnWeights(deepLayers(pooling), 3);
        Network<double> wide(weights, pool);
        Network<float> narrow(weights, pool);
        const int count = wide.convolutions();
        wide.forward(drawnImage<double>(9, 11, 1, 5), count);
        narrow.forward(drawnImage<float>(9, 11, 1, 5), count);
        for (int i = 0; i < count; ++i) {
            const auto& expected = wide.output(i).values;
            const auto& values = narrow.output(i).values;
            ASSERT_EQ(values.size(), expected.size());
            for (std::size_t k = 0; k < values.size(); ++k) {
                ASSERT_NEAR(static_cast<double>(values[k]), expected[k], 1e-5) << i << " " << k;
            }
        }
    }
}

/// A loss that weighs each convolution's output with drawn numbers.
double lossAt(Network<double>& network, const NetworkImage<double>& image,
              const std::vector<NetworkImage<double>>& weights) {
    network.forward(image, network.convolutions());
    double loss = 0.0;
    for (int i = 0; i < network.convolutions(); ++i) {
        loss += dotOf(network.output(i), weights[i]);
    }
    return loss;
}

TEST(Network, gradientIsTheDifferenceQuotient) {
    constexpr double kStep = 1e-6;
    constexpr double kTolerance = 1e-7; // of slopes about 1; the loss is linear between kinks
    ThreadPool pool(2);
    for (const LayerKind pooling : {LayerKind::averagePool, LayerKind::maxPool}) {
        Network<double> network(drawnWeights(deepLayers(pooling), 3), pool);
        auto image = drawnImage<double>(9, 11, 1, 5);
        std::vector<NetworkImage<double>> weights;
        for (int i = 0; i < network.convolutions(); ++i) {
            weights.push_back(drawnImage<double>(network.framesAt(i, 9), network.binsAt(i, 11),
                                                 network.channelsOf(i), 20U + i));
        }
        lossAt(network, image, weights);
        NetworkImage<double> gradient;
        network.backward(
            [&](int i, NetworkImage<double>& slope) {
                for (std::size_t k = 0; k < slope.values.size(); ++k) {
                    slope.values[k] += weights[i].values[k];
                }
            },
            gradient);
        for (std::size_t i = 0; i < image.values.size(); i += 7) {
            const double before = image.values[i];
            image.values[i] = before + kStep;
            const double above = lossAt(network, image, weights);
            image.values[i] = before - kStep;
            const double below = lossAt(network, image, weights);
            image.values[i] = before;
            EXPECT_NEAR(gradient.values[i], (above - below) / (2.0 * kStep), kTolerance) << i;
        }
    }
}

TEST(Network, givesTheSameBitsOnAnyNumberOfThreads) {
    const NetworkWeights weights = drawnWeights(deepLayers(LayerKind::averagePool), 3);
    const auto image = drawnImage<float>(60, 70, 1, 5);
    std::vector<float> outputs[3], gradients[3];
    for (int threads = 1; threads <= 3; ++threads) {
        ThreadPool pool(threads);
        Network<float> network(weights, pool);
        network.forward(image, network.convolutions());
        NetworkImage<float> gradient;
        network.backward(
            [&](int i, NetworkImage<float>& slope) {
                for (std::size_t k = 0; k < slope.values.size(); ++k) {
                    slope.values[k] += network.output(i).values[k];
                }
            },
            gradient);
        outputs[threads - 1] = network.output(network.convolutions() - 1).values;
        gradients[threads - 1] = gradient.values;
    }
    EXPECT_EQ(outputs[0], outputs[1]);
    EXPECT_EQ(outputs[0], outputs[2]);
    EXPECT_EQ(gradients[0], gradients[1]);
    EXPECT_EQ(gradients[0], gradients[2]);
}

TEST(Network, vggHasTheNamesAndSizesOfTheOriginal) {
    std::vector<std::string> names;
    int convolutions = 0;
    int pools = 0;
    for (const LayerShape& layer : vgg19Layers()) {
        if (layer.kind == LayerKind::convolution) {
            names.push_back(layer.name);
            ++convolutions;
        } else {
            ++pools;
        }
    }
    EXPECT_EQ(convolutions, 16);
    EXPECT_EQ(pools, 4); // the fifth has no convolution behind it
    EXPECT_EQ(names[4], "features.10");
    EXPECT_EQ(names.back(), "features.34");
    EXPECT_EQ(vgg19Layers().back().outputs, 512);
}

TEST(Network, soundNetIsAsDeepAndAsLongAsTheOriginal) {
    ThreadPool pool(1);
    const Network<float> network(drawnWeights(soundNetLayers(), 3), pool);
    ASSERT_EQ(network.convolutions(), 8);
    // Lengths of the original's layers for 20 s at 22,050 Hz.
    const int lengths[] = {220501, 13782, 862, 432, 217, 28, 15, 4};
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(network.framesAt(i, 441000), lengths[i]) << i;
    }
    EXPECT_EQ(network.channelsOf(6), 1024);
}

TEST(Network, batchNormalizationIsFoldedIntoTheConvolution) {
    LayerShape layer = alongFrames(2, 3, 4, 2, 2);
    std::map<std::string, Tensor> tensors = drawnWeights({layer}, 3).tensors;
    tensors["line.weight"].shape = {3, 2, 4};
    layer.norm = "norm";
    tensors["norm.weight"] = {{3}, {1.5F, -2.0F, 0.5F}};
    tensors["norm.bias"] = {{3}, {0.25F, 0.0F, -1.0F}};
    tensors["norm.running_mean"] = {{3}, {0.1F, -0.2F, 3.0F}};
    tensors["norm.running_var"] = {{3}, {4.0F, 0.25F, 1.0F}};
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f32);
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    ThreadPool pool(1);
    Network<double> folded(readNetwork(file, {layer}), pool);
    layer.norm.clear();
    Network<double> plain(readNetwork(file, {layer}), pool);
    const auto x = drawnImage<double>(9, 1, 2, 5);
    folded.forward(x, 1);
    plain.forward(x, 1);
    constexpr double kSinglePrecision = 1e-5;
    for (std::size_t i = 0; i < plain.output(0).values.size(); ++i) {
        const std::size_t o = i % 3;
        const double spread =
            std::sqrt(static_cast<double>(tensors["norm.running_var"].values[o]) + 1e-5);
        EXPECT_NEAR(folded.output(0).values[i],
                    tensors["norm.weight"].values[o] *
                            (plain.output(0).values[i] - tensors["norm.running_mean"].values[o]) /
                            spread +
                        tensors["norm.bias"].values[o],
                    kSinglePrecision);
    }
}

TEST(Network, readingNamesTheTensorThatDoesNotFit) {
    const auto layers = deepLayers(LayerKind::averagePool);
    auto tensors = drawnWeights(layers, 3).tensors;
    tensors["c.weight"] = {{5, 6, 3, 2}, std::vector<float>(180)};
    const std::string bytes = safetensorsBytes(tensors, {}, TensorType::f32);
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    try {
        readNetwork(file, layers);
        FAIL();
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("'c.weight' should have the shape [5, 6, 3, 3], but has "
                               "[5, 6, 3, 2]"),
                  std::string::npos)
            << message;
    }
}

} // namespace
} // namespace tonegraft
