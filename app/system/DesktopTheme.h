// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>
#include <QString>

#include <optional>

class QApplication;

namespace tonegraft {

/// Keeps the window light or dark as the desktop is, also when that changes while it is open. It
/// asks the desktop's portal (GNOME and others tell only there); where that has no preference,
/// or there is none, the palette of the platform decides. Thread: GUI.
class DesktopTheme : public QObject {
    Q_OBJECT

public:
    /// Applies the theme; waits for the portal's answer a tenth of a second at most, so that the
    /// first picture is right.
    DesktopTheme(QApplication& application, const QDBusConnection& bus, QObject* parent = nullptr);

    /// Light or dark for good, or again as the desktop is.
    void choose(Appearance appearance);

    /// The user's session bus, or none where there is no session: none is started.
    static QDBusConnection sessionBus();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(const QVariant& value);
    void apply();

    QApplication& m_application;
    QDBusConnection m_bus;
    std::optional<bool> m_portalWantsDark;
    Appearance m_chosen = Appearance::desktop;
};

} // namespace tonegraft
