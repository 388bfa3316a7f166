// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTexture.h"
#include "methods/texture/AuditoryTextureTarget.h"
#include "support/Golden.h"
#include "support/Signals.h"
#include "support/Textures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 8000;
constexpr std::size_t kSamples = 8000;

template <class Real>
std::vector<Real> loopOf(const AuditoryTexture<Real>& texture, const AudioClip& clip) {
    return texture.loopOf(clip.channels[0]);
}

TextureLayout layoutOf(const AudioClip& clip) {
    return {0.5 * clip.sampleRateHz, clip.durationSeconds()};
}

TextureValues statisticsOf(const AudioClip& clip) {
    ThreadPool pool(2);
    const TextureLayout layout = layoutOf(clip);
    AuditoryTexture<double> texture(layout, clip.sampleRateHz, clip.sampleCount(), pool);
    return texture.measure(loopOf(texture, clip).data());
}

} // namespace

/// L = Σ d[i] values[i] over one class: its gradient against the difference quotient.
class AuditoryTextureGradient : public testing::TestWithParam<int> {};

TEST_P(AuditoryTextureGradient, IsTheDifferenceQuotient) {
    constexpr double kTolerance = 1e-6;
    constexpr double kStep = 1e-7;
    ThreadPool pool(2);
    const AudioClip clip = crowd(kRateHz, static_cast<double>(kSamples) / kRateHz);
    const TextureLayout layout = layoutOf(clip);
    AuditoryTexture<double> texture(layout, kRateHz, kSamples, pool);
    std::vector<double> densities(static_cast<std::size_t>(layout.bands));
    for (std::size_t i = 0; i < densities.size(); ++i) {
        densities[i] = 1e-6 / static_cast<double>(i + 1);
    }
    texture.colorBy(densities);
    const std::vector<double> z = texture.variableOf(loopOf(texture, clip));

    std::mt19937 random(static_cast<unsigned>(GetParam()) + 1);
    std::normal_distribution<double> normal;
    TextureValues derivatives = layout.zeros();
    std::vector<double>& own = derivatives[static_cast<std::size_t>(GetParam())];
    ASSERT_FALSE(own.empty());
    std::generate(own.begin(), own.end(), [&] { return normal(random); });
    const auto valueAt = [&](double step, const std::vector<double>& direction) {
        std::vector<double> moved = z;
        for (std::size_t i = 0; i < z.size(); ++i) {
            moved[i] += step * direction[i];
        }
        const TextureValues& values = texture.measure(moved.data());
        return std::inner_product(own.begin(), own.end(),
                                  values[static_cast<std::size_t>(GetParam())].begin(), 0.0);
    };

    std::vector<double> gradient(z.size());
    texture.measure(z.data());
    texture.differentiate(derivatives, gradient.data());
    // Along a few random ways and along the gradient itself, where no error can hide.
    for (int way = 0; way < 4; ++way) {
        std::vector<double> direction = gradient;
        if (way > 0) {
            std::generate(direction.begin(), direction.end(), [&] { return normal(random); });
        }
        const double size = std::sqrt(
            std::inner_product(direction.begin(), direction.end(), direction.begin(), 0.0) /
            static_cast<double>(direction.size()));
        for (double& d : direction) {
            d /= size;
        }
        const double slope =
            std::inner_product(gradient.begin(), gradient.end(), direction.begin(), 0.0);
        // Fourth order: the steps are small against where the envelopes bend.
        const double quotient =
            (8.0 * (valueAt(kStep, direction) - valueAt(-kStep, direction)) -
             (valueAt(2.0 * kStep, direction) - valueAt(-2.0 * kStep, direction))) /
            (12.0 * kStep);
        const double scale =
            std::sqrt(std::inner_product(gradient.begin(), gradient.end(), gradient.begin(), 0.0));
        EXPECT_NEAR(quotient, slope, kTolerance * scale) << way;
    }
}

INSTANTIATE_TEST_SUITE_P(Class, AuditoryTextureGradient, testing::Range(0, kTextureClasses));

TEST(AuditoryTexture, ASteadyToneHasTheEnvelopeOfItsAmplitude) {
    constexpr double kToneHz = 1000.0;
    const AudioClip clip = monoClip(kRateHz, sine(kRateHz, 4 * kSamples, kToneHz, 0.2));
    const TextureValues values = statisticsOf(clip);
    // Through all bands together passes the tone's power.
    double power = 0.0;
    for (const double mean : of(values, TextureClass::mean)) {
        power += std::pow(mean, 2.0 / 0.3);
    }
    EXPECT_NEAR(std::sqrt(power), 0.2, 0.002);
}

TEST(AuditoryTexture, WhiteNoiseHasTheEnvelopeMomentsOfTheRayleighDistribution) {
    // |a| of variance v: <|a|^p> = v^(p/2) Γ(1 + p/2). Bands narrower than 200 Hz, whose envelopes
    // the limit to 200 Hz leaves as they are.
    constexpr double kSeconds = 30.0;
    const auto moment = [](int order) { return std::tgamma(1.0 + 0.15 * order); };
    const double m1 = moment(1);
    const double variance = moment(2) - m1 * m1;
    const double third = moment(3) - 3.0 * m1 * moment(2) + 2.0 * m1 * m1 * m1;
    const double fourth =
        moment(4) - 4.0 * m1 * moment(3) + 6.0 * m1 * m1 * moment(2) - 3.0 * m1 * m1 * m1 * m1;
    const double deviation = 0.2;
    const TextureValues values = statisticsOf(monoClip(
        4000, noise(static_cast<std::size_t>(4000 * kSeconds), deviation * std::sqrt(3.0))));
    double variation = 0.0, skewness = 0.0, kurtosis = 0.0;
    constexpr int kBands = 8;
    for (int band = 1; band <= kBands; ++band) {
        // Mean of the squared response over the band's width is a half.
        const BandEdges edges = cochlearEdges(band, 2000.0);
        const double power =
            2.0 * deviation * deviation * (edges.highHz - edges.lowHz) / 2.0 / 2000.0;
        EXPECT_NEAR(of(values, TextureClass::mean)[band] / (std::pow(power, 0.15) * m1), 1.0, 0.02);
        variation += of(values, TextureClass::variation)[band] / kBands;
        skewness += of(values, TextureClass::skewness)[band] / kBands;
        kurtosis += of(values, TextureClass::kurtosis)[band] / kBands;
    }
    EXPECT_NEAR(variation / (variance / (m1 * m1)), 1.0, 0.06);
    EXPECT_NEAR(skewness, third / std::pow(variance, 1.5), 0.1);
    EXPECT_NEAR(kurtosis, fourth / (variance * variance), 0.3);
}

TEST(AuditoryTexture, OctavesOfAnEnvelopeHaveThePhaseBetweenThem) {
    constexpr double kSeconds = 2.0;
    ThreadPool pool(2);
    const TextureLayout layout(1000.0, kSeconds);
    TextureStatistics<double> statistics(layout, kSeconds, pool);
    std::vector<std::vector<std::complex<double>>> envelopes(
        static_cast<std::size_t>(layout.bands),
        std::vector<std::complex<double>>(static_cast<std::size_t>(statistics.coefficients())));
    std::vector<const std::complex<double>*> views;
    for (std::size_t band = 0; band < envelopes.size(); ++band) {
        envelopes[band][0] = 1.0;
        envelopes[band][50] = std::polar(0.1, 0.3);                                     // 25 Hz
        envelopes[band][100] = std::polar(0.05, 0.6 + 0.2 * static_cast<double>(band)); // 50 Hz
        views.push_back(envelopes[band].data());
    }
    const TextureValues& values = statistics.measure(views);
    constexpr int kPair = 4; // 25 and 50 Hz
    for (int band = 0; band < layout.bands; ++band) {
        const double* c2 =
            of(values, TextureClass::c2).data() + 2 * (band * layout.octavePairs() + kPair);
        EXPECT_NEAR(c2[0], std::cos(0.2 * band), 1e-6);
        EXPECT_NEAR(c2[1], std::sin(0.2 * band), 1e-6);
    }
    // Two sines: variance, and the third moment 3/4 a² b of cos x and cos(2x + ψ).
    EXPECT_NEAR(of(values, TextureClass::variation)[0], 2.0 * (0.01 + 0.0025), 1e-9);
    EXPECT_NEAR(of(values, TextureClass::skewness)[0], 0.75 * 0.04 * 0.1 / std::pow(0.025, 1.5),
                1e-6);
}

TEST(AuditoryTexture, RatesOfTheBandsOwnChangeNoClassByMoreThanAHundredth) {
    constexpr double kTolerance = 0.01;
    ThreadPool pool(2);
    const AudioClip clip = fire(16000, 2.0);
    const TextureLayout layout = layoutOf(clip);
    AuditoryTexture<double> texture(layout, clip.sampleRateHz, clip.sampleCount(), pool);
    const std::vector<double> loop = texture.loopFrom(loopOf(texture, clip).data()); // from 20 Hz
    const TextureValues values = texture.measure(loop.data());

    // The same at the clip's own rate.
    const auto length = static_cast<int>(loop.size());
    const double seconds = static_cast<double>(length) / clip.sampleRateHz;
    TextureStatistics<double> statistics(layout, seconds, pool);
    LongFft<double> fft(length, pool);
    std::vector<std::complex<double>> spectrum(static_cast<std::size_t>(fft.bins()));
    fft.forward(loop.data(), spectrum.data());
    BandFft<double> band(length);
    std::vector<std::vector<std::complex<double>>> envelopes;
    std::vector<const std::complex<double>*> views;
    for (const BinFilter& filter : cochlearFilters(layout.limitHz, 1.0 / seconds)) {
        std::fill_n(band.bins(), length, std::complex<double>(0));
        for (int bin = filter.firstBin; bin < filter.endBin(); ++bin) {
            const double sides = bin == 0 || bin == length / 2 ? 1.0 : 2.0;
            band.bins()[bin] = sides / length * filter.response[bin - filter.firstBin] *
                               spectrum[static_cast<std::size_t>(bin)];
        }
        band.binsToSamples();
        for (int t = 0; t < length; ++t) {
            band.levels()[t] = std::pow(std::abs(band.samples()[t]), 0.3);
        }
        band.levelsToBins();
        envelopes.emplace_back(band.bins(), band.bins() + statistics.coefficients());
        for (std::complex<double>& coefficient : envelopes.back()) {
            coefficient *= 0.5 / length;
        }
    }
    for (const auto& envelope : envelopes) {
        views.push_back(envelope.data());
    }
    const TextureValues& direct = statistics.measure(views);
    for (std::size_t c = 0; c < kTextureClasses; ++c) {
        EXPECT_LT(relativeDifference(values[c], direct[c]), kTolerance)
            << textureClassName(static_cast<TextureClass>(c));
    }
}

TEST(AuditoryTexture, DoesNotHearAnOffset) {
    constexpr float kOffset = 0.25F;
    AudioClip clip = crowd(kRateHz, 1.0);
    const TextureValues values = statisticsOf(clip);
    for (float& sample : clip.channels[0]) {
        sample += kOffset;
    }
    const TextureValues withOffset = statisticsOf(clip);
    for (std::size_t c = 0; c < kTextureClasses; ++c) {
        EXPECT_LT(relativeDifference(withOffset[c], values[c]), 1e-3);
    }
}

TEST(AuditoryTexture, SilenceHasFiniteStatistics) {
    const TextureValues values = statisticsOf(monoClip(kRateHz, std::vector<float>(kSamples)));
    for (const std::vector<double>& list : values) {
        for (const double value : list) {
            ASSERT_TRUE(std::isfinite(value));
        }
    }
}

TEST(AuditoryTexture, GivesTheSameBitsOnAnyNumberOfThreads) {
    const AudioClip clip = rain(16000, 1.5);
    const TextureLayout layout = layoutOf(clip);
    std::vector<TextureValues> values;
    std::vector<std::vector<float>> gradients;
    for (const int threads : {1, 3}) {
        ThreadPool pool(threads);
        AuditoryTexture<float> texture(layout, clip.sampleRateHz, clip.sampleCount(), pool);
        values.push_back(texture.measure(loopOf(texture, clip).data()));
        gradients.emplace_back(static_cast<std::size_t>(texture.loopSamples()));
        texture.differentiate(values.back(), gradients.back().data());
    }
    EXPECT_EQ(values[0], values[1]);
    EXPECT_EQ(gradients[0], gradients[1]);
}

TEST(AuditoryTexture, NoiseColoredByAStyleHasTheStylesDensities) {
    ThreadPool pool(2);
    const AudioClip style = crowd(kRateHz, 4.0);
    const TextureLayout layout = layoutOf(style);
    AuditoryTexture<float> texture(layout, kRateHz, style.sampleCount(), pool);
    texture.measure(loopOf(texture, style).data());
    const std::vector<double> densities = texture.densities();
    texture.colorBy(densities);
    const std::vector<float> white =
        noise(static_cast<std::size_t>(texture.loopSamples()), std::sqrt(3.0));
    texture.measure(white.data());
    const std::vector<double> colored = texture.densities();
    for (int band = 4; band < layout.bands; ++band) { // the lowest have few bins
        EXPECT_NEAR(10.0 * std::log10(colored[band] / densities[band]), 0.0, 3.0) << band;
    }
    // And back: the variable of a loop gives the loop.
    const std::vector<float> loop =
        texture.loopFrom(texture.variableOf(loopOf(texture, style)).data()); // from 20 Hz
    EXPECT_LT(relativeDifference(texture.loopFrom(texture.variableOf(loop).data()), loop), 1e-5);
}

TEST(TextureTarget, IsTheWeightedSumOverClassesOfRelativeSquaredErrors) {
    const TextureLayout layout(1000.0, 4.0);
    TextureValues values = layout.zeros();
    for (std::vector<double>& list : values) {
        std::fill(list.begin(), list.end(), 2.0);
    }
    const TextureTarget target(values);
    TextureValues derivatives = layout.zeros();
    EXPECT_EQ(target.distance(values, &derivatives), 0.0);
    EXPECT_EQ(derivatives, layout.zeros());
    for (double& value : of(values, TextureClass::c1)) {
        value = 2.2;
    }
    const double count = static_cast<double>(of(values, TextureClass::c1).size());
    constexpr double kWeight = 2.0; // of C1
    EXPECT_NEAR(target.distance(values, &derivatives), 0.01 * kWeight, 1e-12);
    EXPECT_NEAR(of(derivatives, TextureClass::c1)[0], kWeight * 2.0 * 0.2 / (4.0 * count), 1e-12);
    EXPECT_NEAR(target.signalToNoiseDb(values)[static_cast<std::size_t>(TextureClass::c1)], 20.0,
                1e-9);
    EXPECT_EQ(target.signalToNoiseDb(values)[0], 100.0);
}

TEST(TextureTarget, LeavesOutClassesThatAShortClipDoesNotHave) {
    const TextureLayout layout(1000.0, 0.01);
    const TextureTarget target(layout.zeros());
    EXPECT_EQ(target.distance(layout.zeros(), nullptr), 0.0);
    EXPECT_TRUE(std::isnan(
        target.signalToNoiseDb(layout.zeros())[static_cast<std::size_t>(TextureClass::c2)]));
}
