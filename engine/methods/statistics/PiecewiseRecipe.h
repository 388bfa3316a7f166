// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"
#include "methods/statistics/LongPicture.h"
#include "methods/statistics/Pieces.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

/// A piece and what is known of it before it is worked on.
struct PlannedPiece {
    Piece piece;
    double styleAtStart = 0.0; ///< its relative distance to the style
};

/// A recipe made of recipes: one piece of a long content after the other, so that time is linear in
/// its length and memory is that of one piece, and of the clips. A piece begins, where it overlaps
/// the one before it, with what came out there, and is faded into it. What no piece has reached
/// is the content.
class PiecewiseRecipe : public Recipe {
public:
    /// The recipe of a piece of the content that is to begin with `start`.
    using MakeRecipe = std::function<std::unique_ptr<Recipe>(const Piece&, AudioClip start)>;

    /// `content`: as the pieces get it; `planned`: at least one, in order. Input's clip and
    /// warnings outlive the object.
    PiecewiseRecipe(const RecipeInput& input, AudioClip content, std::size_t marginSamples,
                    std::vector<PlannedPiece> planned, MakeRecipe make);

    int pieces() const override { return static_cast<int>(m_planned.size()); }
    std::vector<float> nextPiece(std::vector<float> z, const Stop& stop) override;
    int stages() const override { return m_recipe->stages(); }
    int stepsAtEndOf(int stage, int steps) const override {
        return m_recipe->stepsAtEndOf(stage, steps);
    }
    std::vector<float> start() override { return m_recipe->start(); }
    std::vector<float> nextStage(std::vector<float> z, const Stop& stop) override {
        return m_recipe->nextStage(std::move(z), stop);
    }
    bool isDoneAtStart() const override { return m_recipe->isDoneAtStart(); }
    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override;
    void steer(const TransferSettings& moved) override;
    LossPoint ofAllPieces(const LossPoint& ofPiece) const override;
    void constrain(float* z) override { m_recipe->constrain(z); }
    bool updatesItself() const override { return m_recipe->updatesItself(); }
    Optimizer optimizer() const override { return m_recipe->optimizer(); }
    double learningRate() const override { return m_recipe->learningRate(); }
    Spectrogram spectrogram(const float* z) override;
    Spectrogram spectrogramAsEvaluated(const float* z) override;
    AudioClip quickSound(const float* z) override;
    int phaseIterations() const override { return m_recipe->phaseIterations(); }
    double phaseSecondsGuess() const override;
    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override;

private:
    const Piece& piece() const { return m_planned[m_index].piece; }
    void beginPiece();
    void finishPiece(const float* z, bool brief, const Stop& stop);
    Spectrogram withPicture(const Spectrogram& ofPiece);

    const AudioClip& m_input;
    std::vector<Message>& m_warnings;
    AudioClip m_output; // the content, and over it the pieces that are finished
    std::size_t m_marginSamples;
    std::vector<PlannedPiece> m_planned;
    MakeRecipe m_make;
    std::size_t m_index = 0;
    std::unique_ptr<Recipe> m_recipe; // of the piece that is worked on
    std::vector<LossPoint> m_reached; // of every piece
    std::optional<TransferSettings> m_moved;
    double m_weightOfReached = -1.0; // style weight at which the piece's was
    double m_phaseSecondsOfPiece = 0.0;
    double m_powerError = 0.0; // mean over the finished pieces of the squared inconsistency
    std::optional<LongPicture> m_picture; // none: nobody has looked yet
};

} // namespace tonegraft
