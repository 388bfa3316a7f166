// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>

namespace tonegraft {

/// A square kernel over frames and bins.
struct KernelShape {
    int inputs = 1; ///< channels
    int outputs = 1;
    int kernel = 3;   ///< frames and bins; odd
    int stride = 1;   ///< along both
    int dilation = 1; ///< along frames

    int taps() const { return kernel * kernel; }
    std::ptrdiff_t weightCount() const {
        return static_cast<std::ptrdiff_t>(taps()) * inputs * outputs;
    }
};

/// Consecutive output frames and the input frames that they see. Zeros surround the input: in
/// frames so many before it (behind it what the output needs), in bins half a kernel.
struct KernelStrip {
    int outputFrames = 0;
    int outputBins = 0;
    int inputFrames = 0;
    int inputBins = 0;
    int framesBefore = 0;
};

/// A convolution of images [frames][bins][channels] with weights [kernel frame][kernel
/// bin][input][output], and its derivatives: in single precision by oneDNN, in double, for
/// checking, by plain loops. Serial on the calling thread, which must be in a ThreadPool's task.
/// The same shapes give the same bits. Throws Error if oneDNN refuses. Thread: any, several at
/// once.
class Convolution {
public:
    explicit Convolution(const KernelShape& shape);
    ~Convolution();
    Convolution(const Convolution&) = delete;
    Convolution& operator=(const Convolution&) = delete;

    const KernelShape& shape() const { return m_shape; }

    /// output = weights * input
    void forward(const KernelStrip& strip, const float* input, const float* weights,
                 float* output) const;
    void forward(const KernelStrip& strip, const double* input, const double* weights,
                 double* output) const;
    /// input = weights^T * output
    void adjoint(const KernelStrip& strip, const float* output, const float* weights,
                 float* input) const;
    void adjoint(const KernelStrip& strip, const double* output, const double* weights,
                 double* input) const;
    /// gradient += the derivative of output·(weights * input) by the weights
    void addWeightGradient(const KernelStrip& strip, const float* input, const float* output,
                           float* gradient) const;
    void addWeightGradient(const KernelStrip& strip, const double* input, const double* output,
                           double* gradient) const;

private:
    struct Plans;

    void adjointOfOneChannel(const KernelStrip& strip, const float* output, const float* weights,
                             float* input) const;

    KernelShape m_shape;
    std::unique_ptr<Plans> m_plans;
};

} // namespace tonegraft
