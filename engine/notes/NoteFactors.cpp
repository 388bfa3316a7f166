// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/NoteFactors.h"

#include "linalg/Gemm.h"
#include "notes/PartialEnvelopes.h"
#include "notes/Tuning.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tonegraft {
namespace {

constexpr int kFramesPerBlock = 64;
constexpr int kNoiseBands = 19;
constexpr float kFloor = 1e-5F; // of magnitudes whose mean is 1
constexpr float kLeast = 1e-9F;
constexpr double kTonesAtStart = 0.8; // of a frame's magnitude; the rest is noise
constexpr double kTailSeconds = 0.25; // a note's fall after its end, at the start
constexpr int kFirstLearning = 2;     // envelopes are learned from this iteration on,
constexpr int kLearningEvery = 2;     // each so many

StftShape shapeFor(const AudioClip& clip) {
    return analysisShape(clip.sampleRateHz);
}

int fittedBins(const AudioClip& clip) {
    const StftShape shape = shapeFor(clip);
    const double highest = HarmonicBank::kHighestHz * shape.windowSamples / clip.sampleRateHz + 1.0;
    return std::min(shape.bins(), static_cast<int>(highest));
}

std::vector<int> pitchesOf(const std::vector<NoteEvent>& notes) {
    std::vector<int> pitches;
    for (const NoteEvent& note : notes) {
        pitches.push_back(note.pitch);
    }
    std::sort(pitches.begin(), pitches.end());
    pitches.erase(std::unique(pitches.begin(), pitches.end()), pitches.end());
    return pitches;
}

} // namespace

/// Some frames of the factorization, with those of its columns that sound in them.
struct NoteFactors::Block {
    int first = 0;
    int frames = 0;
    std::vector<int> columns;
    std::vector<float> activations; // [frames][columns, then noise bands]

    int rows() const { return static_cast<int>(columns.size()) + kNoiseBands; }
};

struct NoteFactors::Scratch {
    std::vector<float> parts; // [rows][bins]: templates and noise bands
    std::vector<float> ratio; // [frames][bins]: the clip's magnitudes over the model's
};

NoteFactors::NoteFactors(const AudioClip& clip, const std::vector<NoteEvent>& notes,
                         ThreadPool& pool, const NoteFactorSettings& settings)
    : m_shape(shapeFor(clip)), m_bins(fittedBins(clip)),
      m_frameSeconds(static_cast<double>(m_shape.hopSamples) / clip.sampleRateHz),
      m_bank({}, 0.0, m_shape, clip.sampleRateHz, m_bins),
      m_noiseBands(kNoiseBands, m_bins,
                   static_cast<double>(clip.sampleRateHz) / m_shape.windowSamples,
                   NoiseBands::Sums::bandsAreOne) {
    analyze(mixedToMono(clip), pool);
    m_tuningSemitones = tuningOf(m_magnitudes, m_frames, m_bins, m_shape, clip.sampleRateHz);
    m_bank = HarmonicBank(pitchesOf(notes), m_tuningSemitones, m_shape, clip.sampleRateHz, m_bins,
                          settings.lowestPartial);
    PartialEnvelopes envelopes(m_bank);
    buildTemplates(envelopes);
    std::vector<Block> blocks = blocksOf(notes, settings);
    const int count = static_cast<int>(blocks.size());
    for (int iteration = 0; iteration < settings.iterations; ++iteration) {
        if (iteration >= kFirstLearning && iteration % kLearningEvery == 0) {
            std::vector<std::vector<double>> found(blocks.size());
            pool.run(count, [&](int i) { found[i] = underLobes(blocks[i]); });
            std::vector<double> sum(found.empty() ? 0 : found.front().size(), 0.0);
            for (const std::vector<double>& of : found) {
                std::transform(sum.begin(), sum.end(), of.begin(), sum.begin(), std::plus<>());
            }
            envelopes.learn(sum);
            buildTemplates(envelopes);
        }
        pool.run(count, [&](int i) { update(blocks[i]); });
    }
    keep(blocks);
    m_magnitudes = {};
}

void NoteFactors::analyze(const AudioClip& mono, ThreadPool& pool) {
    Stft<float> stft(m_shape, mono.sampleCount(), pool);
    m_frames = stft.frames();
    m_magnitudes.resize(static_cast<std::size_t>(m_frames) * m_bins);
    std::vector<double> sums(m_frames, 0.0);
    stft.forEachFrame(mono.channels.front().data(), [&](int t, const std::complex<float>* bins) {
        float* out = m_magnitudes.data() + static_cast<std::size_t>(t) * m_bins;
        for (int bin = 0; bin < m_bins; ++bin) {
            out[bin] = std::sqrt(std::norm(bins[bin]));
            sums[t] += out[bin];
        }
    });
    const double mean =
        std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(m_magnitudes.size());
    const auto factor = static_cast<float>(1.0 / (mean + 1e-12));
    for (float& value : m_magnitudes) {
        value = value * factor + kFloor;
    }
}

std::vector<NoteFactors::Block> NoteFactors::blocksOf(const std::vector<NoteEvent>& notes,
                                                      const NoteFactorSettings& settings) const {
    std::vector<float> support(static_cast<std::size_t>(m_frames) * m_bank.pitchCount(), 0.0F);
    for (const NoteEvent& note : notes) {
        const int pitch = m_bank.indexOf(note.pitch);
        const int last = frameAt(note.endSeconds + settings.tailSeconds);
        for (int t = frameAt(note.startSeconds - settings.leadSeconds); t <= last; ++t) {
            const double after = std::max(0.0, t * m_frameSeconds - note.endSeconds);
            float& value = support[static_cast<std::size_t>(t) * m_bank.pitchCount() + pitch];
            value = std::max(value, static_cast<float>(std::exp(-after / kTailSeconds)));
        }
    }
    std::vector<Block> blocks;
    for (int first = 0; first < m_frames; first += kFramesPerBlock) {
        Block block;
        block.first = first;
        block.frames = std::min(kFramesPerBlock, m_frames - first);
        start(block, support);
        blocks.push_back(std::move(block));
    }
    return blocks;
}

void NoteFactors::start(Block& block, const std::vector<float>& support) const {
    const int pitches = m_bank.pitchCount();
    const auto supportAt = [&](int frame, int pitch) {
        return support[static_cast<std::size_t>(block.first + frame) * pitches + pitch];
    };
    for (int pitch = 0; pitch < pitches; ++pitch) {
        bool sounds = false;
        for (int t = 0; t < block.frames; ++t) {
            sounds = sounds || supportAt(t, pitch) > 0.0F;
        }
        for (int tuning = 0; sounds && tuning < HarmonicBank::kTunings; ++tuning) {
            block.columns.push_back(pitch * HarmonicBank::kTunings + tuning);
        }
    }
    const std::size_t columns = block.columns.size();
    block.activations.assign(static_cast<std::size_t>(block.frames) * block.rows(), 0.0F);
    for (int t = 0; t < block.frames; ++t) {
        const float* frame =
            m_magnitudes.data() + static_cast<std::size_t>(block.first + t) * m_bins;
        const double magnitude = std::accumulate(frame, frame + m_bins, 0.0);
        double supports = 0.0;
        for (const int column : block.columns) {
            supports += supportAt(t, column / HarmonicBank::kTunings);
        }
        float* row = block.activations.data() + static_cast<std::size_t>(t) * block.rows();
        for (std::size_t i = 0; i < columns; ++i) {
            row[i] = static_cast<float>(kTonesAtStart * magnitude / std::max(supports, 1e-9) *
                                        supportAt(t, block.columns[i] / HarmonicBank::kTunings));
        }
        const double noise = supports > 0.0 ? 1.0 - kTonesAtStart : 1.0;
        std::fill(row + columns, row + block.rows(),
                  static_cast<float>(noise * magnitude / kNoiseBands));
    }
}

void NoteFactors::model(const Block& block, Scratch& scratch) const {
    const int rows = block.rows();
    scratch.parts.resize(static_cast<std::size_t>(rows) * m_bins);
    float* part = scratch.parts.data();
    for (const int column : block.columns) {
        part = std::copy_n(templateOf(column), m_bins, part);
    }
    for (int band = 0; band < kNoiseBands; ++band) {
        part = std::copy_n(m_noiseBands.band(band), m_bins, part);
    }
    scratch.ratio.resize(static_cast<std::size_t>(block.frames) * m_bins);
    gemm(block.frames, m_bins, rows, 1.0F, MatrixView<float>{block.activations.data(), rows},
         MatrixView<float>{scratch.parts.data(), m_bins}, 0.0F, scratch.ratio.data(), m_bins);
    const float* magnitudes = m_magnitudes.data() + static_cast<std::size_t>(block.first) * m_bins;
    for (std::size_t i = 0; i < scratch.ratio.size(); ++i) {
        scratch.ratio[i] = magnitudes[i] / (scratch.ratio[i] + kLeast);
    }
}

void NoteFactors::update(Block& block) const {
    Scratch scratch;
    model(block, scratch);
    const int rows = block.rows();
    std::vector<float> factors(block.activations.size());
    gemm(block.frames, rows, m_bins, 1.0F, MatrixView<float>{scratch.ratio.data(), m_bins},
         MatrixView<float>{scratch.parts.data(), m_bins, true}, 0.0F, factors.data(), rows);
    for (std::size_t i = 0; i < factors.size(); ++i) {
        block.activations[i] *= factors[i];
    }
}

std::vector<double> NoteFactors::underLobes(const Block& block) const {
    Scratch scratch;
    model(block, scratch);
    const int columns = static_cast<int>(block.columns.size());
    std::vector<double> sums(
        static_cast<std::size_t>(m_bank.pitchCount()) * HarmonicBank::kPartials, 0.0);
    if (columns == 0) {
        return sums;
    }
    std::vector<float> gradient(static_cast<std::size_t>(columns) * m_bins);
    gemm(columns, m_bins, block.frames, 1.0F,
         MatrixView<float>{block.activations.data(), block.rows(), true},
         MatrixView<float>{scratch.ratio.data(), m_bins}, 0.0F, gradient.data(), m_bins);
    for (int i = 0; i < columns; ++i) {
        const int column = block.columns[i];
        m_bank.addUnderLobes(column, gradient.data() + static_cast<std::size_t>(i) * m_bins,
                             sums.data() +
                                 static_cast<std::size_t>(column / HarmonicBank::kTunings) *
                                     HarmonicBank::kPartials);
    }
    return sums;
}

void NoteFactors::buildTemplates(const PartialEnvelopes& envelopes) {
    m_templates.assign(static_cast<std::size_t>(m_bank.columns()) * m_bins, 0.0F);
    for (int column = 0; column < m_bank.columns(); ++column) {
        m_bank.addColumn(column, envelopes.heights(column / HarmonicBank::kTunings),
                         templateOf(column));
    }
}

void NoteFactors::keep(const std::vector<Block>& blocks) {
    const int columns = m_bank.columns();
    m_activations.assign(static_cast<std::size_t>(m_frames) * columns, 0.0F);
    m_noise.resize(static_cast<std::size_t>(m_frames) * kNoiseBands);
    double tones = 0.0;
    double all = 0.0;
    std::vector<float> tonal(m_bins), noise(m_bins);
    for (const Block& block : blocks) {
        const std::size_t sounding = block.columns.size();
        for (int t = 0; t < block.frames; ++t) {
            const std::size_t frame = static_cast<std::size_t>(block.first + t);
            const float* row =
                block.activations.data() + static_cast<std::size_t>(t) * block.rows();
            for (std::size_t i = 0; i < sounding; ++i) {
                m_activations[frame * columns + block.columns[i]] = row[i];
            }
            std::copy_n(row + sounding, kNoiseBands, m_noise.data() + frame * kNoiseBands);
            std::fill(tonal.begin(), tonal.end(), 0.0F);
            std::fill(noise.begin(), noise.end(), 0.0F);
            addTones(static_cast<int>(frame), tonal.data());
            addNoise(static_cast<int>(frame), noise.data());
            for (int bin = 0; bin < m_bins; ++bin) {
                const double magnitude = m_magnitudes[frame * m_bins + bin];
                const double energy = magnitude * magnitude;
                all += energy;
                tones += energy * tonal[bin] / (tonal[bin] + noise[bin] + kLeast);
            }
        }
    }
    m_tonalShare = all > 0.0 ? tones / all : 0.0;
}

int NoteFactors::frameAt(double seconds) const {
    const double frame = std::floor(seconds / m_frameSeconds + 1e-9);
    return static_cast<int>(std::clamp(frame, 0.0, m_frames - 1.0));
}

double NoteFactors::amplitude(int pitch, int frame) const {
    const int index = m_bank.indexOf(pitch);
    if (index < 0) {
        return 0.0;
    }
    const float* row = m_activations.data() + static_cast<std::size_t>(frame) * m_bank.columns() +
                       static_cast<std::size_t>(index) * HarmonicBank::kTunings;
    return std::accumulate(row, row + HarmonicBank::kTunings, 0.0);
}

void NoteFactors::addPitch(int pitch, int frame, float* magnitudes) const {
    const int index = m_bank.indexOf(pitch);
    for (int tuning = 0; index >= 0 && tuning < HarmonicBank::kTunings; ++tuning) {
        const int column = index * HarmonicBank::kTunings + tuning;
        const float activation =
            m_activations[static_cast<std::size_t>(frame) * m_bank.columns() + column];
        const float* part = templateOf(column);
        for (int bin = 0; activation > 0.0F && bin < m_bins; ++bin) {
            magnitudes[bin] += activation * part[bin];
        }
    }
}

void NoteFactors::addTones(int frame, float* magnitudes) const {
    for (const int pitch : m_bank.pitches()) {
        addPitch(pitch, frame, magnitudes);
    }
}

void NoteFactors::addNoise(int frame, float* magnitudes) const {
    for (int band = 0; band < kNoiseBands; ++band) {
        const float activation = m_noise[static_cast<std::size_t>(frame) * kNoiseBands + band];
        const float* part = m_noiseBands.band(band);
        for (int bin = 0; bin < m_bins; ++bin) {
            magnitudes[bin] += activation * part[bin];
        }
    }
}

} // namespace tonegraft
