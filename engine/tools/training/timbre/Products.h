// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/autocast_mode.h>

namespace tonegraft::training {

/// Products in bfloat16 while it lives, numbers that are summed up in single precision.
class HalfProducts {
public:
    explicit HalfProducts(bool wanted) : m_wanted(wanted) { set(m_wanted); }
    ~HalfProducts() { set(false); }
    HalfProducts(const HalfProducts&) = delete;
    HalfProducts& operator=(const HalfProducts&) = delete;

private:
    void set(bool on) const {
        if (m_wanted) {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(on);
            at::autocast::clear_cache();
        }
    }
    bool m_wanted;
};

} // namespace tonegraft::training
