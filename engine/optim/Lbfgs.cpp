// SPDX-License-Identifier: GPL-3.0-or-later
#include "optim/Lbfgs.h"

#include "linalg/VectorOps.h"
#include "optim/LbfgsHistory.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

constexpr double kFirstShare = 0.1; // of the distance to 0 along the first gradient
constexpr double kLongestGrowth = 10.0;

// A point on the search line.
struct Probe {
    double step = 0.0;
    double value = 0.0;
    double slope = 0.0;
};

// Minimum of the cubic through two probes (Nocedal & Wright, eq. 3.59), kept inside the middle
// 80 % of the bracket; bisection where a value is not finite.
double cubicMinimum(const Probe& a, const Probe& b) {
    const double low = std::min(a.step, b.step);
    const double high = std::max(a.step, b.step);
    const double margin = 0.1 * (high - low);
    double step = 0.5 * (low + high);
    if (std::isfinite(a.value) && std::isfinite(b.value) && std::isfinite(b.slope)) {
        const double d1 = a.slope + b.slope - 3.0 * (a.value - b.value) / (a.step - b.step);
        const double square = d1 * d1 - a.slope * b.slope;
        if (square >= 0.0) {
            const double d2 = std::copysign(std::sqrt(square), b.step - a.step);
            const double cubic =
                b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2.0 * d2);
            step = std::isfinite(cubic) ? cubic : step;
        }
    }
    return std::clamp(step, low + margin, high - margin);
}

class Search {
public:
    Search(Minimization& problem, std::vector<float>& x, const LbfgsSettings& settings,
           ThreadPool& pool)
        : m_problem(problem), m_settings(settings), m_pool(pool), m_x(x),
          m_count(static_cast<std::ptrdiff_t>(x.size())), m_gradient(x.size()), m_trial(x.size()),
          m_trialGradient(x.size()), m_best(x.size()), m_bestGradient(x.size()),
          m_history(settings.history, x.size(), pool) {}

    void run() {
        if (!m_problem.mayEvaluate()) {
            return;
        }
        m_value = m_problem.evaluate(m_x.data(), m_gradient.data());
        if (!std::isfinite(m_value)) {
            return;
        }
        m_squares = dot(m_gradient.data(), m_gradient.data());
        double norm = std::sqrt(m_squares);
        const double converged = m_settings.leastGradient * norm;
        while (norm > converged && m_problem.mayEvaluate()) {
            if (m_problem.takeChange()) {
                m_history.clear();
                m_value = m_problem.evaluate(m_x.data(), m_gradient.data());
                m_squares = dot(m_gradient.data(), m_gradient.data());
                if (!m_problem.mayEvaluate()) {
                    return;
                }
            }
            if (!iterate()) {
                return;
            }
            norm = std::sqrt(m_squares);
        }
    }

private:
    // One line search along a new direction; false: ended, x is the best state.
    bool iterate() {
        double firstStep = 1.0;
        double slope = 0.0;
        if (!m_history.empty()) {
            slope = m_history.findDirection(m_gradient.data());
        }
        if (!(slope < 0.0)) { // no history yet, or rounding spoiled it
            m_history.clear();
            firstStep = steepestDescent();
            slope = -m_squares;
        }
        const Probe best = search({0.0, m_value, slope}, firstStep);
        if (best.step == 0.0) {
            if (m_history.empty()) {
                return false; // not even the steepest way goes down any more
            }
            m_history.clear();
            return m_problem.mayEvaluate();
        }
        accept(best);
        return true;
    }

    // A first step that would bring a quadratic with minimum 0 most of the way is |value| / |g|²;
    // a tenth of it is safe and the search grows it.
    double steepestDescent() {
        linearCombination<float>({-1.0}, {m_gradient.data()}, m_history.newDirection(), m_count,
                                 m_pool);
        return kFirstShare * std::abs(m_value) / m_squares;
    }

    double dot(const float* a, const float* b) {
        return dotProducts<float>(a, {b}, m_count, m_pool)[0];
    }

    Probe probe(double step) {
        const float* direction = m_history.newDirection();
        linearCombination<float>({1.0, step}, {m_x.data(), direction}, m_trial.data(), m_count,
                                 m_pool);
        Probe result;
        result.step = step;
        result.value = m_problem.evaluate(m_trial.data(), m_trialGradient.data());
        result.slope = std::isfinite(result.value) ? dot(m_trialGradient.data(), direction)
                                                   : std::numeric_limits<double>::quiet_NaN();
        if (!std::isfinite(result.slope)) {
            result.value = std::numeric_limits<double>::infinity();
        }
        return result;
    }

    bool sufficient(const Probe& p, const Probe& start) const {
        return p.value <= start.value + m_settings.armijo * p.step * start.slope;
    }
    bool flat(const Probe& p, const Probe& start) const {
        return std::abs(p.slope) <= -m_settings.curvature * start.slope;
    }

    // Returns the best probe; its point and gradient are in m_best and m_bestGradient. step 0:
    // nothing better found.
    Probe search(const Probe& start, double firstStep) {
        Probe best = start;
        Probe low = start; // the best with sufficient decrease
        Probe high{};      // the other end, once bracketed
        bool bracketed = false;
        double step = firstStep;
        for (int i = 0; i < m_settings.evaluationsPerSearch && (i == 0 || m_problem.mayEvaluate());
             ++i) {
            const Probe p = probe(step);
            if (p.value < best.value) {
                best = p;
                m_best.swap(m_trial);
                m_bestGradient.swap(m_trialGradient);
            }
            if (!sufficient(p, start) || p.value >= low.value) {
                high = p;
                bracketed = true;
            } else {
                if (flat(p, start)) {
                    break;
                }
                const double end = bracketed ? high.step : p.step + 1.0;
                if (p.slope * (end - low.step) >= 0.0) {
                    high = low;
                    bracketed = true;
                }
                low = p;
            }
            step = bracketed ? cubicMinimum(low, high) : grown(start, p);
        }
        return best;
    }

    // Beyond the first steps the slope is still steep: extrapolate by the secant of the slopes.
    static double grown(const Probe& start, const Probe& p) {
        const double secant = p.step * start.slope / (start.slope - p.slope);
        const double least = 2.0 * p.step;
        return secant > 0.0 ? std::clamp(secant, least, kLongestGrowth * p.step)
                            : kLongestGrowth * p.step;
    }

    void accept(const Probe& best) {
        m_history.commit(best.step, m_gradient.data(), m_bestGradient.data());
        m_x.swap(m_best);
        m_gradient.swap(m_bestGradient);
        m_value = best.value;
        m_squares = m_history.gradientSquares();
    }

    Minimization& m_problem;
    const LbfgsSettings& m_settings;
    ThreadPool& m_pool;
    std::vector<float>& m_x;
    std::ptrdiff_t m_count;
    std::vector<float> m_gradient, m_trial, m_trialGradient, m_best, m_bestGradient;
    LbfgsHistory m_history;
    double m_value = 0.0;
    double m_squares = 0.0; // gradient·gradient
};

} // namespace

void minimizeWithLbfgs(Minimization& problem, std::vector<float>& x, const LbfgsSettings& settings,
                       ThreadPool& pool) {
    Search(problem, x, settings, pool).run();
}

} // namespace tonegraft
