// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tonegraft {

inline constexpr std::uint64_t kSafetensorsPrefix = 8; // bytes of the header's length
/// A header names tensors; the largest networks' are some hundred kilobytes.
inline constexpr std::uint64_t kMostHeaderBytes = 4U << 20U;

struct TensorEntry {
    std::string type; ///< as the file says: "F32"
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< counted from the end of the header
    std::uint64_t bytes = 0;
};

struct SafetensorsHeader {
    std::map<std::string, TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
    std::uint64_t dataBegin = 0; ///< in the file
};

/// Bytes of a number of a type; 0 for a type that does not exist.
std::size_t bytesOfType(const std::string& type);

/// Reads a header that `dataBytes` of numbers follow. Throws Error, which names the file as `file`,
/// if it is no JSON of the form described, names anything twice, or if shapes, types and offsets
/// disagree, overlap, leave gaps or reach beyond the data. Allocates no more than a few times the
/// text's size.
SafetensorsHeader parseSafetensorsHeader(const std::string& text, std::uint64_t dataBytes,
                                         const std::string& file);

} // namespace tonegraft
