// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/VariationsDialog.h"

#include "ui/kit/Theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

constexpr int kMostRuns = 64;
constexpr int kFirstRuns = 4;
constexpr int kFirstPercent = 15;
constexpr int kWidth = 340;

} // namespace

VariationsDialog::VariationsDialog(QWidget* parent)
    : QDialog(parent), m_count(new QSpinBox(this)), m_amount(new QSlider(Qt::Horizontal, this)),
      m_controls(new QVBoxLayout), m_message(new QLabel(this)), m_start(new QPushButton(this)) {
    setWindowTitle(tr("Variations"));
    build();
    refresh();
}

void VariationsDialog::build() {
    auto* intro = new QLabel(tr("Runs one after the other near the settings of the window, each of "
                                "them a take. What is not ticked stays as it is."),
                             this);
    intro->setWordWrap(true);
    makeQuiet(intro);
    m_count->setRange(1, kMostRuns);
    m_count->setValue(kFirstRuns);
    m_count->setAccessibleName(tr("How many"));
    m_amount->setRange(1, 50);
    m_amount->setValue(kFirstPercent);
    m_amount->setAccessibleName(tr("How far"));
    const QString help = tr("How far a control moves at most, as a part of what it can be; another "
                            "seed is just another one");
    m_amount->setToolTip(help);
    auto* far = new QLabel(this);
    const auto showFar = [this, far] { far->setText(tr("%1 %").arg(m_amount->value())); };
    connect(m_amount, &QSlider::valueChanged, this, showFar);
    showFar();
    auto* amount = new QHBoxLayout;
    amount->addWidget(m_amount, 1);
    amount->addWidget(far);
    auto* form = new QFormLayout;
    form->addRow(tr("How many:"), m_count);
    form->addRow(tr("How far:"), amount);
    m_message->setWordWrap(true);
    m_message->setAccessibleName(tr("State"));
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_run > 0) {
            Q_EMIT endRequested();
        } else {
            Q_EMIT startRequested();
        }
    });
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addLayout(m_controls);
    layout->addWidget(m_message);
    layout->addWidget(m_start, 0, Qt::AlignRight);
    layout->addStretch();
    setMinimumWidth(kWidth);
}

void VariationsDialog::setControls(const std::vector<VariedControl>& controls,
                                   const QString& obstacle) {
    m_obstacle = obstacle;
    bool same = controls.size() == m_checks.size();
    for (std::size_t i = 0; same && i < controls.size(); ++i) {
        same = m_checks[i]->objectName() == controls[i].id;
    }
    if (!same) {
        qDeleteAll(m_checks);
        m_checks.clear();
        for (const VariedControl& control : controls) {
            auto* check = new QCheckBox(control.label, this);
            check->setObjectName(control.id);
            check->setChecked(control.moves);
            connect(check, &QCheckBox::toggled, this, &VariationsDialog::refresh);
            m_controls->addWidget(check);
            m_checks.push_back(check);
        }
    }
    refresh();
}

void VariationsDialog::showRunning(int run, int runs) {
    m_run = run;
    m_runs = runs;
    refresh();
}

int VariationsDialog::count() const {
    return m_count->value();
}

QStringList VariationsDialog::moved() const {
    QStringList ids;
    for (const QCheckBox* check : m_checks) {
        if (check->isChecked()) {
            ids << check->objectName();
        }
    }
    return ids;
}

double VariationsDialog::amount() const {
    return m_amount->value() / 100.0;
}

void VariationsDialog::refresh() {
    const bool running = m_run > 0;
    const QString obstacle = !m_obstacle.isEmpty() ? m_obstacle
                             : moved().isEmpty()   ? tr("Tick what may move.")
                                                   : QString();
    m_start->setText(running ? tr("End after this one") : tr("Run"));
    m_start->setEnabled(running ? m_run < m_runs : obstacle.isEmpty());
    m_count->setEnabled(!running);
    m_amount->setEnabled(!running);
    for (QCheckBox* check : m_checks) {
        check->setEnabled(!running);
    }
    m_message->setText(running ? tr("Run %1 of %2").arg(m_run).arg(m_runs) : obstacle);
    m_message->setVisible(!m_message->text().isEmpty());
}

} // namespace tonegraft
