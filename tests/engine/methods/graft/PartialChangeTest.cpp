// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/PartialChange.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace tonegraft {
namespace {

constexpr double kLowestBins = 20.0; // of the pitch 48

/// What a partial of a note has, by its bin and number, in dB.
using Levels = std::function<double(double bin, int number)>;

NoteSpectrum noteOf(double pitch, double levelDb, const Levels& levels) {
    const double fundamental = kLowestBins * std::exp2((pitch - 48.0) / 12.0);
    std::vector<double> powers(2000, 1e-12);
    for (int number = 1; number * fundamental < 1999.0; ++number) {
        const double bin = number * fundamental;
        powers[static_cast<std::size_t>(std::lround(bin))] =
            std::pow(10.0, levels(bin, number) / 10.0);
    }
    return {pitch, levelDb, PartialEnvelope(powers, fundamental)};
}

/// Resonances at 60 and 300 bins.
double bodyDb(double bin) {
    const auto bump = [bin](double at) { return std::exp(-std::pow(std::log2(bin / at), 2.0)); };
    return 20.0 * bump(60.0) + 14.0 * bump(300.0) - 6.0 * std::log2(bin / kLowestBins);
}

std::vector<NoteSpectrum> notesOf(const std::function<double(double, int, double, double)>& level) {
    std::vector<NoteSpectrum> notes;
    for (int i = 0; i < 12; ++i) {
        const double pitch = 48.0 + 1.5 * i;
        const double levelDb = (i * 7 % 5) * 3.0;
        notes.push_back(noteOf(pitch, levelDb, [&](double bin, int number) {
            return level(bin, number, pitch, levelDb);
        }));
    }
    return notes;
}

TEST(PartialChange, LearnsWhetherResonancesStayWhereTheyAre) {
    const PartialChange stays =
        learnedChange(notesOf([](double bin, int, double, double) { return bodyDb(bin); }));
    EXPECT_GT(stays.bodyShare, 0.55);
    EXPECT_NEAR(stays.tiltDbPerDb, 0.0, 0.03);
    const PartialChange moves = learnedChange(
        notesOf([](double, int number, double, double) { return bodyDb(kLowestBins * number); }));
    EXPECT_LT(moves.bodyShare, 0.25);
}

TEST(PartialChange, LearnsThatLouderNotesAreBrighterAndHigherOnesDarker) {
    const PartialChange change =
        learnedChange(notesOf([](double, int number, double pitch, double levelDb) {
            const double octaves = std::log2(number);
            return -8.0 * octaves + 0.2 * levelDb * octaves - 3.0 * (pitch - 48.0) / 12.0 * octaves;
        }));
    EXPECT_GT(change.tiltDbPerDb, 0.06);
    EXPECT_LT(change.tiltDbPerDb, 0.25);
    EXPECT_LT(change.tiltDbPerOctave, -0.5);
    const NoteSpectrum note =
        noteOf(48.0, 0.0, [](double, int number) { return -8.0 * std::log2(number); });
    const double fourth = change.changeDb(note.envelope, 4.0 * kLowestBins, 1.0, 6.0);
    EXPECT_NEAR(fourth, 6.0 * change.tiltDbPerDb * 2.0, 1e-9);
}

TEST(PartialChange, IsTheUsualOneWhereNotesTellNothing) {
    const PartialChange usual;
    for (const auto& notes : {std::vector<NoteSpectrum>{},
                              std::vector<NoteSpectrum>{noteOf(
                                  60.0, 0.0, [](double bin, int) { return bodyDb(bin); })}}) {
        const PartialChange change = learnedChange(notes);
        EXPECT_NEAR(change.bodyShare, usual.bodyShare, 1e-9);
        EXPECT_NEAR(change.tiltDbPerDb, 0.0, 1e-9);
        EXPECT_NEAR(change.tiltDbPerOctave, 0.0, 1e-9);
    }
}

} // namespace
} // namespace tonegraft
