// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTexture.h"
#include "methods/texture/AuditoryTextureTarget.h"
#include "tools/benchmark/Bench.h"
#include "tools/benchmark/TextureStep.h"

#include <cmath>

namespace tonegraft::benchmark {
namespace {

// As the reference sums it: all classes alike.
double distanceOf(const TextureValues& values, const TextureValues& target) {
    double sum = 0.0;
    for (std::size_t c = 0; c < values.size(); ++c) {
        double error = 0.0;
        double square = 0.0;
        for (std::size_t i = 0; i < values[c].size(); ++i) {
            error += std::pow(values[c][i] - target[c][i], 2);
            square += target[c][i] * target[c][i];
        }
        sum += error / square;
    }
    return sum;
}

} // namespace

void measureTextures(const Options& options, Rows& rows) {
    constexpr int kRateHz = 22050;
    constexpr double kSeconds = 10.0;
    constexpr double kSameTotal = 0.01; // the engine's bands have rates of their own
    ThreadPool pool(0);
    const AudioClip content = syntheticContent(kRateHz, 1, kSeconds);
    const AudioClip style = syntheticStyle(kRateHz, 1, kSeconds);
    const TextureLayout layout(kRateHz / 2.0, kSeconds);
    AuditoryTexture<float> texture(layout, kRateHz, content.sampleCount(), pool);
    const TextureValues wanted = texture.measure(texture.loopOf(style.channels[0]).data());
    const TextureTarget target(wanted);
    const std::vector<float> loop = texture.loopOf(content.channels[0]);
    TextureStep reference(layout, kRateHz, loop.size(), wanted);

    std::vector<float> gradient(loop.size());
    TextureValues derivatives = layout.zeros();
    double total = 0.0;
    double referenceTotal = 0.0;
    const auto median = medianSeconds({[&] { referenceTotal = reference.run(loop, gradient); },
                                       [&] {
                                           const TextureValues& values =
                                               texture.measure(loop.data());
                                           total = distanceOf(values, wanted);
                                           target.distance(values, &derivatives);
                                           texture.differentiate(derivatives, gradient.data());
                                       }},
                                      options.quick ? 3 : 7);
    const std::string what = "evaluation, grinstein's auditory texture, 10 s mono";
    rows.push_back({what + ", autograd", 1000.0 * median[0], "ms", "", true});
    rows.push_back({what, 1000.0 * median[1], "ms", "", true});
    const double ratio = median[0] / median[1];
    rows.push_back({"  times autograd", ratio, "x", ">= 1", ratio >= 1.0});
    const double off = std::fabs(total - referenceTotal) / referenceTotal;
    rows.push_back({"  totals differ by", off, "", "<= 0.01", off <= kSameTotal});
}

} // namespace tonegraft::benchmark
