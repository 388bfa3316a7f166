// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/TruthDistance.h"

#include "measures/MelTriangles.h"

#include <algorithm>
#include <cmath>

namespace tonegraft::quality {
namespace {

constexpr double kRms = 0.1;
constexpr int kBands = 80;
constexpr int kFineBins = 743; // to 8 kHz
constexpr double kFloor = 1e-6;

struct Views {
    FeatureMap<double> mel;
    FeatureMap<double> fine;
};

Views viewsOf(const HeardClip& clip) {
    static const std::vector<MelTriangle> kTriangles = melTriangles(kBands);
    const double scale = kRms * kRms / (clip.rms * clip.rms);
    Views views{FeatureMap<double>(1, clip.powers.frames, kBands),
                FeatureMap<double>(1, clip.powers.frames, kFineBins)};
    for (int frame = 0; frame < clip.powers.frames; ++frame) {
        const double* powers = clip.powers.frame(0, frame);
        for (int band = 0; band < kBands; ++band) {
            views.mel.frame(0, frame)[band] = scale * kTriangles[band].of(powers);
        }
        std::transform(powers, powers + kFineBins, views.fine.frame(0, frame),
                       [scale](double power) { return scale * power; });
    }
    return views;
}

double largest(const FeatureMap<double>& view, int frames) {
    double found = 0.0;
    for (int frame = 0; frame < frames; ++frame) {
        const double* row = view.frame(0, frame);
        found = std::max(found, *std::max_element(row, row + view.bins));
    }
    return found;
}

double distanceDb(const FeatureMap<double>& a, const FeatureMap<double>& truth) {
    const int frames = std::min(a.frames, truth.frames);
    const double floor = kFloor * largest(truth, truth.frames);
    double sum = 0.0;
    for (int frame = 0; frame < frames; ++frame) {
        const double* x = a.frame(0, frame);
        const double* y = truth.frame(0, frame);
        double squares = 0.0;
        for (int bin = 0; bin < truth.bins; ++bin) {
            const double step =
                10.0 * std::log10(std::max(x[bin], floor) / std::max(y[bin], floor));
            squares += step * step;
        }
        sum += std::sqrt(squares / truth.bins);
    }
    return sum / frames;
}

} // namespace

TruthDistance truthDistance(const HeardClip& content, const HeardClip& truth,
                            const HeardClip& output) {
    const Views from = viewsOf(content);
    const Views to = viewsOf(truth);
    const Views reached = viewsOf(output);
    TruthDistance distance;
    distance.contentDb = distanceDb(from.mel, to.mel);
    distance.lsd = distanceDb(reached.mel, to.mel) / distance.contentDb;
    distance.fine = distanceDb(reached.fine, to.fine) / distanceDb(from.fine, to.fine);
    distance.timbre =
        timbreDistance(output.timbre, truth.timbre) / timbreDistance(content.timbre, truth.timbre);
    return distance;
}

} // namespace tonegraft::quality
