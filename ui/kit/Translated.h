// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Message.h"

#include <QString>

#include <string>

namespace tonegraft {

/// A text of the engine (labels, tooltips of the methods) in the user's language.
QString translated(const std::string& engineText);
/// A text that the engine marks with TONEGRAFT_TEXT, in the user's language. Thread: any.
QString engineWord(const char* english);
/// What the engine has to tell, in the user's language. Thread: any.
QString worded(const Message& message);
/// A choice of the engine as the user reads it: "lbfgs" is "L-BFGS".
QString choiceText(const std::string& choice);

} // namespace tonegraft
