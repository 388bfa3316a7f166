// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/Artefacts.h"

#include <algorithm>
#include <cmath>

namespace tonegraft::quality {
namespace {

using Levels = std::vector<double>;

constexpr int kNearBlocks = 15; // 0.3 s
constexpr double kQuietestDb = -80.0;
constexpr double kPauseDb = 35.0;
constexpr double kLoudDb = 15.0;
constexpr double kSoftDb = 40.0;
constexpr int kLeastPauseBlocks = 5;
constexpr double kNoPauseDb = -99.0;
constexpr double kPauseFloor = 1e-5; // -30 dB of the loud level, which is at -20
constexpr double kLeastPauseShare = 0.02;
constexpr double kOver = 2.0; // 3 dB
constexpr double kHeadroomDb = -1.0;

double powerOf(double levelDb) {
    return std::pow(10.0, levelDb / 10.0);
}

/// The content's loudest block within 0.3 s.
Levels nearby(const Levels& levels) {
    Levels result;
    const int count = static_cast<int>(levels.size());
    for (int block = 0; block < count; ++block) {
        const auto first = levels.begin() + std::max(0, block - kNearBlocks);
        const auto end = levels.begin() + std::min(count, block + kNearBlocks + 1);
        result.push_back(*std::max_element(first, end));
    }
    return result;
}

double burstOf(const Levels& near, const Levels& output) {
    double worst = -kNoLimit;
    for (std::size_t i = 0; i < near.size(); ++i) {
        worst = std::max(worst, output[i] - std::max(near[i], kQuietestDb));
    }
    return worst;
}

double peakPauseOf(const Levels& content, const Levels& near, const Levels& output) {
    const double loudest = *std::max_element(content.begin(), content.end());
    Levels loud;
    double inPauses = -kNoLimit;
    int blocks = 0;
    for (std::size_t i = 0; i < content.size(); ++i) {
        if (near[i] < loudest - kPauseDb) {
            inPauses = std::max(inPauses, output[i]);
            ++blocks;
        }
        if (content[i] > loudest - kLoudDb) {
            loud.push_back(output[i]);
        }
    }
    return blocks > kLeastPauseBlocks ? inPauses - quantile(loud, 0.9) : kNoPauseDb;
}

double pauseOf(const Levels& content, const Levels& output) {
    const double loudest = *std::max_element(content.begin(), content.end());
    double before = 0.0;
    double after = 0.0;
    int blocks = 0;
    for (std::size_t i = 0; i < content.size(); ++i) {
        if (content[i] < loudest - kSoftDb) {
            before += powerOf(content[i]);
            after += powerOf(output[i]);
            ++blocks;
        }
    }
    if (!(blocks > kLeastPauseShare * static_cast<double>(content.size()))) {
        return 0.0;
    }
    return 10.0 * std::log10(after / std::max(before, kPauseFloor * blocks));
}

double overOf(const Traits& content, const Traits& style, const Traits& output) {
    double over = 0.0;
    double all = 0.0;
    for (int frame = 0; frame < output.bands.frames; ++frame) {
        for (int band = 0; band < output.bands.bins; ++band) {
            const double power = output.bands.frame(0, frame)[band];
            all += power;
            if (power > kOver * std::max(content.bandPeaks[band], style.bandPeaks[band])) {
                over += power;
            }
        }
    }
    return over / all;
}

} // namespace

Listened listened(const AudioClip& clip, ThreadPool& pool) {
    HeardClip one = heard(clip, pool);
    Traits traits = traitsOf(one);
    Motion motion = motionOf(one, pool);
    return {std::move(one), std::move(traits), std::move(motion)};
}

Artefacts artefactsOf(const Listened& content, const Listened& style, const Listened& output) {
    const Traits& c = content.traits;
    const Traits& s = style.traits;
    const Traits& o = output.traits;
    const auto blocks = std::min(c.levelsDb.size(), o.levelsDb.size());
    const Levels before(c.levelsDb.begin(), c.levelsDb.begin() + static_cast<long>(blocks));
    const Levels after(o.levelsDb.begin(), o.levelsDb.begin() + static_cast<long>(blocks));
    const Levels near = nearby(before);
    const auto beyond = [&](double Traits::*trait) {
        return o.*trait - std::max(c.*trait, s.*trait);
    };
    Artefacts found;
    found.valley = beyond(&Traits::valleyDb);
    found.crest = beyond(&Traits::crestDb);
    found.shortBy = std::max(0.0, o.peakDb - std::max(kHeadroomDb, c.peakDb));
    found.peakPause = peakPauseOf(before, near, after);
    found.island = beyond(&Traits::island);
    found.flutter = flutterOf(content.motion, style.motion, output.motion);
    found.preEcho = preEchoOf(content.motion, output.motion);
    found.whistle =
        output.motion.whistles - std::max(content.motion.whistles, style.motion.whistles);
    found.burst = burstOf(near, after);
    found.pause = pauseOf(before, after);
    found.over = overOf(c, s, o);
    found.logKurtosis = beyond(&Traits::logKurtosis);
    return found;
}

bool alarms(const ArtefactRow& row, const Artefacts& artefacts) {
    return artefacts.*row.value > row.most;
}

} // namespace tonegraft::quality
