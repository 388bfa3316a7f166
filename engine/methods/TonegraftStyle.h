// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/StyleTerm.h"
#include "linalg/ThreadPool.h"
#include "tonegraft/TransferSettings.h"

#include <memory>

namespace tonegraft {

/// What the method tonegraft measures style on: closed form or drawn filters, over the spectrum's
/// bins, over 96 mel bands, or over both in equal parts. `style` and `content` hold features of
/// the band that both clips have.
std::unique_ptr<StyleTerm<float>>
tonegraftStyle(FeatureMap<float> style, const FeatureMap<float>& content, double binWidthHz,
               const TransferSettings& settings, ThreadPool& pool);

} // namespace tonegraft
