// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/RenderOptions.h"
#include "app/job/TransferJob.h"
#include "app/system/EngineFunctions.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

/// Reads a clip; several renderings may share what it gives.
using ClipReader = std::function<std::shared_ptr<const LoadedClip>(const std::filesystem::path&,
                                                                   const ReadOptions&)>;

/// What `tonegraft render` and each job of `tonegraft batch` do, so that they write the same bytes:
/// load(), run(), write(), in this order. All of them throw Error and block. Thread: one at a
/// time.
class Rendering {
public:
    /// `warn` is told each warning as it comes, and warnings() keeps them.
    Rendering(RenderOptions options, const EngineFunctions& engine,
              std::function<void(const std::string&)> warn);

    /// Reads the clips, after a look at whether the files can be written.
    void load(const ClipReader& read);
    /// Once loaded.
    const TransferJob& job() const { return m_job; }
    /// False: it was cancelled.
    bool run(TransferObserver& observer, RunControl& control);
    /// One file that cannot be written keeps no other from it; what took hours is kept elsewhere.
    void write();
    const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    TransferJob jobOf(const ClipReader& read);
    void checkSound() const;
    void warn(const std::string& text);
    std::optional<Measures> measured();
    std::vector<std::filesystem::path> besidesTheSound() const;

    RenderOptions m_options;
    const EngineFunctions& m_engine;
    std::function<void(const std::string&)> m_warn;
    std::vector<std::string> m_warnings;
    TransferJob m_job;
    FinishedJob m_made;
    std::optional<Measures> m_measures;
    double m_loadSeconds = 0.0;
    std::int64_t m_peakRssBytes = 0;
};

/// All that decides what a rendering sounds like, as its comment has it.
std::string descriptionOf(const RenderOptions& options);

} // namespace tonegraft
