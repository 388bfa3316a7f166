// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>

namespace tonegraft {

/// How likely it is to have at least `right` of `trials` right by guessing: the binomial test,
/// one-sided, at even odds. 1 for no trials. Thread: any.
double guessingChance(int right, int trials);

/// A blind test of two sounds (ABX): in each trial X is one of them, drawn at random, and who
/// listens says which. Thread: one at a time.
class BlindTest {
public:
    explicit BlindTest(std::uint64_t seed) : m_random(seed) { draw(); }

    bool xIsSecond() const { return m_xIsSecond; }
    /// Another X follows. Whether it was right.
    bool answer(bool second);
    int trials() const { return m_trials; }
    int right() const { return m_right; }
    double chance() const { return guessingChance(m_right, m_trials); }

private:
    void draw() { m_xIsSecond = std::bernoulli_distribution()(m_random); }

    std::mt19937_64 m_random;
    bool m_xIsSecond = false;
    int m_trials = 0;
    int m_right = 0;
};

} // namespace tonegraft
