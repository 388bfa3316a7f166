// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Measures.h"
#include "tonegraft/Transfer.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

using Json = nlohmann::ordered_json;

/// Text of a JSON value, with a newline at the end; bytes that are not UTF-8 are replaced.
std::string jsonText(const Json& json);

/// The parameters as values: numbers as numbers, choices and infinity as text.
Json parametersJson(const TransferSettings& settings);

/// The measures under their keys; null for a value that is not finite, all null for none.
Json measuresJson(const std::optional<Measures>& measures);
std::string measuresText(const Measures& measures);

/// What `render --report` and an export of the window write.
struct Report {
    std::filesystem::path content; ///< the clips' names are kept, not their folders
    std::filesystem::path style;
    std::optional<double> loadSeconds; ///< not there if that was not measured
    std::int64_t peakRssBytes = 0;
    double mix = 1.0; ///< of the sound that was written: 1 the output alone, 0 the content alone
    std::vector<std::string> warnings;
    std::optional<Measures> measures; ///< not there where they are undefined for the clips
};
Json reportJson(const Report& report, const TransferResult& result);
std::string reportText(const Report& report, const TransferResult& result);

} // namespace tonegraft
