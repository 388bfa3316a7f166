// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target (LLVMFuzzerTestOneInput, as libFuzzer calls it) on mutants of a corpus, for a
// number of seconds. Mutant number N is always the same one, whatever the machine:
//   PROGRAM SECONDS CORPUS...        the first is number 0
//   PROGRAM --only N CORPUS...       that one alone, to find out what is wrong with it
// Needs no clang; built with the address sanitizer it sees what libFuzzer would see.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
extern "C" void __sanitizer_set_death_callback(void (*callback)()); // sanitizer/common_interface
#endif

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kLargestBytes = 64 << 10;
constexpr unsigned kLongestSeconds = 30; // that one input may take
constexpr std::array<std::uint64_t, 12> kBorders{
    0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 1U << 31, 0xFFFFFFFF, 1ULL << 63, ~0ULL};

std::uint64_t current = 0; // for what is said when it ends badly

void sayWhich() {
    std::fprintf(stderr, "\nmutant %llu; again with --only\n",
                 static_cast<unsigned long long>(current));
}

void onSignal(int signal) {
    if (signal == SIGALRM)
        std::fputs("\nit takes too long", stderr);
    sayWhich();
    std::_Exit(1);
}

/// Draws, the same on every machine: the standard's distributions are not.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : m_engine(seed) {}
    std::size_t below(std::size_t count) { return count == 0 ? 0 : m_engine() % count; }
    std::uint64_t bits() { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

void insert(Bytes& bytes, std::size_t at, const Bytes& more) {
    bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
}

Bytes partOf(const Bytes& bytes, Draw& draw) {
    const std::size_t begin = draw.below(bytes.size() + 1);
    const std::size_t count = draw.below(std::min<std::size_t>(bytes.size() - begin, 256) + 1);
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(begin);
    return {from, from + static_cast<std::ptrdiff_t>(count)};
}

/// A number near a border of some width, in either order of bytes.
void overwriteNumber(Bytes& bytes, Draw& draw) {
    const std::size_t width = std::size_t{1} << draw.below(4);
    const bool bigEndian = draw.below(2) == 1;
    const std::uint64_t number = kBorders[draw.below(kBorders.size())] + draw.below(3) - 1;
    const std::size_t at = draw.below(bytes.size());
    for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i) {
        const std::size_t shift = 8 * (bigEndian ? width - 1 - i : i);
        bytes[at + i] = static_cast<std::uint8_t>(number >> shift);
    }
}

void mutate(Bytes& bytes, const Bytes& other, Draw& draw) {
    if (bytes.empty()) {
        bytes = partOf(other, draw);
        return;
    }
    const std::size_t at = draw.below(bytes.size());
    switch (draw.below(8)) {
    case 0:
        bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << draw.below(8)));
        break;
    case 1:
        bytes[at] = static_cast<std::uint8_t>(draw.bits());
        break;
    case 2:
        overwriteNumber(bytes, draw);
        break;
    case 3:
        insert(bytes, at, partOf(bytes, draw));
        break;
    case 4:
        insert(bytes, at, partOf(other, draw));
        break;
    case 5: { // a digit of a number that is written out
        const auto digit = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                        bytes.end(), [](int c) { return c >= '0' && c <= '9'; });
        if (digit != bytes.end())
            *digit = static_cast<std::uint8_t>("0123456789-.e"[draw.below(13)]);
        break;
    }
    case 6:
        bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    bytes.begin() + static_cast<std::ptrdiff_t>(
                                        std::min(bytes.size(), at + 1 + draw.below(64))));
        break;
    default:
        if (draw.below(8) == 0)
            bytes.resize(at);
        break;
    }
}

Bytes mutant(const std::vector<Bytes>& corpus, std::uint64_t number) {
    if (number < corpus.size())
        return corpus[number];
    Draw draw(number);
    Bytes bytes = corpus[draw.below(corpus.size())];
    for (std::size_t left = 1 + draw.below(8); left > 0; --left)
        mutate(bytes, corpus[draw.below(corpus.size())], draw);
    bytes.resize(std::min(bytes.size(), kLargestBytes));
    return bytes;
}

std::vector<Bytes> corpusIn(char** folders, char** end) {
    std::vector<std::filesystem::path> files;
    for (; folders != end; ++folders)
        for (const auto& entry : std::filesystem::directory_iterator(*folders))
            if (entry.is_regular_file() && entry.file_size() <= kLargestBytes)
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Bytes> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return corpus;
}

void runOne(const std::vector<Bytes>& corpus, std::uint64_t number) {
    current = number;
    const Bytes bytes = mutant(corpus, number);
    alarm(kLongestSeconds);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    alarm(0);
}

} // namespace

int main(int argc, char** argv) {
    const bool only = argc > 3 && std::strcmp(argv[1], "--only") == 0;
    const int folders = only ? 3 : 2;
    const std::vector<Bytes> corpus =
        argc > folders ? corpusIn(argv + folders, argv + argc) : std::vector<Bytes>();
    if (corpus.empty()) {
        std::fprintf(stderr, "usage: %s SECONDS|--only N CORPUS...; the corpus has no files\n",
                     argv[0]);
        return 2;
    }
    std::signal(SIGABRT, onSignal);
    std::signal(SIGALRM, onSignal);
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(sayWhich);
#endif
    if (only) {
        runOne(corpus, std::strtoull(argv[2], nullptr, 10));
        return 0;
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
    std::uint64_t number = 0;
    for (; number < corpus.size() || std::chrono::steady_clock::now() < end; ++number)
        runOne(corpus, number);
    std::printf("%llu mutants of %zu files\n", static_cast<unsigned long long>(number),
                corpus.size());
    return 0;
}
