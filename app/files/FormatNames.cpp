// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/FormatNames.h"

#include <array>
#include <utility>

#include <strings.h>

namespace tonegraft {

namespace {

template <class Value> using Names = std::array<std::pair<Value, const char*>, 3>;

constexpr Names<SampleFormat> kSampleFormats{{{SampleFormat::pcm16, "pcm16"},
                                              {SampleFormat::pcm24, "pcm24"},
                                              {SampleFormat::float32, "float"}}};
constexpr Names<SoundFileType> kSoundFileTypes{{{SoundFileType::wav, "wav"},
                                                {SoundFileType::flac, "flac"},
                                                {SoundFileType::oggVorbis, "ogg"}}};
constexpr Names<FigureFormat> kFigureFormats{
    {{FigureFormat::png, "png"}, {FigureFormat::svg, "svg"}, {FigureFormat::pdf, "pdf"}}};

template <class Value> std::string nameIn(const Names<Value>& names, Value value) {
    for (const auto& [known, name] : names)
        if (known == value)
            return name;
    return {};
}

template <class Value>
std::optional<Value> valueIn(const Names<Value>& names, const std::string& name) {
    for (const auto& [value, known] : names)
        if (strcasecmp(known, name.c_str()) == 0)
            return value;
    return std::nullopt;
}

std::string ending(const std::filesystem::path& path) {
    const std::string extension = path.extension().string();
    return extension.empty() ? extension : extension.substr(1);
}

} // namespace

std::string nameOf(SampleFormat format) {
    return nameIn(kSampleFormats, format);
}

std::optional<SampleFormat> sampleFormatNamed(const std::string& name) {
    return valueIn(kSampleFormats, name);
}

std::string nameOf(SoundFileType type) {
    return nameIn(kSoundFileTypes, type);
}

std::optional<SoundFileType> soundFileTypeNamed(const std::string& name) {
    return valueIn(kSoundFileTypes, name);
}

std::optional<SoundFileType> soundFileTypeOf(const std::filesystem::path& path) {
    return soundFileTypeNamed(ending(path));
}

std::string nameOf(FigureFormat format) {
    return nameIn(kFigureFormats, format);
}

std::optional<FigureFormat> figureFormatNamed(const std::string& name) {
    return valueIn(kFigureFormats, name);
}

std::optional<FigureFormat> figureFormatOf(const std::filesystem::path& path) {
    return figureFormatNamed(ending(path));
}

} // namespace tonegraft
