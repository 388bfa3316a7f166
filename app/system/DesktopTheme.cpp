// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/DesktopTheme.h"

#include "ui/kit/Theme.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>
#include <QFileInfo>

namespace tonegraft {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
constexpr int kPatienceMs = 100;
// Values of the key.
constexpr uint kPrefersDark = 1;
constexpr uint kPrefersLight = 2;

QDBusMessage question() {
    QDBusMessage message =
        QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    message << kGroup << kKey;
    return message;
}

/// Read() wraps the value twice.
QVariant unwrapped(QVariant value) {
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopTheme::DesktopTheme(QApplication& application, const QDBusConnection& bus, QObject* parent)
    : QObject(parent), m_application(application), m_bus(bus) {
    if (m_bus.isConnected()) {
        m_bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                      SLOT(onSettingChanged(QString, QString, QDBusVariant)));
        ask();
    }
    apply();
    m_application.installEventFilter(this);
}

QDBusConnection DesktopTheme::sessionBus() {
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool session =
        !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
        (!runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus")));
    return session ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

void DesktopTheme::ask() {
    const QDBusMessage answer = m_bus.call(question(), QDBus::Block, kPatienceMs);
    if (answer.type() == QDBusMessage::ReplyMessage) {
        take(answer.arguments().value(0));
        return;
    }
    // It may only be starting, at the beginning of a session.
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(question()), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            return;
        take(QVariant::fromValue(reply.value()));
        apply();
    });
}

void DesktopTheme::onSettingChanged(const QString& group, const QString& key,
                                    const QDBusVariant& value) {
    if (group != kGroup || key != kKey)
        return;
    take(value.variant());
    apply();
}

void DesktopTheme::take(const QVariant& value) {
    const uint scheme = unwrapped(value).toUInt();
    m_portalWantsDark.reset();
    if (scheme == kPrefersDark || scheme == kPrefersLight)
        m_portalWantsDark = scheme == kPrefersDark;
}

void DesktopTheme::choose(Appearance appearance) {
    m_chosen = appearance;
    apply();
}

void DesktopTheme::apply() {
    if (m_chosen == Appearance::desktop)
        applyTheme(m_application, m_portalWantsDark.value_or(platformIsDark(m_application)));
    else
        applyTheme(m_application, m_chosen == Appearance::dark);
}

bool DesktopTheme::eventFilter(QObject* watched, QEvent* event) {
    // Each window gets one; the theme is applied once they all have it.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType())
        QMetaObject::invokeMethod(this, &DesktopTheme::apply, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace tonegraft
