// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/benchmark/ReferenceStep.h"

#include "linalg/Simd.h"

#include <torch/autograd.h>
#include <torch/types.h>

#include <cmath>
#include <cstdlib>
#include <unistd.h>

namespace tonegraft::benchmark {

struct ReferenceStep::Impl {
    torch::Tensor x, weight, bias, styleGram, first, second;
    int step = 0;

    // The map [frames][bins] as the script has it: [1, bins, frames].
    static torch::Tensor tensorOf(const FeatureMap<float>& map) {
        auto* data = const_cast<float*>(map.values.data());
        return torch::from_blob(data, {map.frames, map.bins}).t().contiguous().unsqueeze(0);
    }

    torch::Tensor gram(const torch::Tensor& features) const {
        const auto f = torch::conv1d(features, weight, bias, /*stride=*/1, /*padding=*/1)[0];
        return torch::mm(f, f.t()) / static_cast<double>(f.numel());
    }
};

ReferenceStep::ReferenceStep(const FeatureMap<float>& content, const FeatureMap<float>& style,
                             int filters)
    : m_impl(std::make_unique<Impl>()) {
    Impl& self = *m_impl;
    const double bound = 1.0 / std::sqrt(3.0 * content.bins);
    self.weight =
        ((torch::rand({filters, content.bins, 3}) * 2 - 1) * bound).set_requires_grad(true);
    self.bias = ((torch::rand({filters}) * 2 - 1) * bound).set_requires_grad(true);
    self.x = Impl::tensorOf(content).set_requires_grad(true);
    self.styleGram = self.gram(Impl::tensorOf(style)).detach();
    self.first = torch::zeros_like(self.x);
    self.second = torch::zeros_like(self.x);
}

ReferenceStep::~ReferenceStep() = default;

void ReferenceStep::run() {
    Impl& self = *m_impl;
    constexpr double kStyleWeight = 2500.0;
    const auto difference = kStyleWeight * self.gram(self.x) - kStyleWeight * self.styleGram;
    const auto loss = difference.pow(2).mean();
    self.x.mutable_grad() = torch::Tensor();
    loss.backward();
    const torch::NoGradGuard guard;
    const auto g = self.x.grad();
    self.first.mul_(0.9).add_(g, 0.1);
    self.second.mul_(0.999).addcmul_(g, g, 0.001);
    ++self.step;
    const double rate = 0.03 / (1.0 - std::pow(0.9, self.step));
    const double scale = std::sqrt(1.0 - std::pow(0.999, self.step));
    self.x.addcdiv_(self.first, (self.second.sqrt() / scale).add_(1e-8), -rate);
}

void useRightBlasKernels(char** argv) {
    if (std::getenv("TONEGRAFT_BLAS_CHOSEN") != nullptr) {
        return;
    }
    const SimdLevel level = simdLevel();
    setenv("TONEGRAFT_BLAS_CHOSEN", "1", 1);
    if (level != SimdLevel::baseline) {
        setenv("OPENBLAS_CORETYPE", level == SimdLevel::avx512 ? "SkylakeX" : "Haswell", 1);
        execv("/proc/self/exe", argv);
    }
}

} // namespace tonegraft::benchmark
