// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionFile.h"

#include <QCryptographicHash>

#include <algorithm>
#include <string_view>

namespace tonegraft {

namespace {

constexpr std::string_view kHead = "take-";
constexpr std::string_view kTail = ".wav";
constexpr int kDigits = 32;

} // namespace

std::string takeSoundName(const AudioClip& sound) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(sound.sampleRateHz));
    for (const std::vector<float>& channel : sound.channels)
        hash.addData({reinterpret_cast<const char*>(channel.data()),
                      static_cast<qsizetype>(channel.size() * sizeof(float))});
    const std::string digits = hash.result().toHex().left(kDigits).toStdString();
    return std::string(kHead) + digits + std::string(kTail);
}

bool isTakeSoundName(const std::string& name) {
    const std::string_view view = name;
    if (view.size() != kHead.size() + kDigits + kTail.size() ||
        view.substr(0, kHead.size()) != kHead || view.substr(view.size() - kTail.size()) != kTail)
        return false;
    const std::string_view digits = view.substr(kHead.size(), kDigits);
    return std::all_of(digits.begin(), digits.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace tonegraft
