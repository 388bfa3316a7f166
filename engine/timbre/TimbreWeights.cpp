// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/TimbreNetworks.h"
#include "tonegraft/Networks.h"

#include <mutex>
#include <string_view>

// The assembler puts the file into the program, where every build and package finds it.
asm(".pushsection .rodata\n"
    ".balign 16\n"
    ".global tonegraftTimbreWeights\n"
    ".hidden tonegraftTimbreWeights\n"
    "tonegraftTimbreWeights:\n"
    ".incbin \"" TONEGRAFT_TIMBRE_WEIGHTS "\"\n"
    ".global tonegraftTimbreWeightsEnd\n"
    ".hidden tonegraftTimbreWeightsEnd\n"
    "tonegraftTimbreWeightsEnd:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const char tonegraftTimbreWeights[];
extern const char tonegraftTimbreWeightsEnd[];
}

namespace tonegraft {

Safetensors builtInTimbreWeights() {
    const auto size = static_cast<std::size_t>(tonegraftTimbreWeightsEnd - tonegraftTimbreWeights);
    return Safetensors::fromBytes(std::string_view(tonegraftTimbreWeights, size),
                                  "the built-in timbre networks");
}

std::shared_ptr<const TimbreNetworks> builtInTimbreNetworks() {
    static std::mutex mutex;
    static std::shared_ptr<const TimbreNetworks> made;
    const std::lock_guard<std::mutex> lock(mutex);
    if (made == nullptr) {
        Safetensors file = builtInTimbreWeights();
        made = std::make_shared<const TimbreNetworks>(file, "cpu");
    }
    return made;
}

std::future<void> preloadNetworks() {
    return std::async(std::launch::async, [] {
        try {
            builtInTimbreNetworks();
        } catch (...) { // told where they are needed
        }
    });
}

} // namespace tonegraft
