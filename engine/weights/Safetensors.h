// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tonegraft {

/// An array of numbers, row-major.
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Weights by name: a safetensors file (https://github.com/huggingface/safetensors): 8 bytes of
/// header length, a JSON header of names, types, shapes and offsets, then the numbers. Unlike
/// pickle or TorchScript it holds no code. The header is checked as a whole when the file is
/// opened, before anything of the sizes it names is allocated; the numbers are read on request.
/// Thread: one at a time.
class Safetensors {
public:
    /// Throws Error with the file's name and what is wrong with it.
    static Safetensors fromFile(const std::filesystem::path& path);
    /// `bytes` must outlive the object; `name` is for messages.
    static Safetensors fromBytes(std::string_view bytes, std::string name);
    ~Safetensors();
    Safetensors(Safetensors&&) noexcept;

    /// For messages: the file's path, quoted.
    const std::string& name() const;
    bool has(const std::string& tensor) const;
    /// In the order of their names.
    std::vector<std::string> tensorNames() const;
    std::vector<std::int64_t> shapeOf(const std::string& tensor) const;
    /// The free texts of the header.
    const std::map<std::string, std::string>& metadata() const;

    /// The numbers of a tensor, stored as F16, BF16, F32 or F64. `shape`: what it must be, -1 for
    /// any size. Throws Error: it is missing, is of another shape or type (with what was expected
    /// and what was found), or holds infinities or NaN.
    Tensor read(const std::string& tensor, const std::vector<std::int64_t>& shape);

private:
    struct Impl;
    explicit Safetensors(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

enum class TensorType { f16, f32 };

/// The bytes of a safetensors file, the tensors in the order of their names; the same tensors, the
/// same bytes. Numbers are rounded to the nearest that the type has.
std::string safetensorsBytes(const std::map<std::string, Tensor>& tensors,
                             const std::map<std::string, std::string>& metadata, TensorType type);

} // namespace tonegraft
