// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/TrainedWeights.h"

#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "weights/Safetensors.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTensor = "parameters";
constexpr const char* kPrefix = "trained-";
constexpr std::size_t kKept = 20;

/// FNV-1a, 64 bits.
class Hash {
public:
    template <class Value> void add(const Value* values, std::size_t count) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(values);
        for (std::size_t i = 0; i < count * sizeof(Value); ++i) {
            m_state = (m_state ^ bytes[i]) * 0x100000001b3U;
        }
    }
    std::string text() const {
        char digits[17];
        std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(m_state));
        return digits;
    }

private:
    std::uint64_t m_state = 0xcbf29ce484222325U;
};

fs::path cacheFolder() {
    // NOLINTBEGIN(concurrency-mt-unsafe): nothing changes the environment
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
        return fs::path(cache) / "tonegraft";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        return fs::path(home) / ".cache" / "tonegraft";
    }
    // NOLINTEND(concurrency-mt-unsafe)
    return {};
}

std::vector<fs::path> filesNamed(const fs::path& folder, const std::string& prefix) {
    std::error_code error; // what cannot be listed is not there
    std::vector<fs::path> files;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (entry->path().filename().string().rfind(prefix, 0) == 0) {
            files.push_back(entry->path());
        }
    }
    return files;
}

void removeOldest(const fs::path& folder) {
    std::error_code error; // what cannot be removed stays
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const fs::path& file : filesNamed(folder, kPrefix)) {
        files.emplace_back(fs::last_write_time(file, error), file);
    }
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + kKept < files.size(); ++i) {
        fs::remove(files[i].second, error);
    }
}

/// Written by this user, and nobody else may write it.
bool isOwn(const fs::path& file) {
    struct stat status {};
    return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::string fileName(const std::string& key, const std::vector<float>& parameters) {
    Hash hash;
    hash.add(parameters.data(), parameters.size());
    return kPrefix + key + "-" + hash.text() + ".safetensors";
}

} // namespace

TrainedWeights::TrainedWeights(const std::vector<const FeatureMap<float>*>& clips,
                               const AutoencoderTraining& training) {
    Hash hash;
    for (const FeatureMap<float>* clip : clips) {
        const int sizes[] = {clip->channels, clip->frames, clip->bins};
        hash.add(sizes, 3);
        hash.add(clip->values.data(), clip->values.size());
    }
    const int numbers[] = {training.sizes.filters, training.sizes.middle, training.sizes.bottleneck,
                           training.epochs,        training.stepsAnEpoch, training.batch,
                           training.cropFrames};
    const double rates[] = {training.learningRate, training.decay};
    hash.add(numbers, std::size(numbers));
    hash.add(rates, std::size(rates));
    hash.add(&training.seed, 1);
    m_key = hash.text();
    m_folder = cacheFolder();
}

std::vector<float> TrainedWeights::read(std::ptrdiff_t count) const {
    for (const fs::path& file : files()) {
        if (!isOwn(file)) {
            continue;
        }
        try {
            std::vector<float> parameters =
                Safetensors::fromFile(file).read(kTensor, {count}).values;
            if (file.filename() == fileName(m_key, parameters)) {
                return parameters;
            }
        } catch (const Error&) {
            continue; // spoiled: trained again, and written anew
        }
    }
    return {};
}

void TrainedWeights::write(const std::vector<float>& parameters) const {
    std::error_code error;
    if (m_folder.empty() || (fs::create_directories(m_folder, error), error)) {
        return;
    }
    for (const fs::path& spoiled : files()) {
        fs::remove(spoiled, error);
    }
    const Tensor tensor{{static_cast<std::int64_t>(parameters.size())}, parameters};
    const fs::path file = m_folder / fileName(m_key, parameters);
    try {
        writeFileAtomically(file, safetensorsBytes({{kTensor, tensor}}, {}, TensorType::f32));
    } catch (const Error&) {
        return; // no room: the next run trains again
    }
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, error);
    removeOldest(m_folder);
}

std::vector<fs::path> TrainedWeights::files() const {
    return m_folder.empty() ? std::vector<fs::path>() : filesNamed(m_folder, kPrefix + m_key + "-");
}

} // namespace tonegraft
