// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Rendering.h"

#include "app/files/KeptFile.h"
#include "app/files/LossTable.h"
#include "app/files/Parameters.h"
#include "app/files/PathText.h"
#include "app/files/Report.h"
#include "app/system/ProcessMemory.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/MidiFile.h"
#include "tonegraft/OutputFiles.h"

#include <chrono>
#include <utility>

namespace tonegraft {

namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

ClipRegion regionIn(const ReadOptions& options) {
    return {options.startSeconds, options.durationSeconds};
}

/// Of the sound that is going to be written.
ClipShape outputShape(const TransferJob& job) {
    ClipShape shape = shapeOf(*job.content);
    if (job.whole)
        return shape;
    if (const int monoRateHz = methodInfo(job.settings.method).monoRateHz; monoRateHz > 0) {
        shape.sampleRateHz = monoRateHz;
        shape.channels = 1;
    }
    return shape;
}

/// Writes all files; one that cannot be written keeps no other from it.
class Writing {
public:
    void add(const std::filesystem::path& target,
             const std::function<void(const std::filesystem::path&)>& write) {
        if (target.empty())
            return;
        try {
            writeOrKeep(target, write);
        } catch (const Error& error) {
            m_failures += (m_failures.empty() ? "" : "\ntonegraft: ") + std::string(error.what());
        }
    }
    void end() const {
        if (!m_failures.empty())
            throw Error(m_failures);
    }

private:
    std::string m_failures;
};

} // namespace

std::string descriptionOf(const RenderOptions& options) {
    return runDescription(options.settings,
                          {regionIn(options.contentRegion), regionIn(options.styleRegion),
                           options.whole, options.content, options.style});
}

Rendering::Rendering(RenderOptions options, const EngineFunctions& engine,
                     std::function<void(const std::string&)> warn)
    : m_options(std::move(options)), m_engine(engine), m_warn(std::move(warn)) {}

void Rendering::warn(const std::string& text) {
    m_warn(text);
    m_warnings.push_back(text);
}

std::vector<std::filesystem::path> Rendering::besidesTheSound() const {
    std::vector<std::filesystem::path> paths;
    for (const auto& path : {m_options.report, m_options.losses, m_options.notes})
        if (!path.empty())
            paths.push_back(path);
    return paths;
}

void Rendering::load(const ClipReader& read) {
    // What would prevent writing, as long as nothing is known of the sound.
    std::vector<PlannedFile> files{{m_options.output}};
    for (const auto& path : besidesTheSound())
        files.push_back({path});
    checkOutputs(files);
    const auto start = std::chrono::steady_clock::now();
    m_job = jobOf(read);
    m_loadSeconds = secondsSince(start);
    checkSound();
}

TransferJob Rendering::jobOf(const ClipReader& read) {
    const auto clip = [&](const std::filesystem::path& path, const ReadOptions& region) {
        const auto loaded = read(path, region);
        for (const Message& warning : loaded->warnings)
            warn(warning.text());
        return std::shared_ptr<const AudioClip>(loaded, &loaded->clip);
    };
    TransferJob job;
    job.settings = m_options.settings;
    job.whole = m_options.whole;
    if (m_options.whole) {
        job.content = clip(m_options.content, {ClipRole::content});
        job.contentRegion = regionIn(m_options.contentRegion);
        try {
            partOf(job.content, job.contentRegion);
        } catch (const Error& error) {
            throw Error("Cannot read " + pathText(m_options.content) + ": " + error.what());
        }
    } else {
        job.content = clip(m_options.content, m_options.contentRegion);
    }
    job.style = clip(m_options.style, m_options.styleRegion);
    return job;
}

/// What would prevent writing when the sound's size is known.
void Rendering::checkSound() const {
    const ClipShape shape = outputShape(m_job);
    const WriteOptions sound{m_options.type, m_options.format, m_options.settings.seed, {}};
    checkSoundFormat(m_options.output, shape, sound);
    constexpr std::uint64_t kBytesBesides = 64 << 10; // of a report or a table, about
    std::vector<PlannedFile> files{{m_options.output, soundFileBytes(shape, sound)}};
    for (const auto& path : besidesTheSound())
        files.push_back({path, kBytesBesides});
    checkOutputs(files);
}

bool Rendering::run(TransferObserver& observer, RunControl& control) {
    m_made = runJob(m_job, m_engine, observer, control);
    if (m_made.result->outcome == Outcome::cancelled)
        return false;
    m_peakRssBytes = peakRssBytes();
    for (const Message& warning : m_made.result->warnings)
        warn(warning.text());
    if (!m_options.report.empty())
        m_measures = measured();
    return true;
}

std::optional<Measures> Rendering::measured() {
    try {
        return measuresOf(m_job, *m_made.result, m_engine);
    } catch (const Error& error) {
        warn(std::string("no measures: ") + error.what());
        return std::nullopt;
    }
}

void Rendering::write() {
    const TransferResult& result = *m_made.result;
    Report report;
    report.content = m_options.content;
    report.style = m_options.style;
    report.loadSeconds = m_loadSeconds;
    report.peakRssBytes = m_peakRssBytes;
    report.warnings = m_warnings;
    report.measures = m_measures;
    const WriteOptions sound{m_options.type, m_options.format, m_options.settings.seed,
                             descriptionOf(m_options)};
    const auto text = [this](const std::string& bytes) {
        return [this, bytes](const auto& path) { m_engine.writeFile(path, bytes); };
    };
    Writing writing;
    writing.add(m_options.output,
                [&](const auto& path) { m_engine.write(path, *m_made.output, sound); });
    writing.add(m_options.report, text(reportText(report, result)));
    writing.add(m_options.losses, text(lossTable(result)));
    writing.add(m_options.notes, text(midiFile(notesOf(m_job, result))));
    writing.end();
}

} // namespace tonegraft
