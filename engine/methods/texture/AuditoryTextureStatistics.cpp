// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureStatistics.h"

#include "linalg/Sums.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

// Σ weight(m) 2 Re(a[m] conj(b[m])), from m = 1 on.
template <class Real, class Weight>
double product(const std::complex<Real>* a, const std::complex<Real>* b, int begin, int end,
               Weight weight) {
    const Real* x = reinterpret_cast<const Real*>(a + begin);
    const Real* y = reinterpret_cast<const Real*>(b + begin);
    return 2.0 * detail::lanedSum(end - begin, [=](int i) {
               return weight(i) *
                      static_cast<double>(x[2 * i] * y[2 * i] + x[2 * i + 1] * y[2 * i + 1]);
           });
}

} // namespace

template <class Real>
TextureStatistics<Real>::TextureStatistics(const TextureLayout& layout, double seconds,
                                           ThreadPool& pool)
    : m_layout(layout), m_bank(layout, seconds), m_pool(pool),
      m_pairs(correlationPairs(layout.bands)), m_c1Pairs(c1Pairs(layout.bands)),
      m_partners(partnersOf(m_pairs, layout.bands)),
      m_c1Partners(partnersOf(m_c1Pairs, layout.bands)), m_values(layout.zeros()) {
    for (int band = 0; band < layout.bands; ++band) {
        m_bands.emplace_back(layout, band, m_bank);
    }
}

template <class Real>
typename TextureStatistics<Real>::Partners
TextureStatistics<Real>::partnersOf(const std::vector<BandPair>& pairs, int bands) {
    Partners partners(static_cast<std::size_t>(bands));
    for (std::size_t place = 0; place < pairs.size(); ++place) {
        partners[pairs[place].low].push_back({pairs[place].high, place});
        partners[pairs[place].high].push_back({pairs[place].low, place});
    }
    return partners;
}

template <class Real>
double& TextureStatistics<Real>::c1(TextureValues& values, std::size_t pair, int octave) const {
    return of(values, TextureClass::c1)[pair * m_layout.c1Octaves() + octave];
}
template <class Real>
double TextureStatistics<Real>::c1(const TextureValues& values, std::size_t pair,
                                   int octave) const {
    return of(values, TextureClass::c1)[pair * m_layout.c1Octaves() + octave];
}

template <class Real>
const TextureValues& TextureStatistics<Real>::measure(const Envelopes& envelopes) {
    m_pool.run(m_layout.bands, [&](int band) { m_bands[band].measure(envelopes[band], m_values); });
    m_pool.run(static_cast<int>(m_pairs.size()),
               [&](int pair) { measurePair(envelopes, static_cast<std::size_t>(pair)); });
    return m_values;
}

template <class Real>
void TextureStatistics<Real>::measurePair(const Envelopes& envelopes, std::size_t pair) {
    const auto [low, high] = m_pairs[pair];
    of(m_values, TextureClass::correlation)[pair] =
        product(envelopes[low], envelopes[high], 1, m_bank.coefficients, [](int) { return 1.0; }) /
        std::sqrt(m_bands[low].variance() * m_bands[high].variance());
    if (pair >= m_c1Pairs.size()) { // those at offsets 1 and 2 come first
        return;
    }
    for (int i = 0; i < m_layout.c1Octaves(); ++i) {
        const int n = c1Octave(i);
        const BinFilter& filter = m_bank.octaves[n];
        const double* response = filter.response.data();
        c1(m_values, pair, i) =
            product(envelopes[low], envelopes[high], filter.firstBin, filter.endBin(),
                    [=](int m) { return response[m] * response[m]; }) /
            std::sqrt(m_bands[low].octaveVariances()[n] * m_bands[high].octaveVariances()[n]);
    }
}

template <class Real>
void TextureStatistics<Real>::differentiate(const Envelopes& envelopes,
                                            const TextureValues& derivatives, int band,
                                            Complex* gradient) {
    std::fill(gradient, gradient + m_bank.coefficients, Complex(0));
    Slopes slopes;
    slopes.octaves.resize(static_cast<std::size_t>(m_layout.octaves()), 0.0);
    addCorrelations(envelopes, derivatives, band, slopes, gradient);
    addC1(envelopes, derivatives, band, slopes, gradient);
    m_bands[band].differentiate(envelopes[band], m_values, derivatives, std::move(slopes),
                                gradient);
}

template <class Real>
void TextureStatistics<Real>::addCorrelations(const Envelopes& envelopes,
                                              const TextureValues& derivatives, int band,
                                              Slopes& slopes, Complex* gradient) const {
    const double variance = m_bands[band].variance();
    for (const Partner& partner : m_partners[band]) {
        const double slope = of(derivatives, TextureClass::correlation)[partner.place];
        slopes.variance -=
            0.5 * slope * of(m_values, TextureClass::correlation)[partner.place] / variance;
        const auto factor =
            static_cast<Real>(2.0 * slope / std::sqrt(variance * m_bands[partner.band].variance()));
        const Complex* other = envelopes[partner.band];
        for (int m = 1; m < m_bank.coefficients; ++m) {
            gradient[m] += factor * other[m];
        }
    }
}

template <class Real>
void TextureStatistics<Real>::addC1(const Envelopes& envelopes, const TextureValues& derivatives,
                                    int band, Slopes& slopes, Complex* gradient) const {
    for (const Partner& partner : m_c1Partners[band]) {
        const Complex* other = envelopes[partner.band];
        for (int i = 0; i < m_layout.c1Octaves(); ++i) {
            const int n = c1Octave(i);
            const double variance = m_bands[band].octaveVariances()[n];
            const double otherVariance = m_bands[partner.band].octaveVariances()[n];
            const double slope = c1(derivatives, partner.place, i);
            slopes.octaves[n] -= 0.5 * slope * c1(m_values, partner.place, i) / variance;
            const double factor = 2.0 * slope / std::sqrt(variance * otherVariance);
            const BinFilter& filter = m_bank.octaves[n];
            for (int m = filter.firstBin; m < filter.endBin(); ++m) {
                const double response = filter.response[m - filter.firstBin];
                gradient[m] += static_cast<Real>(factor * response * response) * other[m];
            }
        }
    }
}

template class TextureStatistics<float>;
template class TextureStatistics<double>;

} // namespace tonegraft
