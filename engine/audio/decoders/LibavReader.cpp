// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/LibavReader.h"

#include "audio/decoders/PieceDecoder.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tonegraft {

struct LibavReader::Impl {
    const InputFile& file;
    SoundLayout layout;
    std::size_t piece = 0; // the one that `decoder` decodes
    std::unique_ptr<PieceDecoder> decoder;
    std::unique_ptr<SampleConverter> converter; // only where the format is not the first's
    SoundFormat format;
    std::string codingName;
    int tracks = 1;
    bool broken = false;
    std::vector<double> expected; // seconds of each piece
    std::vector<float> pending;   // in `format`, interleaved, and not yet read
    std::size_t taken = 0;        // of `pending`

    Impl(const InputFile& from, const SoundLayout& of) : file(from), layout(of) {}

    void openFirst();
    bool openNext();
    bool fill();
    void take(const SoundBlock& block);
    void finishConversion();
    std::uint64_t skip(std::uint64_t samples);
    void expectOf(const SoundFormat& of);
    std::size_t pendingSamples() const {
        return (pending.size() - taken) / static_cast<std::size_t>(format.channels);
    }
};

void LibavReader::Impl::openFirst() {
    SoundBlock block;
    while (true) {
        decoder = std::make_unique<PieceDecoder>(file, layout, layout.pieces[piece]);
        if (decoder->next(block))
            break;
        broken = broken || decoder->damaged();
        if (++piece == layout.pieces.size())
            file.fail(MessageCode::readNothingDecoded);
    }
    format = block.format;
    codingName = decoder->codingName();
    tracks = decoder->tracks();
    for (const SoundPiece& one : layout.pieces) {
        const std::uint64_t skipped = one.skippedAtStart + one.skippedAtEnd;
        const std::uint64_t samples = one.expectedSamples - std::min(one.expectedSamples, skipped);
        expected.push_back(static_cast<double>(samples) / format.sampleRateHz);
    }
    take(block);
}

/// The next piece that opens; what does not is damage, but no reason to give up the rest.
bool LibavReader::Impl::openNext() {
    broken = broken || decoder->damaged();
    decoder.reset();
    while (!decoder && ++piece < layout.pieces.size()) {
        try {
            decoder = std::make_unique<PieceDecoder>(file, layout, layout.pieces[piece]);
        } catch (const Error&) {
            broken = true;
        }
    }
    return decoder != nullptr;
}

/// Decodes until there is something in `pending`; false at the end.
bool LibavReader::Impl::fill() {
    pending.clear();
    taken = 0;
    SoundBlock block;
    while (pending.empty() && decoder) {
        if (decoder->next(block)) {
            take(block);
            continue;
        }
        expectOf(converter ? converter->from() : format);
        finishConversion();
        openNext();
    }
    return !pending.empty();
}

void LibavReader::Impl::take(const SoundBlock& block) {
    if (converter && !(converter->from() == block.format))
        finishConversion();
    expectOf(block.format);
    if (block.format == format) {
        pending.insert(pending.end(), block.interleaved.begin(), block.interleaved.end());
        return;
    }
    if (!converter)
        converter = std::make_unique<SampleConverter>(block.format, format);
    converter->convert(block.interleaved, pending);
}

/// Within the first piece that sounds, as far as its header says that it goes; what is behind it
/// is decoded.
std::uint64_t LibavReader::Impl::skip(std::uint64_t samples) {
    if (samples <= pendingSamples() || samples >= decoder->expectedSamples() || converter)
        return 0;
    pending.clear();
    taken = 0;
    const std::size_t first = piece;
    if (decoder->seek(samples) && fill() && piece == first)
        return samples;
    piece = first;
    pending.clear();
    decoder = std::make_unique<PieceDecoder>(file, layout, layout.pieces[piece]);
    return 0;
}

void LibavReader::Impl::finishConversion() {
    if (converter)
        converter->finish(pending);
    converter.reset();
}

void LibavReader::Impl::expectOf(const SoundFormat& of) {
    expected[piece] = static_cast<double>(decoder->expectedSamples()) / of.sampleRateHz;
}

LibavReader::LibavReader(const InputFile& file, const SoundLayout& layout)
    : m_impl(std::make_unique<Impl>(file, layout)) {
    m_impl->openFirst();
}

LibavReader::~LibavReader() = default;

int LibavReader::sampleRateHz() const {
    return m_impl->format.sampleRateHz;
}

int LibavReader::channels() const {
    return m_impl->format.channels;
}

std::uint64_t LibavReader::declaredSamples() const {
    double seconds = 0.0;
    for (const double piece : m_impl->expected)
        seconds += piece;
    // Rounded down where a conversion may have lost part of a sample at each joint.
    const double samples = seconds * m_impl->format.sampleRateHz;
    const auto joints = static_cast<double>(m_impl->expected.size() - 1);
    return static_cast<std::uint64_t>(std::max(0.0, std::round(samples) - joints));
}

std::string LibavReader::codingName() const {
    return m_impl->codingName;
}

int LibavReader::tracks() const {
    return m_impl->tracks;
}

std::size_t LibavReader::read(float* interleaved, std::size_t samplesPerChannel) {
    Impl& self = *m_impl;
    const auto channels = static_cast<std::size_t>(self.format.channels);
    std::size_t done = 0;
    while (done < samplesPerChannel && (self.pendingSamples() > 0 || self.fill())) {
        const std::size_t count = std::min(samplesPerChannel - done, self.pendingSamples());
        const auto* source = self.pending.data() + self.taken;
        std::copy(source, source + count * channels, interleaved + done * channels);
        self.taken += count * channels;
        done += count;
    }
    return done;
}

std::uint64_t LibavReader::skip(std::uint64_t samplesPerChannel) {
    return m_impl->skip(samplesPerChannel);
}

bool LibavReader::damaged() const {
    return m_impl->broken || m_impl->layout.damaged ||
           (m_impl->decoder && m_impl->decoder->damaged());
}

} // namespace tonegraft
