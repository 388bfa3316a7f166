// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/OggBytes.h"

#include "engine/audio/support/SoundFiles.h"

#include <ogg/ogg.h>

namespace tonegraft::test {

namespace {

constexpr std::size_t kFlags = 5;
constexpr std::size_t kGranule = 6;
constexpr std::size_t kNumber = 18;
constexpr std::size_t kSegments = 26;
constexpr std::size_t kHeader = 27;
constexpr char kFirst = 2;
constexpr char kLast = 4;

std::size_t headerBytes(const std::string& page) {
    return kHeader + static_cast<unsigned char>(page[kSegments]);
}

} // namespace

std::vector<std::string> oggPages(const std::string& bytes) {
    std::vector<std::string> pages;
    for (std::size_t at = 0; at + kHeader <= bytes.size();) {
        const std::size_t header = headerBytes(bytes.substr(at, kHeader));
        std::size_t size = header;
        for (std::size_t i = kHeader; i < header; ++i)
            size += static_cast<unsigned char>(bytes.at(at + i));
        pages.push_back(bytes.substr(at, size));
        at += size;
    }
    return pages;
}

std::string oggFile(std::vector<std::string> pages) {
    std::string file;
    for (std::string& page : pages) {
        const std::size_t header = headerBytes(page);
        auto* bytes = reinterpret_cast<unsigned char*>(page.data());
        ogg_page summed{bytes, static_cast<long>(header), bytes + header,
                        static_cast<long>(page.size() - header)};
        ogg_page_checksum_set(&summed);
        file += page;
    }
    return file;
}

std::int64_t granuleOf(const std::string& page) {
    std::uint64_t granule = 0;
    for (std::size_t i = 8; i-- > 0;)
        granule = (granule << 8U) | static_cast<unsigned char>(page[kGranule + i]);
    return static_cast<std::int64_t>(granule);
}

void setGranule(std::string& page, std::int64_t granule) {
    page.replace(kGranule, 8, le64(static_cast<std::uint64_t>(granule)));
}

std::string firstPage(const std::string& packet, std::uint32_t serial) {
    return std::string("OggS\0", 5) + kFirst + le64(0) + le32(serial) + le32(0) + le32(0) + '\x01' +
           static_cast<char>(packet.size()) + packet;
}

std::string emptyLastPage(const std::string& before) {
    std::string page = before.substr(0, kHeader);
    page[kFlags] = kLast;
    page[kNumber] = static_cast<char>(page[kNumber] + 1);
    page[kSegments] = 0;
    return page;
}

void setLast(std::string& page, bool last) {
    page[kFlags] = static_cast<char>(last ? page[kFlags] | kLast : page[kFlags] & ~kLast);
}

} // namespace tonegraft::test
