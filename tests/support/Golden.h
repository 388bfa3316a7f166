// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace tonegraft::test {

/// Norm-relative differences that reference values must be met with.
inline constexpr double kGoldenToleranceDouble = 1e-9;
inline constexpr double kGoldenToleranceFloat = 1e-5;

template <class Real> constexpr double goldenTolerance() {
    return sizeof(Real) == sizeof(double) ? kGoldenToleranceDouble : kGoldenToleranceFloat;
}

/// Path of a file in tests/data.
inline std::string dataPath(const std::string& fileName) {
    return std::string(TONEGRAFT_TEST_DATA) + "/" + fileName;
}

/// A reference file of tests/data, e.g. goldenFile("stft.json").
inline nlohmann::json goldenFile(const std::string& fileName) {
    std::ifstream in(dataPath(fileName));
    if (!in) {
        throw std::runtime_error("cannot open " + dataPath(fileName));
    }
    return nlohmann::json::parse(in);
}

/// The numbers of an array nested to any depth, in the order of the file (row-major).
template <class Real> std::vector<Real> flattened(const nlohmann::json& array) {
    std::vector<Real> values;
    for (const nlohmann::json& item : array) {
        if (item.is_array()) {
            const std::vector<Real> inner = flattened<Real>(item);
            values.insert(values.end(), inner.begin(), inner.end());
        } else {
            values.push_back(static_cast<Real>(item.get<double>()));
        }
    }
    return values;
}

/// [rows][columns] of the file as [columns][rows]: the files keep [bins][frames], the engine
/// [frames][bins].
template <class Real> std::vector<Real> transposed(const nlohmann::json& matrix) {
    const std::size_t rows = matrix.size();
    const std::size_t columns = matrix.at(0).size();
    std::vector<Real> values(rows * columns);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            values[c * rows + r] = static_cast<Real>(matrix.at(r).at(c).get<double>());
        }
    }
    return values;
}

/// Two real arrays of one size as one complex array.
template <class Real>
std::vector<std::complex<Real>> complexOf(const std::vector<Real>& real,
                                          const std::vector<Real>& imaginary) {
    std::vector<std::complex<Real>> values(real.size());
    for (std::size_t i = 0; i < real.size(); ++i) {
        values[i] = {real[i], imaginary.at(i)};
    }
    return values;
}

/// ||actual - expected|| / ||expected||, in double; infinite where the sizes differ or anything
/// is not finite, so that no comparison passes by accident. For an all-zero `expected`,
/// ||actual||.
template <class A, class B>
double relativeDifference(const std::vector<A>& actual, const std::vector<B>& expected) {
    if (actual.size() != expected.size()) {
        return std::numeric_limits<double>::infinity();
    }
    double difference = 0.0;
    double size = 0.0;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const std::complex<double> a(actual[i]);
        const std::complex<double> b(expected[i]);
        difference += std::norm(a - b);
        size += std::norm(b);
    }
    if (!std::isfinite(difference) || !std::isfinite(size)) {
        return std::numeric_limits<double>::infinity();
    }
    return size > 0.0 ? std::sqrt(difference / size) : std::sqrt(difference);
}

} // namespace tonegraft::test
