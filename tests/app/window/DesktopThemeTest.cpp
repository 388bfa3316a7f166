// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/DesktopTheme.h"

#include "app/window/FakeEngine.h"
#include "ui/kit/Theme.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
constexpr uint kNoPreference = 0;
constexpr uint kDark = 1;
constexpr uint kLight = 2;

QVariant wrapped(uint scheme) {
    return QVariant::fromValue(QDBusVariant(scheme));
}

/// A desktop that says whether it is dark.
class FakePortal : public QDBusVirtualObject {
public:
    explicit FakePortal(QDBusConnection bus) : m_bus(std::move(bus)) {
        m_bus.registerVirtualObject(kPath, this);
        m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }

    void setScheme(uint scheme) {
        m_scheme = scheme;
        QDBusMessage news =
            QDBusMessage::createSignal(kPath, kInterface, QStringLiteral("SettingChanged"));
        news << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme")
             << wrapped(scheme);
        m_bus.send(news);
    }

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        if (message.member() != QStringLiteral("Read"))
            return false;
        bus.send(message.createReply(QVariant::fromValue(QDBusVariant(wrapped(m_scheme)))));
        return true;
    }

private:
    QDBusConnection m_bus;
    uint m_scheme = kNoPreference;
};

/// A session bus of the test's own.
class DesktopThemeTest : public testing::Test {
protected:
    QProcess daemon;
    QDBusConnection bus{QString()};

    void SetUp() override {
        daemon.start("dbus-daemon", {"--session", "--nofork", "--print-address"});
        ASSERT_TRUE(daemon.waitForStarted()) << "dbus-daemon is not installed";
        ASSERT_TRUE(daemon.waitForReadyRead());
        bus = QDBusConnection::connectToBus(
            QString::fromLatin1(daemon.readAllStandardOutput().trimmed()), "theme-test");
        ASSERT_TRUE(bus.isConnected());
    }
    void TearDown() override {
        applyTheme(*qApp, false);
        QDBusConnection::disconnectFromBus("theme-test");
        daemon.terminate();
        daemon.waitForFinished();
    }
    static bool dark() { return isDark(QApplication::palette()); }
};

TEST_F(DesktopThemeTest, isDarkFromTheStartWhereTheDesktopIs) {
    FakePortal portal(bus);
    portal.setScheme(kDark);
    const DesktopTheme theme(*qApp, bus);
    EXPECT_TRUE(dark());
}

TEST_F(DesktopThemeTest, followsTheDesktopWhileTheWindowIsOpen) {
    FakePortal portal(bus);
    portal.setScheme(kLight);
    const DesktopTheme theme(*qApp, bus);
    EXPECT_FALSE(dark());
    portal.setScheme(kDark);
    EXPECT_TRUE(eventually(dark));
    portal.setScheme(kLight);
    EXPECT_TRUE(eventually([] { return !dark(); }));
}

TEST_F(DesktopThemeTest, withoutAPreferenceOrAPortalThePlatformDecides) {
    const bool platform = platformIsDark(*qApp);
    {
        const DesktopTheme theme(*qApp, QDBusConnection(QString()));
        EXPECT_EQ(dark(), platform);
    }
    {
        const DesktopTheme portalLess(*qApp, bus);
        EXPECT_EQ(dark(), platform);
    }
    FakePortal portal(bus);
    portal.setScheme(kNoPreference);
    const DesktopTheme theme(*qApp, bus);
    EXPECT_EQ(dark(), platform);
}

} // namespace
} // namespace tonegraft::test
