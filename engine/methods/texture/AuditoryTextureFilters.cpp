// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureFilters.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kErbNumberFactor = 9.265; // Glasberg & Moore 1990
constexpr double kErbWidthHz = 24.7;
constexpr double kLowestHz = 20.0;
constexpr double kPublishedHighestHz = 10000.0;
constexpr int kPublishedFilters = 30;
constexpr double kLowestModulationHz = 0.5;
constexpr double kModulationQ = 2.0;
constexpr double kHighestOctaveHz = 100.0;

double erbNumber(double hz) {
    return kErbNumberFactor * std::log1p(hz / (kErbWidthHz * kErbNumberFactor));
}

double frequencyHz(double erb) {
    return kErbWidthHz * kErbNumberFactor * std::expm1(erb / kErbNumberFactor);
}

// A filter reaches from one edge to the next but one; its center is the edge between.
double spacing() {
    return (erbNumber(kPublishedHighestHz) - erbNumber(kLowestHz)) / (kPublishedFilters + 1);
}
double edge(int index) {
    return erbNumber(kLowestHz) + index * spacing();
}

int halfCosines(double limitHz) {
    constexpr double kRounding = 1e-9;
    const double edges = (erbNumber(limitHz) - erbNumber(kLowestHz)) / spacing();
    return std::max(1, static_cast<int>(std::floor(edges + kRounding)) - 1);
}

// Half-cosine filter i (from 0).
double halfCosine(int i, double hz) {
    const double distance = (erbNumber(hz) - edge(i + 1)) / spacing();
    return std::abs(distance) < 1.0 ? std::cos(0.5 * kPi * distance) : 0.0;
}

double complement(double response) {
    return std::sqrt(std::max(0.0, 1.0 - response * response));
}

template <class Response>
BinFilter sampled(double lowHz, double highHz, double binWidthHz, Response response) {
    BinFilter filter;
    filter.firstBin = static_cast<int>(std::ceil(lowHz / binWidthHz));
    const int last = static_cast<int>(std::floor(highHz / binWidthHz));
    for (int bin = filter.firstBin; bin <= last; ++bin) {
        filter.response.push_back(response(bin * binWidthHz));
    }
    return filter;
}

// Mean over frequency of the sum of the squared responses, of which r is the ratio of neighboring
// centers: 1 / ln r times the integral of cos²(π (u - 1)) / u over u = 1/2 .. 3/2.
double meanModulationSquares() {
    constexpr int kPoints = 1000;
    double sum = 0.0;
    for (int i = 0; i < kPoints; ++i) {
        const double u = 0.5 + (i + 0.5) / kPoints;
        const double cosine = std::cos(0.5 * kModulationQ * kPi * (u - 1.0));
        sum += cosine * cosine / u / kPoints;
    }
    return sum / std::log(modulationCenterHz(1) / modulationCenterHz(0));
}

template <class Resolves> int firstThat(int filters, Resolves resolves) {
    int first = 0;
    while (first < filters && !resolves(first)) {
        ++first;
    }
    return first;
}

} // namespace

int cochlearFilterCount(double limitHz) {
    return halfCosines(limitHz) + 2;
}

BandEdges cochlearEdges(int filter, double limitHz) {
    const int count = halfCosines(limitHz);
    if (filter == 0) {
        return {0.0, frequencyHz(edge(1))};
    }
    if (filter > count) {
        return {frequencyHz(edge(count)), limitHz};
    }
    return {frequencyHz(edge(filter - 1)), std::min(limitHz, frequencyHz(edge(filter + 1)))};
}

std::vector<BinFilter> cochlearFilters(double limitHz, double binWidthHz) {
    const int count = halfCosines(limitHz);
    std::vector<BinFilter> filters;
    for (int i = 0; i < count + 2; ++i) {
        const BandEdges edges = cochlearEdges(i, limitHz);
        filters.push_back(sampled(edges.lowHz, edges.highHz, binWidthHz, [&](double hz) {
            return i == 0       ? complement(halfCosine(0, hz))
                   : i <= count ? halfCosine(i - 1, hz)
                                : complement(halfCosine(count - 1, hz));
        }));
    }
    return filters;
}

double modulationCenterHz(int filter) {
    return kLowestModulationHz * std::pow(kHighestModulationHz / kLowestModulationHz,
                                          filter / (kModulationFilters - 1.0));
}

double octaveCenterHz(int filter) {
    return std::ldexp(kHighestOctaveHz, filter + 1 - kOctaveFilters);
}

std::vector<BinFilter> modulationFilters(double binWidthHz) {
    const double scale = 1.0 / std::sqrt(meanModulationSquares());
    std::vector<BinFilter> filters;
    for (int i = 0; i < kModulationFilters; ++i) {
        const double center = modulationCenterHz(i);
        const double reach = center / kModulationQ;
        filters.push_back(sampled(
            center - reach, std::min(center + reach, kHighestModulationHz), binWidthHz,
            [&](double hz) { return scale * std::cos(0.5 * kPi * (hz - center) / reach); }));
    }
    return filters;
}

std::vector<BinFilter> octaveFilters(double binWidthHz) {
    std::vector<BinFilter> filters;
    for (int i = 0; i < kOctaveFilters; ++i) {
        const double center = octaveCenterHz(i);
        filters.push_back(sampled(0.5 * center, 2.0 * center, binWidthHz, [&](double hz) {
            return std::cos(0.5 * kPi * std::log2(hz / center));
        }));
    }
    return filters;
}

int firstModulationFilter(double seconds) {
    return firstThat(kModulationFilters,
                     [&](int i) { return modulationCenterHz(i) / kModulationQ * seconds >= 1.0; });
}

int firstOctaveFilter(double seconds) {
    const double width = std::sqrt(2.0) - std::sqrt(0.5); // between half-power points
    return firstThat(kOctaveFilters,
                     [&](int i) { return width * octaveCenterHz(i) * seconds >= 1.0; });
}

} // namespace tonegraft
