// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/Safetensors.h"

#include "audio/files/FileMessage.h"
#include "audio/files/InputFile.h"
#include "tonegraft/Error.h"
#include "weights/SafetensorsHeader.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

namespace tonegraft {
namespace {

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape) {
        text += (text.empty() ? "" : ", ") + (size < 0 ? "any" : std::to_string(size));
    }
    return "[" + text + "]";
}

bool fits(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& wanted) {
    return std::equal(shape.begin(), shape.end(), wanted.begin(), wanted.end(),
                      [](std::int64_t found, std::int64_t expected) {
                          return expected < 0 || found == expected;
                      });
}

// Little-endian whatever the processor.
template <class Bits> Bits bitsAt(const unsigned char* bytes) {
    Bits bits = 0;
    for (std::size_t i = 0; i < sizeof(Bits); ++i) {
        bits = static_cast<Bits>(bits | static_cast<Bits>(static_cast<Bits>(bytes[i]) << (8 * i)));
    }
    return bits;
}

template <class Number, class Bits> Number numberOf(Bits bits) {
    static_assert(sizeof(Number) == sizeof(Bits));
    Number number;
    std::memcpy(&number, &bits, sizeof(number));
    return number;
}

float fromHalf(std::uint16_t half) {
    const int exponent = half >> 10U & 0x1fU;
    const int fraction = half & 0x3ffU;
    double value = 0.0;
    if (exponent == 0x1f) {
        value = fraction == 0 ? HUGE_VAL : std::nan("");
    } else if (exponent == 0) {
        value = std::ldexp(fraction, -24);
    } else {
        value = std::ldexp(1024 + fraction, exponent - 25);
    }
    return static_cast<float>((half & 0x8000U) != 0 ? -value : value);
}

float numberAt(const unsigned char* bytes, const std::string& type) {
    if (type == "F16") {
        return fromHalf(bitsAt<std::uint16_t>(bytes));
    }
    if (type == "BF16") {
        return numberOf<float>(static_cast<std::uint32_t>(bitsAt<std::uint16_t>(bytes)) << 16U);
    }
    if (type == "F64") {
        return static_cast<float>(numberOf<double>(bitsAt<std::uint64_t>(bytes)));
    }
    return numberOf<float>(bitsAt<std::uint32_t>(bytes));
}

bool isReadable(const std::string& type) {
    return type == "F16" || type == "BF16" || type == "F32" || type == "F64";
}

} // namespace

struct Safetensors::Impl {
    std::string name;
    std::string_view memory;       // the whole file, if it is in memory
    std::optional<InputFile> file; // else
    SafetensorsHeader header;

    std::uint64_t size() const { return file ? file->size() : memory.size(); }

    [[noreturn]] void refuse(const std::string& reason) const {
        throw Error(MessageCode::networkDamaged, {name, reason});
    }

    std::string bytesAt(std::uint64_t begin, std::uint64_t count) const {
        if (!file) {
            return std::string(memory.substr(begin, count));
        }
        std::string bytes(count, '\0');
        if (file->readAt(begin, bytes.data(), count) != count) {
            refuse("it ends sooner than it did");
        }
        return bytes;
    }

    void open() {
        if (size() < kSafetensorsPrefix) {
            refuse("it is no safetensors file: it is too short");
        }
        const std::string prefix = bytesAt(0, kSafetensorsPrefix);
        const auto length =
            bitsAt<std::uint64_t>(reinterpret_cast<const unsigned char*>(prefix.data()));
        if (length > kMostHeaderBytes || length > size() - kSafetensorsPrefix) {
            refuse("it is no safetensors file: its header has no possible length");
        }
        header = parseSafetensorsHeader(bytesAt(kSafetensorsPrefix, length),
                                        size() - kSafetensorsPrefix - length, name);
    }

    const TensorEntry& entryOf(const std::string& tensor) const {
        const auto found = header.tensors.find(tensor);
        if (found == header.tensors.end()) {
            throw Error(MessageCode::networkTensorMissing, {name, shownPath(tensor)});
        }
        return found->second;
    }
};

Safetensors::Safetensors(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Safetensors::~Safetensors() = default;
Safetensors::Safetensors(Safetensors&&) noexcept = default;

Safetensors Safetensors::fromFile(const std::filesystem::path& path) {
    auto impl = std::make_unique<Impl>();
    impl->name = shownPath(path);
    impl->file.emplace(path);
    impl->open();
    return Safetensors(std::move(impl));
}

Safetensors Safetensors::fromBytes(std::string_view bytes, std::string name) {
    auto impl = std::make_unique<Impl>();
    impl->name = std::move(name);
    impl->memory = bytes;
    impl->open();
    return Safetensors(std::move(impl));
}

const std::string& Safetensors::name() const {
    return m_impl->name;
}

bool Safetensors::has(const std::string& tensor) const {
    return m_impl->header.tensors.count(tensor) > 0;
}

std::vector<std::string> Safetensors::tensorNames() const {
    std::vector<std::string> names;
    for (const auto& [tensor, entry] : m_impl->header.tensors) {
        names.push_back(tensor);
    }
    return names;
}

std::vector<std::int64_t> Safetensors::shapeOf(const std::string& tensor) const {
    return m_impl->entryOf(tensor).shape;
}

const std::map<std::string, std::string>& Safetensors::metadata() const {
    return m_impl->header.metadata;
}

Tensor Safetensors::read(const std::string& tensor, const std::vector<std::int64_t>& shape) {
    Impl& impl = *m_impl;
    const TensorEntry& entry = impl.entryOf(tensor);
    if (!fits(entry.shape, shape)) {
        throw Error(MessageCode::networkTensorShape,
                    {impl.name, shownPath(tensor), shapeText(shape), shapeText(entry.shape)});
    }
    if (!isReadable(entry.type)) {
        throw Error(MessageCode::networkTensorType, {impl.name, shownPath(tensor), entry.type});
    }
    const std::string bytes = impl.bytesAt(impl.header.dataBegin + entry.begin, entry.bytes);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::size_t each = bytesOfType(entry.type);
    Tensor result;
    result.shape = entry.shape;
    result.values.resize(bytes.size() / each);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        result.values[i] = numberAt(data + i * each, entry.type);
        if (!std::isfinite(result.values[i])) {
            throw Error(MessageCode::networkTensorNoNumbers, {impl.name, shownPath(tensor)});
        }
    }
    return result;
}

} // namespace tonegraft
