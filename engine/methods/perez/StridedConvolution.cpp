// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/StridedConvolution.h"

#include <algorithm>
#include <vector>

namespace tonegraft {
namespace {

constexpr int kLeastFrames = 4; // of a strip: below, what strips share is too much
constexpr int kGroups = 16;     // partial sums of a weight's gradient, whatever the threads

} // namespace

// So many that what two strips see overlaps only where they are neighbors.
template <class Real> int StridedConvolution<Real>::framesAStrip() const {
    const int reach = (shape().kernel - 1) * shape().dilation;
    return std::max(kLeastFrames, reach / shape().stride);
}

template <class Real>
int StridedConvolution<Real>::stripsOf(const NetworkImage<Real>& output) const {
    return (output.frames + framesAStrip() - 1) / framesAStrip();
}

template <class Real>
typename StridedConvolution<Real>::Strip
StridedConvolution<Real>::strip(int index, const NetworkImage<Real>& input,
                                const NetworkImage<Real>& output) const {
    const int half = shape().kernel / 2 * shape().dilation;
    const int first = index * framesAStrip();
    const int end = std::min(output.frames, first + framesAStrip());
    const int from = first * shape().stride - half;
    const int to = std::min(input.frames, (end - 1) * shape().stride + half + 1);
    Strip result;
    result.firstOutput = first;
    result.firstInput = std::max(0, from);
    result.kernel = {end - first, output.bins, to - result.firstInput, input.bins,
                     result.firstInput - from};
    return result;
}

template <class Real>
const Real* StridedConvolution<Real>::ownChannels(const NetworkImage<Real>& output,
                                                  const Strip& strip, int firstChannel) const {
    const Real* from = output.row(strip.firstOutput);
    const int channels = shape().outputs;
    if (output.channels == channels) {
        return from;
    }
    thread_local std::vector<Real> own;
    const auto pixels = static_cast<std::ptrdiff_t>(strip.kernel.outputFrames) * output.bins;
    own.resize(static_cast<std::size_t>(pixels * channels));
    for (std::ptrdiff_t pixel = 0; pixel < pixels; ++pixel) {
        std::copy_n(from + pixel * output.channels + firstChannel, channels,
                    own.data() + pixel * channels);
    }
    return own.data();
}

template <class Real>
void StridedConvolution<Real>::forward(const NetworkImage<Real>& input, const Real* weights,
                                       NetworkImage<Real>& output, int firstChannel) const {
    const int channels = shape().outputs;
    m_pool.run(stripsOf(output), [&](int index) {
        const Strip s = strip(index, input, output);
        Real* to = output.row(s.firstOutput);
        if (output.channels == channels) {
            m_convolution->forward(s.kernel, input.row(s.firstInput), weights, to);
            return;
        }
        thread_local std::vector<Real> own;
        const auto pixels = static_cast<std::ptrdiff_t>(s.kernel.outputFrames) * output.bins;
        own.resize(static_cast<std::size_t>(pixels * channels));
        m_convolution->forward(s.kernel, input.row(s.firstInput), weights, own.data());
        for (std::ptrdiff_t pixel = 0; pixel < pixels; ++pixel) {
            std::copy_n(own.data() + pixel * channels, channels,
                        to + pixel * output.channels + firstChannel);
        }
    });
}

template <class Real>
void StridedConvolution<Real>::adjoint(const NetworkImage<Real>& output, const Real* weights,
                                       NetworkImage<Real>& input, int firstChannel) const {
    const int strips = stripsOf(output);
    // Every second strip, then the others: no two tasks add to the same place.
    for (const int parity : {0, 1}) {
        m_pool.run((strips + 1 - parity) / 2, [&](int pair) {
            const Strip s = strip(2 * pair + parity, input, output);
            thread_local std::vector<Real> sums;
            sums.resize(static_cast<std::size_t>(s.kernel.inputFrames * input.rowSize()));
            m_convolution->adjoint(s.kernel, ownChannels(output, s, firstChannel), weights,
                                   sums.data());
            Real* to = input.row(s.firstInput);
            for (std::size_t i = 0; i < sums.size(); ++i) {
                to[i] += sums[i];
            }
        });
    }
}

template <class Real>
void StridedConvolution<Real>::weightGradient(const NetworkImage<Real>& input,
                                              const NetworkImage<Real>& output, Real* gradient,
                                              int firstChannel) const {
    const std::ptrdiff_t count = shape().weightCount();
    const int strips = stripsOf(output);
    const int groups = std::min(strips, kGroups);
    std::vector<Real> partial(static_cast<std::size_t>(groups * count), Real(0));
    m_pool.run(groups, [&](int group) {
        for (int index = strips * group / groups; index < strips * (group + 1) / groups; ++index) {
            const Strip s = strip(index, input, output);
            m_convolution->addWeightGradient(s.kernel, input.row(s.firstInput),
                                             ownChannels(output, s, firstChannel),
                                             partial.data() + group * count);
        }
    });
    for (int group = 0; group < groups; ++group) {
        for (std::ptrdiff_t i = 0; i < count; ++i) {
            gradient[i] += partial[static_cast<std::size_t>(group * count + i)];
        }
    }
}

template class StridedConvolution<float>;
template class StridedConvolution<double>;

} // namespace tonegraft
