// SPDX-License-Identifier: GPL-3.0-or-later
// The one function that the library of networks shows, and the networks behind it. Everything of
// LibTorch stays on this side: values in and out are plain arrays, failures std::runtime_error.
#include "networks/LevelsNetwork.h"
#include "networks/NoteNetwork.h"
#include "networks/interface/Networks.h"

#include <ATen/Parallel.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/Device.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <new>
#include <stdexcept>

// Where LibTorch's products are OpenBLAS's: at::set_num_threads() does not reach its threads.
extern "C" void openblas_set_num_threads(int threads) __attribute__((weak));

namespace tonegraft::networks {
namespace {

/// Of LibTorch, oneDNN and OpenBLAS.
bool useOneThread() {
    at::set_num_threads(1);
    if (openblas_set_num_threads != nullptr) {
        openblas_set_num_threads(1);
    }
    return true;
}

constexpr std::int64_t kBins = kSemitones * kBinsOfSemitone;
constexpr std::int64_t kWindows = 2;

/// Runs `work` on the calling thread alone, without gradients, and passes on what goes wrong in
/// words that need no LibTorch.
template <class Work> auto guarded(const Work& work) -> decltype(work()) {
    // Once a thread: LibTorch and oneDNN would start a team of OpenMP's on all processors.
    static thread_local const bool kSerial = useOneThread();
    (void)kSerial;
    const c10::InferenceMode noGradients;
    try {
        return work();
    } catch (const c10::Error& failure) {
        const std::string reason = failure.what_without_backtrace();
        if (reason.find("allocate memory") != std::string::npos ||
            reason.find("out of memory") != std::string::npos) {
            throw std::bad_alloc();
        }
        throw std::runtime_error(reason.substr(0, reason.find('\n')));
    }
}

Weights onDevice(const NetworkWeights& weights, const at::Device& device) {
    Weights result;
    for (const auto& [name, tensor] : weights) {
        auto* const values = const_cast<float*>(tensor.values.data()); // copied
        Tensor copy = at::from_blob(values, tensor.shape).clone();
        if (copy.dim() == 4) {
            copy = copy.contiguous(at::MemoryFormat::ChannelsLast);
        }
        result[name] = copy.to(device);
    }
    return result;
}

/// Numbers of ours as a tensor on the device; on the CPU they are borrowed.
Tensor borrowed(const float* values, at::IntArrayRef shape, const at::Device& device) {
    return at::from_blob(const_cast<float*>(values), shape).to(device);
}

Tensor pictureOf(const float* piece, int frames, const at::Device& device) {
    return borrowed(piece, {1, kWindows, kBins, frames}, device);
}

void copyOut(const Tensor& from, float* to) {
    const Tensor plain = from.to(at::kCPU).contiguous();
    std::copy_n(plain.data_ptr<float>(), plain.numel(), to);
}

class Notes final : public NoteNet {
public:
    Notes(Weights weights, const at::Device& device)
        : m_weights(std::move(weights)), m_device(device) {
        requireShapes(m_weights, noteShapes(m_weights));
    }

    int margin() const override { return kNoteMargin; }

    void logits(const float* piece, int frames, float* logits) const override {
        guarded(
            [&] { copyOut(noteLogits(m_weights, pictureOf(piece, frames, m_device)), logits); });
    }

private:
    Weights m_weights;
    at::Device m_device;
};

class Levels final : public LevelsNet {
public:
    Levels(Weights weights, const at::Device& device)
        : m_weights(std::move(weights)), m_device(device) {
        requireShapes(m_weights, levelsShapes(levelsSizes(m_weights)));
        const Shapes shapes = levelsShapes(levelsSizes(m_weights));
        m_roles = shapes.at("q.bias").at(0);
        m_values = shapes.at("v.bias").at(0) + kWindows * kBinsOfSemitone;
    }

    int margin() const override { return kLevelsMargin; }
    bool seesBeside() const override { return levelsSizes(m_weights).beside; }

    std::vector<float> styleSums(const float* piece, int frames, int begin,
                                 int end) const override {
        return guarded([&] {
            Trunk trunk = trunkOf(m_weights, pictureOf(piece, frames, m_device));
            trunk.map = trunk.map.narrow(3, begin, end - begin);
            trunk.features = trunk.features.narrow(3, begin, end - begin);
            const RoleSums sums = roleSums(m_weights, trunk);
            std::vector<float> result(sumsSize());
            copyOut(sums.values, result.data());
            copyOut(sums.weights, result.data() + sums.values.numel());
            return result;
        });
    }

    std::vector<float> styleTable(const std::vector<float>& sums) const override {
        return guarded([&] {
            RoleSums tensors;
            const std::int64_t weights = kSemitones * m_roles;
            tensors.values = borrowed(sums.data(), {1, kSemitones, m_roles, m_values}, m_device);
            tensors.weights =
                borrowed(sums.data() + weights * m_values, {1, kSemitones, m_roles}, m_device);
            const Tensor table = roleTable(m_weights, tensors);
            std::vector<float> result(static_cast<std::size_t>(table.numel()));
            copyOut(table, result.data());
            return result;
        });
    }

    std::vector<float> meanLevels(const float* picture, int frames) const override {
        return guarded([&] {
            const Tensor map = folded(pictureOf(picture, frames, m_device));
            std::vector<float> result(static_cast<std::size_t>(kBins));
            copyOut(networks::meanLevels(map), result.data());
            return result;
        });
    }

    void levels(const float* piece, const float* beside, int frames,
                const std::vector<float>& means, const Style& style, float* levels) const override {
        guarded([&] {
            const auto meansOf = [&](const std::vector<float>& values) {
                return borrowed(values.data(), {1, kBinsOfSemitone, kSemitones}, m_device);
            };
            const Tensor second =
                beside != nullptr ? pictureOf(beside, frames, m_device) : Tensor();
            const Tensor table =
                borrowed(style.table.data(), {1, kSemitones, m_roles, 3 * m_values + 2}, m_device);
            const Trunk trunk = trunkOf(m_weights, pictureOf(piece, frames, m_device), second);
            copyOut(decoded(m_weights, trunk, meansOf(means), table, meansOf(style.meanLevels)),
                    levels);
        });
    }

private:
    std::size_t sumsSize() const {
        return static_cast<std::size_t>(kSemitones * m_roles * (m_values + 1));
    }

    Weights m_weights;
    at::Device m_device;
    std::int64_t m_roles = 0;
    std::int64_t m_values = 0;
};

class Maker final : public NetworkMaker {
public:
    std::unique_ptr<NoteNet> notes(const NetworkWeights& weights,
                                   const std::string& device) const override {
        return guarded([&]() -> std::unique_ptr<NoteNet> {
            const at::Device place(device);
            return std::make_unique<Notes>(onDevice(weights, place), place);
        });
    }

    std::unique_ptr<LevelsNet> levels(const NetworkWeights& weights,
                                      const std::string& device) const override {
        return guarded([&]() -> std::unique_ptr<LevelsNet> {
            const at::Device place(device);
            return std::make_unique<Levels>(onDevice(weights, place), place);
        });
    }
};

} // namespace
} // namespace tonegraft::networks

extern "C" __attribute__((visibility("default"))) const tonegraft::NetworkMaker*
tonegraftNetworks2() {
    static const tonegraft::networks::Maker maker;
    return &maker;
}
