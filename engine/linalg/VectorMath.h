// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tonegraft {

/// out[i] = e^in[i] - 1, relative error within a few units in the last place; in <= 80.
/// Thread: any. In place allowed.
void expm1Of(const float* in, float* out, std::ptrdiff_t count);
void expm1Of(const double* in, double* out, std::ptrdiff_t count);

/// out[i] = ln(1 + in[i]) for in >= 0. Thread: any. In place allowed.
void log1pOf(const float* in, float* out, std::ptrdiff_t count);
void log1pOf(const double* in, double* out, std::ptrdiff_t count);

} // namespace tonegraft
