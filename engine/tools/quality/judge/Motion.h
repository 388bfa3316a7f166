// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/judge/HeardClip.h"

#include <vector>

namespace tonegraft::quality {

/// What is looked for in how a clip moves within tenths of a second, at -20 dB in its loud
/// passages. Windows of 46 ms, 5.8 ms apart.
struct Motion {
    FeatureMap<double> powers;    ///< [1][frames][bins] up to 9 kHz
    FeatureMap<double> stretches; ///< means over 150 ms, every 75 ms, [1][stretches][bins]
    std::vector<char> tonal;      ///< [stretches][bins]: a partial sounds there
    std::vector<double> levelsDb; ///< of each 5 ms
    double ownFlutterDb = 0.0;    ///< mean range of partials that go on before and after
    double whistles = 0.0;        ///< see whistlesOf()
};

Motion motionOf(const HeardClip& clip, ThreadPool& pool);

/// Tremor: the mean range in dB within 150 ms, a straight line taken off, of those partials of the
/// output that stand where the content's are steady (move by less than 3 dB), over what the
/// larger of the content's there and the style's own is. 0 where there are too few of them.
double flutterOf(const Motion& content, const Motion& style, const Motion& output);

/// Before those attacks of the content that come after quiet (20 dB up within 0.12 s): by how much
/// the output's level rises from 0.2 .. 0.12 s before to 0.06 .. 0.025 s before, over the
/// content's own rise; the mean of all in dB, what lies 50 dB below the attack not counted.
double preEchoOf(const Motion& content, const Motion& output);

/// Birdies: lonely short tones from 2.5 to 9 kHz, a second: 15 dB over what is beside them in
/// frequency, 12 dB over what was and will be in their place, for 35 to 140 ms, and no softer than
/// 50 dB below the loudest frame. powers: as in Motion.
double whistlesOf(const FeatureMap<double>& powers, double seconds);

} // namespace tonegraft::quality
