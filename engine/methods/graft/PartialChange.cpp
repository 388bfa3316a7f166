// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/PartialChange.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kTerms = 3;
constexpr int kPartials = 20;
constexpr double kRangeDb = 45.0; // below the strongest partial nothing is learned
constexpr double kMostOctaves = 4.0;
constexpr double kMostSemitones = 14.0;
constexpr double kErrorDb = 10.0;     // of a partial's level
constexpr double kObservations = 2.0; // of a pair: its partials are not independent
constexpr std::array<double, kTerms> kSpread = {0.4, 0.2, 3.0}; // of instruments

using Vector = std::array<double, kTerms>;
using Matrix = std::array<Vector, kTerms>;

double octavesAbove(double number) {
    return std::clamp(std::log2(number), 0.0, kMostOctaves);
}

/// Gauss' elimination; the matrix is positive definite.
Vector solved(Matrix a, Vector b) {
    for (int i = 0; i < kTerms; ++i) {
        for (int row = i + 1; row < kTerms; ++row) {
            const double factor = a[row][i] / a[i][i];
            for (int column = i; column < kTerms; ++column) {
                a[row][column] -= factor * a[i][column];
            }
            b[row] -= factor * b[i];
        }
    }
    Vector x{};
    for (int i = kTerms - 1; i >= 0; --i) {
        x[i] = b[i];
        for (int column = i + 1; column < kTerms; ++column) {
            x[i] -= a[i][column] * x[column];
        }
        x[i] /= a[i][i];
    }
    return x;
}

/// What one pair of notes tells: partial by partial, without their means.
class Pair {
public:
    Pair(const NoteSpectrum& from, const NoteSpectrum& to) {
        const double ratio = to.envelope.fundamentalBins() / from.envelope.fundamentalBins();
        const double floor = to.envelope.strongestDb() - kRangeDb;
        for (int number = 1; number <= kPartials; ++number) {
            const double bin = number * to.envelope.fundamentalBins();
            const double wanted = to.envelope.levelDb(bin);
            if (number > to.envelope.partials() || wanted < floor) {
                continue;
            }
            const double moved = from.envelope.levelDb(bin / ratio);
            const double octaves = octavesAbove(number);
            add({from.envelope.levelDb(bin) - moved, (to.levelDb - from.levelDb) * octaves,
                 (to.pitch - from.pitch) / 12.0 * octaves},
                wanted - moved);
        }
    }

    void addTo(Matrix& products, Vector& targets, double weight) const {
        const auto count = static_cast<double>(m_terms.size());
        if (count < 3.0) {
            return;
        }
        for (std::size_t k = 0; k < m_terms.size(); ++k) {
            Vector x = m_terms[k];
            for (int i = 0; i < kTerms; ++i) {
                x[i] -= m_sums[i] / count;
            }
            const double y = m_wanted[k] - m_wantedSum / count;
            for (int i = 0; i < kTerms; ++i) {
                targets[i] += weight / count * x[i] * y;
                for (int j = 0; j < kTerms; ++j) {
                    products[i][j] += weight / count * x[i] * x[j];
                }
            }
        }
    }

private:
    void add(const Vector& terms, double wanted) {
        m_terms.push_back(terms);
        m_wanted.push_back(wanted);
        for (int i = 0; i < kTerms; ++i) {
            m_sums[i] += terms[i];
        }
        m_wantedSum += wanted;
    }

    std::vector<Vector> m_terms;
    std::vector<double> m_wanted;
    Vector m_sums{};
    double m_wantedSum = 0.0;
};

} // namespace

double PartialChange::changeDb(const PartialEnvelope& envelope, double bin, double ratio,
                               double louderDb) const {
    const double octaves = octavesAbove(std::max(1.0, bin / envelope.fundamentalBins()));
    return bodyShare * (envelope.levelDb(bin * ratio) - envelope.levelDb(bin)) +
           (tiltDbPerDb * louderDb + tiltDbPerOctave * std::log2(ratio)) * octaves;
}

PartialChange learnedChange(const std::vector<NoteSpectrum>& notes) {
    const PartialChange usual;
    const Vector prior = {usual.bodyShare, usual.tiltDbPerDb, usual.tiltDbPerOctave};
    Matrix products{};
    Vector targets{};
    for (int i = 0; i < kTerms; ++i) {
        products[i][i] = kErrorDb * kErrorDb / (kSpread[i] * kSpread[i]);
        targets[i] = products[i][i] * prior[i];
    }
    // Of the pairs of n notes only n - 1 are independent.
    const double weight = 2.0 * kObservations / std::max<double>(1.0, notes.size());
    for (const NoteSpectrum& from : notes) {
        for (const NoteSpectrum& to : notes) {
            if (&from != &to && std::abs(from.pitch - to.pitch) <= kMostSemitones) {
                Pair(from, to).addTo(products, targets, weight);
            }
        }
    }
    const Vector found = solved(products, targets);
    return {std::clamp(found[0], 0.0, 1.0), found[1], found[2]};
}

} // namespace tonegraft
