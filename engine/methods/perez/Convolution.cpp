// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/Convolution.h"

#include "linalg/Gemm.h"
#include "tonegraft/Error.h"

#include <dnnl.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

namespace tonegraft {
namespace {

using Descriptor = dnnl::memory::desc;
using Layout = dnnl::memory::format_tag;
using Dims = dnnl::memory::dims;

const dnnl::engine& processor() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

Descriptor descriptor(const Dims& dims, Layout layout) {
    return {dims, dnnl::memory::data_type::f32, layout};
}

dnnl::primitive_attr ownScratch() {
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    return attributes;
}

/// Grows, never shrinks: one for each purpose and thread.
float* scratchOf(std::vector<float>& kept, std::size_t bytes) {
    kept.resize(std::max(kept.size(), bytes / sizeof(float) + 1));
    return kept.data();
}

void execute(const dnnl::primitive& primitive, const std::unordered_map<int, dnnl::memory>& with) {
    dnnl::stream stream(processor());
    primitive.execute(stream, with);
    stream.wait();
}

dnnl::memory view(const Descriptor& descriptor, const float* values) {
    // It has no view of what is only read.
    return {descriptor, processor(), const_cast<float*>(values)};
}

/// One of the three products for one kind of strip: `weights` is the order it wants them in.
struct Plan {
    dnnl::primitive product;
    dnnl::reorder reorder; ///< of the weights, to or from that order
    Descriptor input, output, weights, plainWeights, scratch;
};

enum class Product { forward, adjoint, weightGradient };

/// What oneDNN is told of a strip.
struct Geometry {
    Geometry(const KernelShape& shape, const KernelStrip& strip)
        : input({1, shape.inputs, strip.inputFrames, strip.inputBins}),
          weights({shape.outputs, shape.inputs, shape.kernel, shape.kernel}),
          output({1, shape.outputs, strip.outputFrames, strip.outputBins}),
          strides({shape.stride, shape.stride}), dilations({shape.dilation - 1, 0}),
          before({strip.framesBefore, shape.kernel / 2}),
          behind({(strip.outputFrames - 1) * shape.stride + (shape.kernel - 1) * shape.dilation +
                      1 - strip.inputFrames - strip.framesBefore,
                  (strip.outputBins - 1) * shape.stride + shape.kernel / 2 + 1 - strip.inputBins}) {
    }

    Dims input, weights, output, strides, dilations, before, behind;
};

template <class Operation, class... Hints>
typename Operation::primitive_desc described(const Geometry& g, const Descriptor& first,
                                             const Descriptor& second, const Descriptor& third,
                                             const Hints&... hints) {
    constexpr auto kDirect = dnnl::algorithm::convolution_direct;
    return {{kDirect, first, second, third, g.strides, g.dilations, g.before, g.behind},
            ownScratch(),
            processor(),
            hints...};
}

template <class Description>
Plan planOf(const Description& description, const Descriptor& input, const Descriptor& output,
            const Descriptor& weights, const Descriptor& plainWeights) {
    Plan plan;
    plan.input = input;
    plan.output = output;
    plan.weights = weights;
    plan.plainWeights = plainWeights;
    plan.scratch = description.scratchpad_desc();
    return plan;
}

Plan planned(const KernelShape& shape, const KernelStrip& strip, Product product) {
    const Geometry g(shape, strip);
    const Descriptor input = descriptor(g.input, Layout::nhwc);
    const Descriptor output = descriptor(g.output, Layout::nhwc);
    const Descriptor plain = descriptor(g.weights, Layout::hwio);
    const Descriptor any = descriptor(g.weights, Layout::any);
    const dnnl::convolution_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, dnnl::algorithm::convolution_direct, input, any, output,
         g.strides, g.dilations, g.before, g.behind},
        ownScratch(), processor());
    Plan plan;
    if (product == Product::forward) {
        plan = planOf(forward, input, output, forward.weights_desc(), plain);
        plan.product = dnnl::convolution_forward(forward);
    } else if (product == Product::adjoint) {
        const auto backward =
            described<dnnl::convolution_backward_data>(g, input, any, output, forward);
        plan = planOf(backward, input, output, backward.weights_desc(), plain);
        plan.product = dnnl::convolution_backward_data(backward);
    } else {
        const auto backward =
            described<dnnl::convolution_backward_weights>(g, input, any, output, forward);
        plan = planOf(backward, input, output, backward.diff_weights_desc(), plain);
        plan.product = dnnl::convolution_backward_weights(backward);
    }
    const bool result = product == Product::weightGradient;
    const Descriptor& from = result ? plan.weights : plain;
    const Descriptor& to = result ? plain : plan.weights;
    plan.reorder = dnnl::reorder({processor(), from, processor(), to});
    return plan;
}

[[noreturn]] void fail(const dnnl::error& error) {
    if (error.status == dnnl_out_of_memory) {
        throw std::bad_alloc();
    }
    throw Error(MessageCode::internal,
                {"The convolution failed (oneDNN status " + std::to_string(error.status) + ")."});
}

} // namespace

/// Kept by kind of strip: making one takes longer than using it.
struct Convolution::Plans {
    const Plan& of(const KernelShape& shape, const KernelStrip& strip, Product product) {
        const std::array<int, 6> key{static_cast<int>(product), strip.outputFrames,
                                     strip.outputBins,          strip.inputFrames,
                                     strip.inputBins,           strip.framesBefore};
        const std::lock_guard<std::mutex> lock(mutex);
        const auto found = plans.find(key);
        return found != plans.end()
                   ? found->second
                   : plans.emplace(key, planned(shape, strip, product)).first->second;
    }

    std::mutex mutex;
    std::map<std::array<int, 6>, Plan> plans;
};

Convolution::Convolution(const KernelShape& shape)
    : m_shape(shape), m_plans(std::make_unique<Plans>()) {}

Convolution::~Convolution() = default;

void Convolution::forward(const KernelStrip& strip, const float* input, const float* weights,
                          float* output) const {
    thread_local std::vector<float> ordered, scratch;
    try {
        const Plan& plan = m_plans->of(m_shape, strip, Product::forward);
        const auto own = view(plan.weights, scratchOf(ordered, plan.weights.get_size()));
        execute(plan.reorder,
                {{DNNL_ARG_FROM, view(plan.plainWeights, weights)}, {DNNL_ARG_TO, own}});
        execute(plan.product, {{DNNL_ARG_SRC, view(plan.input, input)},
                               {DNNL_ARG_WEIGHTS, own},
                               {DNNL_ARG_DST, view(plan.output, output)},
                               {DNNL_ARG_SCRATCHPAD,
                                view(plan.scratch, scratchOf(scratch, plan.scratch.get_size()))}});
    } catch (const dnnl::error& error) {
        fail(error);
    }
}

void Convolution::adjoint(const KernelStrip& strip, const float* output, const float* weights,
                          float* input) const {
    if (m_shape.inputs == 1 && m_shape.stride == 1) {
        adjointOfOneChannel(strip, output, weights, input);
        return;
    }
    thread_local std::vector<float> ordered, scratch;
    try {
        const Plan& plan = m_plans->of(m_shape, strip, Product::adjoint);
        const auto own = view(plan.weights, scratchOf(ordered, plan.weights.get_size()));
        execute(plan.reorder,
                {{DNNL_ARG_FROM, view(plan.plainWeights, weights)}, {DNNL_ARG_TO, own}});
        execute(plan.product, {{DNNL_ARG_DIFF_DST, view(plan.output, output)},
                               {DNNL_ARG_WEIGHTS, own},
                               {DNNL_ARG_DIFF_SRC, view(plan.input, input)},
                               {DNNL_ARG_SCRATCHPAD,
                                view(plan.scratch, scratchOf(scratch, plan.scratch.get_size()))}});
    } catch (const dnnl::error& error) {
        fail(error);
    }
}

// oneDNN takes four times as long where there is one channel: a product of matrices gives what
// each pixel sends to each place around it, and the rows of that are added up.
void Convolution::adjointOfOneChannel(const KernelStrip& strip, const float* output,
                                      const float* weights, float* input) const {
    const int bins = strip.outputBins;
    const int half = m_shape.kernel / 2;
    thread_local std::vector<float> sent; // [tap][bin]
    sent.resize(static_cast<std::size_t>(m_shape.taps()) * bins);
    std::fill_n(input, static_cast<std::ptrdiff_t>(strip.inputFrames) * bins, 0.0F);
    for (int frame = 0; frame < strip.outputFrames; ++frame) {
        plainGemm(
            m_shape.taps(), bins, m_shape.outputs, 1.0F,
            MatrixView<float>{weights, m_shape.outputs},
            MatrixView<float>{output + static_cast<std::ptrdiff_t>(frame) * bins * m_shape.outputs,
                              m_shape.outputs, true},
            0.0F, sent.data(), bins);
        for (int tap = 0; tap < m_shape.taps(); ++tap) {
            const int to = frame + tap / m_shape.kernel * m_shape.dilation - strip.framesBefore;
            if (to < 0 || to >= strip.inputFrames) {
                continue;
            }
            const int shift = tap % m_shape.kernel - half;
            const float* from = sent.data() + static_cast<std::ptrdiff_t>(tap) * bins;
            float* sum = input + static_cast<std::ptrdiff_t>(to) * bins;
            for (int bin = std::max(0, -shift); bin < std::min(bins, bins - shift); ++bin) {
                sum[bin + shift] += from[bin];
            }
        }
    }
}

void Convolution::addWeightGradient(const KernelStrip& strip, const float* input,
                                    const float* output, float* gradient) const {
    thread_local std::vector<float> ordered, plain, scratch;
    try {
        const Plan& plan = m_plans->of(m_shape, strip, Product::weightGradient);
        const auto own = view(plan.weights, scratchOf(ordered, plan.weights.get_size()));
        const float* sum = scratchOf(plain, plan.plainWeights.get_size());
        execute(plan.product, {{DNNL_ARG_SRC, view(plan.input, input)},
                               {DNNL_ARG_DIFF_DST, view(plan.output, output)},
                               {DNNL_ARG_DIFF_WEIGHTS, own},
                               {DNNL_ARG_SCRATCHPAD,
                                view(plan.scratch, scratchOf(scratch, plan.scratch.get_size()))}});
        execute(plan.reorder, {{DNNL_ARG_FROM, own}, {DNNL_ARG_TO, view(plan.plainWeights, sum)}});
        for (std::ptrdiff_t i = 0; i < m_shape.weightCount(); ++i) {
            gradient[i] += sum[i];
        }
    } catch (const dnnl::error& error) {
        fail(error);
    }
}

} // namespace tonegraft
