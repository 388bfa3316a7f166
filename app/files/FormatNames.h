// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "ui/results/FigureFile.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tonegraft {

// What the command line and the settings file call formats. Thread: any.

/// "pcm16", "pcm24", "float".
std::string nameOf(SampleFormat format);
std::optional<SampleFormat> sampleFormatNamed(const std::string& name);
/// Those that a kind of file holds: "pcm16 or pcm24"; empty for a lossy coding.
std::string sampleFormatsOf(SoundFileType type);
/// "pcm16", `between`, "pcm24" ...
std::string allSampleFormats(const std::string& between);

/// "wav", "flac", "ogg"; also the ending of a file's name, in upper or lower case.
std::string nameOf(SoundFileType type);
std::optional<SoundFileType> soundFileTypeNamed(const std::string& name);
std::optional<SoundFileType> soundFileTypeOf(const std::filesystem::path& path);
/// ".wav, .flac or .ogg".
std::string allSoundEndings();

/// "png", "svg", "pdf"; likewise.
std::string nameOf(FigureFormat format);
std::optional<FigureFormat> figureFormatNamed(const std::string& name);
std::optional<FigureFormat> figureFormatOf(const std::filesystem::path& path);

} // namespace tonegraft
