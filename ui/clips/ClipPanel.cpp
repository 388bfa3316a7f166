// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clips/ClipPanel.h"

#include "ui/kit/ElidedLabel.h"
#include "ui/kit/Format.h"
#include "ui/kit/NoticeLabel.h"
#include "ui/kit/Theme.h"
#include "ui/panes/RegionEditor.h"
#include "ui/panes/WaveformView.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

QString factsOf(const ShownClip& clip) {
    const QString separator = QStringLiteral(" · ");
    QStringList facts{durationText(clip.clip->durationSeconds()),
                      hertzText(clip.clip->sampleRateHz, 3),
                      channelsText(clip.clip->channelCount())};
    if (!clip.formatName.isEmpty()) {
        facts << clip.formatName;
    }
    return facts.join(separator);
}

QString levelsOf(const Loudness& loudness) {
    return ClipPanel::tr("%1, peak %2")
        .arg(decibelText(loudness.integratedLufs, QStringLiteral("LUFS")),
             decibelText(loudness.truePeakDbtp, QStringLiteral("dBTP")));
}

} // namespace

ClipPanel::ClipPanel(ClipPanelTexts texts, QWidget* parent)
    : Card(parent), m_texts(std::move(texts)), m_choose(new QToolButton(this)),
      m_name(new ElidedLabel(this)), m_facts(new QLabel(this)), m_levels(new QLabel(this)),
      m_notice(new NoticeLabel(this)), m_waveform(new WaveformView(this)),
      m_region(new RegionEditor(m_texts.title.toLower(), m_texts.regionHelp, this)),
      m_busy(new QProgressBar(this)) {
    setAccessibleName(tr("%1 clip").arg(m_texts.title));
    build();
    connect(m_choose, &QToolButton::clicked, this, &ClipPanel::chooseRequested);
    refresh();
}

void ClipPanel::build() {
    const QString role = m_texts.title.toLower();
    auto* heading = new QLabel(m_texts.title, this);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    m_choose->setIcon(themedIcon(m_texts.icon));
    m_choose->setText(tr("Choose…"));
    m_choose->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_choose->setFocusPolicy(Qt::TabFocus); // clicked, it leaves Space to Play
    m_choose->setToolTip(tr("Choose the %1 clip, or drop a file on the window").arg(role));
    m_choose->setAccessibleName(tr("Choose %1 clip").arg(role));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(6);
    m_busy->setAccessibleName(tr("Reading the %1 clip").arg(role));
    for (QLabel* label : {m_facts, m_levels}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        makeQuiet(label);
    }

    auto* header = new QHBoxLayout;
    header->addWidget(heading, 1);
    header->addWidget(m_choose);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(4);
    layout->addLayout(header);
    layout->addWidget(m_name);
    layout->addWidget(m_busy);
    layout->addWidget(m_waveform);
    layout->addWidget(m_facts);
    layout->addWidget(m_levels);
    layout->addWidget(m_region);
    layout->addWidget(m_notice);
}

void ClipPanel::showLoading(const QString& name) {
    m_loading = true;
    m_name->setFullText(tr("Reading %1…").arg(name));
    m_notice->hide();
    m_busy->show();
}

void ClipPanel::showClip(const ShownClip& clip) {
    m_loading = false;
    m_clip = clip;
    m_region->setClipSeconds(clip.clip ? clip.clip->durationSeconds() : 0.0);
    refresh();
    m_notice->showNotice(Severity::warning, clip.warnings.join(QLatin1Char('\n')));
}

void ClipPanel::showError(const QString& text) {
    m_loading = false;
    refresh();
    m_notice->showNotice(Severity::error, text);
}

void ClipPanel::setChangeable(bool changeable) {
    m_choose->setEnabled(changeable);
    m_region->setEnabled(changeable);
}

void ClipPanel::refresh() {
    const bool any = hasClip();
    m_busy->hide();
    m_notice->hide();
    m_name->setFullText(any ? m_clip.name : tr("No clip yet"));
    m_facts->setText(any ? factsOf(m_clip) : m_texts.hint);
    m_levels->setText(any ? levelsOf(m_clip.loudness) : QString());
    m_levels->setVisible(any);
    m_waveform->setPeaks(m_clip.peaks);
    m_waveform->setVisible(any);
    m_region->setVisible(any);
    setAccessibleDescription(any ? QStringLiteral("%1, %2").arg(m_clip.name, m_facts->text())
                                 : m_texts.hint);
}

} // namespace tonegraft
