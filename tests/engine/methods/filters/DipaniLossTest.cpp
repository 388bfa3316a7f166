// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/DipaniLoss.h"
#include "optim/Adam.h"
#include "support/Golden.h"
#include "support/Maps.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

FeatureMap<float> mapOf(const nlohmann::json& rows) {
    FeatureMap<float> map(1, static_cast<int>(rows.at(0).size()), static_cast<int>(rows.size()));
    map.values = transposed<float>(rows);
    return map;
}

FilterBank<float> bankOf(const nlohmann::json& run) {
    FilterBank<float> bank;
    bank.filters = static_cast<int>(run["weight"].size());
    bank.bins = static_cast<int>(run["weight"].at(0).size());
    bank.kernelSize = static_cast<int>(run["weight"].at(0).at(0).size());
    for (const nlohmann::json& filter : run["weight"]) {
        const std::vector<float> taps = transposed<float>(filter);
        bank.weights.insert(bank.weights.end(), taps.begin(), taps.end());
    }
    bank.bias = flattened<float>(run["bias"]);
    return bank;
}

class DipaniRun : public Minimization {
public:
    DipaniRun(const nlohmann::json& data, const nlohmann::json& run, bool clamped, ThreadPool& pool)
        : m_loss(bankOf(run), mapOf(data["style"]), pool), m_x(mapOf(data["content"])),
          m_styleWeight(run["style_weight"]), m_clamped(clamped) {}

    double evaluate(const float* x, float* gradient) override {
        std::copy_n(x, m_x.values.size(), m_x.values.begin());
        FeatureMap<float> slope;
        losses.push_back(m_loss.evaluate(m_x, m_styleWeight, &slope));
        std::copy(slope.values.begin(), slope.values.end(), gradient);
        return losses.back();
    }
    bool mayEvaluate() override { return losses.size() < 12; }
    bool takeChange() override { return false; }
    void constrain(float* x) override {
        for (std::size_t i = 0; m_clamped && i < m_x.values.size(); ++i) {
            x[i] = std::clamp(x[i], 0.0F, 1.0F);
        }
    }
    std::vector<float> start() const { return m_x.values; }

    std::vector<double> losses;

private:
    DipaniLoss<float> m_loss;
    FeatureMap<float> m_x;
    double m_styleWeight;
    bool m_clamped;
};

void meetsTheReference(const char* name, bool clamped) {
    const nlohmann::json data = goldenFile("dipani.json");
    const nlohmann::json& run = data[name];
    ThreadPool pool(2);
    DipaniRun problem(data, run, clamped, pool);
    std::vector<float> x = problem.start();
    AdamSettings settings;
    settings.learningRate = run["learning_rate"];
    minimizeWithAdam(problem, x, settings, pool);
    EXPECT_LT(relativeDifference(problem.losses, flattened<double>(run["losses"])),
              kGoldenToleranceFloat);
    EXPECT_LT(relativeDifference(x, transposed<float>(run["result"])), kGoldenToleranceFloat);
}

} // namespace

TEST(Dipani, GradientIsTheDifferenceQuotient) {
    ThreadPool pool(2);
    FilterBank<double> bank = normalFilters<double>(7, 3, 6, 1.0, 3, pool);
    bank.bias = {0.5, -0.25, 1.0, 0.0, -1.0, 0.125, 2.0};
    DipaniLoss<double> loss(bank, noiseMap(1, 20, 6, 1), pool);
    const auto x = noiseMap(1, 16, 6, 2);
    FeatureMap<double> gradient;
    EXPECT_GT(loss.evaluate(x, 3.0, &gradient), 0.0);
    expectDifferenceQuotients(
        x, gradient, [&](const FeatureMap<double>& at) { return loss.evaluate(at, 3.0, nullptr); },
        5);
}

TEST(Dipani, TwelveStepsWithTheClampMeetTheReference) {
    meetsTheReference("clamped", true);
}
TEST(Dipani, TwelveStepsWithoutTheClampMeetTheReference) {
    meetsTheReference("unclamped", false);
}
