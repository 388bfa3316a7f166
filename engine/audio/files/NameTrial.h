// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>

namespace tonegraft {

/// Tries in a folder which names its file system takes, in a hidden folder there that is gone in
/// the end: FAT refuses some characters, and takes "A" and "a" for one. Thread: one at a time.
class NameTrial {
public:
    /// Throws Error about `shown` if the disk is full. Where nothing can be tried, all names pass.
    NameTrial(const std::filesystem::path& folder, const std::filesystem::path& shown);
    ~NameTrial();
    NameTrial(const NameTrial&) = delete;
    NameTrial& operator=(const NameTrial&) = delete;

    /// Makes a file of the name that `target` has; `shown` is for messages. Throws Error: the name
    /// is refused, or it is that of one tried before.
    void make(const std::filesystem::path& target, const std::filesystem::path& shown);

private:
    std::filesystem::path m_place;                                 ///< empty: nothing can be tried
    int m_descriptor = -1;                                         ///< that locks it
    std::map<std::filesystem::path, std::filesystem::path> m_made; ///< what each is shown as
};

} // namespace tonegraft
