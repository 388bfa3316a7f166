// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/OutputName.h"

#include "app/files/NumberText.h"
#include "tonegraft/Methods.h"
#include "tonegraft/ShownText.h"
#include "tonegraft/SoundFormats.h"

#include <algorithm>
#include <string_view>

namespace tonegraft {

namespace {

constexpr std::size_t longestEndingBytes() {
    std::size_t longest = 0;
    for (const SoundFileFormat& format : kSoundFormats)
        longest = std::max(longest, std::string_view(format.id).size());
    return 1 + longest;
}
constexpr std::size_t kLongestNameBytes = 255 - longestEndingBytes();

bool refusedSomewhere(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F ||
           std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
}

/// Valid UTF-8 without refused characters, cut at a character's border.
std::string sanitized(std::string_view name, std::size_t mostBytes) {
    std::string clean;
    while (!name.empty()) {
        const std::size_t length = utf8Bytes(name);
        const bool bad = length == 0 || (length == 1 && refusedSomewhere(name.front()));
        const std::string_view character = bad ? std::string_view("_") : name.substr(0, length);
        if (clean.size() + character.size() > mostBytes)
            break;
        clean += character;
        name.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return clean;
}

} // namespace

std::string fileNameOf(const std::string& name) {
    constexpr std::size_t kNumberBytes = 10;
    constexpr std::size_t kRoom = kLongestNameBytes - kNumberBytes;
    constexpr std::string_view kLeftOut = "…";
    std::string whole = sanitized(name, std::string::npos);
    if (whole.empty() || whole.front() == '.')
        whole.insert(0, "_");
    if (whole.size() <= kRoom)
        return whole;
    // The end has the number, so it stays.
    std::size_t end = whole.size() - (kRoom - kLeftOut.size()) / 2;
    while ((static_cast<unsigned char>(whole[end]) & 0xC0) == 0x80) // inside a character
        ++end;
    const std::string tail = std::string(kLeftOut) + whole.substr(end);
    return sanitized(whole, kRoom - tail.size()) + tail;
}

std::string numberedName(const std::string& name, NamePattern pattern, int number) {
    if (number == 1)
        return name;
    return pattern == NamePattern::spoken ? name + " (" + std::to_string(number) + ")"
                                          : name + "_" + std::to_string(number);
}

std::string outputName(const TransferSettings& settings, const std::filesystem::path& content,
                       const std::filesystem::path& style) {
    const MethodInfo& method = methodInfo(settings.method);
    const ParameterInfo* filters = method.parameter("filters");
    const bool convolves =
        filters != nullptr && (filters->acts == nullptr || filters->acts(settings));
    std::string head = settings.method;
    std::string tail;
    if (convolves) {
        head =
            "output1D_" + (settings.filters == kInfiniteFilters ? std::string("inf")
                                                                : std::to_string(settings.filters));
    }
    if (method.parameter("steps") != nullptr)
        head += "_iter" + std::to_string(settings.steps);
    head += "_c";
    if (method.parameter("style-weight") != nullptr)
        tail += "_sw" + numberText(settings.styleWeight);
    // None strides.
    if (convolves && method.parameter("kernel") != nullptr)
        tail += "_k" + std::to_string(settings.kernelSize) + "s1p" +
                std::to_string(method.paddedFrames);
    const std::string infix = "_s";
    const std::size_t room = kLongestNameBytes - head.size() - infix.size() - tail.size();
    // A short name leaves its unused room to the long one.
    const std::string styleName = style.stem().string();
    const std::size_t contentRoom = std::max(room / 2, room - std::min(room, styleName.size()));
    const std::string contentPart = sanitized(content.stem().string(), contentRoom);
    return head + contentPart + infix + sanitized(styleName, room - contentPart.size()) + tail;
}

} // namespace tonegraft
