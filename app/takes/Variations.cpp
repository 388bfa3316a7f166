// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/Variations.h"

#include "tonegraft/SettingsFields.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace tonegraft {

namespace {

constexpr const char* kSeed = "seed";
constexpr double kWidest = 100.0; // of a range of which a part is still a little

double turnedBack(double value, double low, double high) {
    if (value > high)
        value = 2.0 * high - value;
    if (value < low)
        value = 2.0 * low - value;
    return std::clamp(value, low, high);
}

} // namespace

std::vector<const ParameterInfo*> variableParameters(const TransferSettings& settings,
                                                     int stylePatches) {
    const MethodInfo& method = methodInfo(settings.method);
    std::vector<const ParameterInfo*> all;
    for (const ParameterInfo& info : method.parameters) {
        const bool seed = info.id == kSeed;
        const bool little = info.choices.empty() && !info.allowsInfinity && !info.advanced &&
                            info.maximum - info.minimum <= kWidest;
        const bool matters =
            method.seedMatters == nullptr || method.seedMatters(settings, stylePatches);
        if (seed ? matters : little)
            all.push_back(&info);
    }
    return all;
}

std::vector<TransferSettings> variations(const TransferSettings& around,
                                         const VariationChoice& choice, std::uint64_t drawn) {
    std::mt19937_64 random(drawn);
    std::uniform_real_distribution<double> part(-choice.amount, choice.amount);
    std::vector<TransferSettings> all;
    for (int i = 1; i <= choice.count; ++i) {
        TransferSettings settings = around;
        for (const std::string& id : choice.moved) {
            const ParameterInfo* info = methodInfo(around.method).parameter(id);
            if (id == kSeed) {
                settings.seed = around.seed + static_cast<std::uint64_t>(i);
            } else if (info != nullptr) {
                const double move = part(random) * (info->maximum - info->minimum);
                const double value =
                    turnedBack(settingValue(around, *info) + move, info->minimum, info->maximum);
                // As fine as the controls are: the take's settings are those that are shown.
                setSettingValue(settings, id,
                                info->integer ? std::round(value)
                                              : std::round(100.0 * value) / 100.0);
            }
        }
        all.push_back(settings);
    }
    return all;
}

} // namespace tonegraft
