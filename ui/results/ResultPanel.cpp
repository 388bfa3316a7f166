// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultPanel.h"

#include "ui/kit/DragHandle.h"
#include "ui/kit/Format.h"
#include "ui/kit/NoticeLabel.h"
#include "ui/kit/Theme.h"
#include "ui/kit/Translated.h"
#include "ui/results/MixControl.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace tonegraft {
namespace {

QString numberText(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

QString ratioText(double value) {
    return std::isfinite(value) ? numberText(value, std::abs(value) < 0.1 ? 3 : 2)
                                : QStringLiteral("—");
}

QString percentText(double share) {
    return std::isfinite(share) ? ResultPanel::tr("%1 %").arg(numberText(100.0 * share, 0))
                                : QStringLiteral("—");
}

DragTexts soundTexts() {
    return {ResultPanel::tr("Sound"),
            ResultPanel::tr("Drag this into a folder or another program: it is the output as a WAV "
                            "file. A click copies it, to be pasted there."),
            ResultPanel::tr("Copy the output as a file")};
}

DragTexts notesTexts() {
    return {ResultPanel::tr("Notes"),
            ResultPanel::tr("Drag this into a folder or another program: it is the notes that were "
                            "heard in the content, as they are played, as a MIDI file. A click "
                            "copies it, to be pasted there."),
            ResultPanel::tr("Copy the notes as a MIDI file")};
}

QString stateOf(const TransferResult& result) {
    const int steps = result.losses.empty() ? 0 : result.losses.back().step;
    const QString time = durationText(result.seconds.total);
    if (result.outcome == Outcome::stopped) {
        return ResultPanel::tr("Stopped at step %1, after %2").arg(steps).arg(time);
    }
    return result.steered
               ? ResultPanel::tr("Preview, steered by hand: %1 steps in %2").arg(steps).arg(time)
               : ResultPanel::tr("%1 steps in %2").arg(steps).arg(time);
}

} // namespace

ResultPanel::ResultPanel(QWidget* parent)
    : Card(parent), m_state(new QLabel(this)), m_stale(new NoticeLabel(this)),
      m_warnings(new NoticeLabel(this)), m_rows(new QWidget(this)), m_grid(new QGridLayout(m_rows)),
      m_drag(new DragHandle(soundTexts(), this)), m_notes(new DragHandle(notesTexts(), this)),
      m_mix(new MixControl(this)) {
    setAccessibleName(tr("Result"));
    auto* heading = new QLabel(tr("Output"), this);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    makeQuiet(m_state);
    m_grid->setContentsMargins(0, 2, 0, 2);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(0, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(4);
    auto* header = new QHBoxLayout;
    header->addWidget(heading, 1);
    header->addWidget(m_notes);
    header->addWidget(m_drag);
    layout->addLayout(header);
    layout->addWidget(m_state);
    layout->addWidget(m_stale);
    layout->addWidget(m_mix);
    layout->addWidget(m_rows);
    layout->addWidget(m_warnings);
    connect(m_mix, &MixControl::mixChanged, this, [this] {
        m_drag->forget(); // it is another sound
    });
    showHint({});
}

void ResultPanel::showHint(const QString& hint) {
    clearRows();
    m_state->setText(hint);
    m_stale->hide();
    m_warnings->hide();
    m_mix->hide();
    m_drag->hide();
    m_drag->forget();
    m_notes->hide();
    m_notes->forget();
    m_output = nullptr;
    setAccessibleDescription(m_state->text());
}

void ResultPanel::setNotesObstacle(const QString& reason) {
    m_notes->setObstacle(reason);
}

void ResultPanel::setStale(const QString& makings) {
    m_stale->showNotice(Severity::information, makings);
}

void ResultPanel::clearRows() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows->hide();
}

void ResultPanel::showResult(const ShownResult& result) {
    clearRows();
    if (result.output.get() != m_output) { // else its measures have come
        m_drag->forget();
        m_notes->forget();
        m_output = result.output.get();
    }
    m_drag->setVisible(!result.result->steered); // a preview is no file yet
    m_notes->show();
    m_mix->show();
    m_state->setText(stateOf(*result.result));
    setAccessibleDescription(m_state->text());
    if (result.measures) {
        addMeasures(*result.measures);
    }
    addRow(tr("Loudness"), decibelText(result.loudness.integratedLufs, QStringLiteral("LUFS")),
           tr("Integrated loudness of the output; it follows the content's"));
    addRow(tr("True peak"), decibelText(result.loudness.truePeakDbtp, QStringLiteral("dBTP")),
           tr("Highest level between and on the samples; never above −1 dBTP"));
    for (const ResultFigure& figure : result.result->figures) {
        addRow(translated(figure.name),
               decibelText(figure.value, QString::fromStdString(figure.unit)),
               tr("What the method says of its result: the higher, the nearer to the style"));
    }
    m_rows->show();
    QStringList warnings;
    for (const Message& warning : result.result->warnings) {
        warnings << worded(warning);
    }
    m_warnings->showNotice(Severity::warning, warnings.join(QLatin1Char('\n')));
}

void ResultPanel::addMeasures(const Measures& measures) {
    for (const MeasureInfo& info : kMeasures) {
        if (*info.meaning == '\0') {
            continue;
        }
        const double value = measures.*info.value;
        addRow(engineWord(info.name), *info.unit == '%' ? percentText(value) : ratioText(value),
               engineWord(info.meaning));
    }
}

void ResultPanel::addRow(const QString& name, const QString& value, const QString& help) {
    // A method's own figures may have long names: they must not widen the column.
    auto* nameLabel = new QLabel(name, m_rows);
    nameLabel->setWordWrap(true);
    nameLabel->setMinimumWidth(1);
    auto* valueLabel = new QLabel(value, m_rows);
    makeQuiet(nameLabel);
    valueLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    valueLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    valueLabel->setAccessibleName(name);
    for (QLabel* label : {nameLabel, valueLabel}) {
        label->setToolTip(QStringLiteral("<p>%1</p>").arg(help.toHtmlEscaped()));
    }
    const int row = m_grid->rowCount();
    m_grid->addWidget(nameLabel, row, 0);
    m_grid->addWidget(valueLabel, row, 1);
}

} // namespace tonegraft
