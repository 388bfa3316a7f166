// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/FormatNames.h"

#include <strings.h>

namespace tonegraft {

namespace {

struct Named {
    const char* id;
};
constexpr Named kFigureFormats[]{{"png"}, {"svg"}, {"pdf"}}; // in FigureFormat's order

/// Of a table whose rows stand in the order of the values.
template <class Value, class Row, std::size_t Rows>
std::optional<Value> valueIn(const Row (&table)[Rows], const std::string& name) {
    for (std::size_t i = 0; i < Rows; ++i)
        if (strcasecmp(table[i].id, name.c_str()) == 0)
            return static_cast<Value>(i);
    return std::nullopt;
}

std::string ending(const std::filesystem::path& path) {
    const std::string extension = path.extension().string();
    return extension.empty() ? extension : extension.substr(1);
}

} // namespace

std::string nameOf(SampleFormat format) {
    return infoOf(format).id;
}

std::optional<SampleFormat> sampleFormatNamed(const std::string& name) {
    return valueIn<SampleFormat>(kSampleFormats, name);
}

std::string sampleFormatsOf(SoundFileType type) {
    std::string text;
    for (std::size_t i = 0; i < std::size(kSampleFormats); ++i)
        if (infoOf(type).holds(static_cast<SampleFormat>(i)))
            text += (text.empty() ? "" : " or ") + std::string(kSampleFormats[i].id);
    return text;
}

std::string allSampleFormats(const std::string& between) {
    std::string text;
    for (const SampleFormatInfo& info : kSampleFormats)
        text += (text.empty() ? "" : between) + info.id;
    return text;
}

std::string allSoundEndings() {
    constexpr std::size_t kCount = std::size(kSoundFormats);
    std::string text;
    for (std::size_t i = 0; i < kCount; ++i)
        text += std::string(i == 0 ? "." : i + 1 < kCount ? ", ." : " or .") + kSoundFormats[i].id;
    return text;
}

std::string nameOf(SoundFileType type) {
    return infoOf(type).id;
}

std::optional<SoundFileType> soundFileTypeNamed(const std::string& name) {
    return valueIn<SoundFileType>(kSoundFormats, name);
}

std::optional<SoundFileType> soundFileTypeOf(const std::filesystem::path& path) {
    return soundFileTypeNamed(ending(path));
}

std::string nameOf(FigureFormat format) {
    return kFigureFormats[static_cast<std::size_t>(format)].id;
}

std::optional<FigureFormat> figureFormatNamed(const std::string& name) {
    return valueIn<FigureFormat>(kFigureFormats, name);
}

std::optional<FigureFormat> figureFormatOf(const std::filesystem::path& path) {
    return figureFormatNamed(ending(path));
}

} // namespace tonegraft
