// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Page.h"

#include "tonegraft/AudioFile.h"
#include "tools/quality/Picture.h"
#include "tools/quality/Table.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>

namespace tonegraft::quality {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Tonegraft: truth bench</title><style>
body { font: 14px sans-serif; margin: 1.5em; color: #222; background: #fff; }
table { border-collapse: collapse; margin: 0.5em 0 1.5em; }
td, th { padding: 3px 8px; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
img { display: block; width: 300px; height: 150px; image-rendering: auto; background: #000; }
audio { width: 300px; height: 32px; }
.alarm { color: #b00020; font-weight: bold; }
</style></head><body>
<h1>Truth bench</h1>
<p>lsd / fine / timbre: distance to the truth over the content's; 0 is the truth, 1 the content as
it is. Pictures: 60 Hz to 11 kHz, 80 dB.</p>
)";

std::string number(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

class Page {
public:
    Page(fs::path folder, const std::vector<Judgment>& judgments)
        : m_folder(std::move(folder)), m_judgments(judgments) {
        fs::create_directories(m_folder / "clips");
        fs::create_directories(m_folder / "pictures");
        for (const Judgment& judgment : judgments) {
            if (std::find(m_runs.begin(), m_runs.end(), judgment.run) == m_runs.end()) {
                m_runs.push_back(judgment.run);
            }
            m_bySet[judgment.set.kind][judgment.set.name].push_back(&judgment);
        }
    }

    std::string html() {
        std::string text = kHead + summary();
        for (const auto& [kind, sets] : m_bySet) {
            text += "<h2>" + escaped(kind) +
                    "</h2>\n<table>\n<tr><th>content</th><th>style</th>"
                    "<th>truth</th>";
            for (const std::string& run : m_runs) {
                text += "<th>" + escaped(run) + "</th>";
            }
            text += "</tr>\n";
            for (const auto& [name, judgments] : sets) {
                text += rowOf(name, judgments);
            }
            text += "</table>\n";
        }
        return text + "</body></html>\n";
    }

private:
    std::string summary() const {
        std::string text = "<table><tr><th>run</th><th>sets of</th><th>n</th><th>lsd</th>"
                           "<th>fine</th><th>timbre</th><th>over 1</th><th>alarmed</th></tr>\n";
        std::vector<std::string> groups;
        for (const auto& kind : m_bySet) {
            groups.push_back(kind.first);
        }
        groups.emplace_back("all");
        for (const std::string& run : m_runs) {
            for (const std::string& group : groups) {
                const Summary sum = summaryOf(m_judgments, run, group);
                const auto mean = [&](double value) {
                    return sum.withTruth > 0 ? number(value, 3) : std::string("-");
                };
                text += "<tr><td>" + escaped(run) + "</td><td>" + escaped(group) + "</td><td>" +
                        std::to_string(sum.sets) + "</td><td>" + mean(sum.lsd) + "</td><td>" +
                        mean(sum.fine) + "</td><td>" + mean(sum.timbre) + "</td><td>" +
                        std::to_string(sum.fartherThanContent) + "</td><td>" +
                        std::to_string(sum.alarmed) + "</td></tr>\n";
            }
        }
        return text + "</table>\n";
    }

    std::string rowOf(const std::string& name, const std::vector<const Judgment*>& judgments) {
        const SetFiles& set = judgments.front()->set;
        const std::size_t columns = 3 + m_runs.size();
        std::string text = "<tr><th colspan=\"" + std::to_string(columns) + "\">" + escaped(name) +
                           "</th></tr>\n<tr>";
        text += copied(set.content) + copied(set.style);
        text += set.truth.empty() ? "<td>not known</td>" : copied(set.truth);
        for (const std::string& run : m_runs) {
            const auto it = std::find_if(judgments.begin(), judgments.end(),
                                         [&](const Judgment* one) { return one->run == run; });
            text += it == judgments.end() ? "<td></td>" : outputCell(**it);
        }
        return text + "</tr>\n";
    }

    std::string copied(const fs::path& clip) {
        const fs::path there = fs::path("clips") / clip.filename();
        fs::copy_file(clip, m_folder / there, fs::copy_options::overwrite_existing);
        return "<td>" + heardAndSeen(there) + "</td>";
    }

    std::string outputCell(const Judgment& judgment) {
        if (!judgment.failure.empty()) {
            return "<td class=\"alarm\">" + escaped(judgment.failure) + "</td>";
        }
        const fs::path there =
            fs::path("outputs") / folderName(judgment.run) / (judgment.set.name + ".flac");
        std::string text = "<td>" + heardAndSeen(there);
        if (judgment.distance) {
            text += number(judgment.distance->lsd, 2) + " / " + number(judgment.distance->fine, 2) +
                    " / " + number(judgment.distance->timbre, 2) + "<br>";
        }
        text += number(judgment.loudnessLu, 1) + " LU, " + number(judgment.truePeakDbtp, 1) +
                " dBTP, " + number(judgment.seconds, 1) + " s";
        for (const std::string& alarm : judgment.alarms) {
            text += "<br><span class=\"alarm\">" + escaped(alarm) + "</span>";
        }
        return text + "</td>";
    }

    std::string heardAndSeen(const fs::path& clip) {
        std::string name = clip.string();
        std::replace(name.begin(), name.end(), '/', '_');
        const fs::path picture = fs::path("pictures") / (name + ".png");
        writePicture(m_folder / picture, heard(readClip(m_folder / clip).clip, m_pool));
        return "<img src=\"" + escaped(picture.string()) + "\" alt=\"\">" +
               "<audio controls preload=\"none\" src=\"" + escaped(clip.string()) +
               "\"></audio><br>";
    }

    fs::path m_folder;
    const std::vector<Judgment>& m_judgments;
    std::vector<std::string> m_runs;
    std::map<std::string, std::map<std::string, std::vector<const Judgment*>>> m_bySet;
    ThreadPool m_pool{1};
};

} // namespace

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

void writePage(const fs::path& folder, const std::vector<Judgment>& judgments) {
    writeFileAtomically(folder / "index.html", Page(folder, judgments).html());
}

} // namespace tonegraft::quality
