// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a file of weights, all of it: once as it is, and once with its first bytes, the length of
// the header, put right, so that more mutants come as far as the JSON.
#include "tonegraft/Error.h"
#include "weights/Safetensors.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t kPrefixBytes = 8;

void readAll(std::string_view bytes) {
    try {
        tonegraft::Safetensors file = tonegraft::Safetensors::fromBytes(bytes, "mutant");
        for (const std::string& name : file.tensorNames()) {
            try {
                std::size_t count = 1;
                const auto shape = file.shapeOf(name);
                for (const std::int64_t size : shape)
                    count *= static_cast<std::size_t>(size);
                const tonegraft::Tensor tensor = file.read(name, shape);
                if (tensor.shape != shape || tensor.values.size() != count)
                    std::abort();
                for (const float value : tensor.values)
                    if (!std::isfinite(value))
                        std::abort();
            } catch (const tonegraft::Error&) { // of a type that is not read, or no numbers
            }
        }
    } catch (const tonegraft::Error&) { // the one way to refuse
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    readAll(bytes);
    const std::size_t end = bytes.rfind('}');
    if (size > kPrefixBytes && end != std::string::npos && end >= kPrefixBytes) {
        const std::uint64_t length = end + 1 - kPrefixBytes;
        for (std::size_t i = 0; i < kPrefixBytes; ++i)
            bytes[i] = static_cast<char>(length >> (8 * i));
        readAll(bytes);
    }
    return 0;
}
