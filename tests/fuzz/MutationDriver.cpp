// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: PROGRAM SECONDS FOLDER... gives it each file of the
// folders, then mutations of them, the same ones in the same order every time, until the time is
// over. What it is at is kept in the file fuzz-input, so that a crash leaves its cause.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr double kLongestSeconds = 20.0; // for one input, on a busy machine, under a sanitizer

class Random {
public:
    std::size_t below(std::size_t bound) {
        m_state = m_state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(m_state >> 33U) % std::max<std::size_t>(bound, 1);
    }

private:
    std::uint64_t m_state = 20261128;
};

std::vector<std::string> filesIn(const std::vector<std::string>& folders) {
    std::vector<std::filesystem::path> paths;
    for (const std::string& folder : folders) {
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return files;
}

/// Flips bits, writes extreme numbers, cuts, doubles, and puts parts of one file into another.
void mutateOnce(std::string& bytes, const std::string& other, Random& random) {
    if (bytes.empty())
        return;
    // Half of what happens, happens in the headers.
    const std::size_t range =
        random.below(2) == 0 ? std::min<std::size_t>(bytes.size(), 128) : bytes.size();
    const std::size_t at = random.below(range);
    const std::size_t length = 1 + random.below(64);
    constexpr const char* kExtremes[] = {"\xFF\xFF\xFF\xFF", "\x7F\xFF\xFF\xFF",
                                         "\xFF\xFF\xFF\x7F"};
    switch (random.below(7)) {
    case 0:
    case 1:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
        break;
    case 2:
        bytes.replace(at, 4, kExtremes[random.below(3)]);
        break;
    case 3:
        bytes.replace(at, 4, std::string(4, '\0'));
        break;
    case 4:
        bytes.resize(at);
        break;
    case 5:
        bytes.insert(at, other.substr(random.below(other.size()), 40 * length));
        break;
    default:
        bytes.erase(at, length);
    }
}

double now() {
    using Clock = std::chrono::steady_clock;
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

bool tryInput(const std::string& bytes) {
    std::ofstream("fuzz-input", std::ios::binary | std::ios::trunc) << bytes;
    const double begin = now();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (now() - begin < kLongestSeconds)
        return true;
    std::printf("fuzz-input took %.1f s\n", now() - begin);
    return false;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 3)
        return 2;
    const double seconds = std::strtod(arguments[1], nullptr);
    const std::vector<std::string> files = filesIn({arguments + 2, arguments + count});
    if (files.empty())
        return 2;
    const double begin = now();
    std::size_t tried = 0;
    for (const std::string& file : files) {
        if (!tryInput(file))
            return 1;
        ++tried;
    }
    for (Random random; now() - begin < seconds; ++tried) {
        std::string bytes = files[random.below(files.size())];
        for (std::size_t changes = 1 + random.below(5); changes > 0; --changes)
            mutateOnce(bytes, files[random.below(files.size())], random);
        if (!tryInput(bytes))
            return 1;
    }
    std::printf("%zu inputs\n", tried);
    std::filesystem::remove("fuzz-input");
    return 0;
}
