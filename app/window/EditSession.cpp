// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/EditSession.h"

#include "app/takes/TakesSession.h"

#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>

#include <utility>

namespace tonegraft {

namespace {

/// The one parameter in which the two differ; empty if there is none, or there are several.
std::string onlyDifference(const Making& from, const Making& to) {
    std::string id;
    if (from.settings.method != to.settings.method)
        return id;
    for (const ParameterInfo& info : methodInfo(to.settings.method).parameters) {
        if (settingValue(from.settings, info) == settingValue(to.settings, info))
            continue;
        if (!id.empty())
            return {};
        id = info.id;
    }
    return id;
}

/// Pressed is the mouse, a button, or what ends the typing of a number.
bool beginsAnother(const QEvent& event) {
    if (event.type() != QEvent::KeyPress)
        return event.type() == QEvent::MouseButtonPress;
    const int key = static_cast<const QKeyEvent&>(event).key();
    return key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
}

QString stepText(const QStringList& differences) {
    return differences.size() <= 2 ? differences.join(QStringLiteral(", "))
                                   : EditSession::tr("%1 and more").arg(differences.front());
}

} // namespace

EditSession::EditSession(MainWindow& window, History& history,
                         std::function<void(const Making&)> apply, QObject* parent)
    : QObject(parent), m_window(window), m_history(history), m_apply(std::move(apply)) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (QGuiApplication::mouseButtons() == Qt::NoButton)
            endGesture();
        else
            m_rest.start();
    });
    connect(&window, &MainWindow::settingsChanged, this, &EditSession::record);
    connect(&window, &MainWindow::regionChanged, this, &EditSession::record);
    qApp->installEventFilter(this);
    begin();
}

bool EditSession::eventFilter(QObject* watched, QEvent* event) {
    if (!m_moved.empty() && beginsAnother(*event))
        endGesture();
    return QObject::eventFilter(watched, event);
}

void EditSession::setClips(const ShownClip& content, const ShownClip& style) {
    const bool replaced = (m_clips->content.clip && m_clips->content.clip != content.clip) ||
                          (m_clips->style.clip && m_clips->style.clip != style.clip);
    m_clips = std::make_shared<const ClipPair>(ClipPair{content, style});
    if (replaced)
        record();
    else
        begin();
}

void EditSession::begin() {
    if (!m_applying)
        m_state = makingIn(m_window, m_clips);
    endGesture();
}

void EditSession::record() {
    if (m_applying)
        return;
    const Making now = makingIn(m_window, m_clips);
    const QStringList texts = differences(m_state, now);
    if (texts.isEmpty())
        return;
    const int gesture = gestureOf(now);
    const Making before = std::exchange(m_state, now);
    m_history.add(
        {stepText(texts), [this, before] { show(before); }, [this, now] { show(now); }, gesture});
}

/// 0: a step of its own.
int EditSession::gestureOf(const Making& now) {
    const std::string moved = onlyDifference(m_state, now);
    if (moved.empty() || moved != m_moved)
        endGesture();
    m_moved = moved;
    if (moved.empty())
        return 0;
    m_rest.start();
    return m_gesture;
}

void EditSession::endGesture() {
    m_rest.stop();
    m_moved.clear();
    ++m_gesture;
}

void EditSession::show(const Making& making) {
    m_applying = true;
    m_apply(making);
    m_applying = false;
    begin();
}

} // namespace tonegraft
