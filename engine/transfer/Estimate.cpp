// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Estimate.h"

#include "dsp/Stft.h"
#include "linalg/Gemm.h"
#include "linalg/VectorOps.h"
#include "methods/shared/FilterBank.h"
#include "tonegraft/Error.h"
#include "transfer/MemoryEstimate.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kSetupSeconds = 0.1; // threads, plans, level, loudness of the result

/// What the machine does in a second.
struct MachineSpeed {
    double productFlop = 1.0;
    double passBytes = 1.0;
    double transformed = 1.0;
};

// Seconds of the quickest of a few tries: what others use of the machine is not counted.
double leastSeconds(const std::function<void()>& work) {
    constexpr int kTries = 4;
    double least = 1e9;
    for (int i = 0; i < kTries; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        least = std::min(least, std::max(taken.count(), 1e-6));
    }
    return least;
}

MachineSpeed measuredSpeed() {
    ThreadPool pool(0);
    MachineSpeed speed;
    constexpr int kRows = 480, kColumns = 576, kInner = 1024;
    const auto a = normalFilters<float>(kRows, 1, kInner, 1.0, 1, pool).weights;
    const auto b = normalFilters<float>(kInner, 1, kColumns, 1.0, 2, pool).weights;
    std::vector<float> c(static_cast<std::size_t>(kRows) * kColumns);
    speed.productFlop =
        2.0 * kRows * kColumns * kInner / leastSeconds([&] {
            parallelGemm(pool, kRows, kColumns, kInner, 1.0F, MatrixView<float>{a.data(), kInner},
                         MatrixView<float>{b.data(), kColumns}, 0.0F, c.data(), kColumns);
        });
    constexpr std::ptrdiff_t kCount = 2 << 20; // larger than most caches
    std::vector<float> from(kCount, 1.0F), to(kCount);
    speed.passBytes = 2.0 * sizeof(float) * kCount / leastSeconds([&] {
                          linearCombination<float>({0.5}, {from.data()}, to.data(), kCount, pool);
                      });
    const StftShape shape;
    constexpr std::size_t kSamples = 22050;
    std::vector<float> samples(from.begin(), from.begin() + kSamples);
    Stft<float> stft(shape, kSamples, pool);
    speed.transformed = 2.0 * shape.windowSamples * stft.frames() / leastSeconds([&] {
                            stft.throughSpectrum(
                                samples.data(), [](int, std::complex<float>*) {}, samples.data());
                        });
    return speed;
}

} // namespace

RunEstimate estimateRun(const ClipShape& content, const ClipShape& style,
                        const TransferSettings& settings) {
    for (const auto& [clip, name] : {std::pair{&content, "content"}, {&style, "style"}}) {
        if (clip->sampleRateHz <= 0 || clip->channels < 1) {
            throw Error(MessageCode::transferNoSamples, {name});
        }
    }
    static const MachineSpeed speed = measuredSpeed();
    const RunSize size = runSize(content, style, settings);
    RunEstimate estimate;
    estimate.peakBytes = estimatedPeakBytes(content, style, settings);
    estimate.seconds = kSetupSeconds + size.productFlop / speed.productFlop +
                       size.passBytes / speed.passBytes + size.transformed / speed.transformed;
    estimate.trainingSeconds = size.trainingFlop / speed.productFlop;
    return estimate;
}

} // namespace tonegraft
