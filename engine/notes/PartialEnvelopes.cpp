// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/PartialEnvelopes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kPartials = HarmonicBank::kPartials;
constexpr double kNearSemitones = 1.5; // to which pitches lend each other their envelopes
constexpr double kFarShare = 0.005;    // what others lend
constexpr double kFarSemitones = 12.0;
constexpr double kPriorShare = 0.02;
constexpr double kPriorFall = 1.2;     // of the prior envelope: partial^-fall
constexpr double kOverNeighbors = 4.0; // the most that a partial has over the two below it
constexpr double kOverFirst = 4.0;     // and over the first

const std::array<double, kPartials>& prior() {
    static const std::array<double, kPartials> values = [] {
        std::array<double, kPartials> v{};
        double sum = 0.0;
        for (int h = 0; h < kPartials; ++h) {
            v[h] = std::pow(h + 1.0, -kPriorFall);
            sum += v[h];
        }
        for (double& value : v) {
            value /= sum;
        }
        return v;
    }();
    return values;
}

double lent(int semitones) {
    const double near = semitones / kNearSemitones;
    return std::exp(-0.5 * near * near) +
           kFarShare * std::exp(-std::abs(semitones) / kFarSemitones);
}

} // namespace

PartialEnvelopes::PartialEnvelopes(const HarmonicBank& bank)
    : m_bank(bank), m_heights(static_cast<std::size_t>(bank.pitchCount()) * kPartials) {
    for (int pitch = 0; pitch < bank.pitchCount(); ++pitch) {
        std::array<double, kPartials> heights{};
        for (int h = 0; h < kPartials; ++h) {
            heights[h] = bank.exists(pitch, h) ? 1.0 / (h + 1) : 0.0;
        }
        normalize(pitch, heights.data());
    }
}

void PartialEnvelopes::learn(const std::vector<double>& underLobes) {
    std::vector<double> energies(underLobes.size());
    for (std::size_t i = 0; i < energies.size(); ++i) {
        energies[i] = underLobes[i] * m_heights[i];
    }
    const int pitches = m_bank.pitchCount();
    for (int pitch = 0; pitch < pitches; ++pitch) {
        std::array<double, kPartials> sum{};
        double total = 0.0;
        for (int other = 0; other < pitches; ++other) {
            const double weight = lent(m_bank.pitches()[pitch] - m_bank.pitches()[other]);
            for (int h = 0; h < kPartials; ++h) {
                sum[h] += weight * energies[static_cast<std::size_t>(other) * kPartials + h];
            }
        }
        for (const double value : sum) {
            total += value;
        }
        std::array<double, kPartials> heights{};
        for (int h = 0; h < kPartials; ++h) {
            if (m_bank.exists(pitch, h)) {
                heights[h] =
                    (sum[h] + 1e-9) / m_bank.mass(pitch, h) +
                    kPriorShare * total * prior()[h] / std::max(m_bank.mass(pitch, 0), 1e-9);
            }
        }
        bound(heights.data());
        normalize(pitch, heights.data());
    }
}

void PartialEnvelopes::bound(double* heights) {
    for (int h = 1; h < kPartials; ++h) {
        const double below = h > 1 ? std::max(heights[h - 1], heights[h - 2]) : heights[0];
        heights[h] = std::min(heights[h], kOverNeighbors * below);
    }
    const double first = std::max(heights[0], 0.5 * heights[1]);
    for (int h = 0; h < kPartials; ++h) {
        heights[h] = std::min(heights[h], kOverFirst * first);
    }
}

void PartialEnvelopes::normalize(int pitch, const double* heights) {
    double sum = 0.0;
    for (int h = 0; h < kPartials; ++h) {
        sum += heights[h] * m_bank.mass(pitch, h);
    }
    const double factor = sum > 0.0 ? 1.0 / sum : 0.0;
    for (int h = 0; h < kPartials; ++h) {
        m_heights[static_cast<std::size_t>(pitch) * kPartials + h] =
            static_cast<float>(heights[h] * factor);
    }
}

} // namespace tonegraft
