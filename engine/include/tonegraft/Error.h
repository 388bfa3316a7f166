// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Message.h"

#include <stdexcept>

namespace tonegraft {

/// The one exception type of the engine. Its message names the file or the setting, the reason,
/// and what to do; `what()` is that in English, UTF-8. Being cancelled is an outcome, never an
/// Error.
class Error : public std::runtime_error {
public:
    explicit Error(Message message)
        : std::runtime_error(message.text()), m_message(std::move(message)) {}
    explicit Error(MessageCode code, std::vector<std::string> arguments = {})
        : Error(Message(code, std::move(arguments))) {}

    const Message& message() const { return m_message; }

private:
    Message m_message;
};

} // namespace tonegraft
