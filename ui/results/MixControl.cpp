// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/MixControl.h"

#include "ui/kit/Theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kWhole = 100; // percent
constexpr int kStep = 5;

} // namespace

MixControl::MixControl(QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal, this)), m_value(new QLabel(this)) {
    const QString help = tr("How much of the output is heard beside the content: to the left the "
                            "content alone, to the right the output alone. It is heard at once, "
                            "and exported and dragged as it is heard.");
    auto* label = new QLabel(tr("Mix"), this);
    label->setBuddy(m_slider);
    makeQuiet(label);
    makeQuiet(m_value);
    m_slider->setRange(0, kWhole);
    m_slider->setSingleStep(kStep);
    m_slider->setPageStep(4 * kStep);
    m_slider->setValue(kWhole);
    m_slider->setAccessibleName(tr("Mix of content and output"));
    m_slider->setToolTip(QStringLiteral("<p>%1</p>").arg(help.toHtmlEscaped()));
    setToolTip(m_slider->toolTip());
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(0);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_value, 0, 1);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showMix();
        Q_EMIT mixChanged(mix());
    });
    showMix();
}

double MixControl::mix() const {
    return static_cast<double>(m_slider->value()) / kWhole;
}

void MixControl::setMix(double mix) {
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>(std::lround(kWhole * mix)));
    showMix();
}

void MixControl::showMix() {
    const int percent = m_slider->value();
    m_value->setText(percent == kWhole ? tr("output alone")
                     : percent == 0    ? tr("content alone")
                                       : tr("%1 % output").arg(percent));
    m_slider->setAccessibleDescription(m_value->text());
}

} // namespace tonegraft
