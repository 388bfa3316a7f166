// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FeatureMap.h"

#include <memory>

namespace tonegraft::benchmark {

/// One step of the original script (2018) in LibTorch, as a fair reference: a linear Conv1d of
/// `filters` filters over 3 frames, Gram matrices, autograd through everything (the weights take
/// gradients, as they did there), Adam on the features.
class ReferenceStep {
public:
    ReferenceStep(const FeatureMap<float>& content, const FeatureMap<float>& style, int filters);
    ~ReferenceStep();
    void run();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Makes OpenBLAS, which torch calls, use the kernels of this processor: Debian's knows none
/// newer than about 2022. Sets the variable and executes the program anew; returns where that
/// is not needed. Call first in main().
void useRightBlasKernels(char** argv);

} // namespace tonegraft::benchmark
