// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tonegraft::test {

/// The pages of an Ogg file, whole.
std::vector<std::string> oggPages(const std::string& bytes);
/// Put together again, each with a checksum that is right.
std::string oggFile(std::vector<std::string> pages);

std::int64_t granuleOf(const std::string& page);
void setGranule(std::string& page, std::int64_t granule);
/// A page that begins a stream, with one packet.
std::string firstPage(const std::string& packet, std::uint32_t serial);
/// A page without a packet that ends the stream of the page before it.
std::string emptyLastPage(const std::string& before);
void setLast(std::string& page, bool last);

} // namespace tonegraft::test
