// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/OggLayout.h"

#include "audio/containers/NextFile.h"
#include "audio/containers/OggStream.h"
#include "audio/files/FileMessage.h"

#include <algorithm>
#include <optional>

namespace tonegraft {

namespace {

constexpr std::size_t kMostLinks = 4096;

bool isRead(const std::string& coding) {
    return coding == "Vorbis" || coding == "Opus" || coding == "FLAC" || coding == "Speex";
}

/// A link of the chain while its pages go by: which stream of it is read, and what the positions
/// on its pages ("granules": the number of samples up to the page's end) say about the first and
/// the last packets. The packets decide how much sound there is; the positions only cut off what
/// the encoder put at either end, and never more than one page of it.
class Link {
public:
    explicit Link(std::uint64_t begin) { m_piece.begin = begin; }

    void offer(const std::string& coding, std::uint32_t serial) {
        if (!isRead(coding)) {
            m_foreign = m_foreign.empty() ? coding : m_foreign;
            return;
        }
        if (++m_tracks > 1)
            return;
        m_coding = coding;
        m_stream.emplace(serial);
        m_piece.oggSerial = serial;
    }

    void take(OggPages& pages) {
        m_piece.end = pages.end();
        if (!m_stream || pages.serial() != m_piece.oggSerial)
            return;
        m_ended = ogg_page_eos(&pages.page()) != 0;
        m_stream->take(pages.page());
        std::uint64_t packets = 0;
        while (const ogg_packet* packet = m_stream->nextPacket()) {
            // Vorbis's first packet only fills the overlap.
            const std::uint64_t samples = m_stream->samplesIn(*packet);
            m_samples += m_packets == 0 && m_coding == "Vorbis" ? 0 : samples;
            ++m_packets;
            ++packets;
        }
        const auto granule = static_cast<std::int64_t>(ogg_page_granulepos(&pages.page()));
        if (granule >= 0 && packets > 0)
            takeGranule(granule);
    }

    SoundPiece piece() const {
        SoundPiece piece = m_piece;
        piece.expectedSamples = m_samples;
        if (m_stream)
            piece.skippedAtStart = m_stream->preSkip();
        if (m_granules > 1 && m_start < 0)
            piece.skippedAtStart += static_cast<std::uint64_t>(-m_start);
        if (m_excess > 0 && static_cast<std::uint64_t>(m_excess) <= m_lastSamples)
            piece.skippedAtEnd = static_cast<std::uint64_t>(m_excess);
        const std::uint64_t delay = m_stream ? m_stream->decoderDelay() : 0;
        piece.skippedAtStart += delay;
        piece.skippedAtEnd -= std::min(piece.skippedAtEnd, delay);
        return piece;
    }

    bool hasSound() const { return m_packets > 0; }
    bool ended() const { return m_ended; }
    bool damaged() const { return m_stream && m_stream->damaged(); }
    int tracks() const { return m_tracks; }
    const std::string& coding() const { return m_coding; }
    const std::string& foreign() const { return m_foreign; }

private:
    void takeGranule(std::int64_t granule) {
        const auto samples = static_cast<std::int64_t>(m_samples);
        if (++m_granules == 1) {
            // Above zero where the stream was recorded from its middle on; below zero where the
            // start of the first page was cut off. A single page can only be cut at its end.
            m_start = granule - samples;
            m_excess = -m_start;
            m_lastSamples = m_samples;
        } else {
            m_lastSamples = m_samples - m_samplesAtGranule;
            m_excess = m_granule + static_cast<std::int64_t>(m_lastSamples) - granule;
        }
        m_granule = std::min(granule, kLastGranule);
        m_samplesAtGranule = m_samples;
    }

    static constexpr std::int64_t kLastGranule = std::int64_t{1} << 60U;

    SoundPiece m_piece;
    std::optional<OggStream> m_stream;
    std::string m_coding;
    std::string m_foreign;
    int m_tracks = 0;
    std::uint64_t m_packets = 0;
    std::uint64_t m_samples = 0; // by the packets
    int m_granules = 0;
    std::int64_t m_granule = 0; // the latest
    std::uint64_t m_samplesAtGranule = 0;
    std::uint64_t m_lastSamples = 0; // of the packets that the latest granule closed
    std::int64_t m_start = 0;
    std::int64_t m_excess = 0; // what the packets hold beyond the latest granule
    bool m_ended = false;
};

/// Collects the links and what there is to say about them.
struct Chain {
    SoundLayout layout;
    std::string foreign;
    int tracks = 0;

    void add(const Link& link) {
        if (foreign.empty())
            foreign = link.foreign();
        if (link.coding().empty())
            return;
        layout.endMissing = !link.ended();
        layout.damaged = layout.damaged || link.damaged();
        if (layout.formatName.empty()) {
            layout.formatName = "Ogg " + link.coding();
            tracks = link.tracks();
        }
        if (link.hasSound())
            layout.pieces.push_back(link.piece());
    }
};

} // namespace

SoundLayout oggLayout(const InputFile& file, std::uint64_t begin) {
    Chain chain;
    OggPages pages(file, begin, file.size());
    std::optional<Link> link;
    std::uint64_t end = begin; // of the last page
    bool inHeads = false;      // all streams of a link begin before any goes on
    while (chain.layout.pieces.size() < kMostLinks && pages.next()) {
        if (nextSoundIn(file, end, pages.begin()) < pages.begin())
            break; // another file is between these pages
        chain.layout.damaged = chain.layout.damaged || pages.begin() > end;
        end = pages.end();
        const bool starts = ogg_page_bos(&pages.page()) != 0;
        if (starts && !inHeads) {
            if (link)
                chain.add(*link);
            link.emplace(pages.begin());
        }
        inHeads = starts;
        if (!link)
            continue;
        if (starts)
            link->offer(oggCoding(pages.page()), pages.serial());
        link->take(pages);
    }
    if (link)
        chain.add(*link);
    SoundLayout& layout = chain.layout;
    if (layout.formatName.empty() && !chain.foreign.empty())
        file.fail(MessageCode::readCoding, {"Ogg", chain.foreign});
    if (layout.formatName.empty())
        file.fail(MessageCode::readOggCoding);
    if (layout.pieces.empty())
        file.fail(MessageCode::readNothingDecoded);
    layout.packing = Packing::oggPages;
    layout.begin = begin;
    layout.end = nextFileBehind(file, end);
    if (layout.end < file.size())
        layout.nextFile = layout.end;
    if (chain.tracks > 1)
        layout.warnings.push_back(
            fileMessage(file.path(), MessageCode::severalTracks, {std::to_string(chain.tracks)}));
    return layout;
}

} // namespace tonegraft
