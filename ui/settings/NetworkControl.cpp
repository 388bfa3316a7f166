// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/NetworkControl.h"

#include "ui/kit/ElidedLabel.h"
#include "ui/kit/FileDialogs.h"
#include "ui/kit/Theme.h"

#include <QFile>
#include <QGridLayout>
#include <QPushButton>
#include <QToolButton>

namespace tonegraft {

NetworkControl::NetworkControl(QWidget* parent)
    : QWidget(parent), m_name(new ElidedLabel(this)),
      m_choose(new QPushButton(tr("Choose…"), this)), m_reset(new QToolButton(this)) {
    auto* label = new QLabel(tr("Network"), this);
    const QString hears =
        tr("What the network has learned to hear decides what it takes for style. The built-in one "
           "can tell 80 instruments; weights of others are read from safetensors files.");
    setToolTip(hears);
    m_choose->setAccessibleName(tr("Choose a network's weights"));
    m_reset->setIcon(themedIcon(QStringLiteral("reset")));
    m_reset->setAutoRaise(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_choose, 0, 1);
    grid->addWidget(m_reset, 0, 2);
    grid->addWidget(m_name, 1, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    makeQuiet(m_name);
    m_choose->setFocusPolicy(Qt::TabFocus); // clicked, it leaves Space to Play
    connect(m_choose, &QPushButton::clicked, this,
            [this] { askForNetwork(window(), [this](const QString& path) { choose(path); }); });
    connect(m_reset, &QToolButton::clicked, this, [this] { choose(QString()); });
    setBuiltIn(true);
}

void NetworkControl::setFile(const std::filesystem::path& file) {
    m_file = file;
    showFile();
}

void NetworkControl::setLocked(bool locked) {
    m_locked = locked;
    showFile();
}

void NetworkControl::setBuiltIn(bool builtIn) {
    m_builtIn = builtIn;
    m_reset->setToolTip(builtIn ? tr("Back to the built-in network") : tr("No network"));
    m_reset->setAccessibleName(m_reset->toolTip());
    showFile();
}

void NetworkControl::choose(const QString& path) {
    setFile(std::filesystem::path(QFile::encodeName(path).toStdString()));
    Q_EMIT chosen(path);
}

void NetworkControl::showFile() {
    const QString none =
        m_builtIn ? tr("Built-in: 80 instruments") : tr("None: choose its weights");
    m_name->setFullText(m_file.empty() ? none : QFile::decodeName(m_file.c_str()));
    m_choose->setEnabled(!m_locked);
    m_reset->setEnabled(!m_locked && !m_file.empty());
}

} // namespace tonegraft
