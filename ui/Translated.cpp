// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Translated.h"

#include <QCoreApplication>

namespace tonegraft {

QString translated(const std::string& engineText) {
    return engineText.empty() ? QString()
                              : QCoreApplication::translate("Methods", engineText.c_str());
}

QString choiceText(const std::string& choice) {
    if (choice == "relu") {
        return QCoreApplication::translate("Methods", "ReLU");
    }
    if (choice == "linear") {
        return QCoreApplication::translate("Methods", "Linear");
    }
    if (choice == "lbfgs") {
        return QStringLiteral("L-BFGS");
    }
    if (choice == "adam") {
        return QStringLiteral("Adam");
    }
    return translated(choice);
}

} // namespace tonegraft
