// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureBand.h"

#include "linalg/Sums.h"
#include "methods/texture/FastLength.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLeastMagnitudeSquare = 1e-14; // d = a² / |a| is differentiable at 0

double powerThrough(const BinFilter& filter, const std::vector<double>& power) {
    const double* in = power.data() + filter.firstBin;
    const double* response = filter.response.data();
    return detail::lanedSum(static_cast<int>(filter.response.size()),
                            [=](int i) { return in[i] * response[i] * response[i]; });
}

void addSquares(const BinFilter& filter, double factor, std::vector<double>& sums) {
    double* out = sums.data() + filter.firstBin;
    for (std::size_t i = 0; i < filter.response.size(); ++i) {
        out[i] += factor * filter.response[i] * filter.response[i];
    }
}

std::vector<BinFilter> from(std::vector<BinFilter> filters, int first, int coefficients) {
    filters.erase(filters.begin(), filters.begin() + first);
    for (BinFilter& filter : filters) {
        const int end = std::min(filter.endBin(), coefficients);
        filter.response.resize(static_cast<std::size_t>(std::max(0, end - filter.firstBin)));
    }
    return filters;
}

// Σ conj(d) fast, d = slow² / |slow|, in eight interleaved sums.
template <class Real>
std::complex<double> doubledPhaseProduct(const std::vector<std::complex<Real>>& slow,
                                         const std::vector<std::complex<Real>>& fast) {
    constexpr int kLanes = 8;
    double re[kLanes] = {};
    double im[kLanes] = {};
    const Real* a = reinterpret_cast<const Real*>(slow.data());
    const Real* b = reinterpret_cast<const Real*>(fast.data());
    const auto count = static_cast<int>(slow.size());
    const auto add = [&](int t, int lane) {
        const Real x = a[2 * t];
        const Real y = a[2 * t + 1];
        const Real turn = Real(1) / std::sqrt(x * x + y * y + Real(kLeastMagnitudeSquare));
        const Real dRe = (x * x - y * y) * turn;
        const Real dIm = Real(2) * x * y * turn;
        re[lane] += static_cast<double>(dRe * b[2 * t] + dIm * b[2 * t + 1]);
        im[lane] += static_cast<double>(dRe * b[2 * t + 1] - dIm * b[2 * t]);
    };
    int t = 0;
    for (; t + kLanes <= count; t += kLanes) {
        for (int lane = 0; lane < kLanes; ++lane) {
            add(t + lane, lane);
        }
    }
    for (; t < count; ++t) {
        add(t, 0);
    }
    std::complex<double> sum;
    for (int lane = 0; lane < kLanes; ++lane) {
        sum += std::complex<double>(re[lane], im[lane]);
    }
    return sum;
}

} // namespace

ModulationBank::ModulationBank(const TextureLayout& layout, double seconds)
    : coefficients(static_cast<int>(std::floor(kHighestModulationHz * seconds)) + 1),
      samples(static_cast<int>(2 * fastLengthFrom(coefficients))) {
    modulations = from(modulationFilters(1.0 / seconds), layout.firstModulation, coefficients);
    octaves = from(octaveFilters(1.0 / seconds), layout.firstOctave, coefficients);
}

template <class Real>
TextureBand<Real>::TextureBand(const TextureLayout& layout, int band, const ModulationBank& bank)
    : m_layout(layout), m_band(band), m_bank(bank), m_fft(bank.samples),
      m_power(static_cast<std::size_t>(bank.coefficients)),
      m_deviations(static_cast<std::size_t>(bank.samples)),
      m_octaveVariances(static_cast<std::size_t>(layout.octaves())),
      m_analytic(static_cast<std::size_t>(layout.octaves()),
                 std::vector<Complex>(static_cast<std::size_t>(bank.samples))) {}

template <class Real> std::size_t TextureBand<Real>::modulationPlace(int modulation) const {
    return static_cast<std::size_t>(m_band) * m_layout.modulations() + modulation;
}
template <class Real> std::size_t TextureBand<Real>::phasePlace(int pair) const {
    return 2 * (static_cast<std::size_t>(m_band) * m_layout.octavePairs() + pair);
}

template <class Real> double TextureBand<Real>::phaseNorm(int pair) const {
    return 2.0 * m_bank.samples * std::sqrt(m_octaveVariances[pair] * m_octaveVariances[pair + 1]);
}

template <class Real>
void TextureBand<Real>::measure(const Complex* envelope, TextureValues& values) {
    m_power[0] = 0.0;
    for (int m = 1; m < m_bank.coefficients; ++m) {
        const auto re = static_cast<double>(envelope[m].real());
        const auto im = static_cast<double>(envelope[m].imag());
        m_power[m] = 2.0 * (re * re + im * im);
    }
    measureMoments(envelope, values);
    for (int n = 0; n < m_layout.modulations(); ++n) {
        of(values, TextureClass::modulationPower)[modulationPlace(n)] =
            powerThrough(m_bank.modulations[n], m_power) / m_variance;
    }
    for (int n = 0; n < m_layout.octaves(); ++n) {
        m_octaveVariances[n] = powerThrough(m_bank.octaves[n], m_power) + kLeastVariance;
    }
    measurePhases(envelope, values);
}

template <class Real>
void TextureBand<Real>::measureMoments(const Complex* envelope, TextureValues& values) {
    m_mean = static_cast<double>(envelope[0].real());
    const double variance =
        detail::lanedSum(m_bank.coefficients, [&](int m) { return m_power[m]; });
    m_variance = variance + kLeastVariance;
    Complex* bins = m_fft.bins();
    bins[0] = 0;
    std::copy(envelope + 1, envelope + m_bank.coefficients, bins + 1);
    std::fill(bins + m_bank.coefficients, bins + m_bank.samples / 2 + 1, Complex(0));
    m_fft.binsToLevels();
    std::copy_n(m_fft.levels(), m_bank.samples, m_deviations.data());
    m_third = detail::lanedSum(m_bank.samples, [&](int t) {
        const auto deviation = static_cast<double>(m_deviations[t]);
        return deviation * deviation * deviation;
    });
    double fourth = detail::lanedSum(m_bank.samples, [&](int t) {
        const auto deviation = static_cast<double>(m_deviations[t]);
        return deviation * deviation * deviation * deviation;
    });
    m_third /= m_bank.samples;
    fourth /= m_bank.samples;
    of(values, TextureClass::mean)[m_band] = m_mean;
    of(values, TextureClass::variation)[m_band] = variance / (m_mean * m_mean);
    of(values, TextureClass::skewness)[m_band] = m_third / (m_variance * std::sqrt(m_variance));
    of(values, TextureClass::kurtosis)[m_band] = fourth / (m_variance * m_variance);
}

// a_n has the power 2 σ_n²: both sidebands' in one.
template <class Real>
void TextureBand<Real>::measurePhases(const Complex* envelope, TextureValues& values) {
    if (m_layout.octavePairs() == 0) {
        return;
    }
    for (int n = 0; n < m_layout.octaves(); ++n) {
        const BinFilter& filter = m_bank.octaves[n];
        Complex* bins = m_fft.bins();
        std::fill(bins, bins + m_bank.samples, Complex(0));
        for (int m = filter.firstBin; m < filter.endBin(); ++m) {
            bins[m] = static_cast<Real>(2.0 * filter.response[m - filter.firstBin]) * envelope[m];
        }
        m_fft.binsToSamples();
        std::copy_n(m_fft.samples(), m_bank.samples, m_analytic[n].data());
    }
    for (int pair = 0; pair < m_layout.octavePairs(); ++pair) {
        const std::complex<double> sum =
            doubledPhaseProduct(m_analytic[pair], m_analytic[pair + 1]);
        const double norm = phaseNorm(pair);
        of(values, TextureClass::c2)[phasePlace(pair)] = sum.real() / norm;
        of(values, TextureClass::c2)[phasePlace(pair) + 1] = sum.imag() / norm;
    }
}

template <class Real>
void TextureBand<Real>::differentiate(const Complex* envelope, const TextureValues& values,
                                      const TextureValues& derivatives, Slopes slopes,
                                      Complex* gradient) {
    const double variation = of(derivatives, TextureClass::variation)[m_band];
    const double mean = of(derivatives, TextureClass::mean)[m_band] -
                        2.0 * variation * of(values, TextureClass::variation)[m_band] / m_mean;
    gradient[0] += static_cast<Real>(mean);
    slopes.variance += variation / (m_mean * m_mean);
    differentiateMoments(values, derivatives, gradient);
    slopes.octaves.resize(static_cast<std::size_t>(m_layout.octaves()), 0.0);
    differentiatePhases(values, derivatives, slopes, gradient);

    // Powers Σ w[m] 2 |c_m|² have the gradient 4 w[m] c_m.
    std::vector<double> weights(static_cast<std::size_t>(m_bank.coefficients), 0.0);
    for (int n = 0; n < m_layout.modulations(); ++n) {
        const double slope = of(derivatives, TextureClass::modulationPower)[modulationPlace(n)];
        addSquares(m_bank.modulations[n], slope / m_variance, weights);
        slopes.variance -=
            slope * of(values, TextureClass::modulationPower)[modulationPlace(n)] / m_variance;
    }
    for (int n = 0; n < m_layout.octaves(); ++n) {
        addSquares(m_bank.octaves[n], slopes.octaves[n], weights);
    }
    for (int m = 1; m < m_bank.coefficients; ++m) {
        gradient[m] += static_cast<Real>(4.0 * (weights[m] + slopes.variance)) * envelope[m];
    }
}

template <class Real>
void TextureBand<Real>::differentiateMoments(const TextureValues& values,
                                             const TextureValues& derivatives, Complex* gradient) {
    const double skewness = of(values, TextureClass::skewness)[m_band];
    const double kurtosis = of(values, TextureClass::kurtosis)[m_band];
    const double samples = m_bank.samples;
    const double bySkewness = of(derivatives, TextureClass::skewness)[m_band] / samples;
    const double byKurtosis = of(derivatives, TextureClass::kurtosis)[m_band] / samples;
    const double cube = m_variance * std::sqrt(m_variance);
    const double fourth = m_variance * m_variance;
    Real* slope = m_fft.levels();
    for (int t = 0; t < m_bank.samples; ++t) {
        const auto x = static_cast<double>(m_deviations[t]);
        slope[t] = static_cast<Real>(
            bySkewness * 3.0 * (x * x / cube - skewness * x / m_variance) +
            byKurtosis * 4.0 * ((x * x * x - m_third) / fourth - kurtosis * x / m_variance));
    }
    m_fft.levelsToBins();
    const Complex* bins = m_fft.bins(); // the mean has been taken out: bin 0 has no part
    for (int m = 1; m < m_bank.coefficients; ++m) {
        gradient[m] += bins[m];
    }
}

// Z = Σ conj(d) a_fast has, for a derivative g by Z, the derivatives g d by a_fast and
// w = conj(g) a_fast by d = a² / r, r = |a_slow|; through d it becomes
// 2 w conj(a) / r - (a / r) Re(conj(w) a² / r²).
template <class Real>
void TextureBand<Real>::addPhaseSlope(int pair, bool ofSlow, std::complex<double> derivative) {
    const double norm = phaseNorm(pair);
    const auto gRe = static_cast<Real>(derivative.real() / norm);
    const auto gIm = static_cast<Real>(derivative.imag() / norm);
    const Real* slow = reinterpret_cast<const Real*>(m_analytic[pair].data());
    const Real* fast = reinterpret_cast<const Real*>(m_analytic[pair + 1].data());
    Real* slope = reinterpret_cast<Real*>(m_fft.samples());
    for (int t = 0; t < m_bank.samples; ++t) {
        const Real x = slow[2 * t];
        const Real y = slow[2 * t + 1];
        const Real turn = Real(1) / std::sqrt(x * x + y * y + Real(kLeastMagnitudeSquare));
        const Real dRe = (x * x - y * y) * turn;
        const Real dIm = Real(2) * x * y * turn;
        if (!ofSlow) {
            slope[2 * t] += gRe * dRe - gIm * dIm;
            slope[2 * t + 1] += gRe * dIm + gIm * dRe;
            continue;
        }
        const Real wRe = gRe * fast[2 * t] + gIm * fast[2 * t + 1];
        const Real wIm = gRe * fast[2 * t + 1] - gIm * fast[2 * t];
        const Real radial = (wRe * dRe + wIm * dIm) * turn;
        slope[2 * t] += turn * (Real(2) * (wRe * x + wIm * y) - x * radial);
        slope[2 * t + 1] += turn * (Real(2) * (wIm * x - wRe * y) - y * radial);
    }
}

template <class Real>
void TextureBand<Real>::differentiatePhases(const TextureValues& values,
                                            const TextureValues& derivatives, Slopes& slopes,
                                            Complex* gradient) {
    const int pairs = m_layout.octavePairs();
    if (pairs == 0) {
        return;
    }
    const std::vector<double>& phases = of(values, TextureClass::c2);
    const std::vector<double>& byPhases = of(derivatives, TextureClass::c2);
    for (int n = 0; n < m_layout.octaves(); ++n) {
        std::fill_n(m_fft.samples(), m_bank.samples, Complex(0));
        for (const int pair : {n - 1, n}) {
            if (pair < 0 || pair >= pairs) {
                continue;
            }
            const std::size_t place = phasePlace(pair);
            addPhaseSlope(pair, pair == n, {byPhases[place], byPhases[place + 1]});
            slopes.octaves[n] -=
                0.5 / m_octaveVariances[n] *
                (byPhases[place] * phases[place] + byPhases[place + 1] * phases[place + 1]);
        }
        m_fft.samplesToBins();
        const BinFilter& filter = m_bank.octaves[n];
        for (int m = filter.firstBin; m < filter.endBin(); ++m) {
            gradient[m] +=
                static_cast<Real>(2.0 * filter.response[m - filter.firstBin]) * m_fft.bins()[m];
        }
    }
}

template class TextureBand<float>;
template class TextureBand<double>;

} // namespace tonegraft
