// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/SafetensorsHeader.h"

#include "audio/files/FileMessage.h"
#include "tonegraft/Error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace tonegraft {
namespace {

using nlohmann::json;

constexpr int kMostDepth = 3;              // header, tensor, shape
constexpr std::size_t kMostDimensions = 8; // a message says so
constexpr std::size_t kLongestName = 256;

// What is wrong with a header; parseSafetensorsHeader() passes it on.
struct Wrong {
    MessageCode code;
    std::vector<std::string> arguments; // behind the file's name
};

[[noreturn]] void wrong(const char* reason) {
    throw Wrong{MessageCode::networkDamaged, {reason}};
}

[[noreturn]] void wrongTensor(const std::string& name, const std::string& reason) {
    throw Wrong{MessageCode::networkTensorDamaged, {shownPath(name), reason}};
}

json parsed(const std::string& text) {
    // The reader would take the last of two equal names, and follow any depth.
    std::vector<std::set<std::string>> names;
    const auto check = [&](int depth, json::parse_event_t event, json& value) {
        using Event = json::parse_event_t;
        if (depth >= kMostDepth && (event == Event::object_start || event == Event::array_start)) {
            wrong("its header is nested too deeply");
        }
        if (event == Event::object_start) {
            names.emplace_back();
        } else if (event == Event::object_end) {
            names.pop_back();
        } else if (event == Event::key) {
            const auto name = value.get<std::string>();
            if (name.size() > kLongestName) {
                wrong("its header has a name that is too long");
            }
            if (!names.back().insert(name).second) {
                throw Wrong{MessageCode::networkNamesTwice, {shownPath(name)}};
            }
        }
        return true;
    };
    try {
        return json::parse(text, check);
    } catch (const json::exception&) {
        wrong("it is no safetensors file, or a damaged one: its header is no JSON");
    }
}

std::uint64_t countOf(const json& value, const std::string& tensor, const char* otherwise) {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMost) {
        wrongTensor(tensor, otherwise);
    }
    return value.get<std::uint64_t>();
}

const json& member(const json& object, const std::string& name, const std::string& tensor) {
    if (!object.is_object() || !object.contains(name)) {
        wrongTensor(tensor, "has no \"" + name + "\"");
    }
    return object.at(name);
}

// Bytes that a shape asks for; throws where that overflows or is more than there is.
std::uint64_t bytesOf(const TensorEntry& entry, std::uint64_t each, std::uint64_t dataBytes,
                      const std::string& tensor) {
    std::uint64_t bytes = each;
    for (const std::int64_t size : entry.shape) {
        const auto factor = static_cast<std::uint64_t>(size);
        if (factor > 0 && bytes > dataBytes / factor) {
            wrongTensor(tensor, "would be larger than the file");
        }
        bytes *= factor;
    }
    return bytes;
}

TensorEntry entryOf(const std::string& tensor, const json& value, std::uint64_t dataBytes) {
    TensorEntry entry;
    const json& type = member(value, "dtype", tensor);
    const json& shape = member(value, "shape", tensor);
    const json& offsets = member(value, "data_offsets", tensor);
    entry.type = type.is_string() ? type.get<std::string>() : "";
    const std::size_t each = bytesOfType(entry.type);
    if (each == 0) {
        wrongTensor(tensor, "holds numbers of an unknown type");
    }
    if (!shape.is_array() || shape.size() > kMostDimensions) {
        wrongTensor(tensor, "has a shape of more than 8 sizes, or none");
    }
    for (const json& size : shape) {
        entry.shape.push_back(
            static_cast<std::int64_t>(countOf(size, tensor, "has a size that is no count")));
    }
    if (!offsets.is_array() || offsets.size() != 2) {
        wrongTensor(tensor, "has no two offsets");
    }
    entry.begin = countOf(offsets[0], tensor, "has an offset that is no count");
    const std::uint64_t end = countOf(offsets[1], tensor, "has an offset that is no count");
    if (entry.begin > end || end > dataBytes) {
        wrongTensor(tensor, "reaches beyond the end of the file");
    }
    entry.bytes = end - entry.begin;
    if (bytesOf(entry, each, dataBytes, tensor) != entry.bytes) {
        wrongTensor(tensor, "has a shape and offsets that disagree");
    }
    return entry;
}

std::map<std::string, std::string> metadataOf(const json& value) {
    std::map<std::string, std::string> texts;
    if (!value.is_object()) {
        wrong("its metadata are no texts by name");
    }
    for (const auto& [name, text] : value.items()) {
        if (!text.is_string()) {
            wrong("its metadata hold something else than texts");
        }
        texts[name] = text.get<std::string>();
    }
    return texts;
}

// The tensors cover the data without gaps, each byte once.
void requireOrder(const SafetensorsHeader& header, std::uint64_t dataBytes) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> runs;
    for (const auto& [name, entry] : header.tensors) {
        runs.emplace_back(entry.begin, entry.begin + entry.bytes);
    }
    std::sort(runs.begin(), runs.end());
    std::uint64_t reached = 0;
    for (const auto& [begin, end] : runs) {
        if (begin != reached) {
            wrong(begin < reached ? "its tensors overlap" : "there are gaps between its tensors");
        }
        reached = end;
    }
    if (reached != dataBytes) {
        wrong("it is longer than its tensors");
    }
}

} // namespace

std::size_t bytesOfType(const std::string& type) {
    static const std::map<std::string, std::size_t> kSizes{
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E5M2", 1}, {"F8_E4M3", 1},
        {"I16", 2},  {"U16", 2}, {"F16", 2}, {"BF16", 2},    {"I32", 4},
        {"U32", 4},  {"F32", 4}, {"F64", 8}, {"I64", 8},     {"U64", 8}};
    const auto found = kSizes.find(type);
    return found == kSizes.end() ? 0 : found->second;
}

SafetensorsHeader parseSafetensorsHeader(const std::string& text, std::uint64_t dataBytes,
                                         const std::string& file) {
    SafetensorsHeader header;
    header.dataBegin = kSafetensorsPrefix + text.size();
    try {
        const json root = parsed(text);
        if (!root.is_object()) {
            wrong("it is no safetensors file: its header names no tensors");
        }
        for (const auto& [name, value] : root.items()) {
            if (name == "__metadata__") {
                header.metadata = metadataOf(value);
            } else {
                header.tensors[name] = entryOf(name, value, dataBytes);
            }
        }
        requireOrder(header, dataBytes);
    } catch (const Wrong& found) {
        std::vector<std::string> arguments{file};
        arguments.insert(arguments.end(), found.arguments.begin(), found.arguments.end());
        throw Error(found.code, std::move(arguments));
    }
    return header;
}

} // namespace tonegraft
