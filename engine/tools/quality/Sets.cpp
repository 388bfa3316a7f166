// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Sets.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

namespace tonegraft::quality {
namespace {

namespace fs = std::filesystem;

bool isSound(const fs::path& file) {
    constexpr std::array<const char*, 4> kEndings{".wav", ".flac", ".ogg", ".mp3"};
    return std::any_of(kEndings.begin(), kEndings.end(),
                       [&](const char* ending) { return file.extension() == ending; });
}

std::vector<fs::path> soundsIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (isSound(entry.path())) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<SetFiles> listed(const fs::path& folder, const fs::path& manifest) {
    std::ifstream file(manifest);
    const nlohmann::json sets = nlohmann::json::parse(file).at("sets");
    std::vector<SetFiles> result;
    for (const nlohmann::json& set : sets) {
        SetFiles one;
        one.name = set.at("name");
        one.kind = set.at("kind");
        one.font = set.value("font", "");
        one.split = set.value("split", "");
        one.content = folder / set.at("content").get<std::string>();
        one.style = folder / set.at("style").get<std::string>();
        if (set.contains("truth")) {
            one.truth = folder / set.at("truth").get<std::string>();
        }
        result.push_back(one);
    }
    return result;
}

std::vector<SetFiles> found(const fs::path& folder) {
    const std::string mark = "_content";
    const std::vector<fs::path> files = soundsIn(folder);
    const auto named = [&](const std::string& stem) {
        const auto it = std::find_if(files.begin(), files.end(),
                                     [&](const fs::path& file) { return file.stem() == stem; });
        return it == files.end() ? fs::path() : *it;
    };
    std::vector<SetFiles> result;
    for (const fs::path& file : files) {
        const std::string stem = file.stem().string();
        if (stem.size() > mark.size() && stem.substr(stem.size() - mark.size()) == mark) {
            const std::string name = stem.substr(0, stem.size() - mark.size());
            result.push_back(
                {name, "set", "", "", file, named(name + "_style"), named(name + "_truth")});
        }
    }
    return result;
}

} // namespace

std::vector<SetFiles> setsIn(const fs::path& folder) {
    const fs::path manifest = folder / "manifest.json";
    std::vector<SetFiles> sets = fs::exists(manifest) ? listed(folder, manifest) : found(folder);
    if (sets.empty()) {
        throw std::runtime_error("no sets in " + folder.string());
    }
    return sets;
}

fs::path outputOf(const std::string& name, const fs::path& folder) {
    for (const fs::path& file : soundsIn(folder)) {
        const std::string stem = file.stem().string();
        const std::string rest =
            stem.substr(0, name.size()) == name ? stem.substr(name.size()) : "-";
        if (rest.empty() || (rest.front() == '_' && rest != "_content" && rest != "_style" &&
                             rest != "_truth" && rest.find("_stem") == std::string::npos)) {
            return file;
        }
    }
    return {};
}

} // namespace tonegraft::quality
