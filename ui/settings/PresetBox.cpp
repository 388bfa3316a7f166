// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/PresetBox.h"

#include "ui/kit/FileDialogs.h"
#include "ui/kit/PlainText.h"

#include <QAction>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace tonegraft {
namespace {

constexpr int kLongestName = 60;

/// As it is read in a menu, where & would underline.
QString menuText(QString name) {
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

PresetBox::PresetBox(QWidget* parent)
    : QWidget(parent), m_button(new QToolButton(this)), m_menu(new QMenu(tr("Presets"), this)) {
    auto* label = new QLabel(tr("Preset"), this);
    m_menu->setToolTipsVisible(true);
    m_button->setMenu(m_menu);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setToolTip(tr("Settings under a name that says what is heard; your own are kept "
                            "here, too"));
    m_button->setAccessibleName(tr("Preset"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(m_button, 1);
    setCurrent({});
    fill();
}

void PresetBox::setPresets(const QList<PresetItem>& presets) {
    m_presets = presets;
    fill();
}

void PresetBox::setCurrent(const QString& name) {
    m_current = name;
    m_button->setText(menuText(name.isEmpty() ? tr("Your own settings") : name));
    m_button->setAccessibleDescription(m_button->text());
    for (QAction* action : m_menu->actions()) {
        action->setChecked(!name.isEmpty() && action->data().toString() == name);
    }
}

void PresetBox::setChangeable(bool changeable) {
    if (changeable != m_changeable) {
        m_changeable = changeable;
        fill();
    }
}

void PresetBox::fill() {
    m_menu->clear();
    delete m_removal;
    m_removal = nullptr;
    bool ownBegun = false;
    for (const PresetItem& preset : m_presets) {
        if (preset.own && !ownBegun) {
            m_menu->addSeparator();
            ownBegun = true;
            m_removal = new QMenu(tr("Remove"), m_menu);
        }
        QAction* action = m_menu->addAction(menuText(preset.name));
        action->setCheckable(true);
        action->setData(preset.name);
        action->setToolTip(plainToolTip(preset.hears));
        action->setEnabled(m_changeable);
        connect(action, &QAction::triggered, this, [this, preset] { Q_EMIT chosen(preset); });
        if (preset.own) {
            connect(m_removal->addAction(menuText(preset.name)), &QAction::triggered, this,
                    [this, name = preset.name] { Q_EMIT removeRequested(name); });
        }
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Save as preset…")), &QAction::triggered, this,
            &PresetBox::askForName);
    QAction* read = m_menu->addAction(tr("Settings from a file…"));
    read->setToolTip(tr("A preset, a JSON report, or a sound that was exported: it is dropped on "
                        "the settings as well"));
    read->setEnabled(m_changeable);
    connect(read, &QAction::triggered, this, [this] {
        askForSettings(window(), [this](const QString& path) { Q_EMIT fileChosen(path); });
    });
    connect(m_menu->addAction(tr("Export as preset file…")), &QAction::triggered, this, [this] {
        askForPresetFile(window(), m_current,
                         [this](const QString& path) { Q_EMIT exportRequested(path); });
    });
    if (m_removal != nullptr) {
        m_menu->addMenu(m_removal);
    }
    setCurrent(m_current);
}

void PresetBox::askForName() {
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as preset"));
    dialog->setLabelText(tr("A name that says what is heard:"));
    dialog->setTextValue(m_current);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const QString name = text.simplified().left(kLongestName);
        if (!name.isEmpty()) {
            Q_EMIT saveRequested(name);
        }
    });
    dialog->open();
}

} // namespace tonegraft
