// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SoundFormats.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace tonegraft::test {
namespace {

using Flags = std::set<std::string>;

std::string document(const char* path) {
    std::ifstream file(std::filesystem::path(TONEGRAFT_SOURCE) / path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Flags flagsIn(const std::string& text) {
    static const std::regex flag("--[a-z][a-z0-9-]*");
    Flags flags;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), flag);
         at != std::sregex_iterator(); ++at)
        flags.insert(at->str());
    return flags;
}

/// Of each command the flags that the README's synopsis gives it.
std::map<std::string, Flags> synopsis() {
    const std::string readme = document("README.md");
    std::istringstream lines(readme);
    std::map<std::string, Flags> commands;
    std::string line, command;
    bool inside = false;
    while (std::getline(lines, line)) {
        if (line.rfind("```", 0) == 0)
            inside = !inside;
        static const std::regex begin("^tonegraft ([a-z]+) .*");
        std::smatch match;
        if (inside && std::regex_match(line, match, begin))
            command = match[1];
        if (inside && !command.empty())
            commands[command].merge(flagsIn(line));
    }
    return commands;
}

/// What the methods and the formats declare: `tonegraft methods` and --help list it.
Flags controls() {
    Flags flags{"--network", "--help"};
    for (const MethodInfo& method : methods())
        for (const ParameterInfo& parameter : method.parameters)
            flags.insert("--" + parameter.id);
    return flags;
}

Flags helpOf(const std::string& command) {
    std::istringstream lines(runProgram({QString::fromStdString(command), "--help"}).out);
    static const std::regex begin("^ +(-[a-z],)?(--[a-z0-9-]+).*");
    Flags flags;
    std::string line;
    std::smatch match;
    while (std::getline(lines, line))
        if (std::regex_match(line, match, begin))
            flags.insert(match[2]);
    return flags;
}

TEST(Documents, theReadmeGivesEachCommandItsFlagsAndNoOthers) {
    const auto commands = synopsis();
    ASSERT_EQ(commands.size(), 6U);
    for (const auto& [command, written] : commands) {
        const Flags known = helpOf(command);
        for (const std::string& flag : written)
            EXPECT_TRUE(known.count(flag) == 1) << command << " has no " << flag;
        for (const std::string& flag : known)
            EXPECT_TRUE(written.count(flag) == 1 || controls().count(flag) == 1)
                << "the README does not tell of " << command << " " << flag;
    }
}

TEST(Documents, helpListsEveryControlOfEveryMethodAndEverySoundFormat) {
    const std::string help = runProgram({"render", "--help"}).out;
    const Flags listed = flagsIn(help);
    for (const std::string& flag : controls())
        EXPECT_TRUE(listed.count(flag) == 1) << flag;
    for (const SoundFileFormat& format : kSoundFormats)
        EXPECT_NE(help.find(std::string(".") + format.id), std::string::npos) << format.id;
    for (const SampleFormatInfo& info : kSampleFormats)
        EXPECT_NE(help.find(info.id), std::string::npos) << info.id;
}

TEST(Documents, theManualNamesEveryCommand) {
    const std::string manual = document("installer/tonegraft.1");
    for (const auto& [command, flags] : synopsis())
        EXPECT_NE(manual.find("\n.B tonegraft " + command), std::string::npos) << command;
}

} // namespace
} // namespace tonegraft::test
