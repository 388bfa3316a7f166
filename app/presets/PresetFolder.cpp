// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presets/PresetFolder.h"

#include "app/files/PathText.h"
#include "app/presets/SettingsText.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"

#include <QCryptographicHash>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

namespace tonegraft {

namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kMostPresets = 1000;
constexpr std::size_t kLongestNameBytes = 80; // each may take three in the file's name
constexpr int kDigestDigits = 12;
constexpr const char* kEnding = ".json";

/// A long name is cut between two characters, and ends in what tells it from others that begin so.
std::string shortened(const std::string& name) {
    if (name.size() <= kLongestNameBytes)
        return name;
    std::size_t bytes = kLongestNameBytes - kDigestDigits - 1;
    while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U)
        --bytes;
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha256);
    return name.substr(0, bytes) + "-" + digest.toHex().left(kDigestDigits).toStdString();
}

/// Letters, digits and what is harmless everywhere; the rest as %XX.
std::string fileName(const std::string& name) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    std::string file;
    for (const char c : shortened(name)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '_';
        if (plain)
            file += c;
        else
            file += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
    return file + kEnding;
}

} // namespace

Preset readPreset(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        refuseFile(PresetTexts::tr("%1: there is no such file."), pathText(file));
    std::ifstream stream(file, std::ios::binary);
    std::string text(kMostBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    if (text.size() > kMostBytes)
        refuseFile(PresetTexts::tr("%1: this is no preset of Tonegraft."), pathText(file));
    return presetOf(text, pathText(file));
}

PresetFolder::PresetFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}

std::filesystem::path PresetFolder::fileOf(const std::string& name) const {
    return m_folder / fileName(name);
}

PresetFolder::Content PresetFolder::read() const {
    Content content;
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator entry(m_folder, error), end;
         !error && entry != end && files.size() < kMostPresets; entry.increment(error))
        if (entry->path().extension() == kEnding)
            files.push_back(entry->path());
    for (const std::filesystem::path& file : files) {
        try {
            content.presets.push_back(readPreset(file));
        } catch (const Error& failure) {
            content.messages.emplace_back(failure.what());
        }
    }
    std::sort(content.presets.begin(), content.presets.end(),
              [](const Preset& a, const Preset& b) { return a.name < b.name; });
    return content;
}

void PresetFolder::save(const Preset& preset) const {
    std::error_code error;
    std::filesystem::create_directories(m_folder, error); // writing says what is wrong
    writeFileAtomically(fileOf(preset.name), presetText(preset));
}

void PresetFolder::remove(const std::string& name) const {
    std::error_code error;
    std::filesystem::remove(fileOf(name), error);
    if (error)
        throw Error(pathText(fileOf(name)) + ": " + error.message() + ".");
}

} // namespace tonegraft
