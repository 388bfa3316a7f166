// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/Safetensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tonegraft {
namespace {

// The nearest half-precision number, of two equally near ones the even one.
std::uint16_t toHalf(float number) {
    constexpr std::uint16_t kInfinity = 0x7c00;
    const double size = std::fabs(static_cast<double>(number));
    const auto sign = static_cast<std::uint16_t>(std::signbit(number) ? 0x8000 : 0);
    int exponent = 0;
    std::frexp(size, &exponent); // size = m * 2^exponent, m in [0.5, 1)
    const int unit = size > 0.0 ? std::max(exponent - 11, -24) : -24;
    const double steps = std::nearbyint(std::ldexp(size, -unit)); // of 2^unit, at most 2048
    if (!(std::ldexp(steps, unit) <= 65504.0)) {
        return sign | kInfinity;
    }
    // In the bits, the step from the largest fraction to the next exponent is one of the same.
    const int biased = (unit + 24) * 1024 + static_cast<int>(steps);
    return static_cast<std::uint16_t>(sign | biased);
}

void appendLittleEndian(std::string& bytes, std::uint64_t bits, int count) {
    for (int i = 0; i < count; ++i) {
        bytes += static_cast<char>(bits >> (8 * i) & 0xffU);
    }
}

} // namespace

std::string safetensorsBytes(const std::map<std::string, Tensor>& tensors,
                             const std::map<std::string, std::string>& metadata, TensorType type) {
    nlohmann::json header = nlohmann::json::object();
    if (!metadata.empty()) {
        header["__metadata__"] = metadata;
    }
    std::string data;
    for (const auto& [name, tensor] : tensors) {
        const std::size_t begin = data.size();
        for (const float value : tensor.values) {
            if (type == TensorType::f16) {
                appendLittleEndian(data, toHalf(value), 2);
            } else {
                std::uint32_t bits = 0;
                std::memcpy(&bits, &value, sizeof(bits));
                appendLittleEndian(data, bits, 4);
            }
        }
        header[name] = {{"dtype", type == TensorType::f16 ? "F16" : "F32"},
                        {"shape", tensor.shape},
                        {"data_offsets", {begin, data.size()}}};
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // the numbers begin at a multiple of 8
    std::string bytes;
    appendLittleEndian(bytes, text.size(), 8);
    return bytes + text + data;
}

} // namespace tonegraft
