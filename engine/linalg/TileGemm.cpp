// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/TileGemm.h"

#include "tonegraft/Error.h"

#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <vector>

// Everything below this line may only run where tileGemmAvailable().
#define TONEGRAFT_TILES "amx-tile,amx-bf16,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16"
#ifdef __clang__
#define TONEGRAFT_TARGET_TILES [[gnu::target(TONEGRAFT_TILES)]]
#else
// GCC 12 takes the undefined lanes of its own intrinsics for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#define TONEGRAFT_TARGET_TILES [[gnu::target(TONEGRAFT_TILES ",prefer-vector-width=512")]]
#endif

namespace tonegraft {
namespace {

constexpr int kSide = 16;                      // rows and columns of a tile of results
constexpr std::ptrdiff_t kDepth = 32;          // factors a tile takes in at once: 16 pairs
constexpr std::ptrdiff_t kTilePairs = 16 * 16; // 32-bit pairs of bfloat16 in a tile
constexpr std::ptrdiff_t kStep = 2 * kSide;    // rows and columns of one kernel call
// A block of b (high and low halves) stays in the second-level cache, the rows of a beside it.
constexpr std::ptrdiff_t kInnerBlock = 544;
constexpr std::ptrdiff_t kColumnBlock = 448;

std::ptrdiff_t atMost(std::ptrdiff_t limit, std::ptrdiff_t value) {
    return value < limit ? value : limit;
}

std::ptrdiff_t tilesFor(std::ptrdiff_t count, std::ptrdiff_t perTile) {
    return (count + perTile - 1) / perTile;
}

// Tiles of one operand: [outer / 16][inner / 32], 1 KiB each, the high halves and the low ones.
class Panel {
public:
    void layOut(std::ptrdiff_t outer, std::ptrdiff_t inner) {
        constexpr std::size_t kLine = 64;
        m_across = tilesFor(inner, kDepth);
        // An even number of tiles: the kernel takes two.
        const std::ptrdiff_t tiles = 2 * tilesFor(outer, kStep) * m_across;
        const std::size_t pairs = static_cast<std::size_t>(tiles * kTilePairs);
        if (m_storage.size() < 2 * pairs + kLine / sizeof(std::uint32_t)) {
            m_storage.resize(2 * pairs + kLine / sizeof(std::uint32_t));
        }
        const auto address = reinterpret_cast<std::uintptr_t>(m_storage.data());
        m_high = m_storage.data() + (kLine - address % kLine) % kLine / sizeof(std::uint32_t);
        m_low = m_high + pairs;
    }
    std::ptrdiff_t across() const { return m_across; }
    std::uint32_t* high(std::ptrdiff_t outerTile, std::ptrdiff_t innerTile) {
        return m_high + (outerTile * m_across + innerTile) * kTilePairs;
    }
    std::uint32_t* low(std::ptrdiff_t outerTile, std::ptrdiff_t innerTile) {
        return m_low + (outerTile * m_across + innerTile) * kTilePairs;
    }

private:
    std::vector<std::uint32_t> m_storage;
    std::ptrdiff_t m_across = 0;
    std::uint32_t* m_high = nullptr;
    std::uint32_t* m_low = nullptr;
};

struct Halves {
    __m512i high[kSide];
    __m512i low[kSide];
};

// The 32 numbers of `first` and `second` as bfloat16, and what that leaves of them.
TONEGRAFT_TARGET_TILES inline void split(__m512 first, __m512 second, __m512i& high, __m512i& low) {
    high = reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(second, first));
    const __m512i firstBits =
        _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm512_castsi512_si256(high)), 16);
    const __m512i secondBits =
        _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(high, 1)), 16);
    low = reinterpret_cast<__m512i>(
        _mm512_cvtne2ps_pbh(_mm512_sub_ps(second, _mm512_castsi512_ps(secondBits)),
                            _mm512_sub_ps(first, _mm512_castsi512_ps(firstBits))));
}

TONEGRAFT_TARGET_TILES inline __mmask16 maskOf(std::ptrdiff_t count) {
    return count >= kSide ? static_cast<__mmask16>(0xFFFF)
                          : static_cast<__mmask16>(count > 0 ? (1U << count) - 1U : 0U);
}

// The inner index runs along memory: vector o holds the 16 pairs of the outer index o.
TONEGRAFT_TARGET_TILES inline void loadAlong(const float* source, std::ptrdiff_t stride,
                                             std::ptrdiff_t outer, std::ptrdiff_t inner,
                                             Halves& out) {
    const __mmask16 first = maskOf(inner);
    const __mmask16 second = maskOf(inner - kSide);
    for (int o = 0; o < kSide; ++o) {
        if (o < outer) {
            const float* row = source + o * stride;
            split(_mm512_maskz_loadu_ps(first, row), _mm512_maskz_loadu_ps(second, row + kSide),
                  out.high[o], out.low[o]);
        } else {
            out.high[o] = _mm512_setzero_si512();
            out.low[o] = _mm512_setzero_si512();
        }
    }
}

// The outer index runs along memory: vector p holds the pair p of 16 outer indices.
TONEGRAFT_TARGET_TILES inline void loadAcross(const float* source, std::ptrdiff_t stride,
                                              std::ptrdiff_t outer, std::ptrdiff_t inner,
                                              Halves& out) {
    const __m512i zip = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24,
                                         8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    const __mmask16 mask = maskOf(outer);
    for (int p = 0; p < kSide; ++p) {
        const float* row = source + 2 * p * stride;
        const __mmask16 even = 2 * p < inner ? mask : static_cast<__mmask16>(0);
        const __mmask16 odd = 2 * p + 1 < inner ? mask : static_cast<__mmask16>(0);
        __m512i high;
        __m512i low;
        split(_mm512_maskz_loadu_ps(even, row), _mm512_maskz_loadu_ps(odd, row + stride), high,
              low);
        out.high[p] = _mm512_permutexvar_epi16(zip, high);
        out.low[p] = _mm512_permutexvar_epi16(zip, low);
    }
}

TONEGRAFT_TARGET_TILES inline void transpose(__m512i* v) {
    __m512i w[kSide];
    for (int i = 0; i < kSide; i += 2) {
        w[i] = _mm512_unpacklo_epi32(v[i], v[i + 1]);
        w[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
    }
    for (int i = 0; i < kSide; i += 4) {
        v[i] = _mm512_unpacklo_epi64(w[i], w[i + 2]);
        v[i + 1] = _mm512_unpackhi_epi64(w[i], w[i + 2]);
        v[i + 2] = _mm512_unpacklo_epi64(w[i + 1], w[i + 3]);
        v[i + 3] = _mm512_unpackhi_epi64(w[i + 1], w[i + 3]);
    }
    for (int i = 0; i < 4; ++i) {
        w[i] = _mm512_shuffle_i32x4(v[i], v[i + 4], 0x88);
        w[i + 4] = _mm512_shuffle_i32x4(v[i], v[i + 4], 0xDD);
        w[i + 8] = _mm512_shuffle_i32x4(v[i + 8], v[i + 12], 0x88);
        w[i + 12] = _mm512_shuffle_i32x4(v[i + 8], v[i + 12], 0xDD);
    }
    for (int i = 0; i < 8; ++i) {
        const int low = i & 3;
        const int base = i < 4 ? low : low + 4;
        v[i] = _mm512_shuffle_i32x4(w[base], w[base + 8], 0x88);
        v[i + 8] = _mm512_shuffle_i32x4(w[base], w[base + 8], 0xDD);
    }
}

TONEGRAFT_TARGET_TILES inline void store(const __m512i* vectors, std::uint32_t* tile) {
    for (int i = 0; i < kSide; ++i) {
        _mm512_store_si512(tile + i * kSide, vectors[i]);
    }
}

/// Where an operand's numbers lie: data[outer * stride + inner], or data[inner * stride + outer].
struct Operand {
    const float* data;
    std::ptrdiff_t stride;
    bool innerAlong;
    bool pairsAcross; ///< its tiles want the pairs of an outer index in a column (b), not a row

    const float* at(std::ptrdiff_t outer, std::ptrdiff_t inner) const {
        return innerAlong ? data + outer * stride + inner : data + inner * stride + outer;
    }
};

TONEGRAFT_TARGET_TILES void pack(const Operand& operand, std::ptrdiff_t outerBegin,
                                 std::ptrdiff_t outerCount, std::ptrdiff_t innerBegin,
                                 std::ptrdiff_t innerCount, Panel& panel) {
    panel.layOut(outerCount, innerCount);
    const std::ptrdiff_t outerTiles = 2 * tilesFor(outerCount, kStep);
    for (std::ptrdiff_t o = 0; o < outerTiles; ++o) {
        for (std::ptrdiff_t i = 0; i < panel.across(); ++i) {
            const std::ptrdiff_t outer = outerCount - o * kSide;
            const std::ptrdiff_t inner = innerCount - i * kDepth;
            const float* source =
                operand.at(outerBegin + (outer > 0 ? o * kSide : 0), innerBegin + i * kDepth);
            Halves tile;
            if (operand.innerAlong) {
                loadAlong(source, operand.stride, outer, inner, tile);
            } else {
                loadAcross(source, operand.stride, outer, inner, tile);
            }
            if (operand.innerAlong == operand.pairsAcross) {
                transpose(tile.high);
                transpose(tile.low);
            }
            store(tile.high, panel.high(o, i));
            store(tile.low, panel.low(o, i));
        }
    }
}

struct alignas(64) TileShapes {
    std::uint8_t palette = 1;
    std::uint8_t startRow = 0;
    std::uint8_t reserved[14] = {};
    std::uint16_t bytesPerRow[16] = {};
    std::uint8_t rows[16] = {};
};

TONEGRAFT_TARGET_TILES void configureTiles() {
    TileShapes shapes;
    for (int i = 0; i < 8; ++i) {
        shapes.bytesPerRow[i] = 64;
        shapes.rows[i] = kSide;
    }
    _tile_loadconfig(&shapes);
}

// sums[4][16][16] = 32 rows of a by 32 columns of b: low·high + high·high + high·low.
TONEGRAFT_TARGET_TILES void multiplyTiles(Panel& a, std::ptrdiff_t aTile, Panel& b,
                                          std::ptrdiff_t bTile, float* sums) {
    constexpr std::size_t kRowBytes = 64;
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (std::ptrdiff_t i = 0; i < a.across(); ++i) {
        // The loads stand between the products, so that they overlap.
        _tile_loadd(4, a.high(aTile, i), kRowBytes);
        _tile_loadd(6, b.low(bTile, i), kRowBytes);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(7, b.low(bTile + 1, i), kRowBytes);
        _tile_dpbf16ps(1, 4, 7);
        _tile_loadd(5, a.high(aTile + 1, i), kRowBytes);
        _tile_dpbf16ps(2, 5, 6);
        _tile_loadd(6, b.high(bTile, i), kRowBytes);
        _tile_dpbf16ps(3, 5, 7);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(7, b.high(bTile + 1, i), kRowBytes);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_loadd(4, a.low(aTile, i), kRowBytes);
        _tile_dpbf16ps(3, 5, 7);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(5, a.low(aTile + 1, i), kRowBytes);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, sums, kRowBytes);
    _tile_stored(1, sums + kTilePairs, kRowBytes);
    _tile_stored(2, sums + 2 * kTilePairs, kRowBytes);
    _tile_stored(3, sums + 3 * kTilePairs, kRowBytes);
}

// c [rows, columns] (at most 32 each) = alpha * sums + beta * c.
TONEGRAFT_TARGET_TILES void addSums(const float* sums, std::ptrdiff_t rows, std::ptrdiff_t columns,
                                    float alpha, float beta, float* c, std::ptrdiff_t stride) {
    const __m512 scale = _mm512_set1_ps(alpha);
    const __m512 keep = _mm512_set1_ps(beta);
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
        for (int half = 0; half < 2; ++half) {
            const __mmask16 mask = maskOf(columns - half * kSide);
            const std::ptrdiff_t tile = r / kSide * 2 + half;
            const __m512 sum = _mm512_load_ps(sums + tile * kTilePairs + r % kSide * kSide);
            float* out = c + r * stride + half * kSide;
            __m512 result = _mm512_mul_ps(scale, sum);
            if (beta != 0.0F) {
                result = _mm512_fmadd_ps(keep, _mm512_maskz_loadu_ps(mask, out), result);
            }
            _mm512_mask_storeu_ps(out, mask, result);
        }
    }
}

struct Block {
    std::ptrdiff_t rows, column, columnCount, inner, innerCount;
    float alpha, beta;
};

TONEGRAFT_TARGET_TILES void multiplyBlock(const Block& block, const Operand& a, Panel& bPanel,
                                          float* c, std::ptrdiff_t cStride) {
    thread_local Panel aPanel;
    alignas(64) float sums[4 * kTilePairs];
    for (std::ptrdiff_t row = 0; row < block.rows; row += kStep) {
        const std::ptrdiff_t rowCount = atMost(kStep, block.rows - row);
        pack(a, row, rowCount, block.inner, block.innerCount, aPanel);
        for (std::ptrdiff_t column = 0; column < block.columnCount; column += kStep) {
            multiplyTiles(aPanel, 0, bPanel, column / kSide, sums);
            addSums(sums, rowCount, atMost(kStep, block.columnCount - column), block.alpha,
                    block.beta, c + row * cStride + block.column + column, cStride);
        }
    }
}

} // namespace

bool tileGemmAvailable() {
    static const bool available = [] {
        unsigned a = 0;
        unsigned b = 0;
        unsigned c = 0;
        unsigned d = 0;
        constexpr unsigned kBf16Tiles = 1U << 22;
        constexpr unsigned kTiles = 1U << 24;
        constexpr unsigned kVectorBf16 = 1U << 5;
        if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (d & kBf16Tiles) == 0 ||
            (d & kTiles) == 0) {
            return false;
        }
        if (__get_cpuid_count(7, 1, &a, &b, &c, &d) == 0 || (a & kVectorBf16) == 0 ||
            !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq")) {
            return false;
        }
        // Linux gives the tiles' registers only to processes that ask for them.
        constexpr long kRequestPermission = 0x1023;
        constexpr long kTileData = 18;
        return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
    }();
    return available;
}

// NOLINTNEXTLINE(readability-function-size): a matrix product has this many parameters.
TONEGRAFT_TARGET_TILES void tileGemm(std::ptrdiff_t rows, std::ptrdiff_t columns,
                                     std::ptrdiff_t inner, float alpha, MatrixView<float> a,
                                     MatrixView<float> b, float beta, float* c,
                                     std::ptrdiff_t cStride) {
    thread_local Panel bPanel;
    const Operand left{a.data, a.stride, !a.transposed, false};
    const Operand right{b.data, b.stride, b.transposed, true};
    configureTiles();
    for (std::ptrdiff_t k = 0; k < inner; k += kInnerBlock) {
        const std::ptrdiff_t innerCount = atMost(kInnerBlock, inner - k);
        for (std::ptrdiff_t column = 0; column < columns; column += kColumnBlock) {
            const std::ptrdiff_t columnCount = atMost(kColumnBlock, columns - column);
            pack(right, column, columnCount, k, innerCount, bPanel);
            multiplyBlock({rows, column, columnCount, k, innerCount, alpha, k == 0 ? beta : 1.0F},
                          left, bPanel, c, cStride);
        }
    }
    _tile_release();
}

} // namespace tonegraft

#else // no such processor

namespace tonegraft {

bool tileGemmAvailable() {
    return false;
}

// NOLINTNEXTLINE(readability-function-size): a matrix product has this many parameters.
void tileGemm(std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, float, MatrixView<float>,
              MatrixView<float>, float, float*, std::ptrdiff_t) {
    throw Error(MessageCode::internal, {"This processor has no bfloat16 tiles."});
}

} // namespace tonegraft

#endif
