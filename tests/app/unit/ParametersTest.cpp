// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Parameters.h"

#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

std::string refusal(TransferSettings settings, const std::string& id, const std::string& text) {
    try {
        setParameter(settings, id, text);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Parameters, everyParameterOfEveryMethodReadsBackAsItWasWritten) {
    for (const MethodInfo& method : methods()) {
        const TransferSettings defaults = defaultSettings(method.id);
        for (const ParameterInfo& info : method.parameters) {
            TransferSettings settings = defaults;
            const std::string text = parameterText(defaults, info.id);
            ASSERT_NO_THROW(setParameter(settings, info.id, text)) << method.id << " " << info.id;
            EXPECT_EQ(parameterText(settings, info.id), text);
        }
    }
}

TEST(Parameters, defaultsAreThoseThatTheMethodLists) {
    for (const MethodInfo& method : methods())
        for (const ParameterInfo& info : method.parameters) {
            if (!info.choices.empty() || info.id == "seed")
                continue;
            const std::string text = parameterText(defaultSettings(method.id), info.id);
            const double value = text == "inf" ? kInfiniteFilters : std::stod(text);
            EXPECT_EQ(value, info.defaultValue) << method.id << " " << info.id;
        }
}

TEST(Parameters, valuesLandInTheirSetting) {
    TransferSettings settings;
    setParameter(settings, "filters", "512");
    setParameter(settings, "kernel", "11");
    setParameter(settings, "activation", "linear");
    setParameter(settings, "style-weight", "0.25");
    setParameter(settings, "keep-melody", "0.5");
    setParameter(settings, "keep-dynamics", "0.75");
    setParameter(settings, "steps", "7");
    setParameter(settings, "optimizer", "adam");
    setParameter(settings, "seed", "9007199254740992");
    EXPECT_EQ(settings.filters, 512);
    EXPECT_EQ(settings.kernelSize, 11);
    EXPECT_EQ(settings.activation, Activation::linear);
    EXPECT_EQ(settings.styleWeight, 0.25);
    EXPECT_EQ(settings.keepMelody, 0.5);
    EXPECT_EQ(settings.keepDynamics, 0.75);
    EXPECT_EQ(settings.steps, 7);
    EXPECT_EQ(settings.optimizer, Optimizer::adam);
    EXPECT_EQ(settings.seed, 9007199254740992U);
    setParameter(settings, "filters", "inf");
    EXPECT_EQ(settings.filters, kInfiniteFilters);
}

TEST(Parameters, aRefusalNamesFlagValueRangeAndMethod) {
    const std::string text = refusal({}, "style-weight", "1.5");
    for (const char* part : {"--style-weight", "1.5", "0 to 1", "tonegraft"})
        EXPECT_NE(text.find(part), std::string::npos) << text;
    EXPECT_NE(refusal({}, "activation", "sigmoid").find("relu, linear"), std::string::npos);
}

TEST(Parameters, refusesWhatIsNoValue) {
    for (const char* id : {"steps", "kernel", "filters"})
        for (const char* text : {"", "x", "1.5", "-1", "nan", "1e99"})
            EXPECT_NE(refusal({}, id, text), "") << id << " " << text;
    EXPECT_NE(refusal({}, "steps", "inf"), "");
    EXPECT_NE(refusal({}, "seed", "-1"), "");
    EXPECT_NE(refusal({}, "seed", "9007199254740993"), "");
    EXPECT_NE(refusal({}, "no-such", "1"), "");
}

TEST(Parameters, aParameterThatMeansNothingToTheMethodIsRefused) {
    const std::string text = refusal(defaultSettings("dipani"), "keep-melody", "0.5");
    EXPECT_NE(text.find("dipani"), std::string::npos) << text;
}

TEST(Parameters, aNetworkIsTakenByTheMethodsThatRunOnOneAndNamedInTheDescription) {
    TransferSettings settings = defaultSettings("gatys");
    EXPECT_EQ(runDescription(settings).find("--network"), std::string::npos);
    setParameter(settings, "network", "vgg19.safetensors");
    EXPECT_EQ(settings.networkFile, "vgg19.safetensors");
    EXPECT_NE(runDescription(settings).find("--network 'vgg19.safetensors'"), std::string::npos)
        << runDescription(settings);
    EXPECT_NE(refusal({}, "network", "vgg19.safetensors").find("tonegraft"), std::string::npos);
}

TEST(Parameters, aNetworkThatTheModelDoesNotRunOnIsNotInTheDescription) {
    TransferSettings settings = defaultSettings("grinstein");
    settings.networkFile = "vgg19.safetensors";
    EXPECT_EQ(runDescription(settings).find("--network"), std::string::npos);
    settings.model = StyleModel::vgg19;
    EXPECT_NE(runDescription(settings).find("--network"), std::string::npos);
}

TEST(Parameters, theDescriptionNamesProgramMethodParametersAndSeed) {
    TransferSettings settings;
    settings.seed = 77;
    const std::string text = runDescription(settings);
    for (const char* part : {programVersion(), "--method tonegraft", "--filters inf",
                             "--style-weight 1 ", "--steps 12", "--seed 77"})
        EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Parameters, severalKernelSizesAreGivenWithCommas) {
    TransferSettings settings = defaultSettings("tonegraft");
    setParameter(settings, "kernel", "3,11,31");
    EXPECT_EQ(settings.kernelSize, 3);
    EXPECT_EQ(settings.secondKernelSize, 11);
    EXPECT_EQ(settings.thirdKernelSize, 31);
    EXPECT_THROW(setParameter(settings, "kernel", "3,11,31,5"), Error);
    EXPECT_THROW(setParameter(settings, "kernel", "3,99"), Error);
    TransferSettings dipani = defaultSettings("dipani");
    EXPECT_THROW(setParameter(dipani, "kernel", "3,11"), Error) << "it has filters of one size";
}

TEST(Parameters, theDescriptionNamesTheRegionsOnlyWhereThereAreSome) {
    EXPECT_EQ(runDescription({}).find("-start"), std::string::npos);
    UsedClips clips;
    clips.contentRegion = {1.5, 2.0};
    clips.styleRegion = {0.0, 4.25};
    clips.whole = true;
    const std::string text = runDescription({}, clips);
    const std::string flags =
        " --content-start 1.5 --content-duration 2 --style-duration 4.25 --whole";
    ASSERT_GE(text.size(), flags.size());
    EXPECT_EQ(text.substr(text.size() - flags.size()), flags);
}

TEST(Parameters, theDescriptionEndsWithTheClipsNames) {
    UsedClips clips;
    clips.content = "/home/me/my tune.flac";
    clips.style = "brass.wav";
    const std::string text = runDescription({}, clips);
    const std::string names = " (content 'my tune.flac', style 'brass.wav')";
    ASSERT_GE(text.size(), names.size());
    EXPECT_EQ(text.substr(text.size() - names.size()), names);
}

} // namespace
} // namespace tonegraft
