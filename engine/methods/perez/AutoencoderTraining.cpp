// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/AutoencoderTraining.h"

#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

// Kingma & Ba 2015, algorithm 1.
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

constexpr std::uint64_t kCropStream = 0x63726f7073; // apart from the weights' numbers

class Moments {
public:
    explicit Moments(std::size_t count) : m_first(count, 0.0), m_second(count, 0.0) {}

    void step(const std::vector<float>& gradient, double rate, std::vector<float>& parameters) {
        ++m_steps;
        const double correction1 = 1.0 - std::pow(kBeta1, m_steps);
        const double correction2 = 1.0 - std::pow(kBeta2, m_steps);
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const auto g = static_cast<double>(gradient[i]);
            m_first[i] = kBeta1 * m_first[i] + (1.0 - kBeta1) * g;
            m_second[i] = kBeta2 * m_second[i] + (1.0 - kBeta2) * g * g;
            parameters[i] -= static_cast<float>(rate * m_first[i] / correction1 /
                                                (std::sqrt(m_second[i] / correction2) + kEpsilon));
        }
    }

private:
    std::vector<double> m_first, m_second;
    int m_steps = 0;
};

void cutOut(const FeatureMap<float>& clip, int frames, SplitMix64& random,
            NetworkImage<float>& image) {
    const int count = std::min(frames, clip.frames);
    const int first = static_cast<int>(random.uniform() * (clip.frames - count + 1));
    image.resize(count, clip.bins, 1);
    std::copy_n(clip.frame(0, first), image.values.size(), image.values.begin());
}

} // namespace

int stepsAnEpoch(const AutoencoderTraining& training, int frames) {
    const int excerpts = (frames + training.cropFrames - 1) / training.cropFrames;
    return std::clamp(excerpts, 1, training.stepsAnEpoch);
}

std::vector<float> trainAutoencoder(const std::vector<const FeatureMap<float>*>& clips,
                                    const AutoencoderTraining& training, ThreadPool& pool,
                                    const EpochReport& report) {
    Autoencoder<float> network(training.sizes, pool);
    std::vector<float> parameters = network.initialParameters(training.seed);
    std::vector<float> gradient(parameters.size());
    Moments moments(parameters.size());
    SplitMix64 random(training.seed ^ kCropStream);
    NetworkImage<float> image;
    int longest = 0;
    for (const FeatureMap<float>* clip : clips) {
        longest = std::max(longest, clip->frames);
    }
    const int steps = stepsAnEpoch(training, longest);
    double rate = training.learningRate;
    for (int epoch = 1; epoch <= training.epochs; ++epoch) {
        double error = 0.0;
        for (int step = 0; step < steps; ++step) {
            std::fill(gradient.begin(), gradient.end(), 0.0F);
            for (int i = 0; i < training.batch; ++i) {
                cutOut(*clips[i % clips.size()], training.cropFrames, random, image);
                error += network.reconstruct(image, parameters, gradient);
            }
            moments.step(gradient, rate, parameters); // Adam divides the batch's size out again
        }
        rate *= training.decay;
        report(epoch, training.epochs, error / (steps * training.batch));
    }
    return parameters;
}

} // namespace tonegraft
