// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/ReaperProject.h"

#include "app/files/NumberText.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace tonegraft {

namespace {

/// In whichever quotes it does not hold itself; where it holds all three, the last become others.
std::string quoted(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' '; // a line ends an element
    for (const char quote : {'"', '\'', '`'})
        if (text.find(quote) == std::string::npos)
            return quote + text + quote;
    std::replace(text.begin(), text.end(), '`', '\'');
    return '`' + text + '`';
}

/// What Reaper calls the reader of a file.
std::string sourceKind(const std::string& file) {
    std::string ending = std::filesystem::path(file).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending == ".flac"  ? "FLAC"
           : ending == ".ogg" ? "VORBIS"
           : ending == ".mp3" ? "MP3"
                              : "WAVE";
}

std::string takeText(const ReaperTake& take) {
    return "      NAME " + quoted(take.name) + "\n      <SOURCE " + sourceKind(take.file) +
           "\n        FILE " + quoted(take.file) + "\n      >\n";
}

std::string itemText(const ReaperTrack& track) {
    double longest = 0.0;
    for (const ReaperTake& take : track.takes)
        longest = std::max(longest, take.seconds);
    std::string text =
        "    <ITEM\n      POSITION 0\n      LENGTH " + numberText(longest) + "\n      LOOP 0\n";
    for (std::size_t i = 0; i < track.takes.size(); ++i) {
        if (i > 0)
            text += std::string("      TAKE") + (i == track.chosen ? " SEL" : "") + "\n";
        text += takeText(track.takes[i]);
    }
    return text + "    >\n";
}

std::string trackText(const ReaperTrack& track) {
    return "  <TRACK\n    NAME " + quoted(track.name) + "\n    MUTESOLO " +
           (track.muted ? "1" : "0") + " 0 0\n" +
           (track.takes.empty() ? std::string() : itemText(track)) + "  >\n";
}

} // namespace

std::string reaperProject(const std::vector<ReaperTrack>& tracks, int sampleRateHz) {
    std::string text = "<REAPER_PROJECT 0.1 \"6.0\"\n  SAMPLERATE " + std::to_string(sampleRateHz) +
                       " 1 0\n  TAKELANE 1\n";
    for (const ReaperTrack& track : tracks)
        text += trackText(track);
    return text + ">\n";
}

} // namespace tonegraft
