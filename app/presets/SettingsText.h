// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/files/Report.h"
#include "tonegraft/Error.h"
#include "tonegraft/TransferSettings.h"

#include <QCoreApplication>

#include <filesystem>
#include <string>

namespace tonegraft {

/// Settings out of what Tonegraft has written: presets, reports, comments of sounds. Whatever they
/// hold, nothing is taken but values that the method allows. Thread: any.

/// What is said of such files.
struct PresetTexts {
    Q_DECLARE_TR_FUNCTIONS(PresetTexts)
};
/// Throws Error with the text, in which %1 stands for the source.
[[noreturn]] void refuseFile(const QString& text, const std::string& source);

/// Throws Error: no JSON object, or one that is nested too deeply.
Json parsedJson(const std::string& text, const std::string& source);
/// A text of the object, cut at 200 bytes; empty if it is missing or something else.
std::string textIn(const Json& object, const char* key);
/// "method" and "parameters", as a report and a preset have them; what is left out is at its
/// default. Throws Error.
TransferSettings settingsIn(const Json& object, const std::string& source);

/// What runDescription() wrote: "Tonegraft 0.1.0 --method graft --style-weight 1 ...". Flags about
/// regions are passed over. Throws Error.
TransferSettings settingsOfDescription(const std::string& description, const std::string& source);
/// The description that the bytes of a WAV, FLAC or Ogg file have as its comment; empty: none.
std::string descriptionIn(const std::string& bytes);

/// The settings that made a file: an exported sound, its report, or a preset. Reads 1 MB at most,
/// of regular files only. Throws Error.
TransferSettings settingsOfFile(const std::filesystem::path& file);

} // namespace tonegraft
