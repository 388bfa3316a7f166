// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"
#include "tonegraft/AudioClip.h"

#include <functional>
#include <string>
#include <vector>

namespace tonegraft::benchmark {

struct Options {
    bool quick = false;
};

/// One line of the table.
struct Row {
    std::string what;
    double value = 0.0;
    std::string unit;
    std::string required; ///< as the targets say it; empty: for information
    bool met = true;
};

/// Medians of interleaved runs: each function once in turn, `rounds` times, after one warm-up.
std::vector<double> medianSeconds(const std::vector<std::function<void()>>& functions, int rounds);
double secondsOf(const std::function<void()>& function);

/// Two unlike synthetic clips: a tune of plucked tones, and a rich buzz with tremolo and noise.
AudioClip syntheticContent(int sampleRateHz, int channels, double seconds);
AudioClip syntheticStyle(int sampleRateHz, int channels, double seconds);
FeatureMap<float> syntheticFeatures(const AudioClip& clip, ThreadPool& pool);

using Rows = std::vector<Row>;
void measureProducts(const Options& options, Rows& rows);
void measureEvaluations(const Options& options, Rows& rows);
void measureMethods(const Options& options, Rows& rows);
void measureAutoencoder(const Options& options, Rows& rows);
void measureNetworks(const Options& options, Rows& rows);
void measureTextures(const Options& options, Rows& rows);
void measureJobs(const Options& options, Rows& rows);
void measureGrowth(const Options& options, Rows& rows);
void measurePhase(const Options& options, Rows& rows);
void measureMemory(const Options& options, Rows& rows);
void measureBusyCore(const Options& options, Rows& rows);

/// A whole default job in this process: `job RATE CHANNELS SECONDS`. Returns the exit status.
int runJob(const std::vector<std::string>& arguments);

} // namespace tonegraft::benchmark
