// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/CompareDialog.h"

#include "ui/kit/FileDialogs.h"
#include "ui/kit/Format.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Translated.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kEqualSeconds = 15.0;
constexpr double kQuickSeconds = 60.0; // what is ticked without being asked for
constexpr double kMostSeconds = 3600.0;
constexpr int kProgressSteps = 1000;
constexpr int kLeastWidth = 560;

/// At the right.
QHBoxLayout* rowOf(std::initializer_list<QPushButton*> buttons) {
    auto* row = new QHBoxLayout;
    row->addStretch();
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    return row;
}

} // namespace

CompareDialog::CompareDialog(const std::vector<MethodInfo>& methods, QWidget* parent)
    : QDialog(parent), m_seconds(new QDoubleSpinBox(this)), m_folder(new QLineEdit(this)),
      m_browse(new QPushButton(tr("Choose…"), this)), m_message(new QLabel(this)),
      m_bar(new QProgressBar(this)), m_start(new QPushButton(tr("Compare"), this)),
      m_close(new QPushButton(tr("Close"), this)),
      m_open(new QPushButton(tr("Open the page"), this)),
      m_keep(new QPushButton(tr("Keep as takes"), this)) {
    setWindowTitle(tr("Compare methods"));
    m_keep->setToolTip(tr("Puts every result into the list of takes, to be heard and exported"));
    build(methods);
    connect(m_browse, &QPushButton::clicked, this, &CompareDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &CompareDialog::onEdited);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, &CompareDialog::onEdited);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(choice()); });
    connect(m_close, &QPushButton::clicked, this, &CompareDialog::reject);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_kept = true;
        refresh();
        Q_EMIT keepRequested();
    });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_page); });
    refresh();
}

void CompareDialog::build(const std::vector<MethodInfo>& methods) {
    auto* layout = new QVBoxLayout(this);
    auto* grid = new QGridLayout;
    grid->setColumnStretch(0, 1);
    for (const MethodInfo& info : methods) {
        // An ampersand in a name is no mnemonic.
        auto* check = new QCheckBox(
            translated(info.title).replace(QLatin1Char('&'), QStringLiteral("&&")), this);
        check->setChecked(true);
        check->setToolTip(translated(info.goodFor));
        auto* time = new QLabel(this);
        time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(check, grid->rowCount(), 0);
        grid->addWidget(time, grid->rowCount() - 1, 1);
        const std::size_t row = m_rows.size();
        connect(check, &QCheckBox::toggled, this, &CompareDialog::onEdited);
        connect(check, &QCheckBox::clicked, this, [this, row] { m_rows[row].byHand = true; });
        m_rows.push_back({info.id, check, time, std::nullopt, false});
    }
    layout->addLayout(grid);

    m_seconds->setRange(0.0, kMostSeconds);
    m_seconds->setDecimals(0);
    m_seconds->setValue(kEqualSeconds);
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setSpecialValueText(tr("not"));
    auto* equal = new QLabel(tr("Once more, each in the same &time:"), this);
    equal->setBuddy(m_seconds);
    const QString why = tr("Each method runs with its own settings first. Then each runs again "
                           "with as many steps as it makes in this time, so that a slow method "
                           "has no advantage.");
    equal->setToolTip(QStringLiteral("<p>%1</p>").arg(why));
    m_seconds->setToolTip(equal->toolTip());
    m_seconds->setAccessibleDescription(why);
    auto* folderLabel = new QLabel(tr("Write the page &into:"), this);
    folderLabel->setBuddy(m_folder);
    auto* options = new QGridLayout;
    options->addWidget(equal, 0, 0);
    options->addWidget(m_seconds, 0, 1, 1, 2);
    options->addWidget(folderLabel, 1, 0);
    options->addWidget(m_folder, 1, 1);
    options->addWidget(m_browse, 1, 2);
    options->setColumnStretch(1, 1);
    layout->addLayout(options);

    m_message->setTextFormat(Qt::PlainText); // a folder's name may look like markup
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->setRange(0, kProgressSteps);
    m_bar->setTextVisible(false);
    layout->addWidget(m_message);
    layout->addWidget(m_bar);
    layout->addLayout(rowOf({m_keep, m_open, m_start, m_close}));
    m_start->setDefault(true);
    setMinimumWidth(kLeastWidth);
}

CompareChoice CompareDialog::choice() const {
    CompareChoice choice;
    for (const Row& row : m_rows) {
        if (row.check->isChecked()) {
            choice.methods.push_back(row.id);
        }
    }
    choice.equalSeconds = m_seconds->value();
    choice.folder = m_folder->text();
    return choice;
}

void CompareDialog::setFolder(const QString& folder) {
    m_folder->setText(folder);
    m_folder->setToolTip(plainToolTip(folder));
}

void CompareDialog::setEstimate(const std::string& method,
                                const std::optional<RunEstimate>& estimate) {
    for (Row& row : m_rows) {
        if (row.id == method) {
            row.estimate = estimate;
            if (estimate && !row.byHand) {
                const QSignalBlocker quiet(row.check); // what was said of a run stays
                row.check->setChecked(estimate->seconds <= kQuickSeconds);
            }
            row.time->setText(estimate ? tr("about %1").arg(durationText(estimate->seconds))
                                       : QString());
        }
    }
    refresh();
}

void CompareDialog::showRunning() {
    m_running = true;
    m_kept = false;
    m_page.clear();
    m_outcome.clear();
    m_bar->setValue(0);
    m_message->setText(tr("Preparing…"));
    refresh();
}

void CompareDialog::showProgress(const QString& text, double share) {
    m_message->setText(text);
    m_bar->setValue(static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * kProgressSteps)));
}

void CompareDialog::showDone(const QString& page, bool alone) {
    m_running = false;
    m_page = page;
    m_outcome = tr("Written to %1").arg(page);
    if (!alone) {
        m_outcome +=
            QLatin1Char('\n') + tr("Something else ran beside it: its times are longer than "
                                   "they would be.");
    }
    refresh();
    m_open->setFocus();
}

void CompareDialog::showFailure(const QString& reason) {
    m_running = false;
    m_outcome = reason.isEmpty() ? tr("Cancelled; nothing was written.") : reason;
    refresh();
}

void CompareDialog::reject() {
    if (m_running) {
        m_message->setText(tr("Ending…"));
        Q_EMIT cancelRequested();
        return;
    }
    QDialog::reject();
}

void CompareDialog::closeEvent(QCloseEvent* event) {
    if (m_running) {
        Q_EMIT cancelRequested();
    }
    event->accept();
}

void CompareDialog::onEdited() {
    m_outcome.clear(); // of what was asked for before
    refresh();
}

void CompareDialog::chooseFolder() {
    askForFolder(this, tr("Write the page into"), m_folder->text(),
                 [this](const QString& folder) { m_folder->setText(folder); });
}

void CompareDialog::refresh() {
    double seconds = 0.0;
    int chosen = 0;
    for (const Row& row : m_rows) {
        row.check->setEnabled(!m_running);
        if (row.check->isChecked()) {
            ++chosen;
            seconds += m_seconds->value() + (row.estimate ? row.estimate->seconds : 0.0);
        }
    }
    m_seconds->setEnabled(!m_running);
    m_folder->setEnabled(!m_running);
    m_browse->setEnabled(!m_running);
    m_bar->setVisible(m_running);
    m_start->setEnabled(!m_running && chosen > 0 && !m_folder->text().isEmpty());
    m_close->setText(m_running ? tr("Cancel") : tr("Close"));
    m_open->setVisible(!m_page.isEmpty());
    m_keep->setVisible(!m_page.isEmpty());
    m_keep->setEnabled(!m_kept);
    if (m_running) {
        return;
    }
    if (!m_outcome.isEmpty()) {
        m_message->setText(m_outcome);
    } else if (chosen == 0) {
        m_message->setText(tr("Choose at least one method."));
    } else {
        m_message->setText(tr("All of it takes about %1.").arg(durationText(seconds)));
    }
}

} // namespace tonegraft
