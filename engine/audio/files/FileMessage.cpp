// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/FileMessage.h"

#include "tonegraft/Error.h"
#include "tonegraft/ShownText.h"

#include <cerrno>
#include <cmath>
#include <system_error>

namespace tonegraft {

namespace {

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
    case EINVAL: // FAT and others: a character that no name may have
    case EILSEQ:
        return MessageCode::writeNoRegularFile;
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
    // As the system words it ("Resource temporarily unavailable") nobody knows what to do.
    if (errorNumber == EAGAIN || errorNumber == ETXTBSY || errorNumber == EBUSY)
        return {"another program is using it"};
    return {std::generic_category().message(errorNumber)};
}

} // namespace

std::string shownPath(const std::filesystem::path& path) {
    return "'" + shownText(path.native()) + "'";
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
    const MessageCode code = writeCodeOf(errorNumber);
    if (code == MessageCode::writeNoRegularFile)
        fail(path, code, {"a name that this file system refuses"});
    fail(path, code, systemReason(errorNumber));
}

} // namespace tonegraft
