// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Judgment.h"

#include "tonegraft/AudioFile.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>

namespace tonegraft::quality {
namespace {

// Noise between the partials: valleys so much shallower than the truth's.
constexpr double kBlurDb = -2.5;
constexpr double kMostLoudnessLu = 0.5;
constexpr double kMostTruePeakDbtp = -1.0;
// Two meters that both keep to BS.1770 differ by this.
constexpr double kMeterDb = 0.05;

double truePeakOf(const AudioClip& clip) {
    float peak = 0.0F;
    for (const std::vector<float>& channel : resampled(clip, 4 * clip.sampleRateHz).channels) {
        for (const float sample : channel) {
            peak = std::max(peak, std::abs(sample));
        }
    }
    return 20.0 * std::log10(peak);
}

class SetJudge {
public:
    SetJudge(const SetFiles& set, ThreadPool& pool)
        : m_set(set), m_pool(pool), m_content(readClip(set.content, {ClipRole::content}).clip),
          m_style(readClip(set.style).clip), m_contentHeard(listened(m_content, pool)),
          m_styleHeard(listened(m_style, pool)),
          m_contentLufs(loudnessOf(m_content).integratedLufs) {
        if (!set.truth.empty()) {
            const Listened truth = listened(readClip(set.truth).clip, pool);
            m_truthArtefacts = artefactsOf(m_contentHeard, m_styleHeard, truth);
            m_truth = truth.clip;
        }
    }

    Judgment judge(const Run& run, const std::filesystem::path& keep) {
        Judgment found;
        found.set = m_set;
        found.run = run.label;
        try {
            const auto began = std::chrono::steady_clock::now();
            const AudioClip output = run.make(m_set, m_content, m_style);
            found.seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
            listen(output, run, found);
            if (!keep.empty()) {
                const std::filesystem::path folder = keep / folderName(run.label);
                std::filesystem::create_directories(folder);
                writeClip(folder / (m_set.name + ".flac"), output,
                          {SoundFileType::flac, SampleFormat::pcm24, 1, ""});
            }
        } catch (const std::exception& failure) {
            found.failure = failure.what();
        }
        return found;
    }

private:
    void listen(const AudioClip& output, const Run& run, Judgment& found) {
        const Listened heardOutput = listened(output, m_pool);
        if (m_truth) {
            found.distance = truthDistance(m_contentHeard.clip, *m_truth, heardOutput.clip);
        }
        found.artefacts = artefactsOf(m_contentHeard, m_styleHeard, heardOutput);
        const Timbre& style = m_styleHeard.clip.timbre;
        found.timbreToStyle = timbreDistance(heardOutput.clip.timbre, style) /
                              timbreDistance(m_contentHeard.clip.timbre, style);
        found.loudnessLu = loudnessOf(output).integratedLufs - m_contentLufs;
        found.truePeakDbtp = truePeakOf(output);
        for (const ArtefactRow& row : kArtefactRows) {
            if (alarms(row, found.artefacts) && !(run.isTransfer && excused(row, found))) {
                found.alarms.emplace_back(row.id);
            }
        }
        if (isBlurred(heardOutput, found.artefacts)) {
            found.alarms.emplace_back("blur");
        }
        if (run.isTransfer && std::abs(found.loudnessLu) > kMostLoudnessLu) {
            found.alarms.emplace_back("loudness");
        }
        if (run.isTransfer && found.truePeakDbtp > kMostTruePeakDbtp + kMeterDb) {
            found.alarms.emplace_back("truepeak");
        }
    }

    /// Where the right answer itself is beyond a limit, an output may be as far beyond it.
    bool excused(const ArtefactRow& row, const Judgment& found) const {
        return m_truthArtefacts && alarms(row, *m_truthArtefacts) &&
               found.artefacts.*row.value <= (*m_truthArtefacts).*row.value;
    }

    /// An instrument may have shallower valleys than another: only less than both clips is blur.
    bool isBlurred(const Listened& output, const Artefacts& artefacts) const {
        const double shallower =
            std::min(m_contentHeard.traits.valleyDb, m_styleHeard.traits.valleyDb);
        return m_truthArtefacts && output.traits.valleyDb < shallower &&
               artefacts.valley - m_truthArtefacts->valley < kBlurDb;
    }

    const SetFiles& m_set;
    ThreadPool& m_pool;
    AudioClip m_content;
    AudioClip m_style;
    Listened m_contentHeard;
    Listened m_styleHeard;
    std::optional<HeardClip> m_truth;
    std::optional<Artefacts> m_truthArtefacts;
    double m_contentLufs;
};

std::vector<Judgment> judgedSet(const SetFiles& set, const std::vector<Run>& runs,
                                const JudgeOptions& options) {
    std::vector<Judgment> found;
    try {
        ThreadPool pool(1);
        SetJudge judge(set, pool);
        for (const Run& run : runs) {
            found.push_back(judge.judge(run, options.keepOutputs));
        }
    } catch (const std::exception& failure) {
        for (const Run& run : runs) {
            Judgment none;
            none.set = set;
            none.run = run.label;
            none.failure = failure.what();
            found.push_back(none);
        }
    }
    std::fprintf(stderr, "%s\n", set.name.c_str());
    return found;
}

} // namespace

std::vector<Judgment> judged(const std::vector<SetFiles>& sets, const std::vector<Run>& runs,
                             const JudgeOptions& options) {
    std::vector<std::vector<Judgment>> bySet(sets.size());
    ThreadPool workers(options.jobs);
    workers.run(static_cast<int>(sets.size()),
                [&](int i) { bySet[i] = judgedSet(sets[i], runs, options); });
    std::vector<Judgment> all;
    for (std::vector<Judgment>& one : bySet) {
        all.insert(all.end(), one.begin(), one.end());
    }
    return all;
}

std::string folderName(const std::string& run) {
    std::string name = run;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '/'; }, '_');
    return name;
}

} // namespace tonegraft::quality
