// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/RunSize.h"
#include "methods/shared/StyleTerm.h"
#include "tonegraft/TransferSettings.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// The kernel sizes that the settings ask for, each once.
std::vector<int> kernelSizes(const TransferSettings& settings);

/// What the method statistics measures style on: closed form or drawn filters of one or several
/// kernel sizes, over the spectrum's bins, over 96 mel bands, or over both; several in equal
/// parts, each relative to its own distance between the clips. `style` and `content` hold features
/// of the band that both clips have.
std::unique_ptr<StyleTerm<float>>
statisticsStyle(const FeatureMap<float>& style, const FeatureMap<float>& content, double binWidthHz,
                const TransferSettings& settings, ThreadPool& pool);

/// What evaluating it adds up to.
RunSize tonegraftStyleSize(const ClipSizes& sizes, const TransferSettings& settings);

} // namespace tonegraft
