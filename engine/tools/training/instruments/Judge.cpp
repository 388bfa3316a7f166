// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/instruments/Judge.h"

#include "tools/training/instruments/Trainer.h"

#include <algorithm>

namespace tonegraft::training {
namespace {

constexpr int kNoteFrames = 96; // then the note has ended, and most have faded

} // namespace

Accuracy judge(const Notes& notes, Safetensors& weights, ThreadPool& pool) {
    InstrumentClassifier classifier(weights, pool);
    NetworkImage<float> image;
    double count[2] = {};
    double right[2] = {};
    for (const Excerpt& excerpt : notes.excerpts) {
        if (!excerpt.test) {
            continue;
        }
        const int frames = excerpt.phrase ? excerpt.frames : kNoteFrames;
        image.resize(frames, notes.bins, 1);
        showExcerpt(notes, excerpt, 0, frames, 1.0F, image.values.data());
        const std::vector<double> scores = classifier.scores(image);
        const auto guess = std::max_element(scores.begin(), scores.end()) - scores.begin();
        ++count[excerpt.phrase ? 1 : 0];
        right[excerpt.phrase ? 1 : 0] += guess == excerpt.instrument ? 1 : 0;
    }
    return {right[0] / std::max(1.0, count[0]), right[1] / std::max(1.0, count[1])};
}

} // namespace tonegraft::training
