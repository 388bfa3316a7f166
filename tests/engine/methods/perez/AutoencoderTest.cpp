// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/Autoencoder.h"

#include "methods/perez/AutoencoderTraining.h"
#include "methods/shared/FilterBank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace tonegraft;

namespace {

constexpr int kFrames = 51;          // several strips of every kernel
constexpr double kFloatError = 1e-5; // of single precision, relative to the largest
constexpr double kStep = 1e-6;       // of a difference quotient, in double
constexpr double kDifference = 1e-6; // its error, relative to the largest derivative

template <class Real> NetworkImage<Real> noise(int frames, int bins, int channels, int seed) {
    NetworkImage<Real> image(frames, bins, channels);
    SplitMix64 random(static_cast<std::uint64_t>(seed));
    for (Real& value : image.values) {
        value = static_cast<Real>(random.uniform());
    }
    return image;
}

// Straight from the definition.
double seen(const NetworkImage<double>& input, const KernelShape& s, const double* weights,
            int frame, int bin, int output) {
    double sum = 0.0;
    for (int j = 0; j < s.kernel; ++j) {
        for (int k = 0; k < s.kernel; ++k) {
            const int t = frame * s.stride + (j - s.kernel / 2) * s.dilation;
            const int b = bin * s.stride + k - s.kernel / 2;
            for (int c = 0; t >= 0 && t < input.frames && b >= 0 && b < input.bins && c < s.inputs;
                 ++c) {
                sum += input.row(t)[b * s.inputs + c] *
                       weights[((j * s.kernel + k) * s.inputs + c) * s.outputs + output];
            }
        }
    }
    return sum;
}

template <class Real> struct Products { NetworkImage<Real> output, byInput, byWeights; };

// The kernel's channels stand behind one that belongs to others.
template <class Real> Products<Real> productsOf(const KernelShape& shape, int threads) {
    ThreadPool pool(threads);
    const StridedConvolution<Real> convolution(shape, pool);
    const auto input = noise<Real>(kFrames, 13, shape.inputs, 1);
    const auto weights = noise<Real>(shape.taps(), shape.inputs, shape.outputs, 2);
    const int frames = convolution.sizeOut(kFrames);
    const int bins = convolution.sizeOut(13);
    const auto back = noise<Real>(frames, bins, shape.outputs + 1, 3);
    Products<Real> products{NetworkImage<Real>(frames, bins, shape.outputs + 1),
                            NetworkImage<Real>(kFrames, 13, shape.inputs),
                            NetworkImage<Real>(shape.taps(), shape.inputs, shape.outputs)};
    convolution.forward(input, weights.values.data(), products.output, 1);
    convolution.adjoint(back, weights.values.data(), products.byInput, 1);
    convolution.weightGradient(input, back, products.byWeights.values.data(), 1);
    return products;
}

void expectClose(const NetworkImage<float>& found, const std::vector<double>& expected) {
    const double largest = *std::max_element(expected.begin(), expected.end());
    ASSERT_EQ(found.values.size(), expected.size());
    EXPECT_GT(largest, 0.1);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        ASSERT_NEAR(found.values[i], expected[i], kFloatError * largest) << i;
    }
}

class StridedShapes : public testing::TestWithParam<KernelShape> {};

} // namespace

INSTANTIATE_TEST_SUITE_P(All, StridedShapes,
                         testing::Values(KernelShape{1, 3, 5, 1, 1}, KernelShape{1, 2, 5, 1, 4},
                                         KernelShape{3, 2, 5, 2, 1}, KernelShape{2, 4, 3, 2, 1},
                                         KernelShape{3, 2, 3, 1, 2}, KernelShape{36, 32, 5, 2, 1}));

TEST_P(StridedShapes, MultiplyWhatTheKernelSees) {
    ThreadPool pool(2);
    const KernelShape shape = GetParam();
    const StridedConvolution<double> convolution(shape, pool);
    const auto input = noise<double>(kFrames, 14, shape.inputs, 1);
    const auto weights = noise<double>(shape.taps(), shape.inputs, shape.outputs, 2);
    // A channel on either side belongs to others.
    NetworkImage<double> output(convolution.sizeOut(kFrames), convolution.sizeOut(14),
                                shape.outputs + 2);
    convolution.forward(input, weights.values.data(), output, 1);
    for (int t = 0; t < output.frames; ++t) {
        for (int b = 0; b < output.bins; ++b) {
            for (int o = 0; o < shape.outputs; ++o) {
                EXPECT_NEAR(output.row(t)[b * output.channels + 1 + o],
                            seen(input, shape, weights.values.data(), t, b, o), 1e-12);
            }
            EXPECT_EQ(output.row(t)[b * output.channels], 0.0);
        }
    }
}

// <y, W x> is bilinear in W and x, so both derivatives are known from it.
TEST_P(StridedShapes, HaveTheAdjointAndTheWeightsDerivative) {
    ThreadPool pool(2);
    const KernelShape shape = GetParam();
    const StridedConvolution<double> convolution(shape, pool);
    const auto input = noise<double>(kFrames, 13, shape.inputs, 1);
    const auto weights = noise<double>(shape.taps(), shape.inputs, shape.outputs, 2);
    const auto back =
        noise<double>(convolution.sizeOut(kFrames), convolution.sizeOut(13), shape.outputs, 3);
    NetworkImage<double> output(back.frames, back.bins, back.channels);
    convolution.forward(input, weights.values.data(), output);
    const auto dot = [](const std::vector<double>& a, const std::vector<double>& b) {
        double sum = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            sum += a[i] * b[i];
        }
        return sum;
    };
    const double expected = dot(back.values, output.values);
    NetworkImage<double> byInput(kFrames, 13, shape.inputs);
    convolution.adjoint(back, weights.values.data(), byInput);
    EXPECT_NEAR(dot(byInput.values, input.values), expected, 1e-9 * expected);
    std::vector<double> byWeights(weights.values.size(), 0.0);
    convolution.weightGradient(input, back, byWeights.data());
    EXPECT_NEAR(dot(byWeights, weights.values), expected, 1e-9 * expected);
}

TEST_P(StridedShapes, AreTheSameInSinglePrecisionOnAnyNumberOfThreads) {
    const KernelShape shape = GetParam();
    const Products<double> expected = productsOf<double>(shape, 1);
    const Products<float> found = productsOf<float>(shape, 1);
    expectClose(found.output, expected.output.values);
    expectClose(found.byInput, expected.byInput.values);
    expectClose(found.byWeights, expected.byWeights.values);
    const Products<float> threaded = productsOf<float>(shape, 3);
    EXPECT_EQ(threaded.output.values, found.output.values);
    EXPECT_EQ(threaded.byInput.values, found.byInput.values);
    EXPECT_EQ(threaded.byWeights.values, found.byWeights.values);
}

TEST(Autoencoder, HasTheDerivativeOfItsErrorByEveryKindOfParameter) {
    ThreadPool pool(1); // thousands of small runs
    Autoencoder<double> network({2, 3, 2}, pool);
    const auto image = noise<double>(9, 11, 1, 4);
    const std::vector<double> parameters = network.initialParameters(5);
    std::vector<double> gradient(parameters.size(), 0.0);
    network.reconstruct(image, parameters, gradient);
    double largest = 0.0;
    for (const double g : gradient) {
        largest = std::max(largest, std::abs(g));
    }
    std::vector<double> ignored(parameters.size());
    int different = 0;
    for (std::size_t i = 0; i < parameters.size(); i += 13) {
        std::vector<double> moved = parameters;
        moved[i] += kStep;
        const double above = network.reconstruct(image, moved, ignored);
        moved[i] -= 2.0 * kStep;
        const double below = network.reconstruct(image, moved, ignored);
        different += std::abs((above - below) / (2.0 * kStep) - gradient[i]) >
                             kDifference * std::max(1.0, largest)
                         ? 1
                         : 0;
    }
    // A step may cross the kink of a rectifier or of the absolute value.
    EXPECT_LE(different, 2);
    EXPECT_GT(largest, 0.01);
}

TEST(Autoencoder, HasTheDerivativeOfItsLayersByTheImage) {
    ThreadPool pool(2);
    Autoencoder<double> network({2, 3, 2}, pool);
    auto image = noise<double>(9, 11, 1, 4);
    const std::vector<double> parameters = network.initialParameters(5);
    // The sum of squares of both layers.
    const auto value = [&] {
        network.encode(image, parameters, Autoencoder<double>::kStyleLayers);
        double sum = 0.0;
        for (int layer = 0; layer < Autoencoder<double>::kStyleLayers; ++layer) {
            for (const double v : network.layer(layer).values) {
                sum += 0.5 * v * v;
            }
        }
        return sum;
    };
    value();
    NetworkImage<double> byFirst = network.layer(0);
    NetworkImage<double> bySecond = network.layer(1);
    NetworkImage<double> byImage;
    network.backToImage(parameters, byFirst, bySecond, byImage);
    for (std::size_t i = 0; i < image.values.size(); i += 5) {
        const double kept = image.values[i];
        image.values[i] = kept + kStep;
        const double above = value();
        image.values[i] = kept - kStep;
        const double below = value();
        image.values[i] = kept;
        EXPECT_NEAR((above - below) / (2.0 * kStep), byImage.values[i],
                    1e-4 * std::abs(byImage.values[i]) + 1e-6);
    }
}

TEST(Autoencoder, LearnsTheClipsItIsTrainedOn) {
    FeatureMap<float> stripes(1, 40, 24);
    for (int t = 0; t < stripes.frames; ++t) {
        for (int b = 0; b < stripes.bins; ++b) {
            stripes.frame(0, t)[b] = 1.0F + std::sin(0.8F * static_cast<float>(b));
        }
    }
    AutoencoderTraining training;
    training.sizes = {3, 4, 3};
    training.epochs = 15;
    training.batch = 2;
    training.cropFrames = 16;
    training.learningRate = 1e-2;
    std::vector<std::vector<float>> found;
    for (const int threads : {1, 3}) {
        ThreadPool pool(threads);
        std::vector<double> errors;
        found.push_back(trainAutoencoder({&stripes}, training, pool,
                                         [&](int, int, double error) { errors.push_back(error); }));
        ASSERT_EQ(errors.size(), 15U);
        EXPECT_LT(errors.back(), 0.5 * errors.front()) << errors.front() << ' ' << errors.back();
    }
    EXPECT_EQ(found[0], found[1]) << "the same bits on any number of threads";
}

TEST(Autoencoder, IsTrainedInFewerStepsOnBriefClips) {
    const AutoencoderTraining training;
    EXPECT_EQ(stepsAnEpoch(training, 10), 1);
    EXPECT_EQ(stepsAnEpoch(training, training.cropFrames), 1);
    EXPECT_EQ(stepsAnEpoch(training, training.cropFrames + 1), 2);
    EXPECT_EQ(stepsAnEpoch(training, 100 * training.cropFrames), training.stepsAnEpoch);
}
