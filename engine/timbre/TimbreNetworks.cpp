// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/TimbreNetworks.h"

#include "timbre/NetworkLibrary.h"
#include "timbre/PicturePieces.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

namespace tonegraft {
namespace {

// Frames of a piece without its margins, at most: about 6 seconds, so that two processors have work
// from the shortest clips on and margins cost a fifth.
constexpr int kNotePieceFrames = 256;
constexpr int kLevelPieceFrames = 128;
constexpr std::size_t kBins = kPictureBins;
// One unit of the networks.
constexpr float kUnitDb = 20.0F;

NetworkWeights weightsOf(Safetensors& file, const std::string& prefix) {
    NetworkWeights weights;
    for (const std::string& name : file.tensorNames()) {
        if (name.compare(0, prefix.size(), prefix) == 0) {
            Tensor tensor = file.read(name, file.shapeOf(name));
            weights[name.substr(prefix.size())] = {tensor.shape, std::move(tensor.values)};
        }
    }
    return weights;
}

/// What goes wrong in LibTorch, as an Error of ours.
template <class Work> auto translated(const Work& work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw Error(MessageCode::transferOutOfMemory);
    } catch (const Error&) {
        throw;
    } catch (const std::runtime_error& failure) {
        throw Error(MessageCode::networksFailed, {failure.what()});
    }
}

} // namespace

struct TimbreNetworks::Impl {
    std::unique_ptr<NoteNet> notes;
    std::unique_ptr<LevelsNet> levels;

    std::vector<float> styleTable(const PictureReader& picture, ThreadPool& pool) const {
        const auto pieces = cutPicture(picture.frames(), kLevelPieceFrames, levels->margin());
        std::vector<std::vector<float>> sums(pieces.size());
        pool.run(static_cast<int>(pieces.size()), [&](int index) {
            const PicturePiece& piece = pieces[static_cast<std::size_t>(index)];
            sums[static_cast<std::size_t>(index)] =
                levels->styleSums(picture.read(piece).data(), piece.frames(),
                                  piece.begin - piece.first, piece.end - piece.first);
        });
        for (std::size_t i = 1; i < sums.size(); ++i) {
            std::transform(sums[0].begin(), sums[0].end(), sums[i].begin(), sums[0].begin(),
                           [](float a, float b) { return a + b; });
        }
        return levels->styleTable(sums.at(0));
    }

    std::vector<float> levelsDb(const LogFrequencyPicture& content,
                                const LogFrequencyPicture* beside, const LogFrequencyPicture& style,
                                ThreadPool& pool) const {
        if (content.frames == 0 || style.frames == 0) {
            throw Error(MessageCode::internal, {"A picture without frames has no levels."});
        }
        const PictureReader contentReader(content, levelScale());
        const PictureReader besideReader(beside != nullptr ? *beside : content, levelScale());
        const PictureReader styleReader(style, levelScale());
        std::vector<float> result(kBins * static_cast<std::size_t>(content.frames));
        translated([&] {
            const std::vector<float> table = styleTable(styleReader, pool);
            const auto styleMeans = levels->meanLevels(styleReader.readAll().data(), style.frames);
            const auto means = levels->meanLevels(contentReader.readAll().data(), content.frames);
            const auto pieces = cutPicture(content.frames, kLevelPieceFrames, levels->margin());
            pool.run(static_cast<int>(pieces.size()), [&](int index) {
                const PicturePiece& piece = pieces[static_cast<std::size_t>(index)];
                const std::vector<float> second =
                    beside != nullptr ? besideReader.read(piece) : std::vector<float>();
                std::vector<float> made(kBins * static_cast<std::size_t>(piece.frames()));
                levels->levels(contentReader.read(piece).data(),
                               beside != nullptr ? second.data() : nullptr, piece.frames(), means,
                               {table, styleMeans}, made.data());
                std::transform(made.begin(), made.end(), made.begin(),
                               [](float level) { return kUnitDb * level; });
                copyCore(piece, kPictureBins, made.data(), content.frames, result.data());
            });
        });
        return result;
    }
};

TimbreNetworks::TimbreNetworks(Safetensors& file, const std::string& device)
    : m_impl(std::make_unique<Impl>()) {
    const NetworkMaker& maker = networkLibrary();
    translated([&] {
        m_impl->notes = maker.notes(weightsOf(file, "notes."), device);
        m_impl->levels = maker.levels(weightsOf(file, "levels."), device);
    });
}

TimbreNetworks::~TimbreNetworks() = default;

NoteLogits TimbreNetworks::notes(const LogFrequencyPicture& picture, ThreadPool& pool) const {
    NoteLogits result;
    result.frames = picture.frames;
    result.frameSeconds = picture.frameSeconds;
    const auto frames = static_cast<std::size_t>(picture.frames);
    result.sounding.resize(kNotePitches * frames);
    result.onset.resize(kNotePitches * frames);
    const NoteNet& net = *m_impl->notes;
    const PictureReader reader(picture, noteScale(picture));
    const auto pieces = cutPicture(picture.frames, kNotePieceFrames, net.margin());
    translated([&] {
        pool.run(static_cast<int>(pieces.size()), [&](int index) {
            const PicturePiece& piece = pieces[static_cast<std::size_t>(index)];
            const std::size_t size = kNotePitches * static_cast<std::size_t>(piece.frames());
            std::vector<float> logits(2 * size);
            net.logits(reader.read(piece).data(), piece.frames(), logits.data());
            copyCore(piece, kNotePitches, logits.data(), result.frames, result.sounding.data());
            copyCore(piece, kNotePitches, logits.data() + size, result.frames, result.onset.data());
        });
    });
    return result;
}

bool TimbreNetworks::seeBeside() const {
    return m_impl->levels->seesBeside();
}

std::vector<float> TimbreNetworks::levelsDb(const LogFrequencyPicture& content,
                                            const LogFrequencyPicture& style,
                                            ThreadPool& pool) const {
    return m_impl->levelsDb(content, nullptr, style, pool);
}

std::vector<float> TimbreNetworks::levelsDb(const LogFrequencyPicture& attempt,
                                            const LogFrequencyPicture& content,
                                            const LogFrequencyPicture& style,
                                            ThreadPool& pool) const {
    if (!seeBeside() || attempt.frames != content.frames) {
        throw Error(MessageCode::internal,
                    {"The network of levels takes no such picture beside the first attempt."});
    }
    return m_impl->levelsDb(attempt, &content, style, pool);
}

} // namespace tonegraft
