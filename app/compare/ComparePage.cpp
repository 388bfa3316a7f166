// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/ComparePage.h"

#include "app/compare/CompareColumns.h"
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "tonegraft/Methods.h"
#include "tonegraft/ShownText.h"
#include "ui/kit/Translated.h"
#include "ui/pictures/AxisTicks.h"

#include <QCoreApplication>
#include <QString>

#include <cmath>

namespace tonegraft {

namespace {

constexpr double kPictureHeight = 200.0; // that the labels are spread over
constexpr double kLabelSpacing = 26.0;
constexpr int kTimeTicks = 6;
constexpr double kPercent = 100.0;

// The page takes the colors that its reader likes.
const char* const kStyleSheet = R"(
:root { color-scheme: light dark; --ink: #20242d; --soft: #646b78; --paper: #f6f7f9;
  --card: #ffffff; --line: #d9dde4; --best: #e2efff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #a2a9b6; --paper: #15181e;
  --card: #1e222a; --line: #353b46; --best: #1d3a5c; } }
body { margin: 0 auto; max-width: 1180px; padding: 24px; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 24px; } h2 { margin-top: 40px; font-size: 19px; } h3 { margin: 0; font-size: 16px; }
p.soft, figcaption, small { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card); font-size: 14px; }
th, td { padding: 6px 10px; border: 1px solid var(--line); text-align: right;
  font-variant-numeric: tabular-nums; }
th:first-child { text-align: left; white-space: nowrap; }
td.best { background: var(--best); font-weight: bold; } td.refused { text-align: left; }
.cards { display: grid; gap: 20px; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); }
@media (max-width: 520px) { .cards { grid-template-columns: 1fr; } }
article { padding: 16px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); min-width: 0; }
audio { width: 100%; margin: 8px 0; }
figure { margin: 8px 0 20px 64px; position: relative; }
figure img { display: block; width: 100%; height: 200px; }
figure span { position: absolute; font-size: 11px; color: var(--soft); white-space: nowrap; }
figure .hz { right: calc(100% + 6px); transform: translateY(50%); }
figure .s { top: calc(100% + 2px); transform: translateX(-50%); }
code { display: block; padding: 6px 8px; overflow-wrap: anywhere; font-size: 12px;
  background: var(--paper); border-radius: 4px; }
)";

QString escaped(const std::string& text) {
    return QString::fromStdString(shownText(text)).toHtmlEscaped();
}

QString escaped(const QString& text) {
    return escaped(text.toStdString());
}

QString dataUri(const char* type, const QByteArray& bytes) {
    return QStringLiteral("data:%1;base64,%2")
        .arg(QLatin1String(type), QString::fromLatin1(bytes.toBase64()));
}

QString percent(double share) {
    return QString::fromStdString(fixedText(kPercent * share, 2)) + QLatin1Char('%');
}

class Page {
    Q_DECLARE_TR_FUNCTIONS(ComparePage)

public:
    Page(const Comparison& comparison, const PageMedia& media)
        : m_comparison(comparison), m_media(media) {}

    QString made() {
        const QString title =
            tr("%1 in the style of %2: methods compared")
                .arg(escaped(m_comparison.content.name), escaped(m_comparison.style.name));
        m_html = QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n"
                                "<meta name=\"viewport\" content=\"width=device-width\">\n"
                                "<title>") +
                 title + QStringLiteral("</title>\n<style>") + QLatin1String(kStyleSheet) +
                 QStringLiteral("</style></head>\n<body>\n<h1>") + title +
                 QStringLiteral("</h1>\n");
        addClips();
        addRuns(m_comparison.ownDefaults ? tr("Each method with its own defaults")
                                         : tr("Each method as it was set in the window"),
                false);
        if (m_comparison.equalSeconds > 0.0)
            addRuns(tr("Each method in about %1 s")
                        .arg(QString::fromStdString(numberText(m_comparison.equalSeconds))),
                    true);
        addMeanings();
        m_html += QStringLiteral("</body></html>\n");
        return m_html;
    }

private:
    void addClips() {
        m_html += QStringLiteral("<div class=\"cards\">\n");
        addClip(tr("Content: %1").arg(escaped(m_comparison.content.name)), m_media.clips[0]);
        addClip(tr("Style: %1").arg(escaped(m_comparison.style.name)), m_media.clips[1]);
        m_html += QStringLiteral("</div>\n");
    }

    void addClip(const QString& heading, const ClipMedia& clip, const QString& more = {}) {
        m_html += QStringLiteral("<article><h3>%1</h3>\n").arg(heading);
        m_html += QStringLiteral("<audio controls preload=\"metadata\" src=\"") +
                  dataUri("audio/flac", clip.sound) + QStringLiteral("\"></audio>\n");
        m_html += QStringLiteral("<figure><img alt=\"") + tr("Spectrogram") +
                  QStringLiteral("\" src=\"") + dataUri("image/png", clip.picture) +
                  QStringLiteral("\">") + axisLabels() + QStringLiteral("</figure>\n");
        m_html += more + QStringLiteral("</article>\n");
    }

    QString axisLabels() const {
        QString labels;
        const PictureScale& scale = m_media.scale;
        for (const Tick& tick : frequencyTicks(scale.axis, kPictureHeight, kLabelSpacing))
            labels += QStringLiteral("<span class=\"hz\" style=\"bottom:%1\">%2</span>")
                          .arg(percent(scale.axis.positionOf(tick.value)), escaped(tick.label));
        for (const Tick& tick : timeTicks(0.0, scale.seconds, kTimeTicks))
            labels += QStringLiteral("<span class=\"s\" style=\"left:%1\">%2</span>")
                          .arg(percent(tick.value / scale.seconds), escaped(tick.label));
        return labels;
    }

    void addRuns(const QString& heading, bool equalTime) {
        m_html += QStringLiteral("<h2>%1</h2>\n").arg(heading);
        if (equalTime)
            m_html +=
                QStringLiteral("<p class=\"soft\">%1</p>\n")
                    .arg(tr("The steps were counted by the time that they took on the machine "
                            "that made this page; the flags below each result make it again "
                            "with as many."));
        addTable(equalTime);
        m_html += QStringLiteral("<p></p><div class=\"cards\">\n");
        std::size_t next = 2; // after the two clips
        for (const ComparedRun& run : m_comparison.runs) {
            if (!run.failure.empty())
                continue;
            const ClipMedia& media = m_media.clips[next++];
            if (run.equalTime == equalTime)
                addClip(escaped(translated(methodInfo(run.method).title)), media, about(run));
        }
        m_html += QStringLiteral("</div>\n");
    }

    QString about(const ComparedRun& run) const {
        const MethodInfo& info = methodInfo(run.method);
        QString text;
        if (!info.source.empty()) {
            const QString year = info.year > 0 ? QStringLiteral(", %1").arg(info.year) : QString();
            text += QStringLiteral("<p class=\"soft\">%1%2</p>\n")
                        .arg(escaped(translated(info.source)), year);
        }
        for (const Message& warning : run.result.warnings)
            text += QStringLiteral("<p class=\"soft\">%1</p>\n").arg(escaped(worded(warning)));
        return text + QStringLiteral("<code>%1</code>\n").arg(escaped(madeBy(m_comparison, run)));
    }

    void addTable(bool equalTime) {
        m_html +=
            QStringLiteral("<div class=\"scroll\"><table>\n<tr><th>%1</th>").arg(tr("Method"));
        for (const CompareColumn& column : compareColumns())
            m_html += QStringLiteral("<th title=\"%1\">%2</th>")
                          .arg(escaped(column.meaning), escaped(column.shownTitle));
        m_html += QStringLiteral("</tr>\n");
        for (const ComparedRun& run : m_comparison.runs)
            if (run.equalTime == equalTime)
                addRow(run);
        m_html += QStringLiteral("</table></div>\n");
    }

    void addRow(const ComparedRun& run) {
        m_html += QStringLiteral("<tr><th>%1</th>")
                      .arg(escaped(translated(methodInfo(run.method).title)));
        if (!run.failure.empty())
            m_html += QStringLiteral("<td class=\"refused\" colspan=\"%1\">%2</td>")
                          .arg(compareColumns().size())
                          .arg(escaped(run.failure));
        else
            for (const CompareColumn& column : compareColumns())
                m_html += QStringLiteral("<td%1>%2</td>")
                              .arg(isBest(column, run, m_comparison.runs)
                                       ? QStringLiteral(" class=\"best\"")
                                       : QString(),
                                   escaped(cellText(column, run)));
        m_html += QStringLiteral("</tr>\n");
    }

    void addMeanings() {
        m_html += QStringLiteral("<h2>%1</h2>\n<p>%2</p>\n<ul>\n")
                      .arg(tr("What the figures say"),
                           tr("The best figure of each column is marked. Which method is the best "
                              "is for your ears: the measures tell how near a result is to the "
                              "style and to the content, not whether it is beautiful."));
        for (const CompareColumn& column : compareColumns())
            if (!column.meaning.isEmpty())
                m_html += QStringLiteral("<li><b>%1</b>: %2</li>\n")
                              .arg(escaped(column.shownTitle), escaped(column.meaning));
        m_html +=
            QStringLiteral("</ul>\n<p class=\"soft\">%1</p>\n")
                .arg(escaped(QStringLiteral("Tonegraft ") + QString::fromLatin1(programVersion())));
    }

    const Comparison& m_comparison;
    const PageMedia& m_media;
    QString m_html;
};

std::vector<MediaSource> sourcesOf(const Comparison& comparison) {
    std::vector<MediaSource> sources{{comparison.content.clip.get(), 1, {}},
                                     {comparison.style.clip.get(), 1, {}}};
    for (const ComparedRun& run : comparison.runs)
        if (run.failure.empty())
            sources.push_back(
                {&run.result.output, run.result.settings.seed, madeBy(comparison, run)});
    return sources;
}

} // namespace

std::optional<std::string> comparisonHtml(const Comparison& comparison,
                                          const EngineFunctions& engine,
                                          const RunControl& control) {
    const auto media = pageMedia(sourcesOf(comparison), engine, control);
    if (!media)
        return std::nullopt;
    return Page(comparison, *media).made().toStdString();
}

} // namespace tonegraft
