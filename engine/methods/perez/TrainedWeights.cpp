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
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
        return fs::path(cache) / "tonegraft";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        return fs::path(home) / ".cache" / "tonegraft";
    }
    return {};
}

void removeOldest(const fs::path& folder) {
    std::error_code error; // what cannot be listed or removed stays
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().rfind(kPrefix, 0) == 0) {
            files.emplace_back(entry.last_write_time(error), entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + kKept < files.size(); ++i) {
        fs::remove(files[i].second, error);
    }
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
    const fs::path folder = cacheFolder();
    if (!folder.empty()) {
        m_file = folder / (kPrefix + hash.text() + ".safetensors");
    }
}

std::vector<float> TrainedWeights::read(std::ptrdiff_t count) const {
    std::error_code error;
    if (m_file.empty() || !fs::is_regular_file(m_file, error)) {
        return {};
    }
    try {
        return Safetensors::fromFile(m_file).read(kTensor, {count}).values;
    } catch (const Error&) {
        return {}; // spoiled: trained again, and written over
    }
}

void TrainedWeights::write(const std::vector<float>& parameters) const {
    std::error_code error;
    if (m_file.empty() || (fs::create_directories(m_file.parent_path(), error), error)) {
        return;
    }
    const Tensor tensor{{static_cast<std::int64_t>(parameters.size())}, parameters};
    try {
        writeFileAtomically(m_file, safetensorsBytes({{kTensor, tensor}}, {}, TensorType::f32));
    } catch (const Error&) {
        return; // no room: the next run trains again
    }
    removeOldest(m_file.parent_path());
}

} // namespace tonegraft
