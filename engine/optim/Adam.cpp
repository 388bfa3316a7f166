// SPDX-License-Identifier: GPL-3.0-or-later
#include "optim/Adam.h"

#include "linalg/VectorOps.h"

#include <cmath>

namespace tonegraft {

void minimizeWithAdam(Minimization& problem, std::vector<float>& x, const AdamSettings& settings,
                      ThreadPool& pool) {
    const auto count = static_cast<std::ptrdiff_t>(x.size());
    std::vector<float> gradient(x.size());
    std::vector<float> first(x.size(), 0.0F);
    std::vector<float> second(x.size(), 0.0F);
    std::vector<float> before;
    for (int step = 1; problem.mayEvaluate(); ++step) {
        problem.constrain(x.data());
        if (!std::isfinite(problem.evaluate(x.data(), gradient.data()))) {
            if (!before.empty()) {
                x = before;
            }
            return;
        }
        before = x;
        (void)problem.takeChange(); // the moments forget by themselves
        const double correction1 = 1.0 - std::pow(settings.beta1, step);
        const double correction2 = std::sqrt(1.0 - std::pow(settings.beta2, step));
        const auto rate = static_cast<float>(settings.learningRate / correction1);
        const auto scale = static_cast<float>(1.0 / correction2);
        const auto beta1 = static_cast<float>(settings.beta1);
        const auto beta2 = static_cast<float>(settings.beta2);
        const auto rest1 = static_cast<float>(1.0 - settings.beta1);
        const auto rest2 = static_cast<float>(1.0 - settings.beta2);
        const auto epsilon = static_cast<float>(settings.epsilon);
        forBlocks(pool, count, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                first[i] = beta1 * first[i] + rest1 * gradient[i];
                second[i] = beta2 * second[i] + rest2 * gradient[i] * gradient[i];
                x[i] -= rate * first[i] / (std::sqrt(second[i]) * scale + epsilon);
            }
        });
    }
    problem.constrain(x.data());
}

} // namespace tonegraft
