// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/NetworkLibrary.h"

#include "tonegraft/Error.h"

#include <dlfcn.h>

#include <mutex>

namespace tonegraft {
namespace {

constexpr const char* kLibrary = "libtonegraft-networks.so";

std::string loaderReason() {
    const char* const reason = dlerror();
    return reason != nullptr ? reason : "the loader gives no reason";
}

} // namespace

const NetworkMaker& openNetworkLibrary(const std::string& fileName) {
    // All symbols at once: what is missing is told now, and not in the middle of a run.
    void* const library = dlopen(fileName.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        throw Error(MessageCode::networksNotLoaded, {loaderReason()});
    }
    using Entry = const NetworkMaker* (*)();
    const auto entry = reinterpret_cast<Entry>(dlsym(library, kNetworkEntry));
    if (entry == nullptr) {
        throw Error(MessageCode::networksNotLoaded, {loaderReason()});
    }
    return *entry();
}

const NetworkMaker& networkLibrary() {
    static std::mutex mutex;
    static const NetworkMaker* opened = nullptr;
    const std::lock_guard<std::mutex> lock(mutex);
    if (opened == nullptr) {
        opened = &openNetworkLibrary(kLibrary);
    }
    return *opened;
}

} // namespace tonegraft
