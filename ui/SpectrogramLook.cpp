// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SpectrogramLook.h"

#include <cmath>

namespace tonegraft {
namespace {
constexpr double kSilentTopDb = -20.0;
constexpr double kStepDb = 5.0;
} // namespace

ColorScale sharedScale(const SpectrogramLook& look, double loudestDb) {
    const double top =
        std::isfinite(loudestDb) ? kStepDb * std::ceil(loudestDb / kStepDb) : kSilentTopDb;
    return ColorScale(look.colors, top - look.rangeDb, top);
}

} // namespace tonegraft
