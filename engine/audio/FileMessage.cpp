// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/FileMessage.h"

#include "tonegraft/Error.h"

#include <cerrno>
#include <cmath>
#include <system_error>

namespace tonegraft {

namespace {

/// Length of the well-formed UTF-8 sequence at `at`, 0 if there is none.
std::size_t sequenceLength(const std::string& text, std::size_t at) {
    const auto byte = [&](std::size_t index) {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const unsigned lead = byte(at);
    const unsigned second = byte(at + 1);
    const auto continues = [&](std::size_t count) {
        for (std::size_t i = 1; i <= count; ++i) {
            if ((byte(at + i) & 0xC0U) != 0x80U)
                return false;
        }
        return true;
    };
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF && continues(1))
        return 2;
    const bool overlong3 = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    if (lead >= 0xE0 && lead <= 0xEF && continues(2) && !overlong3 && !surrogate)
        return 3;
    const bool overlong4 = lead == 0xF0 && second < 0x90;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    if (lead >= 0xF0 && lead <= 0xF4 && continues(3) && !overlong4 && !beyond)
        return 4;
    return 0;
}

std::string escaped(unsigned char control) {
    if (control == '\n')
        return "\\n";
    if (control == '\t')
        return "\\t";
    const char* digits = "0123456789ABCDEF";
    return std::string("\\x") + digits[control >> 4U] + digits[control & 15U];
}

/// Up to `decimals` decimals with a point in every locale, trailing zeros dropped.
std::string shownNumber(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    const auto scaled = static_cast<long long>(std::llround(std::min(value, 1e15) * scale));
    const auto unit = static_cast<long long>(scale);
    std::string fraction = std::to_string(scaled % unit);
    fraction.insert(0, static_cast<std::size_t>(decimals) - fraction.size(), '0');
    while (!fraction.empty() && fraction.back() == '0')
        fraction.pop_back();
    return std::to_string(scaled / unit) + (fraction.empty() ? "" : "." + fraction);
}

MessageCode readCodeOf(int errorNumber) {
    switch (errorNumber) {
    case ENOENT:
        return MessageCode::readNoFile;
    case ENOTDIR:
        return MessageCode::readNoFolder;
    case EACCES:
    case EPERM:
        return MessageCode::readNoPermission;
    case ELOOP:
        return MessageCode::readLinkCircle;
    case ENAMETOOLONG:
        return MessageCode::readNameTooLong;
    case EIO:
        return MessageCode::readDiskFailed;
    default:
        return MessageCode::readFailed;
    }
}

MessageCode writeCodeOf(int errorNumber) {
    switch (errorNumber) {
    case ENOENT:
        return MessageCode::writeNoFile;
    case ENOTDIR:
        return MessageCode::writePartNoFolder;
    case EACCES:
    case EPERM:
        return MessageCode::writeNoPermission;
    case ELOOP:
        return MessageCode::writeLinkCircle;
    case ENAMETOOLONG:
        return MessageCode::writeNameTooLong;
    case ENOSPC:
        return MessageCode::writeDiskFull;
    case EDQUOT:
        return MessageCode::writeQuota;
    case EFBIG:
        return MessageCode::writeTooLarge;
    case EROFS:
        return MessageCode::writeReadOnlySystem;
    default:
        return MessageCode::writeFailed;
    }
}

/// Where the code does not say it.
std::vector<std::string> systemReason(int errorNumber) {
    return {std::generic_category().message(errorNumber)};
}

} // namespace

std::string shownPath(const std::filesystem::path& path) {
    const std::string bytes = path.u8string();
    std::string shown = "'";
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = sequenceLength(bytes, at);
        const auto lead = static_cast<unsigned char>(bytes[at]);
        if (length == 0)
            shown += "\xEF\xBF\xBD";
        else if (lead < 0x20 || lead == 0x7F)
            shown += escaped(lead);
        else
            shown.append(bytes, at, length);
        at += length == 0 ? 1 : length;
    }
    return shown + "'";
}

std::string shownBytes(double bytes) {
    if (bytes < 1000.0)
        return shownNumber(bytes, 1) + " bytes";
    for (const char* unit : {"kB", "MB", "GB"}) {
        bytes /= 1000.0;
        if (bytes < 1000.0)
            return shownNumber(bytes, 1) + " " + unit;
    }
    return shownNumber(bytes / 1000.0, 1) + " TB";
}

std::string shownSeconds(double seconds) {
    return shownNumber(seconds, 3) + " s";
}

Message fileMessage(const std::filesystem::path& path, MessageCode code,
                    std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), shownPath(path));
    return {code, std::move(arguments)};
}

void fail(const std::filesystem::path& path, MessageCode code, std::vector<std::string> arguments) {
    throw Error(fileMessage(path, code, std::move(arguments)));
}

void failToRead(const std::filesystem::path& path, int errorNumber) {
    fail(path, readCodeOf(errorNumber), systemReason(errorNumber));
}

void failToWrite(const std::filesystem::path& path, int errorNumber) {
    fail(path, writeCodeOf(errorNumber), systemReason(errorNumber));
}

} // namespace tonegraft
