// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/PaneAccessible.h"

#include "ui/panes/TimePane.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace tonegraft {
namespace {

/// A pane as a chart with a value: the position of its playhead, which can be set, in words what
/// is read there.
class PaneAccessible : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit PaneAccessible(TimePane* pane) : QAccessibleWidget(pane, QAccessible::Chart) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }

    QString text(QAccessible::Text kind) const override {
        const QString readOut = pane()->pointerText();
        if (kind == QAccessible::Value) {
            return readOut;
        }
        // The bridge to screen readers passes on numbers as values, words as descriptions.
        const QString text = QAccessibleWidget::text(kind);
        return kind == QAccessible::Description && !readOut.isEmpty()
                   ? QStringLiteral("%1. %2").arg(readOut, text)
                   : text;
    }

    QVariant currentValue() const override { return pane()->playheadSeconds(); }
    void setCurrentValue(const QVariant& value) override {
        Q_EMIT pane()->seekRequested(value.toDouble());
    }
    QVariant minimumValue() const override { return 0.0; }
    QVariant maximumValue() const override { return pane()->clipSeconds(); }
    QVariant minimumStepSize() const override { return 0.01; }

private:
    TimePane* pane() const { return static_cast<TimePane*>(widget()); }
};

QAccessibleInterface* accessibleOf(const QString&, QObject* object) {
    auto* pane = qobject_cast<TimePane*>(object);
    return pane != nullptr ? new PaneAccessible(pane) : nullptr;
}

} // namespace

void installPaneAccessibility() {
    QAccessible::installFactory(accessibleOf); // the same one is kept once
}

} // namespace tonegraft
