// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/Safetensors.h"
#include "support/TempFolder.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace tonegraft {
namespace {

std::string littleEndian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        text += static_cast<char>(value >> (8 * i) & 0xffU);
    }
    return text;
}

std::string fileOf(const std::string& header, const std::string& data) {
    return littleEndian(header.size(), 8) + header + data;
}

std::string oneTensor(const std::string& type, const std::string& shape, const std::string& data) {
    return fileOf(R"({"w":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":[0,)" +
                      std::to_string(data.size()) + "]}}",
                  data);
}

std::vector<float> valuesOf(const std::string& bytes) {
    return Safetensors::fromBytes(bytes, "test").read("w", {-1}).values;
}

/// What an attempt to open the bytes says; empty if it succeeds.
Message refusalMessageOf(const std::string& bytes) {
    try {
        Safetensors::fromBytes(bytes, "test");
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

std::string refusalOf(const std::string& bytes) {
    return refusalMessageOf(bytes).text();
}

std::map<std::string, Tensor> twoTensors() {
    return {{"layer.weight", {{2, 3}, {1.0F, -2.0F, 0.5F, 0.1F, 3e4F, -1e-3F}}},
            {"layer.bias", {{2}, {0.25F, -7.0F}}}};
}

TEST(Safetensors, whatIsWrittenInSinglePrecisionIsReadAgain) {
    const std::string bytes =
        safetensorsBytes(twoTensors(), {{"made by", "a test"}}, TensorType::f32);
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    EXPECT_EQ(file.tensorNames(), (std::vector<std::string>{"layer.bias", "layer.weight"}));
    EXPECT_EQ(file.metadata().at("made by"), "a test");
    EXPECT_TRUE(file.has("layer.bias"));
    EXPECT_FALSE(file.has("layer"));
    EXPECT_EQ(file.shapeOf("layer.weight"), (std::vector<std::int64_t>{2, 3}));
    const Tensor weight = file.read("layer.weight", {2, -1});
    EXPECT_EQ(weight.shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(weight.values, twoTensors()["layer.weight"].values);
    EXPECT_EQ(file.read("layer.bias", {2}).values, twoTensors()["layer.bias"].values);
}

TEST(Safetensors, halfPrecisionIsOffByAtMostHalfItsLastBit) {
    constexpr float kHalfOfTheLastBit = 0x1p-12F; // of numbers in [0.5, 1)
    for (const auto& [name, tensor] : twoTensors()) {
        const std::string bytes = safetensorsBytes({{"w", tensor}}, {}, TensorType::f16);
        const std::vector<float> values =
            Safetensors::fromBytes(bytes, "test").read("w", tensor.shape).values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_LE(std::fabs(values[i] - tensor.values[i]),
                      2.0F * kHalfOfTheLastBit * std::fabs(tensor.values[i]));
        }
    }
}

TEST(Safetensors, halfPrecisionHasTheKnownBits) {
    const std::vector<std::pair<float, std::uint16_t>> known{
        {0.0F, 0x0000},     {-0.0F, 0x8000},        {1.0F, 0x3c00},
        {-2.0F, 0xc000},    {65504.0F, 0x7bff},     {0x1p-24F, 0x0001},
        {0x1p-14F, 0x0400}, {0.1F, 0x2e66},         {2049.0F, 0x6800}, // halfway: the even one
        {2051.0F, 0x6802},  {0x1.ffcp-15F, 0x0400}, {0x1p-26F, 0x0000}};
    for (const auto& [number, bits] : known) {
        const std::string bytes = safetensorsBytes({{"w", {{1}, {number}}}}, {}, TensorType::f16);
        EXPECT_EQ(bytes.substr(bytes.size() - 2), littleEndian(bits, 2)) << number;
        EXPECT_LE(std::fabs(valuesOf(oneTensor("F16", "[1]", littleEndian(bits, 2)))[0] - number),
                  std::max(0x1p-25F, 0x1p-11F * std::fabs(number)))
            << number;
    }
}

TEST(Safetensors, otherTypesOfNumbersAreReadAsWell) {
    EXPECT_EQ(valuesOf(oneTensor("BF16", "[2]", littleEndian(0x3f80c040, 4))),
              (std::vector<float>{-3.0F, 1.0F}));
    EXPECT_EQ(valuesOf(oneTensor("F64", "[1]", littleEndian(0xc004000000000000U, 8))),
              (std::vector<float>{-2.5F}));
}

TEST(Safetensors, aFileOnDiskGivesTheSameAsItsBytes) {
    const test::TempFolder folder;
    test::writeBytes(folder / "weights.safetensors",
                     safetensorsBytes(twoTensors(), {}, TensorType::f32));
    Safetensors file = Safetensors::fromFile(folder / "weights.safetensors");
    EXPECT_EQ(file.read("layer.weight", {2, 3}).values, twoTensors()["layer.weight"].values);
    EXPECT_NE(file.name().find("weights.safetensors"), std::string::npos);
    EXPECT_THROW(Safetensors::fromFile(folder / "none.safetensors"), Error);
    EXPECT_THROW(Safetensors::fromFile(folder.path()), Error);
}

TEST(Safetensors, aWrongShapeIsToldWithWhatWasExpectedAndFound) {
    const std::string bytes = safetensorsBytes(twoTensors(), {}, TensorType::f32);
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    try {
        file.read("layer.weight", {3, -1});
        FAIL();
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("'layer.weight' should have the shape [3, any], but has [2, 3]"),
                  std::string::npos)
            << message;
    }
    EXPECT_THROW(file.read("layer.weight", {2}), Error);
    EXPECT_THROW(file.read("layer.weight", {2, 3, 1}), Error);
}

TEST(Safetensors, aMissingTensorAndAnUnreadableTypeAreNamed) {
    const std::string bytes = oneTensor("I32", "[1]", "abcd");
    Safetensors file = Safetensors::fromBytes(bytes, "test");
    const auto messageOf = [&](const char* tensor) {
        try {
            file.read(tensor, {1});
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_NE(messageOf("x").find("'x' is missing"), std::string::npos) << messageOf("x");
    EXPECT_NE(messageOf("w").find("type I32"), std::string::npos) << messageOf("w");
}

TEST(Safetensors, infinitiesAndNonNumbersAreRefused) {
    EXPECT_THROW(valuesOf(oneTensor("F16", "[1]", littleEndian(0x7c00, 2))), Error);
    EXPECT_THROW(valuesOf(oneTensor("F16", "[1]", littleEndian(0x7e01, 2))), Error);
    EXPECT_THROW(valuesOf(oneTensor("F32", "[1]", littleEndian(0xff800000, 4))), Error);
    EXPECT_THROW(valuesOf(oneTensor("F64", "[1]", littleEndian(0x7fefffffffffffffU, 8))), Error);
    EXPECT_THROW(valuesOf(safetensorsBytes({{"w", {{1}, {1e6F}}}}, {}, TensorType::f16)), Error);
}

TEST(Safetensors, hostileHeadersAreRefusedWithTheirReason) {
    const auto tensor = [](const std::string& shape, const std::string& offsets) {
        return R"({"w":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
    };
    const std::string pair = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                             R"("b":{"dtype":"F32","shape":[1],"data_offsets":)";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "no JSON"},
        {"{", "no JSON"},
        {"{} x", "no JSON"},
        {"[]", "names no tensors"},
        {"3", "names no tensors"},
        {R"({"w":3})", "has no \"dtype\""},
        {R"({"w":{"dtype":"F32","shape":[2]}})", "has no \"data_offsets\""},
        {R"({"w":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}})", "unknown type"},
        {R"({"w":{"dtype":5,"shape":[2],"data_offsets":[0,8]}})", "unknown type"},
        {tensor("[2]", "[0,7]"), "disagree"},
        {tensor("[2]", "[0,16]"), "beyond the end"},
        {tensor("[2]", "[8,0]"), "beyond the end"},
        {tensor("[2]", "[0]"), "no two offsets"},
        {tensor("[2]", "[0,-8]"), "no count"},
        {tensor("[2]", "[0,8.0]"), "no count"},
        {tensor("[-2]", "[0,8]"), "no count"},
        {tensor("[2.0]", "[0,8]"), "no count"},
        {tensor("[\"2\"]", "[0,8]"), "no count"},
        {tensor("[[2]]", "[0,8]"), "nested too deeply"},
        {tensor("2", "[0,8]"), "more than 8 sizes, or none"},
        {tensor("[1,1,1,1,1,1,1,1,2]", "[0,8]"), "more than 8 sizes"},
        {tensor("[18446744073709551615]", "[0,8]"), "no count"},
        {tensor("[4294967296,4294967296,4]", "[0,8]"), "larger than the file"},
        {tensor("[9223372036854775807]", "[0,8]"), "larger than the file"},
        {tensor("[1]", "[4,8]"), "gaps"},
        {tensor("[1]", "[0,4]"), "longer than its tensors"},
        {pair + "[0,4]}}", "overlap"},
        {pair + "[2,6]}}", "overlap"},
        {pair + "[5,9]}}", "beyond the end"},
        {R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
         R"("w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
         "twice"},
        {R"({"__metadata__":{"a":1}})", "something else than texts"},
        {R"({"__metadata__":[]})", "no texts by name"},
        {"{\"" + std::string(300, 'x') + "\":{}}", "a name that is too long"},
    };
    for (const auto& [header, reason] : cases) {
        const Message refusal = refusalMessageOf(fileOf(header, std::string(8, '\0')));
        EXPECT_NE(refusal.text().find(reason), std::string::npos) << header << "\n"
                                                                  << refusal.text();
        // Names stay as they are, all else has words that the window translates.
        if (refusal.code != MessageCode::networkNamesTwice) {
            const std::string& words = refusal.arguments.back();
            EXPECT_TRUE(std::any_of(std::begin(kMessageWords), std::end(kMessageWords),
                                    [&](const char* word) { return words == word; }))
                << words;
        }
    }
    EXPECT_EQ(refusalOf(fileOf(tensor("[2]", "[0,8]"), std::string(8, '\0'))), "");
    EXPECT_EQ(refusalOf(fileOf(pair + "[4,8]}}", std::string(8, '\0'))), "");
}

TEST(Safetensors, noSizeThatAHeaderNamesIsAllocatedBeforeItIsChecked) {
    for (const std::uint64_t length :
         {std::uint64_t(9), std::uint64_t(1) << 24U, std::uint64_t(1) << 40U,
          std::numeric_limits<std::uint64_t>::max()}) {
        EXPECT_NE(refusalOf(littleEndian(length, 8) + "{}").find("no possible length"),
                  std::string::npos)
            << length;
    }
    EXPECT_NE(refusalOf(fileOf(std::string(100000, '['), "")).find("nested too deeply"),
              std::string::npos);
    EXPECT_NE(refusalOf("").find("no safetensors file"), std::string::npos);
}

TEST(Safetensors, aFileCutOffAnywhereIsRefused) {
    const std::string bytes = safetensorsBytes(twoTensors(), {{"a", "b"}}, TensorType::f32);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_NE(refusalOf(bytes.substr(0, length)), "") << length;
    }
    EXPECT_NE(refusalOf(bytes + "x"), "");
}

TEST(Safetensors, damagedBytesAreReadOrRefusedButNeverMore) {
    const std::string whole = safetensorsBytes(twoTensors(), {{"a", "b"}}, TensorType::f16);
    std::uint64_t state = 1;
    int refused = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string bytes = whole;
        for (int change = 0; change <= round % 3; ++change) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            bytes[(state >> 33U) % bytes.size()] = static_cast<char>(state >> 56U);
        }
        try {
            Safetensors file = Safetensors::fromBytes(bytes, "test");
            for (const std::string& name : file.tensorNames()) {
                file.read(name, file.shapeOf(name));
            }
        } catch (const Error&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 1000);
    EXPECT_LT(refused, 4000); // changed numbers are still numbers
}

} // namespace
} // namespace tonegraft
