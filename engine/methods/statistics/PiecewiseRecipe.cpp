// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/PiecewiseRecipe.h"

#include "methods/shared/Analysis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kPictureFrames = 4096; // 0.15 s in ten minutes: less than a column of a wide window

} // namespace

PiecewiseRecipe::PiecewiseRecipe(const RecipeInput& input, AudioClip content,
                                 std::size_t marginSamples, std::vector<PlannedPiece> planned,
                                 MakeRecipe make)
    : m_input(input.content), m_warnings(input.warnings), m_output(std::move(content)),
      m_marginSamples(marginSamples), m_planned(std::move(planned)), m_make(std::move(make)) {
    for (const PlannedPiece& next : m_planned) {
        LossPoint point;
        point.style = next.styleAtStart;
        point.total = input.settings.styleWeight * next.styleAtStart;
        m_reached.push_back(point);
    }
    beginPiece();
    m_phaseSecondsOfPiece = m_recipe->phaseSecondsGuess();
}

void PiecewiseRecipe::beginPiece() {
    m_recipe = nullptr; // its memory goes to the next one
    m_recipe = m_make(piece(), samplesOf(m_output, piece()));
    m_weightOfReached = -1.0;
    if (m_moved) {
        m_recipe->steer(*m_moved);
    }
}

void PiecewiseRecipe::steer(const TransferSettings& moved) {
    m_moved = moved;
    m_recipe->steer(moved);
    m_weightOfReached = -1.0; // what was reached was of another objective
}

void PiecewiseRecipe::finishPiece(const float* z, bool brief, const Stop& stop) {
    const RecipeAudio reached = m_recipe->audio(z, brief, stop);
    putPiece(m_output, reached.clip, piece(), m_marginSamples);
    m_powerError += std::pow(10.0, reached.spectralConvergenceDb / 10.0);
}

std::vector<float> PiecewiseRecipe::nextPiece(std::vector<float> z, const Stop& stop) {
    finishPiece(z.data(), false, stop);
    z = {};
    ++m_index;
    beginPiece();
    return m_recipe->start();
}

LossPoint PiecewiseRecipe::evaluate(const float* z, float* gradient, double styleWeight) {
    const LossPoint point = m_recipe->evaluate(z, gradient, styleWeight);
    LossPoint& reached = m_reached[m_index];
    if (point.total < reached.total || styleWeight != m_weightOfReached) {
        reached = point;
        m_weightOfReached = styleWeight;
    }
    return point;
}

LossPoint PiecewiseRecipe::ofAllPieces(const LossPoint& ofPiece) const {
    LossPoint mean;
    for (std::size_t k = 0; k < m_reached.size(); ++k) {
        const LossPoint& point = k == m_index ? ofPiece : m_reached[k];
        const double share = 1.0 / static_cast<double>(m_reached.size());
        mean.total += share * point.total;
        mean.style += share * point.style;
        mean.content += share * point.content;
        mean.melody += share * point.melody;
        mean.dynamics += share * point.dynamics;
    }
    return mean;
}

Spectrogram PiecewiseRecipe::withPicture(const Spectrogram& ofPiece) {
    if (!m_picture) {
        m_picture.emplace(m_input, kPictureFrames);
    }
    const auto hop = static_cast<std::size_t>(ofPiece.hopSamples);
    m_picture->put(ofPiece, static_cast<int>(piece().first / hop),
                   static_cast<int>(piece().overlap / hop / 2));
    return m_picture->picture();
}

Spectrogram PiecewiseRecipe::spectrogram(const float* z) {
    return withPicture(m_recipe->spectrogram(z));
}

Spectrogram PiecewiseRecipe::spectrogramAsEvaluated(const float* z) {
    return withPicture(m_recipe->spectrogramAsEvaluated(z));
}

AudioClip PiecewiseRecipe::quickSound(const float* z) {
    AudioClip clip = m_output;
    putPiece(clip, m_recipe->quickSound(z), piece(), m_marginSamples);
    return clip;
}

double PiecewiseRecipe::phaseSecondsGuess() const {
    const auto left = static_cast<double>(m_planned.size() - 1 - m_index);
    return m_recipe->phaseSecondsGuess() + left * m_phaseSecondsOfPiece;
}

RecipeAudio PiecewiseRecipe::audio(const float* z, bool brief, const Stop& stop) {
    finishPiece(z, brief, stop);
    RecipeAudio result;
    result.spectralConvergenceDb =
        decibels(std::sqrt(m_powerError / static_cast<double>(m_index + 1)));
    if (brief && m_index + 1 < m_planned.size()) {
        const auto second =
            static_cast<long>(static_cast<double>(piece().end()) / m_output.sampleRateHz);
        m_warnings.emplace_back(MessageCode::contentFrom,
                                std::vector<std::string>{std::to_string(second)});
    }
    result.clip = std::move(m_output);
    return result;
}

} // namespace tonegraft
