// SPDX-License-Identifier: GPL-3.0-or-later
#include "optim/Adam.h"
#include "optim/Lbfgs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

using namespace tonegraft;

namespace {

class Problem : public Minimization {
public:
    using Function = std::function<double(const float*, float*)>;
    Problem(Function function, int budget) : m_function(std::move(function)), m_budget(budget) {}

    double evaluate(const float* x, float* gradient) override {
        ++evaluations;
        return m_function(x, gradient);
    }
    bool mayEvaluate() override { return evaluations < m_budget; }
    bool takeChange() override { return std::exchange(changed, false); }

    int evaluations = 0;
    bool changed = false;

private:
    Function m_function;
    int m_budget;
};

// Rosenbrock's valley, minimum 0 at (1, 1).
double rosenbrock(const float* x, float* g) {
    const double a = 1.0 - x[0];
    const double b = x[1] - static_cast<double>(x[0]) * x[0];
    g[0] = static_cast<float>(-2.0 * a - 400.0 * x[0] * b);
    g[1] = static_cast<float>(200.0 * b);
    return a * a + 100.0 * b * b;
}

// Σ c_i (x_i - 1)² with condition number 1e4.
constexpr int kDimension = 5000;
double bowl(const float* x, float* g) {
    double value = 0.0;
    for (int i = 0; i < kDimension; ++i) {
        const double c = std::pow(10.0, -4.0 * i / (kDimension - 1));
        const double d = x[i] - 1.0;
        value += c * d * d;
        g[i] = static_cast<float>(2.0 * c * d);
    }
    return value;
}

} // namespace

TEST(Lbfgs, FindsTheMinimumOfRosenbrocksValley) {
    ThreadPool pool(1);
    Problem problem(rosenbrock, 100);
    std::vector<float> x{-1.2F, 1.0F};
    minimizeWithLbfgs(problem, x, {}, pool);
    EXPECT_NEAR(x[0], 1.0, 1e-3);
    EXPECT_NEAR(x[1], 1.0, 1e-3);
}

TEST(Lbfgs, GoesDownAnIllConditionedBowlInFewSteps) {
    ThreadPool pool(2);
    Problem problem(bowl, 120);
    std::vector<float> x(kDimension, 0.0F);
    std::vector<float> g(kDimension);
    const double before = bowl(x.data(), g.data());
    minimizeWithLbfgs(problem, x, {}, pool);
    EXPECT_LT(bowl(x.data(), g.data()), 1e-4 * before);
}

TEST(Lbfgs, EndsAtOnceAtAMinimum) {
    ThreadPool pool(1);
    Problem problem(rosenbrock, 100);
    std::vector<float> x{1.0F, 1.0F};
    minimizeWithLbfgs(problem, x, {}, pool);
    EXPECT_EQ(problem.evaluations, 1);
}

TEST(Lbfgs, KeepsToItsBudgetAndReturnsTheBestStateSeen) {
    ThreadPool pool(1);
    for (int budget = 1; budget < 30; ++budget) {
        double best = std::numeric_limits<double>::infinity();
        Problem problem(
            [&](const float* x, float* g) {
                const double value = rosenbrock(x, g);
                best = std::min(best, value);
                return value;
            },
            budget);
        std::vector<float> x{-1.2F, 1.0F};
        minimizeWithLbfgs(problem, x, {}, pool);
        float g[2];
        EXPECT_LE(problem.evaluations, budget);
        EXPECT_NEAR(rosenbrock(x.data(), g), best, 1e-5 * (1.0 + best));
    }
}

TEST(Lbfgs, BacksOffWhereTheValueIsNotFinite) {
    ThreadPool pool(1);
    Problem problem(
        [](const float* x, float* g) {
            if (x[0] > 2.0F) {
                return std::numeric_limits<double>::quiet_NaN();
            }
            g[0] = static_cast<float>(1.0 / (x[0] - 2.0) + 1.0); // of ln(2 - x) + x ... below
            g[0] = -g[0];
            return -std::log(2.0 - static_cast<double>(x[0])) - static_cast<double>(x[0]);
        },
        60);
    std::vector<float> x{-30.0F};
    minimizeWithLbfgs(problem, x, {}, pool);
    EXPECT_NEAR(x[0], 1.0, 1e-3);
}

TEST(Lbfgs, GoesOnAfterTheFunctionChanged) {
    ThreadPool pool(1);
    double goal = 3.0;
    Problem* self = nullptr;
    Problem problem(
        [&](const float* x, float* g) {
            if (self->evaluations == 10) {
                goal = -5.0;
                self->changed = true;
            }
            g[0] = static_cast<float>(2.0 * (x[0] - goal));
            g[1] = static_cast<float>(20.0 * x[1]);
            return std::pow(x[0] - goal, 2) + 10.0 * x[1] * x[1] + 1.0;
        },
        60);
    self = &problem;
    std::vector<float> x{100.0F, 37.0F};
    LbfgsSettings settings;
    settings.leastGradient = 0.0;
    minimizeWithLbfgs(problem, x, settings, pool);
    EXPECT_NEAR(x[0], -5.0, 1e-3);
}

TEST(Lbfgs, IsTheSameBitsOnAnyNumberOfThreads) {
    std::vector<float> first;
    for (const int threads : {1, 2, 3}) {
        ThreadPool pool(threads);
        Problem problem(bowl, 25);
        std::vector<float> x(kDimension, 0.0F);
        minimizeWithLbfgs(problem, x, {}, pool);
        first = threads == 1 ? x : first;
        EXPECT_EQ(x, first);
    }
}

TEST(Adam, MovesByTheLearningRateInTheFirstStep) {
    ThreadPool pool(1);
    Problem problem(
        [](const float*, float* g) {
            g[0] = 5.0F;
            g[1] = -0.01F;
            return 1.0;
        },
        1);
    std::vector<float> x{0.0F, 0.0F};
    minimizeWithAdam(problem, x, {}, pool);
    EXPECT_NEAR(x[0], -0.03, 1e-6);
    EXPECT_NEAR(x[1], 0.03, 1e-6);
}

TEST(Adam, ReturnsTheLastFiniteStateWhereTheValueStopsBeingFinite) {
    ThreadPool pool(1);
    Problem problem(
        [](const float* x, float* g) {
            g[0] = -1.0F;
            return x[0] > 0.05F ? std::numeric_limits<double>::infinity() : 1.0;
        },
        100);
    std::vector<float> x{0.0F};
    minimizeWithAdam(problem, x, {}, pool);
    EXPECT_LE(x[0], 0.05F);
    EXPECT_GT(x[0], 0.0F);
}
