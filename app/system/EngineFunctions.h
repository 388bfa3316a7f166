// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "tonegraft/Estimate.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Spectrogram.h"
#include "tonegraft/Transfer.h"

#include <filesystem>
#include <functional>
#include <string>

namespace tonegraft {

/// The functions of the engine that the application calls off the GUI thread, as values, so that
/// tests can put others in their place. Contracts as in the engine's headers.
struct EngineFunctions {
    std::function<LoadedClip(const std::filesystem::path&, const ReadOptions&)> read;
    std::function<void(const AudioClip&, const SpectrogramVisitor&)> spectrogram;
    std::function<Loudness(const AudioClip&)> loudness;
    std::function<TransferResult(const AudioClip& content, const AudioClip& style,
                                 const TransferSettings&, TransferObserver&, RunControl&)>
        run;
    std::function<Measures(const AudioClip& content, const AudioClip& style,
                           const AudioClip& output)>
        measure;
    std::function<void(const std::filesystem::path&, const AudioClip&, const WriteOptions&)> write;
    std::function<RunEstimate(const ClipShape& content, const ClipShape& style,
                              const TransferSettings&)>
        estimate;
    std::function<void(const std::filesystem::path&, const std::string&)> writeFile;
    /// Opens what the first run would open otherwise. Blocks; fails silently.
    std::function<void()> preload;
};

/// The engine's own.
EngineFunctions engineFunctions();

} // namespace tonegraft
