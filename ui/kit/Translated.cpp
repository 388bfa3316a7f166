// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/Translated.h"

#include <QCoreApplication>

#include <map>
#include <vector>

namespace tonegraft {

namespace {
constexpr auto kContext = "tonegraft"; // of TONEGRAFT_TEXT
} // namespace

QString translated(const std::string& engineText) {
    return engineText.empty() ? QString()
                              : QCoreApplication::translate("Methods", engineText.c_str());
}

QString engineWord(const char* english) {
    return QCoreApplication::translate(kContext, english);
}

QString worded(const Message& message) {
    const char* english = kMessageTexts[static_cast<std::size_t>(message.code)].english;
    const QString pattern = QCoreApplication::translate(kContext, english);
    std::vector<std::string> arguments;
    for (const std::string& argument : message.arguments) {
        // A word of the engine, or the label of a control; all else has no translation.
        const QString word = QCoreApplication::translate(kContext, argument.c_str());
        arguments.push_back(
            (word == QString::fromStdString(argument) ? translated(argument) : word).toStdString());
    }
    return QString::fromStdString(expanded(pattern.toStdString(), arguments));
}

QString choiceText(const std::string& choice) {
    // Plain words where the engine's own name is jargon.
    static const std::map<std::string, const char*> words{
        {"relu", QT_TRANSLATE_NOOP("Methods", "ReLU")},
        {"lbfgs", QT_TRANSLATE_NOOP("Methods", "L-BFGS")},
        {"spectrogram", QT_TRANSLATE_NOOP("Methods", "Far: spectrogram")},
        {"waveform", QT_TRANSLATE_NOOP("Methods", "Faithful: waveform")},
        {"auditory-texture", QT_TRANSLATE_NOOP("Methods", "Auditory texture")},
        {"shallow-random", QT_TRANSLATE_NOOP("Methods", "Random filters")},
        {"two-stage", QT_TRANSLATE_NOOP("Methods", "Balanced: both")},
    };
    const auto found = words.find(choice);
    if (found != words.end()) {
        return QCoreApplication::translate("Methods", found->second);
    }
    QString text = translated(choice);
    if (!text.isEmpty()) {
        text[0] = text[0].toUpper();
    }
    return text;
}

} // namespace tonegraft
