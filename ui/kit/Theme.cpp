// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/Theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>

namespace tonegraft {
namespace {

struct Colors {
    QColor window, base, text, button, border, accent, quiet, disabled, toolTip;
};

Colors colorsOf(bool dark) {
    if (dark) {
        return {0x1f2127, 0x16181d, 0xe4e6eb, 0x2b2e36, 0x3a3e48,
                0xc54f8a, 0xa3a8b4, 0x6d727e, 0x2f323b};
    }
    return {0xf4f5f7, 0xffffff, 0x20242d, 0xfbfbfc, 0xcfd3da,
            0xa8326f, 0x5a6170, 0xa0a5b0, 0xffffff};
}

void setDisabled(QPalette& palette, const Colors& colors) {
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, colors.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.border);
    palette.setColor(QPalette::Disabled, QPalette::Base, colors.window);
}

/// Draws an SVG of black strokes in one color: the text's of the palette unless another is given.
class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(const QString& name, const QColor& color) : m_name(name), m_color(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QSvgRenderer renderer(coloredSource(colorFor(mode)));
        renderer.render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        const QString key = QStringLiteral("tonegraft/%1/%2/%3x%4")
                                .arg(m_name, colorFor(mode).name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect(QPoint(), size), mode, state);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }
    QIconEngine* clone() const override { return new SvgIconEngine(*this); }

private:
    QColor colorFor(QIcon::Mode mode) const {
        if (m_color.isValid() && mode != QIcon::Disabled) {
            return m_color;
        }
        const QPalette palette = QGuiApplication::palette();
        return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active,
                             QPalette::ButtonText);
    }
    QByteArray coloredSource(const QColor& color) const {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        return file.readAll().replace("#000000", color.name().toLatin1());
    }

    QString m_name;
    QColor m_color;
};

} // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

QPalette themePalette(bool dark) {
    const Colors colors = colorsOf(dark);
    QPalette palette(colors.button, colors.window);
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.window);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::Button, colors.button);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::ToolTipBase, colors.toolTip);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.quiet);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::Mid, colors.border);
    palette.setColor(QPalette::BrightText, Qt::white);
    setDisabled(palette, colors);
    return palette;
}

void applyTheme(QApplication& application, bool dark) {
    if (QApplication::style()->name() != QLatin1String("fusion")) {
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    }
    application.setPalette(themePalette(dark));
}

bool platformIsDark(QApplication& application) {
    const QPalette own = QApplication::palette();
    application.setPalette(QPalette()); // what is not set comes from the platform
    const bool dark = isDark(QApplication::palette());
    application.setPalette(own);
    return dark;
}

QIcon themedIcon(const QString& name) {
    return coloredIcon(name, {});
}

QIcon coloredIcon(const QString& name, const QColor& color) {
    return QIcon(new SvgIconEngine(name, color));
}

QColor borderColor(const QPalette& palette) {
    return palette.color(QPalette::Mid);
}

QColor quietTextColor(const QPalette& palette) {
    return palette.color(QPalette::PlaceholderText);
}

void makeQuiet(QLabel* label) {
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 0.92);
    label->setFont(font);
    label->setForegroundRole(QPalette::PlaceholderText);
}

QColor severityColor(Severity severity, const QPalette& palette) {
    const bool dark = isDark(palette);
    switch (severity) {
    case Severity::warning:
        return dark ? QColor(0xf0b429) : QColor(0x8a5a00);
    case Severity::error:
        return dark ? QColor(0xff8a80) : QColor(0xb3261e);
    case Severity::information:
        break;
    }
    return dark ? QColor(0x8ab4f8) : QColor(0x1f5fae);
}

} // namespace tonegraft
